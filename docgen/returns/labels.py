"""Fields found by what is printed beside their places: labels, their aliases, and labels a little altered."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from docgen.model import NOTHING, At, Content, Grid, Line, Method, Raw
from docgen.returns.index import Index, Label
from docgen.returns.reading import LABEL, NEAR_LABEL, Reading
from docgen.returns.wording import folded_label

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


class Labelled(NamedTuple):
    """A field with the place its label points to; `alone` where the label has its cell for itself."""

    path: str
    at: At
    reading: Reading
    alone: bool = True


class _Stands(NamedTuple):
    """A label and where it stands."""

    block: int
    row: int
    column: int
    label: Label


@dataclass
class Labels:
    """The labels of one form in one file."""

    content: Content
    index: Index
    _heads: dict[int, Mapping[int, int]] = field(default_factory=dict)

    def find(self) -> dict[str, list[Labelled]]:
        """Each field whose label stands in its section, with what stands where each of them points."""
        found: dict[str, list[Labelled]] = {}
        for stands, path in self._exact():
            found.setdefault(path, []).append(self._pointed(path, stands, LABEL))
        return found

    def nearly(self, missing: Sequence[str]) -> dict[str, list[Labelled]]:
        """The fields of `missing` whose label stands there a little altered, and is like no other field's."""
        known = self.index.own_labels
        wanted = {key: path for path in missing for key in known.get(path, ()) if len(key) >= _SHORTEST}
        found: dict[str, list[Labelled]] = {}
        own = tuple(wanted)
        for stands in self._all if wanted else ():
            key = stands.label.unknown
            if len(key) >= _SHORTEST and (path := _nearest(key, own, wanted)):
                found.setdefault(path, []).append(self._pointed(path, stands, NEAR_LABEL))
        return found

    def _exact(self) -> Iterator[tuple[_Stands, str]]:
        """Each label, and the one field of its section that it belongs to."""
        section = ""
        for stands in self._all:
            label = stands.label
            opened, paths = label.said.section, label.said.paths
            section = opened or section
            if not paths or label.signed or (opened and label.rest == ""):
                continue  # a place to sign, or a heading of its own line, even if a field is called the same
            if len(paths) > 1:
                paths = tuple(path for path in paths if path.startswith(f"{section}/"))
            if len(paths) == 1:
                yield stands, paths[0]

    @cached_property
    def _all(self) -> tuple[_Stands, ...]:
        """Everything that may be a label, in reading order."""
        return tuple(self._texts())

    def _texts(self) -> Iterator[_Stands]:
        label = self.index.label
        for number, block in enumerate(self.content.blocks):
            if isinstance(block, Line):
                yield _Stands(number, 0, 0, label(block.text, in_line=True))
                continue
            cells = block.cells
            for row, column, text in block.texts:
                if not cells[row, column].hidden:
                    yield _Stands(number, row, column, label(text, in_line=False))

    def _pointed(self, path: str, stands: _Stands, confidence: float) -> Labelled:
        at, rest = At(stands.block, stands.row, stands.column), stands.label.rest
        block = self.content.blocks[at.block]
        if isinstance(block, Line) or rest is not None:
            place = block.place if isinstance(block, Line) else block.place_of(at.row, at.column)
            raw = Raw(rest) if rest else NOTHING
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
    heads = {row: column for row, column, text in grid.texts if _is_figures(text)}
    if not heads:
        return {}
    parted = {row for row, _, text in grid.texts if index.said(text).section}
    found: dict[int, int] = {}
    column: int | None = None
    for row in sorted({row for row, _ in grid.cells}):
        if column is not None:
            found[row] = column
        column = heads.get(row, None if row in parted else column)
    return found


@lru_cache(maxsize=4096)
def _is_figures(text: str) -> bool:
    return folded_label(text) in _FIGURES


@lru_cache(maxsize=4096)
def _likest(key: str, keys: tuple[str, ...]) -> tuple[str, ...]:
    """Those of `keys` that are so like `key` that they may be meant, two at most."""
    best = process.extract(key, keys, scorer=Levenshtein.normalized_similarity, score_cutoff=_LEAST_LIKE, limit=2)
    return tuple(choice for choice, _, _ in best)


def _nearest(key: str, keys: tuple[str, ...], wanted: Mapping[str, str]) -> str:
    """The field whose label is so like `key` that it can be no other; empty if none is."""
    like = _likest(key, keys)
    paths = {wanted[choice] for choice in like} if like else ()
    return next(iter(paths)) if len(paths) == 1 else ""
