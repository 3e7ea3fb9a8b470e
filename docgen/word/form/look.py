"""How the standard form looks: paper, styles, and the parts of the file that hold them."""

from collections.abc import Iterator
from dataclasses import dataclass

from docgen.word.package import Part

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MIME = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_TWIPS = 1440 / 25.4
MARGIN = 20.0
"""Of the sheet, left and right, in millimetres."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The sheet a form is printed on, in millimetres, as it lies."""

    width: float = 210.0
    height: float = 297.0

    @property
    def turned(self) -> "Sheet":
        """The same the other way round."""
        return Sheet(self.height, self.width)

    @property
    def line(self) -> int:
        """The width between the margins, in twentieths of a point."""
        return round((self.width - 2 * MARGIN) * _TWIPS)

    @property
    def section(self) -> str:
        """The sheet as WordprocessingML says it, with the form's footer."""
        turned = ' w:orient="landscape"' if self.width > self.height else ""
        side, top, bottom = (round(each * _TWIPS) for each in (MARGIN, 16, 13))
        return (
            '<w:sectPr><w:footerReference w:type="default" r:id="rIdFooter"/>'
            f'<w:pgSz w:w="{round(self.width * _TWIPS)}" w:h="{round(self.height * _TWIPS)}"{turned}/>'
            f'<w:pgMar w:top="{top}" w:right="{side}" w:bottom="{bottom}" w:left="{side}" w:header="567" w:footer="567"'
            ' w:gutter="0"/></w:sectPr>'
        )


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style: font, size in half points, spacing and line in twentieths of a point, and further XML."""

    name: str
    font: str = "text"
    size: int = 21
    before: int = 0
    after: int = 0
    line: int = 0
    align: str = "left"
    bold: bool = False
    keep: bool = False
    colour: str = ""
    outline: int | None = None


_FONTS = {
    "zh": {"text": "宋体", "title": "方正小标宋简体", "head": "黑体", "soft": "楷体"},
    "en": {"text": "Times New Roman", "title": "Times New Roman", "head": "Times New Roman", "soft": "Times New Roman"},
}
_NAVY = "1F2A44"
_GREY = "595959"

STYLES = (
    Style("FormTitle", "title", 44, before=0, after=60, align="center", keep=True, outline=0),
    Style("FormSubtitle", "soft", 28, after=120, align="center", keep=True),
    Style("FormLine", "text", 21, before=10, after=10),
    Style("FormHowTo", "soft", 19, before=60, after=40, colour=_GREY),
    Style("FormSection", "head", 24, before=140, after=60, keep=True, outline=1),
    Style("FormGroup", "head", 21, before=20, after=20, keep=True),
    Style("FormLabel", "text", 21),
    Style("FormRemark", "soft", 17, colour=_GREY),
    Style("FormValue", "text", 21),
    Style("FormFigure", "text", 21, align="center"),
    Style("FormHead", "head", 19, align="center", keep=True),
    Style("FormCell", "text", 19),
    Style("FormCellCentred", "text", 19, align="center"),
    Style("FormCellTied", "text", 19, keep=True),
    Style("FormCellCentredTied", "text", 19, align="center", keep=True),
    Style("FormNote", "text", 20, before=40, after=40),
    Style("FormSign", "text", 23, before=60, after=60, keep=True),
    Style("FormGap", "text", 2),
    Style("Footer", "text", 17, colour=_GREY),
    Style("FooterPicture", "text", 17, align="right"),
)


def styles(language: str) -> bytes:
    """`word/styles.xml` of a form in `language`."""
    fonts = _FONTS["zh" if language == "zh" else "en"]
    normal = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        f'<w:pPr><w:widowControl/><w:spacing w:before="0" w:after="0"/></w:pPr><w:rPr>{_fonts(fonts["text"])}'
        '<w:sz w:val="21"/><w:szCs w:val="21"/></w:rPr></w:style>'
    )
    rows = "".join(_style(style, fonts, english=language != "zh") for style in STYLES)
    whole = (
        f"{_HEAD}<w:styles {NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr>{_fonts(fonts['text'])}"
        '<w:lang w:val="en-GB" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>"
        f"{normal}{rows}{PLACEHOLDER}{_TABLES}</w:styles>"
    )
    return whole.encode()


PLACEHOLDER = (
    '<w:style w:type="character" w:styleId="PlaceholderText"><w:name w:val="Placeholder Text"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/><w:rPr><w:color w:val="8C8C8C"/></w:rPr></w:style>'
)
"""The style of what stands where nothing is typed yet."""

_LINES = "".join(
    f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="404040"/>'
    for side, size in (("top", 8), ("left", 8), ("bottom", 8), ("right", 8), ("insideH", 4), ("insideV", 4))
)
_CELLS = "".join(
    f'<w:{side} w:w="{width}" w:type="dxa"/>'
    for side, width in (("top", 28), ("left", 85), ("bottom", 28), ("right", 85))
)
_TABLES = (
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>'
    '<w:style w:type="table" w:customStyle="1" w:styleId="FormTable"><w:name w:val="Form Table"/>'
    f'<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>{_LINES}</w:tblBorders>'
    f"<w:tblCellMar>{_CELLS}</w:tblCellMar></w:tblPr></w:style>"
)


def _style(style: Style, fonts: dict[str, str], *, english: bool) -> str:
    headed = style.font in ("head", "title")
    bold = "<w:b/>" if style.bold or (english and headed) else ""
    ink = style.colour or (_NAVY if english and headed else "")
    colour = f'<w:color w:val="{ink}"/>' if ink else ""
    italic = "<w:i/>" if english and style.font == "soft" and style.name != "FormSubtitle" else ""
    keep = "<w:keepNext/><w:keepLines/>" if style.keep else ""
    outline = "" if style.outline is None else f'<w:outlineLvl w:val="{style.outline}"/>'
    line = f' w:line="{style.line}" w:lineRule="exact"' if style.line else ""
    close = '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>' if style.name.startswith("FormCell") else ""
    own = ' w:customStyle="1"' if style.name != "Footer" else ""
    name = "footer" if style.name == "Footer" else style.name
    return (
        f'<w:style w:type="paragraph"{own} w:styleId="{style.name}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/>'
        f'<w:qFormat/><w:pPr>{keep}{close}<w:spacing w:before="{style.before}" w:after="{style.after}"{line}/>'
        f'<w:jc w:val="{style.align}"/>{outline}</w:pPr><w:rPr>{_fonts(fonts[style.font])}{bold}{italic}{colour}'
        f'<w:sz w:val="{style.size}"/><w:szCs w:val="{style.size}"/></w:rPr></w:style>'
    )


def _fonts(name: str) -> str:
    """A Chinese font writes Western letters too, in Times New Roman where it is the text's own."""
    western = "Times New Roman" if name == "宋体" else name
    eastern = "宋体" if name == "Times New Roman" else name
    return f'<w:rFonts w:ascii="{western}" w:eastAsia="{eastern}" w:hAnsi="{western}" w:cs="{western}"/>'


