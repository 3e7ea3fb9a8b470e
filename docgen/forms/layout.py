"""The standard look of a form, written out for the office to edit in Word."""

from collections.abc import Mapping
from pathlib import Path

from docgen.campaign import Campaign
from docgen.errors import UsageError
from docgen.files import write_atomic
from docgen.forms.due import check_codes
from docgen.language import say
from docgen.model import FormDefinition
from docgen.word.form import standard_layout
from docgen.word.form.look import Sheet


def write_layout(campaign: Campaign, definitions: Mapping[str, FormDefinition], code: str, path: Path) -> None:
    """Write the standard Word look of form `code` to `path`, which must not be there yet.

    Raises UsageError, FileTroubleError.
    """
    check_codes(definitions, [code])
    if path.suffix.lower() != ".docx":
        raise UsageError(
            say("A look is a Word file; {path} is not named as one.", path=path), say("Name it FILE.docx.")
        )
    if path.exists():
        raise UsageError(
            say("{path} is there already, and may hold your own work.", path=path), say("Choose another name.")
        )
    settings = campaign.settings
    sheet = Sheet(*settings.paper.millimetres)
    write_atomic(path, standard_layout(definitions[code], settings.language, sheet=sheet))
