"""Paragraphs, cells and tables of the standard form as WordprocessingML. Widths are in twentieths of a point."""

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from docgen.model.forms import Field

SHADE = "F2F4F7"
"""Behind labels: what is printed and not to be typed over."""


_LOOK = (
    '<w:tblLook w:val="0000" w:firstRow="0" w:lastRow="0" w:firstColumn="0" w:lastColumn="0"'
    ' w:noHBand="1" w:noVBand="1"/>'
)


LINE_END = "<w:r><w:br/></w:r>"
"""A line break as a run."""


def text(words: str, look: str = "") -> str:
    """A run; `look` is the XML of its properties."""
    return f'<w:r>{f"<w:rPr>{look}</w:rPr>" if look else ""}<w:t xml:space="preserve">{escape(words)}</w:t></w:r>'


def literal(words: str) -> tuple[str, ...]:
    """Words as they are printed, even where they look like a tag."""
    if any(mark in words for mark in ("{{", "{%", "{#", "}}", "%}", "#}")):
        quoted = words.replace("\\", "\\\\").replace('"', '\\"')
        return (text(f'{{{{ "{quoted}" }}}}'),)
    return (text(words),) if words else ()


def paragraph(style: str, *runs: str, kept: bool = False) -> str:
    """A paragraph of runs; a text that is no XML becomes one. `kept` ones stay on the page of the next."""
    inside = "".join(run if run.startswith("<w:") else text(run) for run in runs if run)
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{"<w:keepNext/>" if kept else ""}</w:pPr>{inside}</w:p>'


def star(asked: Field) -> tuple[str, ...]:
    """The mark of a field that must be filled in, on the line of the last word before it."""
    return (text("\u00a0*", '<w:color w:val="C00000"/>'),) if asked.required else ()


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of paragraphs. `span` counts grid columns, `merge` is "restart" or "continue" of a cell over rows.

    `begins` draws a strong line above it: a record of several lines begins there.
    """

    width: int
    content: str
    span: int = 1
    shaded: bool = False
    merge: str = ""
    align: str = "center"
    begins: bool = False

    @property
    def xml(self) -> str:
        """The cell."""
        span = f'<w:gridSpan w:val="{self.span}"/>' if self.span > 1 else ""
        merge = f'<w:vMerge w:val="{self.merge}"/>' if self.merge else ""
        line = '<w:tcBorders><w:top w:val="single" w:sz="12" w:space="0" w:color="404040"/></w:tcBorders>'
        line = line if self.begins else ""
        shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{SHADE}"/>' if self.shaded else ""
        return (
            f'<w:tc><w:tcPr><w:tcW w:w="{self.width}" w:type="dxa"/>{span}{merge}{line}{shade}'
            f'<w:vAlign w:val="{self.align}"/></w:tcPr>{self.content}</w:tc>'
        )


def row(cells: Sequence[Cell], *, height: int = 480, head: bool = False) -> str:
    """A row that does not break over pages; a `head` is printed again on each page."""
    again = "<w:tblHeader/>" if head else ""
    properties = f'<w:trPr><w:cantSplit/><w:trHeight w:val="{height}" w:hRule="atLeast"/>{again}</w:trPr>'
    return f"<w:tr>{properties}{''.join(cell.xml for cell in cells)}</w:tr>"


def tag_row(tag: str, grid: Sequence[int]) -> str:
    """A row that holds a tag alone, and vanishes."""
    cell = Cell(sum(grid), paragraph("FormCell", tag), len(grid))
    return row([cell], height=240)


def table(grid: Sequence[int], rows: Sequence[str], style: str = "FormTable") -> str:
    """A table as wide as its grid."""
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in grid)
    properties = (
        f'<w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(grid)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblLayout w:type="fixed"/>{_LOOK}</w:tblPr>'
    )
    return f"<w:tbl>{properties}<w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"


def shared(total: int, weights: Sequence[float]) -> list[int]:
    """`total` in parts like `weights`, without a remainder."""
    whole, parts, used = sum(weights), [], 0.0
    for weight in weights:
        before, used = used, used + weight
        parts.append(round(total * used / whole) - round(total * before / whole))
    return parts


def picture(relation: str, name: str, side: float) -> str:
    """A square picture of `side` millimetres as a run; `name` is its alternative text."""
    size = round(side * 36_000)
    said = f'id="1" name="QR" descr="{escape(name)}"'
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{size}" cy="{size}"/>'
        f'<wp:effectExtent l="0" t="0" r="0" b="0"/><wp:docPr {said}/><wp:cNvGraphicFramePr/>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        f'<pic:nvPicPr><pic:cNvPr {said}/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="{relation}"/>'
        '<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>'
        f'<a:ext cx="{size}" cy="{size}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def page_field(code: str) -> str:
    """A field of Word that prints a page number."""
    parts = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>',
        f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>',
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>',
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
    )
    return "".join(parts)
