"""What of a Word template an engine will not print as Word does: asked before the first document is made."""

from docgen.findings import Finding
from docgen.pdf.abilities import unfit
from docgen.word.container import Unreadable, open_parts
from docgen.word.features import uses


def lacks(template: bytes, name: str, engine: str) -> tuple[Finding, ...]:
    """A finding for each feature of `template`, called `name`, that `engine` lacks; none if it cannot be read."""
    try:
        parts = open_parts(template, name)
    except Unreadable:
        return ()  # the lint of the template says so
    return unfit(engine, [(use.feature, use.place) for use in uses(parts, name)])
