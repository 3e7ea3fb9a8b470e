"""The tags of a layout workbook: which cell holds the place of which field, and where words of the form are printed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from lxml import etree

from docgen.excel.grid import column_letter
from docgen.excel.layouts.workbook import Layout, parse
from docgen.excel.returned.references import position
from docgen.excel.returned.xml import S
from docgen.findings import Place
from docgen.model.layouts import Told

_STRAIGHT = str.maketrans("“”‘’｛｝（）", "\"\"''{}()")
_NAME = r"""\s*["']([^"']*)["']\s*"""
_FIELD = re.compile(rf"\{{\{{\s*field\({_NAME}\)\s*\}}\}}")
_COLUMN = re.compile(rf"\{{\{{\s*rows\({_NAME}\)\.field\({_NAME}\)\s*\}}\}}")
_NUMBER = re.compile(rf"\{{\{{\s*rows\({_NAME}\)\.number\s*\}}\}}")
TAG = re.compile(r"\{\{\s*(.*?)\s*\}\}")
"""Any tag; its group is what stands between the braces."""


class Kind(StrEnum):
    """What a cell with a tag is: a place, a place in each row of a repeat, the rows' numbers, or printed words."""

    PLACE = "place"
    COLUMN = "column"
    NUMBER = "number"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Tagged:
    """A cell with a tag: its sheet by number, row and column from 1, and what it says.

    `name` is the field's or the repeat's, `column` the field in the repeat; both empty for words.
    """

    sheet: int
    row: int
    column_number: int
    text: str
    kind: Kind
    name: str = ""
    column: str = ""

    @property
    def cell(self) -> str:
        """The cell as people call it."""
        return f"{column_letter(self.column_number)}{self.row}"


def tagged_cells(layout: Layout) -> Iterator[Tagged]:
    """Every cell with a tag, sheet by sheet, row by row."""
    for number, sheet in enumerate(layout.sheets):
        for cell in parse(layout.parts[sheet.part]).iter(f"{S}c"):
            text, spot = text_of(cell, layout), position(cell.get("r", ""))
            if "{{" in text and spot:
                yield _tagged(number, spot, text)


def text_of(cell: etree._Element, layout: Layout) -> str:
    """The text of a cell, with straight quotation marks and narrow braces."""
    kind, value = cell.get("t", ""), cell.find(f"{S}v")
    if kind == "inlineStr":
        text = "".join(t.text or "" for t in cell.iter(f"{S}t"))
    elif kind == "s" and value is not None and (value.text or "").isdecimal():
        number = int(value.text or "0")
        text = layout.strings[number] if number < len(layout.strings) else ""
    else:
        text = (value.text or "") if kind == "str" and value is not None else ""
    return text.translate(_STRAIGHT) if any(brace in text for brace in "{｛") else text


def _tagged(sheet: int, spot: tuple[int, int], text: str) -> Tagged:
    whole = text.strip()
    if found := _FIELD.fullmatch(whole):
        return Tagged(sheet, *spot, text, Kind.PLACE, found[1])
    if found := _COLUMN.fullmatch(whole):
        return Tagged(sheet, *spot, text, Kind.COLUMN, found[1], found[2])
    if found := _NUMBER.fullmatch(whole):
        return Tagged(sheet, *spot, text, Kind.NUMBER, found[1])
    return Tagged(sheet, *spot, text, Kind.WORDS)


def told(layout: Layout, file: str) -> Iterator[Told]:
    """The places of a workbook in the words of a Word layout: the first cell of a repeat begins its rows."""
    begun: set[str] = set()
    for tag in tagged_cells(layout):
        place = Place(file=file, sheet=layout.sheets[tag.sheet].name, cell=tag.cell)
        if tag.kind in (Kind.COLUMN, Kind.NUMBER) and tag.name not in begun:
            begun.add(tag.name)
            yield Told(tag.text, f'for {_variable(tag.name)} in rows("{tag.name}")', place, is_value=False)
        if tag.kind is Kind.PLACE:
            yield Told(tag.text, f'field("{tag.name}")', place, is_value=True)
        elif tag.kind is Kind.COLUMN:
            yield Told(tag.text, f'{_variable(tag.name)}.field("{tag.column}")', place, is_value=True)
        elif tag.kind is Kind.WORDS:
            yield from (Told(tag.text, inner, place, is_value=True) for inner in _several(tag.text))


def _variable(repeat: str) -> str:
    return "row_" + re.sub(r"\W", "_", repeat)


def _several(text: str) -> list[str]:
    """What the tags among other words say; a place among them does more than stand in its cell."""
    return [inner if not inner.startswith(("field(", "rows(")) else f"{inner} " for inner in TAG.findall(text)]
