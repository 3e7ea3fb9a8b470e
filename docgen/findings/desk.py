"""What the returns desk finds: in the inbox, between versions and forms, and about decisions."""

from docgen.findings import Code

INBOX_UNFINISHED = Code(
    "I-INBOX-UNFINISHED",
    "This file is still being written, or was written a moment ago; it was left alone.",
    "Run docgen collect again once it is complete.",
)
INBOX_LINK = Code(
    "W-INBOX-LINK",
    "This is a link to another file; it was not followed.",
    "Put the file itself into the inbox.",
)
INBOX_UNREADABLE = Code(
    "E-INBOX-UNREADABLE",
    "This file or folder cannot be opened, so that nothing was read from it: {why}",
    "Give yourself the right to read it, or close the program that holds it; then run docgen collect again.",
)
SAME_FILE = Code(
    "I-SAME-FILE",
    "This file equals one that was collected under another name, byte by byte; it counts once.",
    "Nothing needs to be done.",
)
TWO_SENDERS = Code(
    "E-TWO-SENDERS",
    "The very same file came from two units, {units}: {files}. It is that of the unit named in it, and of no other.",
    "Ask the other unit for its own form; if it copied another's figures, say so to both.",
    "Send your own form with your own figures.",
)
DECISION_EXPIRED = Code(
    "W-DECISION-EXPIRED",
    "The decision of {who} on {subject} was taken when it was “{old}”; now it is “{now}”. It no longer holds.",
    "Decide again in docgen review, or leave what the unit reports.",
)
DECISION_UNKNOWN = Code(
    "E-DECISION-UNKNOWN",
    "Nothing of this kind waits for a decision any more.",
    "Write the workbook anew with docgen review, and decide on what stands there.",
)
DECISION_CHANGED = Code(
    "E-DECISION-CHANGED",
    "When this workbook was written it was “{old}”; now it is “{now}”. The decision was not applied.",
    "Write the workbook anew with docgen review, and decide upon what stands there now.",
)
DECISION_NO_REASON = Code(
    "E-DECISION-NO-REASON",
    "The decision “{decision}” gives no reason.",
    "Say why in the column of reasons; the journal keeps it.",
)
DECISION_NO_DOCUMENT = Code(
    "E-DECISION-NO-DOCUMENT",
    "The decision “{decision}” names no document.",
    "Enter the number of the document by which it was decided.",
)
DECISION_WORD = Code(
    "E-DECISION-WORD",
    "“{decision}” is none of the words that can stand here: {choices}.",
    "Choose one of them from the list in the cell.",
)
DECISION_VALUE = Code(
    "E-DECISION-VALUE",
    "“{decision}” cannot be the answer to “{label}”.",
    "Enter it as the form asks for it: a whole number, a date as 2026-03-05, yes or no.",
)
SUPERSEDED = Code(
    "I-SUPERSEDED",
    "A later version of {form} {period} took the place of this one; answers that differ: {count}: {differences}.",
    "Nothing needs to be done; both are kept.",
)
TWO_AT_ONCE = Code(
    "E-TWO-AT-ONCE",
    "{file} came at the same time and says “{other}” here, this one “{one}”: nobody can know which is the later.",
    "Ask the unit which is right, and enter it with docgen review.",
    "Tell the office which of the two is right.",
)
MUCH_AT_ONCE = Code(
    "E-TWO-AT-ONCE-MANY",
    "{file} came at the same time and gives {count} other answers ({differences}): nobody can know which is the later.",
    "Ask the unit which file is right; accept this one with docgen review, or have the right one sent again.",
    "Tell the office which of the two is right.",
)
NOT_MARKED = Code(
    "W-NOT-MARKED",
    "The places in question could not be marked in a copy of this file.",
    "The notice lists them all; send it without the copy.",
)
ENTERED_UNKNOWN = Code(
    "E-ENTERED-UNKNOWN",
    "“{text}” is no unit, form or field of this campaign.",
    "Write the unit's code, the form's code, and the field as the form labels it; nothing of this sheet was entered.",
)
