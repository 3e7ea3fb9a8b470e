"""Values as a PDF field holds them, and as they are read on the page."""

from datetime import date, datetime, time
from decimal import Decimal

from docgen.model.forms import Field
from docgen.model.returns import AnswerValue


def as_text(value: AnswerValue) -> str:
    """What stands in /V: numbers plainly, dates as `2026-03-31`, choices by their names."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case datetime():
            return value.isoformat(" ", "minutes")
        case time():
            return value.isoformat("minutes")
        case date():
            return value.isoformat()
        case Decimal():
            return f"{value:f}"
        case tuple():
            return " ".join(value)
    return str(value)


def as_states(value: AnswerValue) -> tuple[str, ...]:
    """The names of the choices that are ticked."""
    return value if isinstance(value, tuple) else (as_text(value),)


def shown(asked: Field, value: AnswerValue, language: str) -> str:
    """What a person reads in the box: the labels of choices, other values as they are."""
    labels = {choice.name: choice.label.said(language) or choice.name for choice in asked.choices}
    return labels.get(as_text(value), as_text(value)) if labels else as_text(value)
