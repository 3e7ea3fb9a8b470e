"""Findings of keys, seals and signatures: all of them before the first book is signed, but the last two."""

from docgen.findings import Code

KEY_MISSING = Code(
    "E-SIGNKEY-MISSING",
    "The key file {path} is not there or cannot be read.",
    "Put it there, or correct its path under signing in campaign.toml.",
)
KEY_PASSPHRASE = Code(
    "E-SIGNKEY-PASSPHRASE",
    "The passphrase does not open the key file {path}.",
    "Run the command again with the right passphrase; campaign.toml says under signing where it is taken from.",
)
KEY_UNREADABLE = Code(
    "E-SIGNKEY-UNREADABLE",
    "The file {path} is no key file of the kind {kind}.",
    "Correct kind under signing in campaign.toml, or export the key again from where it came.",
)
KEY_EMPTY = Code(
    "E-SIGNKEY-EMPTY",
    "The file {path} lacks the private key or its certificate.",
    "Export the key again together with its certificate; a certificate alone cannot sign.",
)
KEY_EXPIRED = Code(
    "E-SIGNKEY-EXPIRED",
    "The certificate of {name} was valid until {until} only.",
    "Ask whoever issued it for a new one; nothing is signed with this one.",
)
KEY_NOT_YET = Code(
    "E-SIGNKEY-NOT-YET",
    "The certificate of {name} is valid from {since} on only.",
    "Wait until then, or check the date of this machine.",
)
KEY_NO_SIGNING = Code(
    "E-SIGNKEY-NO-SIGNING",
    "The certificate of {name} is not meant for signing documents: it allows neither signatures nor non-repudiation.",
    "Ask whoever issued it for one that is.",
)
KEY_KIND = Code(
    "E-SIGNKEY-ALGORITHM",
    "The key of {name} is of a kind that PDF readers cannot check.",
    "Use an RSA key of 2048 bits or more, or one of the curves P-256, P-384 and P-521.",
)
KEY_DEMO = Code(
    "W-SIGNKEY-DEMO",
    "The key of {name} is a demo key: its signatures prove nothing.",
    "Name the office's own key under signing in campaign.toml before a book is meant in earnest.",
)
BOX_MISSING = Code(
    "E-BOX-MISSING",
    "The place of the signature {field} was not found in the PDF, so the book was not signed.",
    "Look at the page: the placeholder picture must be drawn once, whole, on one page.",
)
TIMESTAMP_FAILED = Code(
    "E-TIMESTAMP",
    "The time-stamp service {url} gave no usable answer: {why}",
    "Try again later, or take timestamp out of campaign.toml to sign without; nothing was released.",
)
