"""Findings of making, releasing and keeping books."""

from docgen.findings import Code

BOOK_DIFFERS = Code(
    "W-BOOK-DIFFERS",
    "The data differs from the released book {number}: {differences}.",
    "A released book is frozen and was not touched. If the change must count, release a new version with "
    "docgen books --reissue {code} --reason … or a supplementary sheet with --supplement {code} --reason …",
)
BOOK_STALE = Code(
    "W-BOOK-STALE",
    "The unit is no longer in the roster or not active in this term, but its book {name} still lies in the folder.",
    "Put the unit back into the roster, or delete the file yourself.",
)
ISSUED_STALE = Code(
    "W-ISSUED-STALE",
    "The unit is no longer in the roster or not active in this term, but its book {number} was released.",
    "The released book stays in the archive. If the unit was removed by mistake, put it back into the roster.",
)
STALE_FORGOTTEN = Code(
    "I-STALE-GONE",
    "The unit is no longer in the roster and its book {name} was deleted; docgen no longer asks for it.",
    "Nothing to do. Its number stays reserved.",
)
BOOK_EDITED = Code(
    "W-BOOK-EDITED",
    "{name} was changed after docgen made it. It was made again; the changed file is kept as {kept}.",
    "Changes in out/ do not last: make them in the template or the roster instead.",
)
BOOK_RENAMED = Code(
    "I-BOOK-RENAMED",
    "The book is now called {name}; the file {old} was removed.",
    "Nothing to do.",
)
BOOK_RESTORED = Code(
    "I-BOOK-RESTORED",
    "The working copy {name} of the released book was missing or changed and was put back from the archive.",
    "Nothing to do.",
)
OLD_BOOK_REMOVED = Code(
    "W-OLD-BOOK-REMOVED",
    "The book {name} made before no longer fits the data and was removed, because the new one could not be made.",
    "Mend what the other lines say of this unit, then run the same command again.",
)
NOT_FIT = Code(
    "E-BOOK-NOT-FIT",
    "The book could not be handed out; what was made of it lies in {folder}, with the reasons beside it.",
    "Mend what the other lines say of this unit, then run the same command again.",
)
NOT_READY = Code(
    "W-NOT-READY",
    "The book was not released, because it is not made, or not made from the data as they are now.",
    "Run docgen books, mend what it reports, then release again.",
)
CLAUSE_NOT_FILLED = Code(
    "E-CLAUSE-TAG",
    "The wording of clause {clause} cannot be filled: {why}",
    "Correct the tag in sheet duties, or give the unit the value it asks for.",
)
NOT_IN_PRINT_RUN = Code(
    "W-NOT-IN-PRINT-RUN",
    "The book is not in the print run, because it is not made, or not made from the data as they are now.",
    "Run docgen books, mend what it reports, then print again.",
)
