"""Word features as snippets of raw XML, and the document that holds one."""

from io import BytesIO

from docx import Document
from docx.oxml import parse_xml

from docgen.model import Feature

_NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "v": "urn:schemas-microsoft-com:vml",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "dgm": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
}
_ALL = " ".join(f'xmlns:{name}="{address}"' for name, address in _NAMESPACES.items())


def run(text: str, properties: str = "") -> str:
    """A run of `text`."""
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def worded(properties: str) -> str:
    """A paragraph of the text WORD with properties of its run."""
    return f"<w:p>{run('WORD', properties)}</w:p>"


def field(instruction: str) -> str:
    """A field that has no result."""
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    code = f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
    return f"{mark.format('begin')}{code}{mark.format('end')}"


def graphic(content: str) -> str:
    """A drawing in line with the text."""
    size = '<wp:extent cx="2000000" cy="500000"/><wp:docPr id="9" name="drawing"/>'
    data = f'<a:graphic><a:graphicData uri="x">{content}</a:graphicData></a:graphic>'
    return f"<w:r><w:drawing><wp:inline>{size}{data}</wp:inline></w:drawing></w:r>"


def cell(properties: str) -> str:
    """A table of one cell."""
    inner = f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p>{run('WORD')}</w:p></w:tc>"
    return f'<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="2000"/></w:tblGrid><w:tr>{inner}</w:tr></w:tbl>'


_BOX = f"<wps:wsp><wps:spPr/><wps:txbx><w:txbxContent><w:p>{run('WORD')}</w:p></w:txbxContent></wps:txbx></wps:wsp>"
_RUBY = f"<w:r><w:ruby><w:rt>{run('yan')}</w:rt><w:rubyBase>{run('WORD')}</w:rubyBase></w:ruby></w:r>"
_BORDER = '<w:pBdr><w:bottom w:val="dashed" w:sz="12"/></w:pBdr>'

SNIPPETS: dict[Feature, str] = {
    Feature.STRIKETHROUGH: worded("<w:strike/>"),
    Feature.CAPITALS: worded("<w:smallCaps/>"),
    Feature.EFFECT: worded("<w:emboss/>"),
    Feature.EMPHASIS_MARK: worded('<w:em w:val="dot"/>'),
    Feature.RAISED: worded('<w:position w:val="12"/>'),
    Feature.RUBY: f"<w:p>{_RUBY}</w:p>",
    Feature.COMBINED: worded('<w:eastAsianLayout w:combine="1"/>'),
    Feature.FIT_TEXT: worded('<w:fitText w:val="3000"/>'),
    Feature.DIRECTION: f'<w:p><w:bdo w:val="ltr">{run("WORD")}</w:bdo></w:p>',
    Feature.EQUATION: "<w:p><m:oMath><m:r><m:t>WORD</m:t></m:r></m:oMath></w:p>",
    Feature.EMPTY_FIELD: f"<w:p>{field('EQ x')}{run('WORD')}</w:p>",
    Feature.CLOCK: f'<w:p><w:fldSimple w:instr=" DATE ">{run("WORD")}</w:fldSimple></w:p>',
    Feature.CONTENT_CONTROL: f"<w:p><w:sdt><w:sdtContent>{run('WORD')}</w:sdtContent></w:sdt></w:p>",
    Feature.TRACKED_CHANGE: f'<w:p><w:ins w:id="1" w:author="x">{run("WORD")}</w:ins></w:p>',
    Feature.SYMBOL: '<w:p><w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r></w:p>',
    Feature.VERTICAL_TEXT: cell('<w:textDirection w:val="tbRlV"/>'),
    Feature.PATTERN: f'<w:p><w:pPr><w:shd w:val="pct25" w:fill="auto"/></w:pPr>{run("WORD")}</w:p>',
    Feature.FANCY_BORDER: f"<w:p><w:pPr>{_BORDER}</w:pPr>{run('WORD')}</w:p>",
    Feature.FANCY_UNDERLINE: worded('<w:u w:val="wave"/>'),
    Feature.INLINE_TEXT_BOX: f"<w:p>{graphic(_BOX)}</w:p>",
    Feature.WORDART: '<w:p><w:r><w:pict><v:shape><v:textpath string="WORD"/></v:shape></w:pict></w:r></w:p>',
    Feature.CHART: f"<w:p>{graphic('<c:chart/>')}</w:p>",
    Feature.SMARTART: f"<w:p>{graphic('<dgm:relIds/>')}</w:p>",
}
"""What shows each feature; the text of each is WORD."""


def document_with(snippet: str) -> bytes:
    """A document of a first paragraph and `snippet`."""
    document, file = Document(), BytesIO()
    document.add_paragraph("First.")
    end = document.element.body.sectPr
    assert end is not None
    for element in parse_xml(f"<w:body {_ALL}>{snippet}</w:body>"):
        end.addprevious(element)
    document.save(file)
    return file.getvalue()
