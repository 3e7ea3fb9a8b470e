"""Fields found by what is printed beside their places: labels, their aliases, and labels a little altered."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from docgen.model import NOTHING, At, Content, Grid, Line, Method, Raw
from docgen.returns.index import Index
from docgen.returns.reading import LABEL, NEAR_LABEL, Reading
from docgen.returns.wording import SIGNED, folded_label, split_label

_LEAST_LIKE = 0.85
_SHORTEST = 4
_FARTHEST = 12
_FIGURES = frozenset(
    (
        *("figure", "figures", "value", "answer", "amount", "data", "content"),
        *("数据", "数值", "数字", "填报", "填报数", "填报内容", "填报情况", "填写内容", "内容", "本期数", "本期"),
    )
)
"""Heads of the column in which answers stand, where a form has such heads."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A field with the place its label points to; `alone` where the label has its cell for itself."""

    path: str
    at: At
    reading: Reading
    alone: bool = True


@dataclass(frozen=True, slots=True)
class _Text:
    """Something that may be a label: where it stands, and what follows its colon if it has one."""

    at: At
    label: str
    rest: str | None = None


@dataclass
class Labels:
    """The labels of one form in one file."""

    content: Content
    index: Index
    _heads: dict[int, Mapping[int, int]] = field(default_factory=dict)

    def find(self) -> dict[str, list[Labelled]]:
        """Each field whose label stands in its section, with what stands where each of them points."""
        found: dict[str, list[Labelled]] = {}
        for text, path in self._exact():
            found.setdefault(path, []).append(self._pointed(path, text, LABEL))
        return found

    def nearly(self, missing: Sequence[str]) -> dict[str, list[Labelled]]:
        """The fields of `missing` whose label stands there a little altered, and is like no other field's."""
        wanted = {key: path for path in missing for key in self._keys_of(path) if len(key) >= _SHORTEST}
        found: dict[str, list[Labelled]] = {}
        for text in self._texts() if wanted else ():
            key = folded_label(text.label)
            if len(key) >= _SHORTEST and not self._known(key) and (path := _nearest(key, wanted)):
                found.setdefault(path, []).append(self._pointed(path, text, NEAR_LABEL))
        return found

    def _keys_of(self, path: str) -> Iterator[str]:
        return (key for key, paths in self.index.labels.items() if paths == (path,))

    def _known(self, key: str) -> bool:
        return key in self.index.labels or key in self.index.sections

    def _exact(self) -> Iterator[tuple[_Text, str]]:
        """Each label, and the one field of its section that it belongs to."""
        section = ""
        for text in self._texts():
            opened = self.index.said(text.label).section
            section = opened or section
            if SIGNED.search(text.label) or (opened and text.rest == ""):
                continue  # a place to sign, or a heading of its own line, even if a field is called the same
            paths = self._meant(text.label)
            if len(paths) > 1:
                paths = tuple(path for path in paths if path.startswith(f"{section}/"))
            if len(paths) == 1:
                yield text, paths[0]

    def _meant(self, label: str) -> tuple[str, ...]:
        return self.index.said(label).paths

    def _texts(self) -> Iterator[_Text]:
        """Everything that may be a label."""
        for number, block in enumerate(self.content.blocks):
            if isinstance(block, Line):
                yield self._text(At(number), block.text, in_line=True)
                continue
            for row, column in sorted(block.cells):
                cell = block.cells[row, column]
                if cell.raw.is_text and not cell.hidden:
                    yield self._text(At(number, row, column), cell.raw.text, in_line=False)

    def _text(self, at: At, text: str, *, in_line: bool) -> _Text:
        """The label in a text: all of it, its first line with hints below it, or what stands before a colon."""
        parts = split_label(text) if ":" in text or "：" in text else None
        if not in_line:
            if parts is None or self._meant(text):
                first = text.partition("\n")[0]
                return _Text(at, first if first != text and self._meant(first) else text)
            if self._meant(first := text.partition("\n")[0]):
                return _Text(at, first)
            if not parts[1]:
                return _Text(at, text)
        return _Text(at, *parts) if parts else _Text(at, text, "" if in_line else None)

    def _pointed(self, path: str, text: _Text, confidence: float) -> Labelled:
        at = text.at
        block = self.content.blocks[at.block]
        if isinstance(block, Line) or text.rest is not None:
            place = block.place if isinstance(block, Line) else block.place_of(at.row, at.column)
            raw = Raw(text.rest) if text.rest else NOTHING
            return Labelled(path, at, Reading(raw, place, Method.LABEL, confidence), alone=False)
        beside = self._beside(block, at)
        cell = block.cells.get(beside) if beside else None
        row, column = beside or (at.row, at.column)
        raw, place = cell.raw if cell else NOTHING, block.place_of(row, column)
        return Labelled(path, At(at.block, row, column), Reading(raw, place, Method.LABEL, confidence))

    def _beside(self, grid: Grid, at: At) -> tuple[int, int] | None:
        """The cell in which the answer to the label at `at` is to be expected."""
        return self._under_heading(grid, at) or self._right(grid, at) or self._below(grid, at)

    def _under_heading(self, grid: Grid, at: At) -> tuple[int, int] | None:
        column = self._figures(grid, at.block).get(at.row)
        if column is None or column <= at.column:
            return None
        between = (grid.cells.get(grid.covering(at.row, c)) for c in range(at.column + 1, column))
        if any(cell and self._is_label(cell.raw) for cell in between if cell is not grid.cells[at.row, at.column]):
            return None
        beside = grid.covering(at.row, column)
        answer = grid.cells.get(beside)
        return None if answer and self._is_label(answer.raw) else beside

    def _figures(self, grid: Grid, block: int) -> Mapping[int, int]:
        """For each row, the column over which the last heads above it say that answers stand there."""
        if block not in self._heads:
            self._heads[block] = _figure_columns(grid, self.index)
        return self._heads[block]

    def _right(self, grid: Grid, at: At) -> tuple[int, int] | None:
        column = at.column + grid.cells[at.row, at.column].columns
        last = grid.last_column
        while column <= min(last + 1, at.column + _FARTHEST):
            row, left = grid.covering(at.row, column)
            cell = grid.cells.get((row, left))
            if cell is None or not self._is_printed(cell.raw):
                return None if cell and self._is_label(cell.raw) else (row, left)
            column = left + cell.columns
        return None

    def _below(self, grid: Grid, at: At) -> tuple[int, int] | None:
        row, column = grid.covering(at.row + grid.cells[at.row, at.column].rows, at.column)
        cell = grid.cells.get((row, column))
        return None if cell and (self._is_label(cell.raw) or self._is_printed(cell.raw)) else (row, column)

    def _is_label(self, raw: Raw) -> bool:
        return raw.is_text and self.index.said(raw.text).is_label

    def _is_printed(self, raw: Raw) -> bool:
        """Whether the form itself prints this between a label and its place."""
        return raw.is_text and self.index.said(raw.text).is_printed


def _figure_columns(grid: Grid, index: Index) -> Mapping[int, int]:
    parted = {row for (row, _), cell in grid.cells.items() if cell.raw.is_text and index.said(cell.raw.text).section}
    heads = {
        row: column
        for (row, column), cell in sorted(grid.cells.items())
        if cell.raw.is_text and folded_label(cell.raw.text) in _FIGURES
    }
    rows = sorted({row for row, _ in grid.cells})
    found: dict[int, int] = {}
    column: int | None = None
    for row in rows:
        if column is not None:
            found[row] = column
        column = heads.get(row, None if row in parted else column)
    return found


def _nearest(key: str, wanted: Mapping[str, str]) -> str:
    """The field whose label is so like `key` that it can be no other; empty if none is."""
    best = process.extract(
        key, list(wanted), scorer=Levenshtein.normalized_similarity, score_cutoff=_LEAST_LIKE, limit=2
    )
    paths = {wanted[choice] for choice, _, _ in best}
    return paths.pop() if len(paths) == 1 else ""
