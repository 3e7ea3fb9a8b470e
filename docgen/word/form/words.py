"""Values as a form writes them, and the words around them."""

from datetime import date, datetime, time
from decimal import Decimal

from docgen.language import speaking
from docgen.model.forms import Field
from docgen.model.periods import parse_period
from docgen.model.returns import AnswerValue
from docgen.word.filters import filters
from docgen.word.form.prompts import choice_label


def answer_text(field: Field, value: AnswerValue, language: str) -> str:
    """`value` as it is typed into a form; empty for None. Choices by their labels, dates as `language` writes them."""
    match value:
        case None:
            return ""
        case str() if field.choices:
            return next((choice_label(c, language) for c in field.choices if c.name == value), value)
        case tuple():
            return "、".join(answer_text(field, each, language) for each in value)
        case datetime():
            return f"{_day(value, language)} {value:%H:%M}"
        case date():
            return _day(value, language)
        case time():
            return f"{value:%H:%M}"
        case Decimal():
            return f"{value:f}"
    return str(value)


def _day(value: date, language: str) -> str:
    return str(filters(language)["date"](value, "long"))


def period_words(period: str, language: str) -> str:
    """A period as people say it; what is no period is left as it is."""
    parsed = parse_period(period)
    with speaking(language):
        return parsed.said if parsed else period
