"""Cutting the tags out of the sheets of a layout: what each cell will hold, its mark, and what is wrong with it."""

import re
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass, field

from lxml import etree

from docgen.excel.grid import column_letter
from docgen.excel.layouts.carriers import Mark
from docgen.excel.layouts.tags import Kind, Tagged, text_of
from docgen.excel.layouts.workbook import Layout, parse, written
from docgen.excel.returned.references import position
from docgen.excel.returned.styles import number_formats
from docgen.excel.returned.xml import S
from docgen.findings import Finding, Place, Scalar
from docgen.findings import layouts as codes
from docgen.model.blanks import mark
from docgen.model.forms import Field, with_row
from docgen.model.layouts import Asked, Known

_DATED = re.compile(r"[ymdh年月日时]", re.IGNORECASE)
_NOT_SAID = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_FOOTERS = ("oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter")


@dataclass(frozen=True, slots=True)
class Shape:
    """What all forms of one preparation share: definition, language, type of unit, rows of repeats, locked paths."""

    known: Known
    language: str
    unit_type: str
    rows: tuple[tuple[str, int], ...]
    locked: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Gap:
    """What is cut out of a sheet: a cell with its style, for a field or for words; or words in a footer (no cell)."""

    cell: str
    style: str
    words: str = ""
    path: str = ""
    field: Field | None = None
    dated: bool = False


