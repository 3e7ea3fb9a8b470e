"""`docgen read`: one filled form, outside any campaign."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path

import click

from docgen.cli.options import shared, today_option
from docgen.cli.printed import printed_of
from docgen.cli.report import Grid, Report
from docgen.findings import Finding, has_errors
from docgen.forms import compile_definition
from docgen.language import LANGUAGES, current_language, in_brackets, say, set_language
from docgen.model import Answer, FieldState, FormDefinition, Return
from docgen.returns import read_return

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@dataclass(frozen=True, slots=True)
class ReadResult:
    """JSON of `docgen read`: what came back, or None where the definition itself has errors."""

    read: Return | None


@click.command()
@click.argument("file", type=_FILE)
@click.option("--form", "definition", type=_FILE, required=True, metavar="DEFINITION", help="The form's XLSForm.")
@click.option("--language", type=click.Choice(LANGUAGES), default="en", show_default=True, help="Of what is said.")
@today_option
@shared
def read(file: Path, definition: Path, language: str, today: date | None) -> Report:
    """Read one filled form outside any campaign.

    FILE is a form that came back, in any format and any state: Excel, Word, PDF, old Office formats (with
    LibreOffice), a mail or a zip archive. Each answer is printed with its place in the file and what is doubtful.
    FILE is only read, in a process that has no network and can harm nothing.

    \b
    Examples:
      docgen read "QIS 0101.docx" --form forms/QIS.xlsx
      docgen read returned.pdf --form forms/QIS.xlsx --json
    """
    set_language(language)
    compiled = compile_definition(definition)
    if compiled.definition is None:
        return Report(ReadResult(None), compiled.findings, failed=True)
    forms = (compiled.definition,)
    found = read_return(file, forms, today=today or date.today(), printed=printed_of(forms))
    return _report(found, compiled.definition, compiled.findings)


def _report(found: Return, definition: FormDefinition, told: tuple[Finding, ...]) -> Report:
    grids = tuple(
        Grid(
            " ".join(part for part in (record.form, record.period, record.unit) if part),
            (say("field"), say("value"), say("state"), say("place"), say("confidence")),
            tuple(_row(answer, definition) for answer in record.answers),
        )
        for record in found.records
    )
    findings = (*told, *found.findings)
    return Report(ReadResult(found), findings, grids, tuple(_summary(found)), failed=has_errors(findings))


def _row(answer: Answer, definition: FormDefinition) -> tuple[str, ...]:
    field = definition.field(answer.path)
    label = field.label.said(current_language()) if field else ""
    place = "" if answer.place.file == "" else str(_inside(answer))
    sure = f"{answer.confidence:.2f}" if answer.state is FieldState.READ else ""
    return (
        f"{label}{in_brackets(answer.path)}" if label else answer.path,
        _shown(answer),
        state_word(answer.state),
        place,
        sure,
    )


def _inside(answer: Answer) -> str:
    """The place without the file, which is named once above."""
    file, comma, rest = str(answer.place).partition(", ")
    return rest if comma else file


def _shown(answer: Answer) -> str:
    """A value as a person reads it; where there is none, what stands there."""
    value = answer.value
    if answer.none:
        return f"{answer.raw} → {value}" if isinstance(value, int) else answer.raw
    match value:
        case None:
            return f"“{answer.raw}”" if answer.raw and answer.state is not FieldState.BLANK else ""
        case bool():
            return say("yes") if value else say("no")
        case tuple():
            return ", ".join(value)
        case datetime():
            return value.isoformat(" ", "minutes")
        case date() | time():
            return value.isoformat()
        case Decimal():
            return f"{value:f}"
    return str(value)


def state_word(state: FieldState) -> str:
    """How a field ended, in words."""
    words = {
        FieldState.READ: say("read"),
        FieldState.BLANK: say("blank"),
        FieldState.NOT_APPLICABLE: say("not applicable"),
        FieldState.UNREADABLE: say("unreadable"),
        FieldState.CONFLICTING: say("conflicting"),
        FieldState.NOT_FOUND: say("not found"),
    }
    return words[state]


def _summary(found: Return) -> Iterator[str]:
    answers = [answer for record in found.records for answer in record.answers]
    read = sum(answer.state is FieldState.READ for answer in answers)
    if found.records:
        yield say("{read} of {count} fields are read; the others say why not.", read=read, count=len(answers))
    else:
        yield say("Nothing was read.")
    yield say("The file was only read.")
