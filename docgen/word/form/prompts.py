"""What a form shows where nothing is typed yet; little enough that a reader of returns can know it too."""

from docgen.language import say, speaking
from docgen.model.forms import Choice, Field, FieldType

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
            FieldType.DATE: say("yyyy-mm-dd"),
            FieldType.TIME: say("hh:mm"),
            FieldType.DATETIME: say("yyyy-mm-dd hh:mm"),
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
