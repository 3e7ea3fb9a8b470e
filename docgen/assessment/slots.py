"""Cells of the rules read by the slot they fill: figures, tables, conditions, points, days; what is wrong is told."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from docgen.assessment.amounts import Figure, FigureError, Names, parse_figure
from docgen.assessment.kinds.kind import LEAVES_THE_BASE, Band, IfNothing, Nothing, Slot
from docgen.assessment.sheets import RuleRow
from docgen.assessment.tables import TableRef
from docgen.assessment.where import ANY, Condition, WhereError, parse_where
from docgen.assessment.words import meant
from docgen.findings import Finding
from docgen.findings import assessment as codes
from docgen.language import enumerated, say

_NUMBER = re.compile(r"[+-]?\d{1,9}(?:\.\d{1,6})?")
_DAY = re.compile(r"(\d{1,2})-(\d{1,2})")
_NAME = re.compile(r"[A-Za-z_]\w*")
_TABLE = re.compile(r"[A-Za-z_]\w*\.[A-Za-z_]\w*")
_MONTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def listed(text: str) -> tuple[str, ...]:
    """The entries of a list in one cell: `a; b；c`."""
    return tuple(entry.strip() for entry in re.split(r"[;；、\n]", text) if entry.strip())


@dataclass
class Slots:
    """Reads cells; what cannot be read becomes a finding and its empty value."""

    lists: Mapping[str, tuple[str, ...]]
    names: Names = field(default_factory=Names)
    findings: list[Finding] = field(default_factory=list)

    def wrong(self, row: RuleRow, column: str, why: str) -> None:
        """Tell that a cell cannot be what it says."""
        values = {"column": column, "text": row.text(column)[:60], "why": why}
        self.findings.append(Finding(codes.RULE_SLOT, row.at(column), values))

    def number(self, row: RuleRow, column: str, otherwise: Fraction | None = None) -> Fraction | None:
        """The number in a cell, exactly; `otherwise` where it is blank or none."""
        text = row.text(column).removesuffix("%").strip()
        if not text:
            return otherwise
        if not _NUMBER.fullmatch(text):
            self.wrong(row, column, say("it is no number of at most 9 digits and 6 decimals"))
            return otherwise
        return Fraction(text)

    def count(self, row: RuleRow, column: str, otherwise: int) -> int:
        """A whole number of 0 or more."""
        number = self.number(row, column)
        if number is None:
            return otherwise
        if number.denominator != 1 or number < 0:
            self.wrong(row, column, say("it is no whole number of 0 or more"))
            return otherwise
        return number.numerator

    def figure(self, row: RuleRow, column: str) -> Figure | None:
        """The figure a cell names."""
        return self._figure(row, column, row.text(column)) if row.text(column) else None

    def figures(self, row: RuleRow, column: str) -> tuple[Figure, ...]:
        """The figures a cell lists."""
        read = (self._figure(row, column, text) for text in listed(row.text(column)))
        return tuple(figure for figure in read if figure is not None)

    def _figure(self, row: RuleRow, column: str, text: str) -> Figure | None:
        try:
            return parse_figure(text, self.names)
        except FigureError as trouble:
            self.wrong(row, column, str(trouble))
            return None

    def table(self, row: RuleRow, column: str) -> TableRef | None:
        """The table a cell names: `HRL.hazards`, `ledger.meetings`."""
        text = row.text(column)
        if text and not _TABLE.fullmatch(text):
            self.wrong(row, column, say("tables are written like HRL.hazards or ledger.meetings"))
            return None
        return self.names.table(text) if text else None

    def where(self, row: RuleRow, column: str) -> Condition:
        """The condition a cell writes."""
        try:
            return parse_where(row.text(column), self.lists)
        except WhereError as trouble:
            self.wrong(row, column, str(trouble))
            return ANY

    def columns(self, row: RuleRow, column: str) -> tuple[str, ...]:
        """The columns of a table that a cell lists."""
        names = listed(row.text(column))
        for name in names:
            if not _NAME.fullmatch(name):
                self.wrong(row, column, say("“{name}” is no name of a column", name=name))
        return tuple(name for name in names if _NAME.fullmatch(name))

    def day(self, row: RuleRow, column: str) -> tuple[int, int]:
        """A day of the year as month and day: `03-31`."""
        found = _DAY.fullmatch(row.text(column))
        if found is None or not 1 <= int(found[1]) <= 12 or not 1 <= int(found[2]) <= _MONTHS[int(found[1]) - 1]:
            self.wrong(row, column, say("days of the year are written like 03-31"))
            return 12, 31
        return int(found[1]), int(found[2])

    def nothing(self, row: RuleRow, column: str) -> IfNothing:
        """What 0 of 0 is; a figure's name stands for full points if that is 1 or more."""
        text = row.text(column)
        if not text:
            return LEAVES_THE_BASE
        if meant(text) in set(Nothing):
            return IfNothing(Nothing(meant(text)))
        figure = self._figure(row, column, text)
        return IfNothing(Nothing.ZERO, figure) if figure else LEAVES_THE_BASE

    def bands(self, row: RuleRow, column: str) -> tuple[Band, ...]:
        """Values and points, the highest first: `95: 5; 90: 3; 0: 0`."""
        bands = []
        for entry in listed(row.text(column)):
            lowest, _, points = entry.partition(":")
            if not (_NUMBER.fullmatch(lowest.strip()) and _NUMBER.fullmatch(points.strip())):
                self.wrong(row, column, say("bands are written like 95: 5; 90: 3; 0: 0"))
                return ()
            bands.append(Band(Fraction(lowest.strip()), Fraction(points.strip())))
        if [b.lowest for b in bands] != sorted({b.lowest for b in bands}, reverse=True):
            self.wrong(row, column, say("the values must fall from left to right"))
        return tuple(bands)

    def word(self, row: RuleRow, column: str, known: Iterable[str], otherwise: str) -> str:
        """One of the words a cell may hold."""
        text, words = row.text(column), tuple(known)
        if not text:
            return otherwise
        if meant(text) in words:
            return meant(text)
        self.wrong(row, column, say("it must be one of: {words}", words=enumerated(words)))
        return otherwise

    def missing_slots(self, row: RuleRow, kind: str, slots: Iterable[Slot], known: Iterable[str]) -> None:
        """Tell of slots the kind needs and the row leaves blank, and of cells the kind does not read."""
        mine = {slot.name: slot for slot in slots}
        for slot in mine.values():
            if slot.required and not row.text(slot.name):
                self.findings.append(Finding(codes.RULE_SLOT_MISSING, row.place, {"column": slot.name, "kind": kind}))
        for column in known:
            if row.text(column) and column not in mine:
                values = {"column": column, "kind": kind}
                self.findings.append(Finding(codes.RULE_SLOT_UNUSED, row.at(column), values))
