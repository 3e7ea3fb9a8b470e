"""What stands in a form besides the definition's own words: where nothing is typed yet, and values as text."""

from datetime import date, datetime, time
from decimal import Decimal

from docgen.language import current_language, say, speaking
from docgen.model.forms import Choice, Field, FieldType
from docgen.model.periods import parse_period
from docgen.model.returns import AnswerValue
from docgen.word.filters import filters

SPACES = "\u2002" * 5
"""Five half-wide spaces, as Word's own form fields have them: nothing on paper, and room to click on."""

UNTICKED, TICKED = "☐", "☒"
"""A box to tick, as Word shows it."""

_FEW = 3
_SHORT = 12


def placeholder(field: Field, language: str) -> str:
    """What a Word form shows where `field` is not answered yet; a reader takes it for a blank.

    A choice between few and short words shows them with boxes, so that they can be ticked on paper.
    """
    with speaking(language):
        if field.type is FieldType.SELECT_ONE and is_short(field.choices, language):
            return "　".join(f"{UNTICKED}{choice_label(choice, language)}" for choice in field.choices)
        words = {
            FieldType.DATE: say("dd/mm/yyyy"),
            FieldType.TIME: say("hh:mm"),
            FieldType.DATETIME: say("dd/mm/yyyy, hh:mm"),
            FieldType.SELECT_ONE: say("choose"),
            FieldType.IMAGE: say("(picture)"),
        }
        return words.get(field.type, SPACES)


def is_short(choices: tuple[Choice, ...], language: str) -> bool:
    """Whether the choices can be printed beside one another."""
    return 0 < len(choices) <= _FEW and sum(width(choice_label(c, language)) for c in choices) <= _SHORT


def width(text: str) -> int:
    """How wide `text` is, in Latin letters: a Chinese character is as wide as two."""
    return sum(1 if letter < "\u2e80" else 2 for letter in text)


def choice_label(choice: Choice, language: str) -> str:
    """A choice as people read it."""
    return choice.label.said(language) or choice.name


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


def in_brackets(text: str) -> str:
    """`text` in the brackets of the current language, empty if there is none."""
    if not text:
        return ""
    return f"（{text}）" if current_language() == "zh" else f" ({text})"


def period_words(period: str, language: str) -> str:
    """A period as people say it; what is no period is left as it is."""
    parsed = parse_period(period)
    with speaking(language):
        return parsed.said if parsed else period
