"""What a form's sheet says besides its definition: captions, notes, messages beside a cell. In the language spoken."""

from docgen.language import current_language, day_in_words, enumerated, say
from docgen.model import Blank, Field, FieldType, Repeat
from docgen.model.periods import parse_period


def period_in_words(blank: Blank) -> str:
    """The line under the title."""
    period = parse_period(blank.period)
    return period.said if period else blank.period


def asked_by(blank: Blank) -> str:
    """Which form this is, and to whom it goes until when."""
    lines = [say("Form {code}, version {version}", code=blank.definition.code, version=blank.definition.version)]
    if blank.issuer and blank.due:
        lines.append(say("To be returned to {issuer} by {day}", issuer=blank.issuer, day=due_in_words(blank)))
    elif blank.issuer:
        lines.append(say("To be returned to {issuer}", issuer=blank.issuer))
    return ("　　" if current_language() == "zh" else "; ").join(lines)


def due_in_words(blank: Blank) -> str:
    """The day the form is due, empty if there is none."""
    return day_in_words(blank.due) if blank.due else ""


def captions() -> tuple[str, str, str, str, str]:
    """The headings over fields that stand one a row."""
    return (number_heading(), say("Item"), say("Counted in"), say("Entry"), say("How to fill in"))


def number_heading() -> str:
    """The heading over the numbers of rows."""
    return say("Row")


def as_filled_in(field: Field) -> str:
    """What a figure is counted in, or what kind of answer is wanted."""
    measure = field.measure.said(current_language())
    if measure:
        return measure
    words = {
        FieldType.DATE: say("date"),
        FieldType.TIME: say("time"),
        FieldType.DATETIME: say("date and time"),
        FieldType.SELECT_ONE: say("choose"),
        FieldType.ACKNOWLEDGE: say("choose"),
    }
    return "%" if field.percent else words.get(field.type, "")


def remark(blank: Blank, field: Field) -> str:
    """What the author says of a field, and what its rules say."""
    parts = (field.hint.said(current_language()), blank.remarks.get(field.path, ""))
    return _stop().join(part.rstrip(".。") for part in parts if part)


def row_hint(blank: Blank, repeat: Repeat) -> str:
    """What to know before filling in a table."""
    return blank.remarks.get(repeat.path, "")


def how_to(blank: Blank) -> tuple[str, ...]:
    """The notes under a form."""
    lines = [
        say("How to fill in: type in the light cells; the others are locked. * must be filled in."),
        say("Where there was nothing, type 0 for a figure and “none” for a text or in the first row of a table."),
    ]
    if blank.definition.repeats:
        lines.append(
            say(
                "Rows left over stay empty. If rows are wanting: Review, Unprotect Sheet (there is no password), then "
                "insert rows above the last one."
            )
        )
    return tuple(lines)


def signatures() -> tuple[str, str, str]:
    """Where the form is signed and sealed on paper."""
    return say("Head of the unit (signature):"), say("Filled in by (signature):"), say("Reporting unit (seal)")


def choice_words(field: Field) -> tuple[str, ...]:
    """The answers a drop-down offers."""
    if field.type is FieldType.ACKNOWLEDGE:
        return (say("yes"), say("no"))
    return tuple(choice.label.said(current_language()) or choice.name for choice in field.choices)


def several(field: Field) -> str:
    """How several answers out of a list are written in one cell."""
    return say("One or more of these, separated by semicolons: {choices}", choices=enumerated(choice_words(field)))


def wanted(field: Field) -> str:
    """What kind of answer a cell takes."""
    words = {
        FieldType.INTEGER: say("A whole number; 0 if there was none."),
        FieldType.DECIMAL: say("A number; 0 if there was none."),
        FieldType.DATE: say("A date, such as 2026-03-31."),
        FieldType.DATETIME: say("A date and time, such as 2026-03-31 14:30."),
        FieldType.TIME: say("A time, such as 14:30."),
        FieldType.SELECT_ONE: say("Choose one from the list."),
        FieldType.ACKNOWLEDGE: say("Choose one from the list."),
    }
    return words.get(field.type, "")


def _stop() -> str:
    return "；" if current_language() == "zh" else "; "
