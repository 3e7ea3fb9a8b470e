"""What units write: random values of every type in many writings, and what each field must be read as."""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from docgen.model import Field, FieldState, FieldType, FormDefinition
from docgen.model.forms import with_row
from docgen.model.returns import AnswerValue
from docgen.word.numerals import chinese

SENT = ("campaign.year", "unit.code", "unit.name", "form.period", "form.quarter")
"""What the office fills in before a form goes out."""
ROWS = 3
"""Rows filled of each table."""
BLANKS = 0.12
"""The share of places left blank."""
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
TEXTS = (
    *(
        "Lanjiang ferry",
        "长江大桥维修",
        "第一行；第二行",
        "“引号”与'apostrophe'",
        "=SUM(A1:A3)",
        "{{ unit.name }}",
        "00123",
    ),
    *("A & B <c>", "+86-555-12345", "Ünïcödé", "国道G318线K12+300处", "1. 一般", "是", "x" * 120, "检查" * 40, "12"),
)
LONG = ("第一行\n第二行：已整改。", "First line\nsecond line, longer")


@dataclass(frozen=True, slots=True)
class Entry:
    """What is written in one place, and what it must be read as. `ticks` are the boxes ticked, None without boxes."""

    text: str
    state: FieldState
    value: AnswerValue = None
    none: bool = False
    ticks: tuple[str, ...] | None = None


BLANK = Entry("", FieldState.BLANK)
Entries = Mapping[str, Entry]


def random_fill(definition: FormDefinition, seed: int, language: str) -> dict[str, Entry]:
    """A whole form filled in: an entry for every place that is asked and not filled before it is sent."""
    chance = random.Random(f"{definition.code} {seed} {language}")
    entries: dict[str, Entry] = {}
    columns = {field.path: repeat for repeat in definition.repeats for field in repeat.members}
    for field in definition.fields:
        if not field.type.is_asked or field.type is FieldType.IMAGE:
            continue
        repeat = columns.get(field.path)
        if repeat is None:
            if field.prefill not in SENT:
                entries[field.path] = entry(field, chance, language)
            continue
        for row in range(1, min(ROWS, repeat.rows) + 1):
            made = entry(field, chance, language, blank=field.path != _anchor(repeat.members))
            entries[with_row(field.path, repeat.path, row)] = made
    return entries


def _anchor(members: tuple[Field, ...]) -> str:
    """The column that is never left blank, so that its row is one."""
    return next((field.path for field in members if field.type is FieldType.TEXT), members[0].path)


def entry(field: Field, chance: random.Random, language: str, *, blank: bool = True) -> Entry:
    """A random answer to a field, in a random writing."""
    if blank and chance.random() < BLANKS:
        return BLANK
    return _MAKERS[field.type](field, chance, language)


def _count(field: Field, chance: random.Random, language: str) -> Entry:
    if chance.random() < 0.05:
        return Entry(chance.choice(("无", "没有", "none", "nil")), FieldState.READ, 0, none=True)
    number = chance.choice((0, 1, 2, 5, 12, 48, 130, 1200, 56789, 1234567, chance.randrange(0, 400)))
    unit = field.measure.said(language)
    texts = [str(number)] * 6 + [f"{number:,}", str(number).translate(WIDE), chinese(Decimal(number))]
    text = chance.choice([*texts, f"{number}{unit}", f" {number} "] if language == "zh" else texts)
    return Entry(text, FieldState.READ, number, none=text == "零")


def _amount(field: Field, chance: random.Random, language: str) -> Entry:
    if field.percent:
        share = Decimal(chance.choice((0, 5, 50, 98, 100))) + chance.choice((Decimal(0), Decimal("0.5")))
        share = min(share, Decimal(100))
        return Entry(f"{share}%", FieldState.READ, share)
    number = Decimal(chance.choice((0, 1, 12, 87, 1200))) + Decimal(chance.choice((0, 25, 50, 5))) / 100
    text = chance.choice((f"{number}", f"{number}", f"{number:,}"))
    return Entry(text, FieldState.READ, number)


def _date(field: Field, chance: random.Random, language: str) -> Entry:
    day = date(2026, 1, 1) + timedelta(chance.randrange(365))
    texts = (day.isoformat(), f"{day.year}年{day.month}月{day.day}日", f"{day.year}.{day.month}.{day.day}")
    return Entry(chance.choice((*texts, day.isoformat())), FieldState.READ, day)


def _moment(field: Field, chance: random.Random, language: str) -> Entry:
    at = datetime(2026, 1, 1) + timedelta(minutes=chance.randrange(365 * 24 * 60))
    return Entry(f"{at:%Y-%m-%d %H:%M}", FieldState.READ, at)


def _time(field: Field, chance: random.Random, language: str) -> Entry:
    at = datetime(2026, 1, 1, chance.randrange(24), chance.randrange(60))
    return Entry(f"{at:%H:%M}", FieldState.READ, at.time())


def _text(field: Field, chance: random.Random, language: str) -> Entry:
    if chance.random() < 0.04:
        return Entry("无", FieldState.READ, "", none=True)
    if chance.random() < 0.04:
        return Entry("/", FieldState.NOT_APPLICABLE)
    text = chance.choice(LONG if "multiline" in field.appearance and chance.random() < 0.4 else TEXTS)
    return Entry(text, FieldState.READ, text)


def _choice(field: Field, chance: random.Random, language: str) -> Entry:
    choice = chance.choice(field.choices)
    return Entry(choice.label.said(language) or choice.name, FieldState.READ, choice.name, ticks=(choice.name,))


def _choices(field: Field, chance: random.Random, language: str) -> Entry:
    chosen = tuple(choice for choice in field.choices if chance.random() < 0.5)
    if not chosen:
        return Entry("", FieldState.BLANK, ticks=())
    names = tuple(choice.name for choice in chosen)
    return Entry("; ".join(c.label.said(language) or c.name for c in chosen), FieldState.READ, names, ticks=names)


def _tick(field: Field, chance: random.Random, language: str) -> Entry:
    return Entry("是" if language == "zh" else "yes", FieldState.READ, True, ticks=("yes",))


_MAKERS: Mapping[FieldType, Callable[[Field, random.Random, str], Entry]] = {
    FieldType.INTEGER: _count,
    FieldType.DECIMAL: _amount,
    FieldType.DATE: _date,
    FieldType.DATETIME: _moment,
    FieldType.TIME: _time,
    FieldType.TEXT: _text,
    FieldType.SELECT_ONE: _choice,
    FieldType.SELECT_MULTIPLE: _choices,
    FieldType.ACKNOWLEDGE: _tick,
}
