"""What can be wrong with the campaign's own records."""

from docgen.findings import Code

JOURNAL_BROKEN = Code(
    "E-JOURNAL-BROKEN",
    "Entry {entry} of the journal does not follow from the one before: an entry was changed, moved, put in or removed.",
    "Put back docgen.db from the last backup whose journal verifies, and find out who had access to the folder since.",
)
RECORDS_LOST = Code(
    "E-RECORDS-LOST",
    "The folder archive/ holds {count} released files, but the records (docgen.db) know of none: they were lost or "
    "belong to another campaign.",
    "Put docgen.db back from the backup; or move archive/ away if you really begin anew.",
)
ARCHIVE_MISSING = Code(
    "E-ARCHIVE-MISSING",
    "The released file {name} is missing from the archive.",
    "Put the folder archive back from the last backup, or the file from a copy that was sent out; "
    "docgen journal verify proves it.",
)
ARCHIVE_ALTERED = Code(
    "E-ARCHIVE-ALTERED",
    "The released file {name} in the archive is not what was released: it was altered or damaged.",
    "Put this file back from the last backup of the folder archive, and find out who had access to it.",
)
