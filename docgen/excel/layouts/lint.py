"""What an office's own workbook lacks of the form it is for, and what it has places for that the form does not ask."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from rapidfuzz import process

from docgen.excel.layouts.carriers import QR
from docgen.excel.layouts.cutting import Shape
from docgen.excel.layouts.prepare import prepare
from docgen.excel.layouts.tags import Kind, Tagged, tagged_cells, told
from docgen.excel.layouts.workbook import Layout, NoWorkbookError, open_layout
from docgen.findings import Finding, Place
from docgen.findings import layouts as codes
from docgen.findings.word import LOOKUP_UNKNOWN
from docgen.model.forms import FormDefinition
from docgen.model.layouts import Asked, Known, asked_in, places_in


def lint_layout(source: bytes, definition: FormDefinition, *, name: str = "") -> tuple[Finding, ...]:
    """All that is wrong with `source`, a workbook that findings call `name`, as a layout of a form.

    Fields without a place and places without a field among it, the nearest name offered.
    """
    file = Place(file=name)
    try:
        layout = open_layout(source)
    except NoWorkbookError:
        return (Finding(codes.LAYOUT_NOT_EXCEL, file),)
    known = Known.of(definition)
    prepared = prepare(source, Shape(known, definition.languages[0], "", ()))
    collided = tuple(replace(each, place=replace(each.place, file=name)) for each in prepared.findings)
    tags = tuple(told(layout, name))
    return (
        *_unknown(layout, asked_in(known), name),
        *places_in(tags, definition, file),
        *collided,
        *_without_code(layout, file),
    )


def _unknown(layout: Layout, asked: Asked, name: str) -> Iterator[Finding]:
    for tag in tagged_cells(layout):
        if wrong := _wrong(tag, asked):
            word, known = wrong
            place = Place(file=name, sheet=layout.sheets[tag.sheet].name, cell=tag.cell)
            near = process.extractOne(word, sorted(known))
            values = {"tag": tag.text, "name": word, "nearest": near[0] if near else ""}
            yield Finding(LOOKUP_UNKNOWN, place, values)


def _wrong(tag: Tagged, asked: Asked) -> tuple[str, Iterable[str]] | None:
    """The name in a tag that is not known, and those that are."""
    if tag.kind is Kind.PLACE and tag.name not in asked.fields:
        return tag.name, asked.fields
    if tag.kind in (Kind.COLUMN, Kind.NUMBER) and tag.name not in asked.repeats:
        return tag.name, asked.repeats
    if tag.kind is Kind.COLUMN:
        columns = asked.columns[asked.repeats[tag.name].path]
        return (tag.column, columns) if tag.column not in columns else None
    return None


def _without_code(layout: Layout, file: Place) -> Iterator[Finding]:
    """A page that tells nobody whose it is."""
    said = (data for name, data in layout.parts.items() if name.startswith("xl/") and name.endswith(".xml"))
    if not any(QR.encode() in data or b"short_code" in data for data in said):
        yield Finding(codes.CODE_LEFT_OUT, file)
