"""Layouts of forms: the standard look written out for the office to edit, and what is wrong with the office's own."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from docgen.campaign import Campaign
from docgen.errors import UsageError
from docgen.excel import layouts as workbooks
from docgen.files import read_bytes, write_atomic
from docgen.findings import Finding
from docgen.forms.due import check_codes
from docgen.language import say
from docgen.model import FormDefinition
from docgen.word.form import lint_layout, standard_layout
from docgen.word.form.look import Sheet


def write_layout(campaign: Campaign, definitions: Mapping[str, FormDefinition], code: str, path: Path) -> None:
    """Write the standard look of form `code` to `path`, which must not be there yet: in Word or Excel, by its ending.

    Raises UsageError, FileTroubleError.
    """
    check_codes(definitions, [code])
    if path.exists():
        raise UsageError(
            say("{path} is there already, and may hold your own work.", path=path), say("Choose another name.")
        )
    write_atomic(path, _standard(campaign, definitions[code], path))


def _standard(campaign: Campaign, definition: FormDefinition, path: Path) -> bytes:
    settings = campaign.settings
    match path.suffix.lower():
        case ".docx":
            return standard_layout(definition, settings.language, sheet=Sheet(*settings.paper.millimetres))
        case ".xlsx":
            return workbooks.standard_layout(definition, settings.language, paper=settings.paper.value)
    raise UsageError(
        say("A look is a Word or an Excel file; {path} is not named as one.", path=path),
        say("Name it FILE.docx or FILE.xlsx."),
    )


def lint_layouts(campaign: Campaign, definitions: Mapping[str, FormDefinition]) -> Iterator[Finding]:
    """What is wrong with the office's own layouts of these forms; one that is not there is told with its definition.

    Raises FileTroubleError: locked.
    """
    for definition in definitions.values():
        for name in definition.layouts:
            path = campaign.folder / name
            if path.is_file():
                lint = workbooks.lint_layout if path.suffix.lower() == ".xlsx" else lint_layout
                yield from lint(read_bytes(path), definition, name=name)
