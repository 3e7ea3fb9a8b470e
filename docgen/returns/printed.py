"""A PDF of one of our forms without its fields: which form it is, how it was laid out, and what stands in its boxes."""

from collections.abc import Iterator
from dataclasses import replace
from unicodedata import category

from docgen.findings import Finding
from docgen.findings import returns as codes
from docgen.model import Content, FormDefinition, Line
from docgen.pdf.filled import Printed, counted_rows, read_boxes, with_letters
from docgen.pdf.form.geometry import Paper
from docgen.pdf.form.layout import form_layout
from docgen.pdf.form.shape import Shape
from docgen.returns.contents import content_of
from docgen.returns.expected import Expected
from docgen.returns.refusal import Refusal
from docgen.returns.sniff import Kind
from docgen.returns.who import named

_LEAST_LIKE = 0.6
_MOST_ODD = 0.02
"""The share of signs that are no letters of any language, above which the text of a PDF is not believed."""


def printed_form(content: Content, data: bytes, file: str, expected: Expected) -> Content:
    """What stands in a PDF without fields, in the boxes of the form it is. Raises Refusal.

    Where its fonts do not say which letters they draw, those are told by how they are drawn.
    """
    lettered = with_letters(data)
    if lettered:
        content, data = content_of(lettered.data, Kind.PDF, file), lettered.data
    if _is_garbled(content):
        raise Refusal(codes.NO_LETTERS)
    if lettered and lettered.known:
        told = Finding(codes.LETTERFORMS, values={"known": lettered.known, "unknown": lettered.unknown})
        content = replace(content, findings=(*content.findings, told))
    return _with_boxes(content, data, file, expected)


def _is_garbled(content: Content) -> bool:
    """Whether letters were drawn of which the file does not say what they are: they come out as signs no text holds."""
    letters = "".join(block.text for block in content.blocks if isinstance(block, Line))
    odd = sum(category(letter) in ("Cc", "Co", "Cn") or letter == "\ufffd" for letter in letters)
    return odd > _MOST_ODD * len(letters)


def _with_boxes(content: Content, data: bytes, file: str, expected: Expected) -> Content:
    """`content` with what stands in the boxes, if its pages lie under the layout of one of the forms."""
    best: Printed | None = None
    for shape in _shapes(content, file, expected):
        printed = _printed(data, file, shape)
        if printed.likeness >= _LEAST_LIKE and (best is None or printed.likeness > best.likeness):
            best = printed
            if best.likeness >= 0.95:
                break
    return replace(content, spots=best.spots) if best else content


def _printed(data: bytes, file: str, shape: Shape) -> Printed:
    """What stands in the boxes of one layout, with as many rows in its tables as there are on paper."""
    layout = form_layout(shape)
    tables = [repeat for repeat in shape.definition.repeats if shape.asks(repeat) and not repeat.transposed]
    rows = counted_rows(data, layout)
    if rows and len(rows) != len(tables):
        return Printed((), 0.0)
    if rows and rows != tuple(shape.rows_of(table) for table in tables):
        found = tuple((table.path, count) for table, count in zip(tables, rows, strict=True))
        layout = form_layout(replace(shape, rows=found))
    return read_boxes(data, layout, file)


def _shapes(content: Content, file: str, expected: Expected) -> Iterator[Shape]:
    """The layouts the form may have: those of the form it names, for the unit it names, the likeliest first."""
    said = [one.who for one in named(content, file, expected.indexes, expected.units)]
    codes = {who.form for who in said} & set(expected.indexes) or set(expected.indexes)
    units = [expected.roster[who.unit] for who in said if who.unit in expected.roster]
    for definition in expected.definitions:
        if definition.code in codes:
            types = [units[0].type] if units else list(_unit_types(definition))
            for unit_type in types:
                for language in definition.languages:
                    for paper in Paper:
                        yield Shape(definition, unit_type, language, paper=paper)


def _unit_types(definition: FormDefinition) -> tuple[str, ...]:
    """The types of unit for which the form is laid out in its own way, and that of none in particular."""
    return tuple(dict.fromkeys(["", *(kind for field in definition.fields for kind in field.unit_types)]))
