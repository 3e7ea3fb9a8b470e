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
KEY_NO_PASSPHRASE = Code(
    "E-SIGNKEY-NO-PASSPHRASE",
    "The key file {path} needs a passphrase, and {source} gives none.",
    "Set it there, or choose another way under signing, passphrase, in campaign.toml.",
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
    "The certificate of {name} is not meant for signing documents.",
    "Ask whoever issued it for one that is.",
)
KEY_KIND = Code(
    "E-SIGNKEY-ALGORITHM",
    "The key of {name} is of a kind that PDF readers cannot check.",
    "Ask whoever issues your keys for RSA of 2048 bits or more, or for the curve P-256, P-384 or P-521.",
)
KEY_DEMO = Code(
    "W-SIGNKEY-DEMO",
    "The key of {name} is a demo key: its signatures prove nothing.",
    "Name the office's own key under signing in campaign.toml before a book is meant in earnest.",
)
EXTRA_MISSING = Code(
    "E-SIGN-EXTRA",
    "This installation of docgen cannot use {what}.",
    "Install it with: pip install docgen[{extra}]",
)
SEAL_MISSING = Code(
    "E-SEAL-MISSING",
    "There is no seal picture for {name}: {path}",
    "Name a PNG picture of the seal under signing, seal, in campaign.toml and put it there.",
)
SEAL_UNREADABLE = Code(
    "E-SEAL-UNREADABLE",
    "The seal picture {path} cannot be read as a picture.",
    "Save it again as PNG.",
)
TEMPLATE_NO_BOX = Code(
    "E-TEMPLATE-NO-BOX",
    "The template has no placeholder picture {picture}: there is no place for that signature.",
    "Put a transparent picture with this alternative text where the seal is to be, or take the issuer out of signing.",
)
BOX_MISSING = Code(
    "E-BOX-MISSING",
    "The place of the signature {field} was not found in the PDF, so the book was not signed.",
    "Look at the page: the placeholder picture must be drawn once, whole, on one page.",
)
BOXES_TOUCH = Code(
    "E-BOX-TOUCH",
    "The places of the signatures {field} and {other} overlap, so the book was not signed: seals do not touch.",
    "In the template, move their placeholder pictures apart.",
)
TIMESTAMP_FAILED = Code(
    "E-TIMESTAMP",
    "The time-stamp service {url} gave no usable answer: {why}",
    "Try again later, or take timestamp out of campaign.toml to sign without; nothing was released.",
)
PROOFS_MISSING = Code(
    "E-SIGN-PROOFS",
    "The proofs that the level {level} keeps with a signature could not be gathered, so it was not signed: {why}",
    "Name the authorities of the key and of the time-stamp service under signing, authorities, in campaign.toml, and "
    "check that the services which say that their certificates still hold can be reached; B-T does without.",
)
NOT_SIGNED = Code(
    "E-SIGN-REFUSED",
    "The PDF could not be signed: {why}",
    "Make the book again and sign it once more; if it happens again, report it with this message.",
)
TOKEN_CLOSED = Code(
    "E-SIGN-TOKEN",
    "The token {token} could not be opened, or it lacks the key.",
    "Check that it is plugged in, and that module, token, label and PIN are right.",
)
NO_UNIT_FIELD = Code(
    "E-NO-UNIT-FIELD",
    "{path} has no empty field for the unit's signature: it was signed there already, or it is no signed book.",
    "Take the PDF as the office sent it.",
)
