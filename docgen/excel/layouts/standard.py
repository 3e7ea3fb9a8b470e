"""The standard Excel look of a form as a layout to edit: the form itself, with tags where its places are."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from lxml import etree

from docgen.containers import Part, pack, zip_bytes
from docgen.excel.form import form_workbook
from docgen.excel.form.cells import cell_xml, xml_text
from docgen.excel.form.sheet import picture_of
from docgen.excel.form.words import due_in_words
from docgen.excel.layouts.carriers import CUSTOM, without_marks
from docgen.excel.layouts.workbook import Layout, open_layout, parse, written
from docgen.excel.returned.names import pointers
from docgen.excel.returned.references import position
from docgen.excel.returned.xml import S
from docgen.language import speaking
from docgen.model import Blank, Contact, Field, FormDefinition, Group, Identity, Node, Unit
from docgen.model.blanks import mark
from docgen.model.forms import with_row
from docgen.model.layouts import Known, asked_in

_DAY = date(9999, 12, 31)
"""Stands for the day a form is due, until the layout says so with a tag."""


def standard_layout(definition: FormDefinition, language: str = "", *, paper: str = "A4") -> bytes:
    """The standard look of a form as an Excel workbook to edit, with the places of all its fields.

    `language` is by default the form's own; `paper` is A4 or Letter. Its sheets are not protected.
    """
    blank = _blank(_for_all(definition), language or definition.languages[0])
    layout = open_layout(form_workbook([blank], {definition.code: picture_of(definition.code)}, paper=paper))
    with speaking(blank.language):
        day = xml_text(due_in_words(blank)).encode()
    parts = dict(_tagged(layout, _tags(definition)))
    parts = {name: data.replace(day, b"{{ due }}") for name, data in parts.items()}
    plain = without_marks(Layout(parts, layout.main, layout.sheets, layout.strings))
    gone = {CUSTOM, *(sheet.part for sheet in layout.sheets if sheet not in plain.sheets)}
    return zip_bytes(pack(Part(name, data) for name, data in _without(plain.parts, gone)))


def _blank(definition: FormDefinition, language: str) -> Blank:
    """A form whose unit, issuer and codes are tags."""
    contact = Contact("{{ unit.contact.name }}", "{{ unit.contact.phone }}", "{{ unit.contact.email }}")
    unit = Unit("{{ unit.code }}", "{{ unit.name }}", "", contact=contact)
    identity = Identity("F", definition.code, 1, "0" * 16)
    code = "{{ short_code }}"
    return Blank(definition, unit, "{{ period }}", identity, "", code, language, issuer="{{ issuer }}", due=_DAY)


def _for_all(definition: FormDefinition) -> FormDefinition:
    """The definition with all its fields asked of everybody."""
    return replace(definition, body=tuple(map(_asked, definition.body)), digest="")


def _asked(node: Node) -> Node:
    if isinstance(node, Field):
        return replace(node, unit_types=(), shared="")
    if isinstance(node, Group):
        return replace(node, unit_types=(), members=tuple(map(_asked, node.members)))
    return replace(node, unit_types=(), members=tuple(replace(each, unit_types=()) for each in node.members))


def _tags(definition: FormDefinition) -> dict[str, str]:
    """What is written where, by mark: in repeats in the first row only."""
    inside = {column.path: repeat for repeat in definition.repeats for column in repeat.members}
    names = asked_in(Known.of(definition))
    tags = {}
    for asked in definition.fields:
        if repeat := inside.get(asked.path):
            first = mark(definition.code, with_row(asked.path, repeat.path, 1))
            tags[first] = f'{{{{ rows("{names.short_name(repeat)}").field("{asked.name}") }}}}'
        else:
            tags[mark(definition.code, asked.path)] = f'{{{{ field("{names.short_name(asked)}") }}}}'
    return tags


def _tagged(layout: Layout, tags: dict[str, str]) -> Iterator[tuple[str, bytes]]:
    """The parts, with tags in the cells that bear their marks, and without protection."""
    cells: dict[str, dict[str, str]] = {}
    for pointer in pointers(parse(layout.parts[layout.main])):
        if pointer.name in tags:
            cells.setdefault(pointer.sheet, {})[f"{pointer.row},{pointer.column}"] = tags[pointer.name]
    sheets = {sheet.part: cells.get(sheet.name, {}) for sheet in layout.sheets}
    for name, data in layout.parts.items():
        yield name, _with_tags(data, sheets[name]) if name in sheets else data


def _with_tags(sheet: bytes, tags: dict[str, str]) -> bytes:
    root = parse(sheet)
    for cell in list(root.iter(f"{S}c")):
        spot = position(cell.get("r", ""))
        parent = cell.getparent()
        if spot and parent is not None and (tag := tags.get(f"{spot[0]},{spot[1]}")):
            made = cell_xml(cell.get("r", ""), cell.get("s", "0"), "", tag).replace("<c ", f'<c xmlns="{S[1:-1]}" ', 1)
            parent.replace(cell, etree.fromstring(made))
    for lock in root.findall(f"{S}sheetProtection"):
        root.remove(lock)
    return written(root)


def _without(parts: Mapping[str, bytes], gone: set[str]) -> Iterator[tuple[str, bytes]]:
    """The parts but for those that are `gone`, and without relationships and types that name them."""
    for name, data in parts.items():
        if name in gone:
            continue
        if name.endswith(".rels") or name == "[Content_Types].xml":
            root = parse(data)
            for element in list(root):
                target = (element.get("Target") or element.get("PartName") or "").lstrip("/")
                if target and any(each == target or each.endswith(f"/{target}") for each in gone):
                    root.remove(element)
            yield name, written(root)
        else:
            yield name, data
