"""What can be wrong with the campaign's own records."""

from docgen.findings import Code

JOURNAL_BROKEN = Code(
    "E-JOURNAL-BROKEN",
    "Entry {entry} of the journal does not follow from the one before: an entry was changed, moved, put in or removed.",
    "Put back docgen.db from the last backup whose journal verifies, and find out who had access to the folder since.",
)