@dataclass(slots=True)
class Cutting:
    """A layout being cut: its sheets as trees, the gaps so far, and what is wrong."""

    layout: Layout
    shape: Shape
    asked: Asked
    gaps: list[Gap] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    _trees: dict[int, etree._Element] = field(default_factory=dict)
    _styles: etree._Element | None = None
    _formats: Sequence[str] = ()
    _unlocked: dict[str, str] = field(default_factory=dict)
    _styled: dict[tuple[int, str], str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        styles = self.layout.related(self.layout.main, "styles")
        if styles in self.layout.parts:
            self._styles = parse(self.layout.parts[styles])
            self._formats = number_formats(self.layout.parts[styles])

    @property
    def first_sheet(self) -> str:
        """The sheet the form begins on."""
        return self.layout.sheets[min(self._trees, default=0)].name

    def parts(self) -> dict[str, bytes]:
        """The parts that were changed."""
        changed = {self.layout.sheets[number].part: written(root) for number, root in self._trees.items()}
        if self._styles is not None and self._unlocked:
            changed[self.layout.related(self.layout.main, "styles")] = written(self._styles)
        return changed

    def gap(self, gap: Gap) -> int:
        """The number of one more gap."""
        self.gaps.append(gap)
        return len(self.gaps) - 1

    def cut(self, tag: Tagged) -> None:
        """Put a gap where `tag` stands, or several below one another for a column of rows."""
        match tag.kind:
            case Kind.PLACE if tag.name in self.asked.fields:
                asked = self.asked.fields[tag.name]
                self._place(tag, asked, asked.path, tag.row)
            case Kind.COLUMN if tag.name in self.asked.repeats:
                self._column(tag)
            case Kind.NUMBER if tag.name in self.asked.repeats:
                for row in range(self._rows(tag)):
                    self._put(tag, tag.row + row, f"<v>{row + 1}</v>")
            case Kind.WORDS:
                cell = self._cell(tag, tag.row)
                self._replace(cell, Gap(cell.get("r", ""), cell.get("s", "0"), words=tag.text))

    def _rows(self, tag: Tagged) -> int:
        path = self.asked.repeats[tag.name].path
        return dict(self.shape.rows).get(path, self.asked.repeats[tag.name].rows)

    def _column(self, tag: Tagged) -> None:
        repeat = self.asked.repeats[tag.name]
        column = self.asked.columns[repeat.path].get(tag.column)
        if column is None:
            return
        form, count = self.shape.known.definition.code, self._rows(tag)
        for row in range(1, count + 1):
            self._place(tag, column, with_row(column.path, repeat.path, row), tag.row + row - 1)
        of = mark(form, repeat.path)
        label = repeat.label.said(self.shape.language)
        first, last = tag.cell, f"{column_letter(tag.column_number)}{tag.row + count - 1}"
        known = next((number for number, each in enumerate(self.marks) if each.mark == of), None)
        sheet = self.layout.sheets[tag.sheet].name
        if known is None:
            self.marks.append(Mark(of, sheet, f"{first}:{last}", "repeat", label))
        else:
            begun = self.marks[known].cell.partition(":")[0]
            self.marks[known] = Mark(of, sheet, f"{begun}:{last}", "repeat", label)

    def _place(self, tag: Tagged, asked: Field, path: str, row: int) -> None:
        if not asked.asks(self.shape.unit_type):
            self._put(tag, row, "<is><t>—</t></is>", inline=True)
            return
        cell = self._cell(tag, row)
        name, style = cell.get("r", ""), cell.get("s", "0")
        if not asked.read_only and path not in self.shape.locked:
            style = self._open(style, tag.sheet)
        self._replace(cell, Gap(name, style, path=path, field=asked, dated=self._is_dated(style)))
        of = mark(self.shape.known.definition.code, path)
        label = asked.label.said(self.shape.language)
        self.marks.append(Mark(of, self.layout.sheets[tag.sheet].name, name, asked.type.value, label))

    def _put(self, tag: Tagged, row: int, inside: str, *, inline: bool = False) -> None:
        """A cell that says the same in every form."""
        cell = self._cell(tag, row)
        kind = ' t="inlineStr"' if inline else ""
        made = etree.fromstring(f'<c xmlns="{S[1:-1]}" r="{cell.get("r")}" s="{cell.get("s", "0")}"{kind}>{inside}</c>')
        parent = cell.getparent()
        assert parent is not None  # a cell stands in a row
        parent.replace(cell, made)

    def _replace(self, cell: etree._Element, gap: Gap) -> None:
        parent, hole = cell.getparent(), etree.ProcessingInstruction("docgen", str(self.gap(gap)))
        assert parent is not None  # a cell stands in a row
        hole.tail = cell.tail
        parent.replace(cell, hole)

    def _tree(self, sheet: int) -> etree._Element:
        if sheet not in self._trees:
            self._trees[sheet] = parse(self.layout.parts[self.layout.sheets[sheet].part])
        return self._trees[sheet]

    def _cell(self, tag: Tagged, row: int) -> etree._Element:
        """The cell in the column of `tag` and in `row`; what stands in it already is told, and gives way."""
        data = self._tree(tag.sheet).find(f"{S}sheetData")
        assert data is not None  # it holds the tag
        name, line = f"{column_letter(tag.column_number)}{row}", _row(data, row)
        for cell in line.iterchildren(f"{S}c"):
            if cell.get("r") == name:
                self._styled.setdefault((tag.sheet, name), cell.get("s", "0"))
                if row != tag.row and len(cell):
                    self._collided(tag, name, text_of(cell, self.layout) or "".join(map(str, cell.itertext())))
                return cell
        made = etree.Element(f"{S}c", r=name, s=self._styled.get((tag.sheet, tag.cell), "0"))
        before = [cell for cell in line if _column_of(cell, self.gaps) < tag.column_number]
        line.insert(len(before), made)
        return made

    def _collided(self, tag: Tagged, cell: str, text: str) -> None:
        place = Place(sheet=self.layout.sheets[tag.sheet].name, cell=cell)
        values: dict[str, Scalar] = {"name": tag.name, "count": self._rows(tag), "text": text}
        self.findings.append(Finding(codes.ROWS_COLLIDE, place, values))

    def _is_dated(self, style: str) -> bool:
        number = int(style)
        said = self._formats[number] if number < len(self._formats) else "General"
        return said != "General" and bool(_DATED.search(_NOT_SAID.sub("", said)))

    def _open(self, style: str, sheet: int) -> str:
        """The same style for a cell that may be typed in though its sheet is protected."""
        protected = self._tree(sheet).find(f"{S}sheetProtection") is not None
        formats = self._styles.find(f"{S}cellXfs") if self._styles is not None else None
        if not protected or formats is None or int(style) >= len(formats):
            return style
        if style not in self._unlocked:
            made = deepcopy(formats[int(style)])
            for old in made.findall(f"{S}protection"):
                made.remove(old)
            made.set("applyProtection", "1")
            made.insert(len(made.findall(f"{S}alignment")), etree.Element(f"{S}protection", locked="0"))
            formats.append(made)
            formats.set("count", str(len(formats)))
            self._unlocked[style] = str(len(formats) - 1)
            self._formats = (*self._formats, self._formats[int(style)])
        return self._unlocked[style]

    def cut_footers(self) -> None:
        """Words in what is printed above and below each page."""
        for number in range(len(self.layout.sheets)):
            if b"{{" in self.layout.parts[self.layout.sheets[number].part]:
                for element in self._tree(number).iter(*(f"{S}{name}" for name in _FOOTERS)):
                    if "{{" in (element.text or ""):
                        hole = self.gap(Gap("", "", words=element.text or ""))
                        element.text = f"\ue000{hole}\ue001"


def _row(data: etree._Element, number: int) -> etree._Element:
    """The row of this number, made where it is not there."""
    for index, row in enumerate(data.iterchildren(f"{S}row")):
        found = int(row.get("r", "0"))
        if found == number:
            return row
        if found > number:
            made = etree.Element(f"{S}row", r=str(number))
            data.insert(index, made)
            return made
    return etree.SubElement(data, f"{S}row", r=str(number))


def _column_of(cell: etree._Element, gaps: Sequence[Gap]) -> int:
    if isinstance(cell, etree._ProcessingInstruction):
        spot = position(gaps[int(cell.text or "0")].cell)
    else:
        spot = position(cell.get("r", ""))
    return spot[1] if spot else 0
