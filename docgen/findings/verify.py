"""Findings about books that came back, and about the ledger of those signed in ink."""

from docgen.findings import Code

NOT_COUNTERSIGNED = Code(
    "E-RETURN-NOT-COUNTERSIGNED",
    "This is the book as it was released: the unit has not signed it.",
    "Ask the unit to sign the field kept for it, and to send back the file it then has.",
)
NOT_SIGNED = Code(
    "E-RETURN-NOT-SIGNED",
    "Nobody has signed this file.",
    "Ask the unit to sign the file it was sent, not a copy made by another program.",
)
ISSUER_NOT_SIGNED = Code(
    "E-RETURN-ONE-SIDE",
    "Only one side has signed: the issuer's signature is not in it.",
    "Ask the unit to sign the file it was sent, in which the issuer's signature stands already.",
)
ALTERED_WORDS = Code(
    "E-RETURN-WORDS",
    "Page {page} was altered: what was issued says “{gone}”, this file says “{come}”.",
    "Do not accept it. Send again what was issued, and ask what happened.",
)
ALTERED_LOOK = Code(
    "E-RETURN-LOOK",
    "Page {page} looks different from what was issued, outside the unit's own box.",
    "Do not accept it. Send again what was issued, and ask what happened.",
)
ALTERED_INSIDE = Code(
    "E-RETURN-INSIDE",
    "Something was changed in the file that signing does not change ({where}, page {page}).",
    "Do not accept it: it may show more than it shows now. Send the released book again to be signed.",
)
SAVED_ANEW = Code(
    "E-RETURN-SAVED-ANEW",
    "It reads like what was issued, but another program has saved it anew: no signature covers it any longer.",
    "Ask for the very file that was sent, not printed to PDF and not saved by another program.",
)
BROKEN_SIGNATURE = Code(
    "E-RETURN-SIGNATURE",
    "The signature in field {field} does not hold: what it covers was changed, or it was not made by that key.",
    "Do not accept it. Send again what was issued.",
)
ADDED_AFTER = Code(
    "E-RETURN-ADDED",
    "Something was added to the file after the unit signed it.",
    "Do not accept it. Ask for the file as it was when it was signed.",
)
ADDED_TO_PAPER = Code(
    "E-RETURN-PAPER-ADDED",
    "Something was added to the file after it was issued.",
    "Do not rely on it: what was issued lies in the archive, and in out/results.",
)
EXTRA_FIELD = Code(
    "E-RETURN-EXTRA",
    "There is a signature field {field} on page {page} that the released book does not have.",
    "The unit is to sign in the field kept for it. Send the released book again.",
)
FIELD_MOVED = Code(
    "E-RETURN-PLACE",
    "The signature field {field} does not stand where the released book has it.",
    "Do not accept it: a signature may be drawn over the text. Send the released book again.",
)
WRONG_CERTIFICATE = Code(
    "E-RETURN-CERTIFICATE",
    "Field {field} was signed by “{signer}”, whose certificate is not the one kept for {whose}.",
    "If the unit has a new certificate, ask for it by a way you trust and put it in place of {file}.",
)
NO_CERTIFICATE = Code(
    "E-RETURN-UNKNOWN-SIGNER",
    "Field {field} was signed by “{signer}”, but the campaign keeps no certificate of {whose} to compare with.",
    "Ask the unit for its certificate by a way you trust, and save it as {file}.",
)
OUT_OF_DATE = Code(
    "E-RETURN-EXPIRED",
    "The certificate of “{signer}” in field {field} was not valid on the day of the signature.",
    "Ask the unit to sign again with a valid certificate.",
)
OLD_ISSUE = Code(
    "E-RETURN-OLD-ISSUE",
    "This is version {version} of the book, which version {latest} has replaced.",
    "Send the unit the valid version and ask for that one.",
)
OTHER_UNIT = Code(
    "E-RETURN-OTHER-UNIT",
    "This is the book of unit {unit}, not of {wanted}.",
    "Ask which unit sent it; each unit signs its own book.",
)
NOT_OURS = Code(
    "E-RETURN-NOT-OURS",
    "This is no book that was released in this campaign: neither its content nor a QR code says so.",
    "Check that it is the right file and the right campaign.",
)
UNLIKE_CODE = Code(
    "E-RETURN-CODE",
    "Its QR code names a book of unit {unit}, version {version}, but not as it was released.",
    "It was made from other data, perhaps from a draft. Ask for the released book.",
)
CUT_SHORT = Code(
    "E-RETURN-CUT-SHORT",
    "The file is not whole: its end is missing.",
    "Ask for it again; it was cut short on its way or while it was saved.",
)
LOCKED = Code(
    "E-RETURN-LOCKED",
    "The file is protected by a password, so that nothing in it can be checked.",
    "Ask for it without a password.",
)
UNREADABLE = Code(
    "E-RETURN-UNREADABLE",
    "The file cannot be opened as a PDF or a picture: it is damaged, or of another kind.",
    "Ask for the PDF that the unit signed, or for a scan as PDF, PNG or JPEG.",
)
OFFICE_FILE = Code(
    "E-RETURN-OFFICE",
    "This is an Office file or an archive: only a PDF or a picture of the paper shows signatures that can be checked.",
    "Ask for the PDF that the unit signed, or for a scan as PDF, PNG or JPEG.",
)
TOO_MUCH = Code(
    "E-RETURN-TOO-MUCH",
    "Reading the file was stopped: {why}. An honest book needs far less.",
    "Do not open it by hand. Ask for it again, and if it comes back the same, ask how it was made.",
)
SCAN = Code(
    "W-RETURN-SCAN",
    "This is a picture of the book on paper: a signature on it cannot be proved as one in the PDF can.",
    "Look at the signatures by eye, and enter the book in sheet signing of ledgers.xlsx.",
)
SCAN_PAGES = Code(
    "E-RETURN-SCAN-PAGES",
    "Of the {pages} pages of this book, these are not in the scan or cannot be read: {missing}.",
    "Scan them again, all pages in one file.",
)
SCAN_NO_CODE = Code(
    "W-RETURN-NO-CODE",
    "These pages of the file carry no QR code that can be read: {pages}.",
    "Look at them: if they belong to a book, scan them again, straight and not too dark.",
)
