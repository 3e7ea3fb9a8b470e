"""A book taken out of a stack that was scanned into one file. Run by the limited reader only."""

from pathlib import Path

import pikepdf


def take_pages(paths: list[Path], pages: list[int]) -> int:
    """Write `pages` (from 1, in this order) of the first path to the second; how many. Same pages, same bytes."""
    source, target = paths
    with pikepdf.open(source) as stack, pikepdf.new() as book:
        for number in pages:
            book.pages.append(stack.pages[number - 1])
        book.save(target, deterministic_id=True)
    return len(pages)
