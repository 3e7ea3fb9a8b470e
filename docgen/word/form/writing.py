"""What the layout of a form may say, while one form is being written: places of fields, rows of repeats, and words.

Each place takes the next number, so that bookmarks and controls of one document never share one.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from markupsafe import Markup

from docgen.language import say
from docgen.model.blanks import Blank, mark
from docgen.model.forms import Field, Repeat, with_row
from docgen.word.form.asked import Asked, NotInFormError
from docgen.word.form.controls import NOT_ASKED, Control, bookmark_end, bookmark_start, run
from docgen.word.form.words import period_words

_FIRST = 100_000
"""Where the numbers of controls and bookmarks begin: above those of bookmarks that a layout has of its own."""

_APART = 100
"""How far the numbers of two fields lie apart: a field of boxes takes one for each."""


@dataclass(frozen=True, slots=True)
class Slot:
    """What `field("deaths")` stands for until it is printed in the look of its tag."""

    asked: Field
    path: str
    _writing: "Writing"

    def seen(self, look: str) -> Markup:
        """The place as WordprocessingML, in the look (`w:rPr`) of the text round it."""
        return self._writing.place(self.asked, self.path, look)

    def __str__(self) -> str:
        raise NotInFormError(say("the place of a field must be printed by itself, in the text"))


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a repeat, `number` from 1."""

    number: int
    _repeat: Repeat
    _writing: "Writing"

    def field(self, name: str) -> Slot:
        """The place of column `name` in this row."""
        asked = self._writing.asked.column(self._repeat, name)
        return Slot(asked, with_row(asked.path, self._repeat.path, self.number), self._writing)


@dataclass(slots=True)
class Writing:
    """One form as far as it is written."""

    blank: Blank
    asked: Asked
    _marks: set[str] = field(default_factory=set)
    _begun: dict[str, int] = field(default_factory=dict)
    _number: int = _FIRST

    def place(self, asked: Field, path: str, look: str) -> Markup:
        """The control of a field, or a dash where the unit is not asked."""
        blank = self.blank
        if not blank.asks(asked):
            return _xml(run(NOT_ASKED, look))
        of = mark(blank.definition.code, path)
        first = of not in self._marks
        self._marks.add(of)
        return _xml(Control(asked, of, self._next(), blank.language, blank.values.get(path), look, first).xml)

    def rows(self, name: str) -> tuple[Row, ...]:
        """As many rows of a repeat as this form has."""
        repeat = self.asked.repeat(name)
        count = self.blank.rows.get(repeat.path, repeat.rows)
        return tuple(Row(number, repeat, self) for number in range(1, count + 1))

    def begin(self, name: str) -> Markup:
        """Where the bookmark of a repeat begins; a second table of the same rows has none."""
        of = mark(self.blank.definition.code, self.asked.repeat(name).path)
        if of in self._marks:
            return _xml("")
        self._marks.add(of)
        self._begun[name] = self._next()
        return _xml(bookmark_start(of, self._begun[name]))

    def end(self, name: str) -> Markup:
        """Where it ends."""
        return _xml(bookmark_end(self._begun.pop(name)) if name in self._begun else "")

    def _next(self) -> int:
        self._number += _APART
        return self._number

    def context(self) -> Mapping[str, object]:
        """Everything a layout may name (docs/form-layouts.md)."""
        blank, asked, language = self.blank, self.asked, self.blank.language
        definition = blank.definition
        return {
            "field": lambda name: Slot(asked.field(name), asked.field(name).path, self),
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


def _unit(blank: Blank) -> Mapping[str, object]:
    """The unit as a book's template knows it: further columns of the roster by their names."""
    unit = blank.unit
    contact = {"name": unit.contact.name, "phone": unit.contact.phone, "email": unit.contact.email}
    named = {"code": unit.code, "name": unit.name, "short_name": unit.short_name, "type": unit.type, "contact": contact}
    return {**unit.facts, **named}


def _xml(text: str) -> Markup:
    return Markup(text)  # noqa: S704 - made by `controls`, which escapes every text
