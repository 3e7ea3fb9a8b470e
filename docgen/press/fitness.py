"""Whether a template suits the engine that is to draw it: asked before the first document, not after the last."""

from pathlib import Path

from docgen.files import read_bytes
from docgen.findings import Finding, Place
from docgen.pdf.abilities import unfit
from docgen.pdf.fonts import substitutions
from docgen.word.features import uses
from docgen.word.fontnames import font_names
from docgen.word.package import read_parts
from docgen.word.places import as_mapping


def fitness(template: Path, engine: str, *, name: str = "") -> tuple[Finding, ...]:
    """What `engine` leaves out of `template` or draws plainly, and which fonts stand in for the template's.

    Raises FileTroubleError, TemplateTroubleError if it is no readable Word file.
    """
    parts = as_mapping(read_parts(read_bytes(template)))
    shown = name or template.name
    lacking = unfit(engine, ((use.feature, use.place) for use in uses(parts, shown)))
    return (*lacking, *substitutions(font_names(parts), Place(file=shown)))
