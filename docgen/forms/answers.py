"""A value of the campaign as the answer to a question."""

from datetime import date, datetime, time
from decimal import Decimal

from docgen.excel import fold
from docgen.model import Field, FieldType
from docgen.model.returns import AnswerValue


def as_answer(one: Field, datum: object) -> AnswerValue:
    """A value of the campaign as the answer to a field; None if it cannot be one."""
    match one.type:
        case FieldType.INTEGER:
            return _whole(datum)
        case FieldType.DECIMAL:
            return _number(datum)
        case FieldType.DATE:
            return datum if isinstance(datum, date) and not isinstance(datum, datetime) else _day(datum)
        case FieldType.DATETIME:
            return datum if isinstance(datum, datetime) else None
        case FieldType.TIME:
            return datum if isinstance(datum, time) else None
        case FieldType.ACKNOWLEDGE:
            return datum if isinstance(datum, bool) else None
        case FieldType.SELECT_ONE:
            return _choice(one, datum)
        case FieldType.SELECT_MULTIPLE:
            chosen = tuple(_choice(one, part) for part in str(datum).split())
            return tuple(name for name in chosen if name) if all(chosen) else None
    return str(datum)


def _number(datum: object) -> Decimal | int | None:
    if isinstance(datum, bool) or not isinstance(datum, int | Decimal | str):
        return None
    try:
        return datum if isinstance(datum, int | Decimal) else Decimal(datum)
    except ArithmeticError:
        return None


def _whole(datum: object) -> int | None:
    number = _number(datum)
    return int(number) if number is not None and number == int(number) else None


def _day(datum: object) -> date | None:
    try:
        return date.fromisoformat(datum) if isinstance(datum, str) else None
    except ValueError:
        return None


def _choice(one: Field, datum: object) -> str | None:
    """The name of the choice that a datum means by name, label or alias; yes and no by what they are."""
    text = {True: "yes", False: "no"}[datum] if isinstance(datum, bool) else str(datum)
    for choice in one.choices:
        said = (choice.name, *choice.aliases, *(label for _, label in choice.label.texts))
        if fold(text) in map(fold, said):
            return choice.name
    return None
