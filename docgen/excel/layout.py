"""Where a table stands on its sheet: the rows of headings, and which rows below are data.

Titles above, notes and signatures below, blank rows, merged headings and headings copied into the middle do no harm.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from docgen.excel.columns import Column, Declaration
from docgen.excel.grid import Cell, Sheet
from docgen.excel.headings import Headings

_SEARCHED = 40
_DEPTHS = (1, 2, 3)
"""How many lines the headings may take."""
_NOTE = re.compile(
    r"\s*(注|备\s*注|说明|填表人?|制表人?|填报人?|审核人?|负责人|联系人"
    r"|remarks?|source|prepared by|filled by|approved by|checked by)\s*([:：(（\d.、]|$)|\s*notes?\b|\s*\*\s*\S",
    re.IGNORECASE,
)
"""How a note or a signature under a table begins; the mark behind it tells it from a name such as Source Valley."""
_LIKE_A_CODE = re.compile(r"[A-Za-z0-9０-９._-]{1,20}")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading as found: over which sheet column, in which row its lowest line stands, its words, what it means."""

    letter: int
    row: int
    text: str
    column: Column | None


@dataclass(frozen=True, slots=True)
class Layout:
    """The headings of a table from left to right, and the last row they take; no headings if none were found."""

    headings: tuple[Heading, ...] = ()
    last_row: int = 0
    columns: Mapping[int, Column] = field(default_factory=dict)


def find_layout(sheet: Sheet, declaration: Declaration) -> Layout:
    """The row of headings that names most of the declared columns; the upper one where two name as many."""
    known = Headings(declaration.columns)
    merged = _spread(sheet, sorted(sheet.rows)[:_SEARCHED])
    best, score = Layout(), 0
    continued = {row for top, _, low, _ in sheet.merges for row in range(top + 1, min(low, max(merged, default=0)) + 1)}
    for depth in _DEPTHS:
        for row in sorted(merged.keys() - continued):
            layout = _layout(merged, row, depth, known)
            if len(layout.columns) > score:
                best, score = layout, len(layout.columns)
    enough = score >= min(2, len(declaration.columns)) or declaration.columns[0] in best.columns.values()
    return best if enough else Layout()


Texts = Mapping[int, Mapping[int, str]]


def _spread(sheet: Sheet, rows: Iterable[int]) -> Texts:
    """The texts of `rows`, each merged cell's repeated over all it covers."""
    texts = {row: {c: str(cell.value) for c, cell in sheet.rows[row].items()} for row in rows}
    bottom = max(texts, default=0)
    for top, left, low, right in sheet.merges:
        text = texts.get(top, {}).get(left)
        if text is not None and top <= bottom:
            for row in range(top, min(low, bottom) + 1):
                texts.setdefault(row, {}).update(dict.fromkeys(range(left, right + 1), text))
    return texts


def _layout(texts: Texts, row: int, depth: int, known: Headings) -> Layout:
    lines = [texts.get(r, {}) for r in range(row, row + depth)]
    words = {c: list(dict.fromkeys(line[c] for line in lines if c in line)) for c in sorted(set().union(*lines))}
    whole = {letter: " ".join(" ".join(parts).split()) for letter, parts in words.items()}
    meant = {letter: known.find(text) for letter, text in whole.items()}
    # "Contact" over "name" is not the unit's name; a lower line stands for itself only where no heading says the same.
    for letter, parts in words.items():
        for text in (f"{parts[0]} {parts[-1]}", parts[-1]):
            if meant[letter] is None and (lower := known.find(text)) not in meant.values():
                meant[letter] = lower
    columns: dict[int, Column] = {}
    for letter, column in meant.items():
        if column is not None and column not in columns.values():
            columns[letter] = column
    last = row + depth - 1
    return Layout(tuple(Heading(c, last, whole[c], meant[c]) for c in words), last, columns)


def data_rows(sheet: Sheet, layout: Layout) -> Iterator[tuple[int, Mapping[int, Cell]]]:
    """The rows under the headings that hold data, a cell merged over several rows repeated in each."""
    rows = _filled_down(sheet, layout)
    wide = {top for top, left, _, right in sheet.merges if right > left}
    titles = {h.letter: h.text for h in layout.headings}
    previous = layout.last_row
    for number in sorted(n for n in rows if n > layout.last_row):
        cells = rows[number]
        apart = number > previous + 1
        if not _is_note(cells, layout, apart=apart, wide=number in wide) and not _repeats(cells, titles):
            yield number, cells
            previous = number


def _filled_down(sheet: Sheet, layout: Layout) -> Mapping[int, Mapping[int, Cell]]:
    downwards = [m for m in sheet.merges if m[0] > layout.last_row and m[2] > m[0] and m[1] in layout.columns]
    if not downwards:
        return sheet.rows
    rows = {number: dict(cells) for number, cells in sheet.rows.items()}
    for top, left, bottom, _ in downwards:
        cell = rows.get(top, {}).get(left)
        for row in range(top + 1, bottom + 1):
            if cell is not None and row in rows:
                rows[row][left] = cell
    return rows


def _is_note(cells: Mapping[int, Cell], layout: Layout, *, apart: bool, wide: bool) -> bool:
    first = min(cells)
    text = str(cells[first].value)
    if _NOTE.match(text) and (len(cells) <= 2 or apart):
        return True
    if len(cells) > 1:
        return not any(letter in layout.columns for letter in cells)
    if wide or first not in layout.columns:
        return wide or not layout.columns.keys() & cells.keys()
    return apart and not _LIKE_A_CODE.fullmatch(text.strip())


def _repeats(cells: Mapping[int, Cell], titles: Mapping[int, str]) -> bool:
    return all(str(cell.value).strip() == titles.get(letter, "").strip() for letter, cell in cells.items())
