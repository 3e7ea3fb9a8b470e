"""What can be wrong before a message goes out, and what came of sending it."""

from docgen.findings import Code

MAIL_ADDRESS_NONE = Code(
    "E-MAIL-ADDRESS-NONE",
    "{name} has no e-mail address.",
    "Fill in contact_email of sheet units, or use: docgen send {what} --unit {unit} --by-hand",
)
MAIL_ADDRESS_TWO = Code(
    "E-MAIL-ADDRESS-TWO",
    "“{address}” of {name} holds more than one e-mail address; a message goes to one.",
    "Leave the address of the person who answers for the returns in contact_email of sheet units.",
)
MAIL_ADDRESS_WRONG = Code(
    "E-MAIL-ADDRESS-WRONG",
    "“{address}” of {name} is not an e-mail address.",
    "Correct contact_email of sheet units; it is written like office@example.org.",
)
MAIL_TEXT_MISSING = Code(
    "E-MAIL-TEXT-MISSING",
    "There is no text to send {kind} with: {path} is missing.",
    "Write it: its first line is “Subject: …”, then a blank line, then the text; or copy the shipped one.",
)
MAIL_TEXT_WRONG = Code(
    "E-MAIL-TEXT-WRONG",
    "The text cannot be filled in: {why}.",
    "Correct the tag in the text; it may say unit, campaign, issuer, topic and enclosures.",
)
MAIL_SUBJECT = Code(
    "E-MAIL-SUBJECT",
    "The subject of the message to {name} would be “{subject}”: empty, more than one line, or too long.",
    "Correct the first line of the text, or the name in sheet units: no line break, 200 characters at most.",
)
ENCLOSURE_MISSING = Code(
    "E-ENCLOSURE-MISSING",
    "{file}, which is to be sent to {name}, is not there.",
    "Make it again by the command that made it, then send.",
)
ENCLOSURE_CHANGED = Code(
    "E-ENCLOSURE-CHANGED",
    "{file}, which is to be sent to {name}, was changed since it was made.",
    "Make it again by the command that made it, then send; what is sent must be what was made.",
)
MAIL_TOO_LARGE = Code(
    "E-MAIL-TOO-LARGE",
    "The message to {name} would have {size} MB; {largest} MB is the most a message may have.",
    'Raise largest under [mail] if the server takes more, send one document a message (per = "document"), or send it '
    "by hand.",
)
MAIL_REFUSED = Code(
    "E-MAIL-REFUSED",
    "The server refused the message to {address}: {reply}.",
    "Correct the address in sheet units, then send again.",
)
MAIL_UNCERTAIN = Code(
    "W-MAIL-UNCERTAIN",
    "The message to {address} was handed to the server, which broke off before it answered; it may have been sent.",
    "It is not sent again. Look into the office's own sent mail, or ask the unit; then: docgen outbox --settle {id} "
    "--as sent, or --as queued to send it again.",
)
MAIL_LATER = Code(
    "W-MAIL-LATER",
    "The message to {address} could not be handed over yet: {reply}.",
    "Run the same command again later; whoever has it already gets no second one.",
)
BOUNCED = Code(
    "E-BOUNCED",
    "The message to {address} came back: {reply}.",
    "Correct the address in sheet units, then send again.",
)
PROOF_UNKNOWN = Code(
    "W-PROOF-UNKNOWN",
    "This file says nothing of a message of this campaign.",
    "Give docgen outbox the mails that came back, copies of sent mails, or the log of the mail server.",
)
