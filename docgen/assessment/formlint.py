"""What is odd about rules beside their forms: fields that are not asked, are no numbers, or that nothing reads."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from docgen.assessment.amounts import Figure
from docgen.assessment.kinds import KINDS
from docgen.assessment.kinds.kind import Part, SlotType
from docgen.assessment.rules import Rules
from docgen.assessment.tables import RECORDS
from docgen.findings import Finding, Place, Scalar
from docgen.findings import assessment as codes
from docgen.language import enumerated
from docgen.model import Field, FieldType, FormDefinition

_NUMBERS = frozenset({FieldType.INTEGER, FieldType.DECIMAL, FieldType.CALCULATE})
_DAYS = ("cutoff", "today", "first_day")
_NAME = re.compile(r"[A-Za-z_]\w*(?:\.\w+)*")


@dataclass(frozen=True)
class Asked:
    """What a form asks: every field by the last part of its path, and its repeats."""

    form: FormDefinition
    fields: Mapping[str, Field]
    repeats: frozenset[str]

    @classmethod
    def by(cls, form: FormDefinition) -> "Asked":
        """What `form` asks."""
        repeats = frozenset(repeat.path.rpartition("/")[2] for repeat in form.repeats)
        return cls(form, {field.name: field for field in form.fields}, repeats)


def lint_fields(rules: Rules, forms: tuple[FormDefinition, ...]) -> Iterator[Finding]:
    """Everything odd about `rules` beside `forms`; nothing where none are given."""
    asked = {form.code: Asked.by(form) for form in forms}
    for item in rules.items:
        for part in item.parts:
            yield from _of_part(part, asked)
    yield from _unread(rules, asked)


def _of_part(part: Part, asked: Mapping[str, Asked]) -> Iterator[Finding]:
    for name in names_of(part):
        form, _, rest = name.partition(".")
        last = rest.rpartition(".")[2]
        if form in asked and last not in asked[form].fields and last not in asked[form].repeats and rest != RECORDS:
            yield Finding(codes.FIELD_UNKNOWN, part.place, {"field": name, "item": part.item})
    for name in _numbers_of(part):
        form, _, rest = name.partition(".")
        field = asked[form].fields.get(rest.rpartition(".")[2]) if form in asked else None
        if field is not None and field.type not in _NUMBERS:
            values = {"field": name, "item": part.item, "kind": part.kind}
            yield Finding(codes.FIELD_NO_NUMBER, part.place, values)


def names_of(part: Part) -> Iterator[str]:
    """Every figure, table and column that a part reads."""
    yield from (name for figure in _figures(part) for name in figure.names if "." in name)
    if part.of is not None:
        yield part.of.name
        read = (*part.columns, *part.where.columns, *part.having.columns)
        yield from (f"{part.of.name}.{column}" for column in read if column not in _DAYS)


def _figures(part: Part) -> Iterator[Figure]:
    yield from (one for one in (part.value, part.base, part.none.figure, *part.values) if one is not None)


def _numbers_of(part: Part) -> Iterator[str]:
    """The fields a part reckons with."""
    slots = [slot.name for slot in KINDS[part.kind].slots if slot.type is SlotType.FIGURE] if part.kind else []
    figures = (getattr(part, name) for name in slots)
    yield from (name for figure in figures if figure is not None for name in figure.names if "." in name)


def _unread(rules: Rules, asked: Mapping[str, Asked]) -> Iterator[Finding]:
    """Fields that say which item they feed, while nothing in the rules reads them."""
    words = {
        word
        for sheet, rows in rules.tables.items()
        if sheet not in ("Tests", "Settings")
        for row in rows
        for word in _NAME.findall(" ".join(text for column, text in row.cells.items() if column != "standard"))
    }
    for one in asked.values():
        code = one.form.code
        unread = [field.name for field in one.form.fields if field.items and not _is_read(code, field, words)]
        if unread:
            values: dict[str, Scalar] = {"count": len(unread), "fields": enumerated(unread)}
            yield Finding(codes.FIELD_UNREAD, Place(f"{code}.xlsx", form=code), values)


def _is_read(code: str, field: Field, words: set[str]) -> bool:
    *above, name = field.path.split("/")
    tables = [f"{code}.{part}" for part in (*above, RECORDS)]
    whole = {f"{code}.{name}", *(f"{table}.{name}" for table in tables)}
    return bool(whole & words) or (name in words and any(table in words for table in tables))
