"""Word documents with a drawing in the colour magenta, as Word writes them: what is seen of it can be counted."""

from collections.abc import Callable

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tests.pdf.documents import packed

COLOUR = (255, 0, 255)
_HEX = "FF00FF"
_SPACES = nsdecls("w", "wp", "a", "r") + (
    ' xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)
_CHART = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_CHART_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/chart"
_FILL = f'<a:solidFill><a:srgbClr val="{_HEX}"/></a:solidFill>'


def chart() -> bytes:
    """A chart of three bars."""
    document = Document()
    document.add_paragraph("Accidents by year.")
    part = Part(PackURI("/word/charts/chart1.xml"), _CHART, _chart_xml().encode(), document.part.package)
    name = document.part.relate_to(part, _CHART_RELATION)
    _append(document, _inline("http://schemas.openxmlformats.org/drawingml/2006/chart", f'<c:chart r:id="{name}"/>'))
    return packed(document)


def _chart_xml() -> str:
    points = "".join(f'<c:pt idx="{n}"><c:v>{value}</c:v></c:pt>' for n, value in enumerate((3, 5, 4)))
    names = "".join(f'<c:pt idx="{n}"><c:v>{value}</c:v></c:pt>' for n, value in enumerate((2024, 2025, 2026)))
    axes = "".join(
        f'<c:{kind}><c:axId val="{mine}"/><c:scaling/><c:delete val="0"/><c:axPos val="{side}"/>'
        f'<c:crossAx val="{other}"/></c:{kind}>'
        for kind, mine, side, other in (("catAx", 1, "b", 2), ("valAx", 2, "l", 1))
    )
    return (
        f"<c:chartSpace {_SPACES}><c:chart><c:plotArea><c:layout/><c:barChart>"
        '<c:barDir val="col"/><c:grouping val="clustered"/><c:ser><c:idx val="0"/><c:order val="0"/>'
        f"<c:spPr>{_FILL}</c:spPr>"
        f'<c:cat><c:strLit><c:ptCount val="3"/>{names}</c:strLit></c:cat>'
        f'<c:val><c:numLit><c:ptCount val="3"/>{points}</c:numLit></c:val></c:ser>'
        f'<c:axId val="1"/><c:axId val="2"/></c:barChart>{axes}</c:plotArea></c:chart></c:chartSpace>'
    )


def text_box() -> bytes:
    """A filled box with text, in line with the text around it."""
    document = Document()
    document.add_paragraph("First.")
    inside = "<wps:txbx><w:txbxContent><w:p><w:r><w:t>In the box</w:t></w:r></w:p></w:txbxContent></wps:txbx>"
    shape = (
        '<a:xfrm><a:off x="0" y="0"/><a:ext cx="2400000" cy="1200000"/></a:xfrm>'
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{_FILL}'
    )
    box = f"<wps:wsp><wps:cNvSpPr/><wps:spPr>{shape}</wps:spPr>{inside}<wps:bodyPr/></wps:wsp>"
    _append(document, _inline("http://schemas.microsoft.com/office/word/2010/wordprocessingShape", box))
    return packed(document)


def watermark() -> bytes:
    """A watermark of Word's own: WordArt behind the text, in the header."""
    document = Document()
    document.add_paragraph("First.")
    header = document.sections[0].header.paragraphs[0]
    header._p.append(parse_xml(_word_art("z-index:-251658752;mso-position-horizontal:center")))
    return packed(document)


def word_art() -> bytes:
    """WordArt in the body."""
    document = Document()
    document.add_paragraph("First.")._p.append(parse_xml(_word_art("")))
    return packed(document)


def _word_art(place: str) -> str:
    look = f"position:absolute;margin-left:20pt;margin-top:100pt;width:300pt;height:80pt;{place}"
    return (
        f'<w:r {_SPACES}><w:pict><v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800"'
        ' path="m@7,l@8,m@5,21600l@6,21600e"><v:textpath on="t" fitshape="t"/></v:shapetype>'
        f'<v:shape id="Mark" type="#_x0000_t136" style="{look}" fillcolor="#{_HEX}" stroked="f">'
        '<v:textpath style="font-family:&quot;Arial&quot;;font-size:1pt" string="INTERNAL"/></v:shape></w:pict></w:r>'
    )


def _inline(kind: str, content: str) -> str:
    data = f'<a:graphic><a:graphicData uri="{kind}">{content}</a:graphicData></a:graphic>'
    return (
        f'<w:p {_SPACES}><w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        '<wp:extent cx="4000000" cy="2400000"/><wp:docPr id="9" name="drawing"/>'
        f"{data}</wp:inline></w:drawing></w:r></w:p>"
    )


def _append(document: WordDocument, paragraph: str) -> None:
    end = document.element.body.sectPr
    assert end is not None
    end.addprevious(parse_xml(paragraph))


DRAWN: dict[str, Callable[[], bytes]] = {
    "chart": chart,
    "text box": text_box,
    "WordArt": word_art,
    "watermark": watermark,
}
"""What only LibreOffice draws."""


def footnote() -> bytes:
    """A document whose first paragraph has the footnote “Below the line.”"""
    document = Document()
    run = document.add_paragraph("Text with a note").add_run()
    notes = "".join(
        f'<w:footnote w:id="{number}"{kind}><w:p><w:r>{content}</w:r></w:p></w:footnote>'
        for number, kind, content in (
            (-1, ' w:type="separator"', "<w:separator/>"),
            (0, ' w:type="continuationSeparator"', "<w:continuationSeparator/>"),
            (1, "", "<w:t>Below the line.</w:t>"),
        )
    )
    data = f"<w:footnotes {nsdecls('w')}>{notes}</w:footnotes>".encode()
    part = Part(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, data, document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    run._r.append(parse_xml(f'<w:footnoteReference {nsdecls("w")} w:id="1"/>'))
    return packed(document)
