"""A layout workbook as parts: which sheet is which part, and the texts its cells name by number."""

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from posixpath import dirname, join
from zipfile import BadZipFile, ZipFile

from lxml import etree

from docgen.excel.returned.cells import shared_strings
from docgen.excel.returned.xml import R, S, relations

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
"""The beginning of the types of relationships."""

_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_MOST = 200_000_000
_BROKEN = (BadZipFile, zlib.error, KeyError, IndexError, StopIteration, ValueError, etree.XMLSyntaxError)


class NoWorkbookError(Exception):
    """The file is no workbook that can be read; never leaves this room."""


@dataclass(frozen=True, slots=True)
class LayoutSheet:
    """A sheet: its name as people see it, and its part."""

    name: str
    part: str


@dataclass(frozen=True, slots=True)
class Layout:
    """The parts of a workbook, its main one, its sheets in order, and the texts cells name by number."""

    parts: Mapping[str, bytes]
    main: str
    sheets: tuple[LayoutSheet, ...]
    strings: tuple[str, ...]

    def related(self, owner: str, kind: str) -> str:
        """The part of this kind that `owner` leads to; "" if there is none."""
        return next((one.target for one in relations(self.parts, owner) if one.kind == kind), "")


def open_layout(source: bytes) -> Layout:
    """The workbook `source`. Raises NoWorkbookError."""
    try:
        parts = _parts(source)
        main = next(one.target for one in relations(parts, "") if one.kind == "officeDocument")
        targets = {one.id: one.target for one in relations(parts, main)}
        sheets = parse(parts[main]).iterfind(f"{S}sheets/{S}sheet")
        named = tuple(LayoutSheet(sheet.get("name", ""), targets[sheet.get(f"{R}id", "")]) for sheet in sheets)
        texts = next((one.target for one in relations(parts, main) if one.kind == "sharedStrings"), "")
        strings = shared_strings(parts[texts]) if texts in parts else ()
        layout = Layout(parts, main, named, strings)
        for sheet in named:
            parse(parts[sheet.part])
    except _BROKEN as trouble:
        raise NoWorkbookError(str(trouble)) from trouble
    if not named:
        raise NoWorkbookError("no sheet in the usual namespace")
    return layout


def _parts(source: bytes) -> Mapping[str, bytes]:
    with ZipFile(BytesIO(source)) as zipped:
        if sum(info.file_size for info in zipped.infolist()) > _MOST:
            raise ValueError("far more than a workbook holds")
        return {info.filename: zipped.read(info) for info in zipped.infolist() if not info.is_dir()}


def parse(data: bytes) -> etree._Element:
    """The root of a part, everything in it kept."""
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))


def written(root: etree._Element) -> bytes:
    """A part from its root."""
    return etree.tostring(root, encoding="UTF-8", standalone=True)


def rels_of(part: str) -> str:
    """The part that holds the relationships of `part`; "" is the file itself."""
    return join(dirname(part), "_rels", f"{part.rpartition('/')[2]}.rels")


def with_relation(rels: bytes, name: str, kind: str, target: str) -> bytes:
    """Relationships with one more, called `name`; one of this name is replaced."""
    root = parse(rels or f'<Relationships xmlns="{_RELS}"/>'.encode())
    for old in [one for one in root if one.get("Id") == name]:
        root.remove(old)
    etree.SubElement(root, f"{{{_RELS}}}Relationship", Id=name, Type=f"{OFFICE}/{kind}", Target=target)
    return written(root)
