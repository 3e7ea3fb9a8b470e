"""Drawings put into a finished document in place of their placeholder pictures: shapes, in Word and on the page.

A placeholder is a picture whose alternative text is the drawing's name. Each area becomes one shape of the size of the
whole, laid exactly over the others: the one way of drawing that Word, LibreOffice and the embedded engine have in
common. The placeholder's paragraph becomes one line as high as the drawing, which keeps the text away in all of them.
A placeholder without a drawing is taken out.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

from lxml import etree

from docgen.model.drawings import Area, Drawing
from docgen.word.package import Part, pack, read_parts, zip_bytes

PREFIX = "docgen:chart:"
"""How the alternative text of a placeholder for a drawing begins."""

_BODY = "word/document.xml"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)
_SHAPE = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
_STEPS = {"M": "moveTo", "L": "lnTo", "Q": "quadBezTo", "C": "cubicBezTo"}
_STEP = re.compile(r"([MLQCZ])([^MLQCZ]*)")
_BEHIND_SPACING = tuple(
    f"{_W}{name}"
    for name in ("ind", "contextualSpacing", "mirrorIndents", "suppressOverlap", "jc", "textDirection", "textAlignment",
                 "textboxTightWrap", "outlineLvl", "divId", "cnfStyle", "rPr", "sectPr", "pPrChange")
)  # fmt: skip
"""What Word's schema wants after the spacing of a paragraph."""


def with_drawings(docx: bytes, drawings: Mapping[str, Drawing]) -> bytes:
    """`docx` with each placeholder replaced by the drawing of its name. Raises TemplateTroubleError if it is none."""
    changed = (
        Part(part.name, _drawn(part.data, drawings)) if part.name == _BODY else part for part in read_parts(docx)
    )
    return zip_bytes(pack(changed))


def _drawn(body: bytes, drawings: Mapping[str, Drawing]) -> bytes:
    root = etree.fromstring(body)
    about = list(root.iter(f"{_WP}docPr"))
    number = max((int(one.get("id", "0")) for one in about), default=0)
    for one in about:
        name = one.get("descr", "")
        holder = next(one.iterancestors(f"{_W}drawing"), None)
        if not name.startswith(PREFIX) or holder is None:
            continue
        run = next(holder.iterancestors(f"{_W}r"))
        if name in drawings:
            size = _size(holder, drawings[name])
            for shape in _shapes(drawings[name], size, number):
                run.addprevious(etree.fromstring(shape))
            number += len(drawings[name].areas)
            _make_room(run, size[1])
        holder.getparent().remove(holder)  # type: ignore[union-attr]
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _size(holder: etree._Element, drawing: Drawing) -> tuple[int, int]:
    """Width and height in EMU: the drawing takes the width of its placeholder, its own height follows."""
    extent = holder.find(f".//{_WP}extent")
    width = int(extent.get("cx", "0")) if extent is not None else 0
    return width, round(width * drawing.height / drawing.width)


def _make_room(run: etree._Element, height: int) -> None:
    """Make the paragraph around `run` one line of `height` EMU."""
    paragraph = next(run.iterancestors(f"{_W}p"))
    properties = paragraph.find(f"{_W}pPr")
    if properties is None:
        properties = etree.Element(f"{_W}pPr")
        paragraph.insert(0, properties)
    for old in properties.findall(f"{_W}spacing"):
        properties.remove(old)
    line = {"before": "60", "after": "60", "line": str(round(height / 635)), "lineRule": "exact"}
    spacing = etree.Element(f"{_W}spacing", {f"{_W}{name}": value for name, value in line.items()})
    later = next((one for one in properties if one.tag in _BEHIND_SPACING), None)
    if later is None:
        properties.append(spacing)
    else:
        later.addprevious(spacing)


def _shapes(drawing: Drawing, size: tuple[int, int], number: int) -> Iterator[str]:
    for place, area in enumerate(drawing.areas, 1):
        words = drawing.says if place == 1 else ""
        yield _shape(drawing, area, size, _About(number + place, words))


@dataclass(frozen=True, slots=True)
class _About:
    """A shape's number in the document, and what it says."""

    id: int
    words: str


def _shape(drawing: Drawing, area: Area, size: tuple[int, int], about: _About) -> str:
    width, height = size
    return (
        f'<w:r {_NAMES}><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor distT="0" distB="0" '
        f'distL="0" distR="0" simplePos="0" relativeHeight="{1000 + about.id}" behindDoc="0" locked="0" '
        'layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        '<wp:positionH relativeFrom="column"><wp:posOffset>0</wp:posOffset></wp:positionH>'
        '<wp:positionV relativeFrom="paragraph"><wp:posOffset>0</wp:posOffset></wp:positionV>'
        f'<wp:extent cx="{width}" cy="{height}"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>'
        f'<wp:docPr id="{about.id}" name="Chart {about.id}" descr={quoteattr(about.words)}/><wp:cNvGraphicFramePr/>'
        f'<a:graphic><a:graphicData uri="{_SHAPE}"><wps:wsp><wps:cNvSpPr/><wps:spPr>'
        f'<a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        '<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l="0" t="0" r="r" b="b"/><a:pathLst>'
        f'<a:path w="{drawing.width}" h="{drawing.height}">{_path(area.path)}</a:path></a:pathLst></a:custGeom>'
        f"{_paint(area)}</wps:spPr><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing>"
        "</mc:Choice></mc:AlternateContent></w:r>"
    )


def _paint(area: Area) -> str:
    colour = f'<a:solidFill><a:srgbClr val="{area.colour}"/></a:solidFill>'
    if area.line:
        return f'<a:noFill/><a:ln w="{round(area.line * 12700)}">{colour}</a:ln>'
    return f"{colour}<a:ln><a:noFill/></a:ln>"


def _path(path: str) -> str:
    return "".join(_step(letter, numbers.split()) for letter, numbers in _STEP.findall(path))


def _step(letter: str, numbers: list[str]) -> str:
    if letter == "Z":
        return "<a:close/>"
    points = "".join(f'<a:pt x="{x}" y="{y}"/>' for x, y in zip(numbers[::2], numbers[1::2], strict=True))
    return f"<a:{_STEPS[letter]}>{points}</a:{_STEPS[letter]}>"
