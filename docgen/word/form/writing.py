"""What the layout of a form may say, while one form is being written: places of fields, rows of repeats, and words.

Every place has a number of its own, by which Word tells controls and bookmarks apart; it is the same in every form of a
definition, so that what is not filled yet is drawn once.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from docgen.language import say
from docgen.model.blanks import Blank, Filled, mark
from docgen.model.forms import Field, Repeat, row_of, with_row
from docgen.model.layouts import Asked, NotInFormError
from docgen.word.form.controls import NOT_ASKED, Control, bookmark_end, bookmark_start, run
from docgen.word.form.words import period_words
from docgen.word.session import Ready

PRINT = "print_place"
"""What a place is called once its tag is prepared: with its row or none, its name and its look."""

_FIELD, _ROW = 1_000_000, 100
"""How far the numbers of two fields, and of two rows of one, lie apart: a field of boxes takes one for each."""

_AGAIN = 200_000
"""Where the numbers of places begin whose field has one already: above those of bookmarks that a layout has itself."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a repeat, `number` from 1, of how many."""

    number: int
    of: int
    _repeat: Repeat

    @property
    def tie(self) -> str:
        """The end of the name of its paragraphs' style: the last two rows stay with what follows the table."""
        return "Tied" if self.number > self.of - 2 else ""

    def field(self, name: str) -> str:
        """The place of column `name` in this row; printed by itself it has become a call of `Writing.print` before."""
        raise NotInFormError(say("the place of a field must be printed by itself, in the text"))


@dataclass(slots=True)
class Writing:
    """One form as far as it is written."""

    blank: Blank
    asked: Asked
    _places: set[str] = field(default_factory=set)
    _begun: set[str] = field(default_factory=set)
    _number: int = _AGAIN

    def print(self, row: Row | None, name: str, look: str) -> Ready:
        """The place of a field, or of a column in a row, in the look (`w:rPr`) of the text round it."""
        if row is None:
            asked = self.asked.field(name)
            return self.place(asked, asked.path, look)
        repeat = row._repeat
        asked = self.asked.column(repeat, name)
        return self.place(asked, with_row(asked.path, repeat.path, row.number), look)

    def place(self, asked: Field, path: str, look: str) -> Ready:
        """The control of a field, or a dash where the unit is not asked."""
        blank = self.blank
        if not blank.asks(asked):
            return Ready(run(NOT_ASKED, look))
        filled = blank.values.get(path)
        if path in self._places:
            self._number += _ROW
            of = mark(blank.definition.code, path)
            return Ready(Control(asked, of, self._number, blank.language, filled, look, first=False).xml)
        self._places.add(path)
        if filled is None:
            return self._drawn(asked, path, look)
        return Ready(self._control(asked, path, look, filled))

    def _drawn(self, asked: Field, path: str, look: str) -> Ready:
        """A place that is not filled yet, drawn once for all forms."""
        drawn = _drawn(self.blank.definition.code, self.asked, self.blank.language)
        if (path, look) not in drawn:
            drawn[path, look] = Ready(self._control(asked, path, look))
        return drawn[path, look]

    def _control(self, asked: Field, path: str, look: str, filled: Filled | None = None) -> str:
        of = mark(self.blank.definition.code, path)
        number = self.asked.numbers[asked.path] * _FIELD + (row_of(path) or 0) * _ROW
        return Control(asked, of, number, self.blank.language, filled, look).xml

    def rows(self, name: str) -> tuple[Row, ...]:
        """As many rows of a repeat as this form has."""
        repeat = self.asked.repeat(name)
        count = self.blank.rows.get(repeat.path, repeat.rows)
        return tuple(Row(number, count, repeat) for number in range(1, count + 1))

    def begin(self, name: str) -> Ready:
        """Where the bookmark of a repeat begins; a second table of the same rows has none."""
        path = self.asked.repeat(name).path
        if path in self._places:
            return Ready("")
        self._places.add(path)
        self._begun.add(name)
        return Ready(bookmark_start(mark(self.blank.definition.code, path), self._repeat(name)))

    def end(self, name: str) -> Ready:
        """Where it ends."""
        if name not in self._begun:
            return Ready("")
        self._begun.discard(name)
        return Ready(bookmark_end(self._repeat(name)))

    def _repeat(self, name: str) -> int:
        return self.asked.numbers[self.asked.repeat(name).path] * _FIELD

    def context(self) -> Mapping[str, object]:
        """Everything a layout may name (docs/form-layouts.md)."""
        blank, asked, language = self.blank, self.asked, self.blank.language
        definition = blank.definition
        return {
            "field": not_printed,
            PRINT: lambda row, name, look: self.print(row, name, look),
            "rows": lambda name: self.rows(name),
            "begin": lambda name: self.begin(name),
            "end": lambda name: self.end(name),
            "label": lambda name: asked.field(name).label.said(language),
            "hint": lambda name: asked.field(name).hint.said(language),
            "remark": lambda name: blank.remarks.get(asked.field(name).path, ""),
            "asked": lambda name: blank.asks(asked.field(name)),
            "form": {"code": definition.code, "version": definition.version, "title": definition.title.said(language)},
            "unit": _unit(blank),
            "period": period_words(blank.period, language),
            "issuer": blank.issuer,
            "due": blank.due or "",
            "short_code": blank.short_code,
        }


def not_printed(name: str) -> str:
    """`field("deaths")` where it is not printed by itself, and so has not become a call of `Writing.print`."""
    raise NotInFormError(say("the place of a field must be printed by itself, in the text"))


@lru_cache(maxsize=64)
def _drawn(form: str, asked: Asked, language: str) -> dict[tuple[str, str], Ready]:
    """What is drawn of a form in one language, by path and look."""
    return {}


def _unit(blank: Blank) -> Mapping[str, object]:
    """The unit as a book's template knows it: further columns of the roster by their names."""
    unit = blank.unit
    contact = {"name": unit.contact.name, "phone": unit.contact.phone, "email": unit.contact.email}
    named = {"code": unit.code, "name": unit.name, "short_name": unit.short_name, "type": unit.type, "contact": contact}
    return {**unit.facts, **named}
