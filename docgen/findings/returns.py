"""Findings about files that came back and what stands in them; those about single values are in `returns_values`."""

from docgen.findings import Code

EMPTY = Code(
    "E-EMPTY",
    "The file is empty: it has no content at all.",
    "Ask for it again.",
    "Send the form again.",
)
CORRUPT = Code(
    "E-CORRUPT",
    "The file is damaged and cannot be read: {why}.",
    "Ask for it again; it was cut short or spoilt on its way or while it was saved.",
    "Send the form again.",
)
ENCRYPTED = Code(
    "E-ENCRYPTED",
    "The file is protected by a password, so that it cannot be read.",
    "Ask for it without a password.",
    "Send it without a password.",
)
FORMAT = Code(
    "E-FORMAT",
    "The file is of a kind that cannot be read here ({kind}).",
    "Ask for it as .xlsx, .docx or PDF; in WPS and old Office: Save as, and choose one of these.",
    "Send the file itself: the form as .xlsx or .docx, or the PDF that was filled in.",
)
NO_TEXT = Code(
    "E-SCAN-NO-TEXT",
    "The file is a picture (a scan or a photograph): there is no text in it to be read.",
    "Look at it, it was kept. If it shows a form, ask for that as a file: .xlsx, .docx, or the PDF that was filled in.",
    "Send the file itself: the form as .xlsx or .docx, or the PDF that was filled in.",
)
LETTERFORMS = Code(
    "I-LETTERFORMS",
    "The file does not say which letters it shows. {known} of its signs were recognised by how they are drawn, "
    "{unknown} were not.",
    "Compare the answers with the page. An answer with a sign that was not recognised is not taken over.",
)
NO_LETTERS = Code(
    "E-NO-LETTERS",
    "The text of the file cannot be read: it was printed so that its fonts do not say which letters they draw.",
    "It was kept as evidence. Ask for the form as a file: .xlsx, .docx, or the PDF that was filled in.",
    "Send the file itself: the form as .xlsx or .docx, or the PDF that was filled in.",
)
SCAN_OF = Code(
    "W-SCAN-OF",
    "The picture is of form {form} of {unit} for {period}, by the code printed on it (pages {pages}).",
    "Keep it with that return as evidence; it does not stand for the form itself.",
)
TOO_MUCH = Code(
    "E-RETURN-LIMITS",
    "Reading the file was stopped: {why}. An honest form needs far less.",
    "Do not open it by hand. Ask for it again, and if it comes back the same, ask how it was made.",
    "Fill in the form we sent you, and send that file.",
)
UNSAFE = Code(
    "E-UNSAFE",
    "The file is built in a way no office program builds one: {why}.",
    "Do not open it by hand. Ask for it again, and if it comes back the same, ask how it was made.",
    "Fill in the form we sent you, and send that file.",
)
NOT_A_FORM = Code(
    "E-NO-FORM",
    "No form was recognised in the file: it carries no identity, and its labels are of no form we know.",
    "Check that it is the right file. If it is a form that was made anew, ask for our own form filled in.",
    "Fill in the form we sent you, and send that file.",
)
OTHER_SUFFIX = Code(
    "W-SUFFIX",
    "The file's name ends in “{suffix}”, but it is really {kind}. It was read as what it is.",
    "Nothing needs to be done; it is told so that nobody is misled by the name.",
)
MACROS = Code(
    "W-MACROS", "The file contains macros; they were not run.", "Do not allow macros when you open it in Office."
)
EXTERNAL = Code(
    "W-EXTERNAL",
    "The file refers to something outside itself ({target}); that was not looked at.",
    "Do not update links when you open it in Office.",
)
EMBEDDED = Code(
    "W-EMBEDDED",
    "The file has other files inside it ({target}); they were not opened.",
    "Look whether an answer was put there; if so, ask for it in the form itself.",
)
TWO_IDENTITIES = Code(
    "E-IDENTITY-CONFLICT",
    "The file says two different things of itself: {one} and {other}.",
    "Ask the unit which form this is, and to send our own form filled in, not one made from another.",
    "Fill in the form we sent you, and send that file.",
)
NO_IDENTITY = Code(
    "W-NO-IDENTITY",
    "Nothing in the file says to which unit and period it belongs; the form was recognised by its labels.",
    "Check unit and period before it is accepted.",
)
UNKNOWN_UNIT = Code(
    "E-UNKNOWN-UNIT",
    "“{unit}” is no unit of the roster. Most like it: {nearest}.",
    "Decide which unit it is, or add the name to its names in units.xlsx.",
    "Write your own name into the form. If your name has changed, tell the office.",
)
UNIT_MISMATCH = Code(
    "E-UNIT-MISMATCH",
    "The form was sent to {one}, but names {other} as its unit.",
    "Ask which of the two filled it in. If it has a new name, add that to its names in units.xlsx.",
    "Write your own name into the form. If your name has changed, tell the office.",
)
WRONG_YEAR = Code(
    "E-WRONG-YEAR",
    "This is a form for {period}, not one of {year}.",
    "Ask for this year's form filled in; last year's was probably sent again by mistake.",
    "Fill in this year's form, and send it.",
)
OTHER_VERSION = Code(
    "W-VERSION",
    "This is version {version} of the form; version {latest} is the one in use. It was read as version {version}.",
    "Check that nothing is lacking that the version in use asks for.",
)
CONFLICT = Code(
    "E-CONFLICT",
    "Two places of the file give different answers: “{one}” ({where}) and “{other}” ({elsewhere}).",
    "Ask which of the two is meant.",
    "Write the right answer in both places.",
)
NOT_FOUND = Code(
    "E-NOT-FOUND",
    "The place for this answer was not found in the file.",
    "The form was changed. Look whether the answer stands elsewhere, or ask for our own form filled in.",
    "Fill in the form we sent you, and send that file.",
)
BESIDE = Code(
    "W-BESIDE",
    "“{text}” stands beside the place for the answer, not in it.",
    "Check that it is the answer, and decide it by hand if it is not.",
)
EXTRA = Code(
    "W-EXTRA",
    "“{text}” is written outside every place of the form.",
    "Read it; what it says to a question is decided by hand, at that question.",
)
MORE_EXTRA = Code(
    "W-EXTRA-MORE",
    "{count:more text is|more texts are} written outside every place of the form.",
    "Open the file and read them.",
)
HIDDEN = Code(
    "W-HIDDEN",
    "Something is written that is not seen when the file is opened (hidden, or white on white): “{text}”. "
    "It is an answer only at its mark.",
    "Show what is hidden, read it, and ask the unit if it means it.",
)
TRACKED = Code(
    "W-TRACKED",
    "Changes to the text are tracked in this file and not accepted yet; it was read as if they were.",
    "Look at the changes if it matters what stood there before.",
)
COMMENTED = Code("W-COMMENT", "A comment says: “{text}”.", "Read it; comments are no answers.")
MORE_COMMENTS = Code(
    "W-COMMENT-MORE", "{count:more comment is|more comments are} in the file.", "Open the file and read them."
)
IN_TEXT_BOX = Code(
    "W-TEXT-BOX",
    "“{text}” stands in a text box.",
    "Read it: it may be a remark, or an answer in the wrong place.",
)
XFA_DIFFERS = Code(
    "E-XFA",
    "The file holds two forms in one, and they differ: “{one}” is shown by some programs, “{other}” by others.",
    "Ask which of the two is meant.",
    "Fill in the form we sent you, and send that file.",
)
NOT_CONVERTED = Code(
    "E-NOT-CONVERTED",
    "The file is of an old kind ({kind}), and it could not be converted: {why}.",
    "Ask for it as .xlsx or .docx: Save as, and choose one of these.",
    "Send the file itself: the form as .xlsx or .docx, or the PDF that was filled in.",
)
CONVERTED = Code(
    "W-CONVERTED",
    "The file is of an old kind ({kind}); it was converted to be read.",
    "Compare some values with the file. Next time ask for .xlsx or .docx.",
)
BOX_GONE = Code(
    "W-BOX-GONE",
    "One or more of the boxes to tick for this answer are gone from the file.",
    "Compare the answer with the file, or ask for our own form filled in.",
)
TOTAL_DIFFERS = Code(
    "W-TOTAL",
    "The total row says {total} under “{column}”, but the rows above add up to {sum}.",
    "Ask which figures are right.",
)
