"""Tables and drawings after rendering: what docxtpl mends in the body, done only where it can be needed.

docxtpl recounts the columns of every table of every document. Here a template's tables are looked at once: where each
row has as many cells as the table has columns, whatever the data, there is nothing to recount.
"""

import re
from dataclasses import dataclass, field
from io import BytesIO
from itertools import count

from docxtpl import DocxTemplate
from lxml import etree

DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"

_TOKEN = re.compile(
    r"<w:(?P<open>tbl|tr|tc)(?=[ >])[^>]*?(?P<empty>/?)>|</w:(?P<close>tbl|tr|tc)>"
    r"|<w:(?P<grid>gridCol)[ />]|<w:gridSpan w:val=\"(?P<span>[^\"]*)\"|(?P<block>{%-?\s*(?P<word>\w+))"
)
_BLOCKS = frozenset({"for", "if", "macro", "call", "filter", "set", "with", "raw", "block", "autoescape"})
_ID = re.compile(r'(\sid=")[^"]*"')
_FIRST_ID = 1001

_docxtpl = DocxTemplate(BytesIO())


@dataclass(slots=True)
class _Table:
    """What is known of a table: its columns, and of each row the cells, the columns they span, whether it is sure."""

    columns: int = 0
    rows: list[tuple[int, int, bool]] = field(default_factory=list)
    cells: int = 0
    span: int = 0
    depth: int = 0
    shaky: bool = False

    def steady(self) -> bool:
        fits = all(cells <= self.columns for cells, _, _ in self.rows)
        return fits and not self.shaky and any(sure and span >= self.columns for _, span, sure in self.rows)


def has_unsteady_table(xml: str) -> bool:
    """Whether the number of columns of any table of a prepared part can differ from its grid, for some data."""
    tables: list[_Table] = []
    open_elements: list[str] = []
    done: list[_Table] = []
    for token in _TOKEN.finditer(xml):
        if kind := token["open"]:
            if token["empty"]:
                continue
            _enter(tables, kind)
            open_elements.append(kind)
        elif kind := token["close"]:
            if not open_elements or open_elements.pop() != kind:
                return True
            _leave(tables, kind, done)
        elif tables:
            _inside(tables[-1], token, open_elements[-1])
    return bool(open_elements) or not all(table.steady() for table in done)


def _enter(tables: list[_Table], kind: str) -> None:
    if kind == "tbl":
        tables.append(_Table())
    elif tables and kind == "tr":
        tables[-1].cells = tables[-1].span = 0
    elif tables:
        tables[-1].cells += 1
        tables[-1].span += 1


def _leave(tables: list[_Table], kind: str, done: list[_Table]) -> None:
    if kind == "tbl" and tables:
        table = tables.pop()
        done.append(table)
        for outer in tables:  # docxtpl counts the rows of inner tables with those of the outer one
            outer.rows += [(cells, span, False) for cells, span, _ in table.rows]
    elif kind == "tr" and tables:
        table = tables[-1]
        table.rows.append((table.cells, table.span, table.depth == 0))


def _inside(table: _Table, token: re.Match[str], element: str) -> None:
    if token["grid"]:
        table.columns += 1
    elif span := token["span"]:
        if span.isdecimal():
            table.span += int(span) - 1
        else:
            table.shaky = True
    elif token["block"] and element in ("tbl", "tr"):
        word = token["word"]
        table.depth += word in _BLOCKS
        table.depth -= word.startswith("end")
        table.shaky |= element == "tr"


def mend_tables(document: bytes) -> bytes:
    """A document part with docxtpl's recount of the columns of its tables."""
    root = etree.fromstring(document)
    for table in root.iter("{*}tbl"):
        if table.find("{*}tblGrid") is None:
            table.insert(0, etree.Element(etree.QName(table, "tblGrid")))
    mended = _docxtpl.fix_tables(etree.tostring(root))
    return etree.tostring(mended, encoding="UTF-8", standalone=True)


def drawings_of(head: str, data: str) -> re.Pattern[str] | None:
    """Finds the drawings of a body whose numbers docxtpl gives anew; None if it has none."""
    prefixes = {*re.findall(rf'xmlns:(\w+)="{DRAWING}"', head + data), "wp"}
    pattern = re.compile(rf"<(?:{'|'.join(sorted(prefixes))}):docPr\b[^>]*>")
    return pattern if pattern.search(data) else None


ANY_DRAWING = re.compile(r"<wp:docPr\b[^>]*>")
"""A drawing that a value brought."""


def renumber_drawings(xml: str, drawings: re.Pattern[str]) -> str:
    """The drawings of a body numbered 1001, 1002 ..., as docxtpl does."""
    numbers = count(_FIRST_ID)
    return drawings.sub(lambda match: _with_id(match[0], next(numbers)), xml)


def _with_id(tag: str, number: int) -> str:
    if _ID.search(tag):
        return _ID.sub(rf'\g<1>{number}"', tag, count=1)
    return tag.replace(":docPr", f':docPr id="{number}"', 1)
