"""The Word templates of papers beside the book: the campaign's own, else those that are shipped for its language."""

from pathlib import Path

from docgen.campaign.model import Campaign
from docgen.campaign.shipped import shipped
from docgen.errors import FileTroubleError
from docgen.language import say


def template_of(campaign: Campaign, name: str) -> Path:
    """The template `name` ("notice") of the campaign. Raises FileTroubleError if there is none."""
    own = campaign.folder / "templates" / f"{name}.docx"
    given = shipped("templates") / campaign.settings.language / f"{name}.docx"
    for path in (own, given):
        if path.is_file():
            return path
    raise FileTroubleError(
        say("There is no template {path}.", path=own),
        say("Put one there, or take it from a new campaign folder (docgen init)."),
    )