def package(language: str, body: str, footer: str, picture: bytes) -> Iterator[Part]:
    """The parts of a Word file with this body and footer; `picture` stands where the QR code will."""
    parts = {
        "word/document.xml": f"{_HEAD}<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
        "word/footer1.xml": f"{_HEAD}<w:ftr {NAMESPACES}>{footer}</w:ftr>",
        "word/settings.xml": _SETTINGS,
        "docProps/app.xml": f'{_HEAD}<Properties xmlns="{_OFFICE.replace("relationships", "extended-properties")}"/>',
        "docProps/core.xml": _CORE,
        "_rels/.rels": _relationships(
            ("rId1", f"{_OFFICE}/officeDocument", "word/document.xml"),
            ("rId2", f"{_RELS}/metadata/core-properties", "docProps/core.xml"),
            ("rId3", f"{_OFFICE}/extended-properties", "docProps/app.xml"),
        ),
        "word/_rels/document.xml.rels": _relationships(
            ("rIdStyles", f"{_OFFICE}/styles", "styles.xml"),
            ("rIdSettings", f"{_OFFICE}/settings", "settings.xml"),
            ("rIdFooter", f"{_OFFICE}/footer", "footer1.xml"),
        ),
        "word/_rels/footer1.xml.rels": _relationships(("rIdQR", f"{_OFFICE}/image", "media/qr.png")),
    }
    yield Part("[Content_Types].xml", _TYPES.encode())
    yield from (Part(name, text.encode()) for name, text in parts.items())
    yield Part("word/styles.xml", styles(language))
    yield Part("word/media/qr.png", picture)


def _relationships(*rows: tuple[str, str, str]) -> str:
    inside = "".join(f'<Relationship Id="{name}" Type="{kind}" Target="{target}"/>' for name, kind, target in rows)
    return f'{_HEAD}<Relationships xmlns="{_RELS}">{inside}</Relationships>'


_SETTINGS = (
    f'{_HEAD}<w:settings {NAMESPACES}><w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/>'
    '<w:characterSpacingControl w:val="doNotCompress"/><w:compat>'
    + "".join(
        f'<w:compatSetting w:name="{name}" w:uri="http://schemas.microsoft.com/office/word" w:val="{value}"/>'
        for name, value in (
            ("compatibilityMode", 15),
            ("overrideTableStyleFontSizeAndJustification", 1),
            ("enableOpenTypeFeatures", 1),
            ("doNotFlipMirrorIndents", 1),
        )
    )
    + '</w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
)
_CORE = (
    f'{_HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"/>'
)
_TYPES = (
    f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
    + "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>'
        for name, kind in (
            ("word/document.xml", f"{_MIME}.document.main+xml"),
            ("word/styles.xml", f"{_MIME}.styles+xml"),
            ("word/settings.xml", f"{_MIME}.settings+xml"),
            ("word/footer1.xml", f"{_MIME}.footer+xml"),
            ("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
            ("docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties+xml"),
        )
    )
    + "</Types>"
)
