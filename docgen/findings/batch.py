"""Findings of working through many items."""

from docgen.findings import Code

WORKER_DIED = Code(
    "E-WORKER-DIED",
    "The program that made this item ended abruptly, twice: it ran out of memory, or a library in it failed.",
    "Run the same command again with --jobs 1. If it happens again, something in this unit's data or template breaks "
    "the library: try the unit alone and shorten its longest texts.",
)
ITEM_HUNG = Code(
    "E-ITEM-HUNG",
    "The program that made this item was ended after {seconds:second|seconds} without a result.",
    "Run the same command again; what is finished is kept. If it happens again, something in this unit's data or "
    "template holds the program up: try the unit alone and shorten its longest texts and largest pictures.",
)
ITEM_BROKE = Code(
    "E-ITEM-BROKE",
    "This item could not be made because of a fault in docgen ({why}).",
    "The other items are not affected. Please report this line to the people who maintain docgen.",
)
