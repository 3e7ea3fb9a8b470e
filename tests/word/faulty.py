"""Small Word templates with one seeded fault each, built with python-docx and a little raw XML."""

from base64 import b64decode
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from docx import Document
from docx.document import Document as Word
from docx.enum.section import WD_SECTION
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

Build = Callable[[Word], None]

NAMESPACES = nsdecls("w", "r", "wp", "a") + (
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)

RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PIXEL = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==")
"""A picture of one pixel."""


@dataclass(frozen=True)
class Seed:
    """A template with a fault, the code the lint must give it and the place it must name."""

    name: str
    build: Build
    code: str
    place: str


def template(*builds: Build) -> bytes:
    """A Word file: a heading, a good paragraph, a good table, and what `builds` add."""
    document = Document()
    document.add_heading("Duties", 1)
    document.add_paragraph("The unit {{ unit.name }} answers for {{ duties | length }} duties.")
    for build in builds:
        build(document)
    return saved(document)


def saved(document: Word) -> bytes:
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def both(first: Build, second: Build) -> Build:
    def build(document: Word) -> None:
        first(document)
        second(document)

    return build


def text(*paragraphs: str) -> Build:
    """Paragraphs of plain text, from paragraph 3 of the body on."""

    def build(document: Word) -> None:
        for paragraph in paragraphs:
            document.add_paragraph(paragraph)

    return build


def runs(*pieces: str) -> Build:
    """One paragraph whose text Word has split into several runs of different looks."""

    def build(document: Word) -> None:
        paragraph = document.add_paragraph()
        for number, piece in enumerate(pieces):
            paragraph.add_run(piece).bold = bool(number % 2)

    return build


def table(*rows: tuple[str, ...]) -> Build:
    """A table with `rows` of cells."""

    def build(document: Word) -> None:
        made = document.add_table(len(rows), max(map(len, rows)))
        for row, texts in enumerate(rows):
            for column, content in enumerate(texts):
                made.cell(row, column).text = content

    return build


def cell_of(*paragraphs: str) -> Build:
    """A table of one cell with `paragraphs`."""

    def build(document: Word) -> None:
        cell = document.add_table(1, 1).cell(0, 0)
        cell.paragraphs[0].text = paragraphs[0]
        for paragraph in paragraphs[1:]:
            cell.add_paragraph(paragraph)

    return build


def xml(content: str) -> Build:
    """A paragraph of raw XML."""

    def build(document: Word) -> None:
        paragraph = parse_xml(f"<w:p {NAMESPACES}>{content}</w:p>")
        document.element.body.insert(len(document.element.body) - 1, paragraph)

    return build


def run(content: str) -> str:
    """A run of raw XML with `content` as its text."""
    return f'<w:r><w:t xml:space="preserve">{content}</w:t></w:r>'


def text_box(content: str) -> Build:
    """A text box as Word writes it: the new drawing, and the same text once more for old programs."""
    inner = f"<w:txbxContent><w:p>{run(content)}</w:p></w:txbxContent>"
    return xml(
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline><a:graphic><a:graphicData uri="x">'
        f"<wps:wsp><wps:txbx>{inner}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing>"
        f"</mc:Choice><mc:Fallback><w:pict>{inner}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def header(content: str) -> Build:
    """`content` in the header."""

    def build(document: Word) -> None:
        document.sections[0].header.paragraphs[0].text = content

    return build


def footnote_part(kind: str, content: str) -> Build:
    """A part of `footnotes` or `endnotes` with one note."""
    note = kind.removesuffix("s")

    def build(document: Word) -> None:
        data = f'<w:{kind} {nsdecls("w")}><w:{note} w:id="1"><w:p>{run(content)}</w:p></w:{note}></w:{kind}>'
        type_ = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"
        part = Part(PackURI(f"/word/{kind}.xml"), type_, data.encode(), document.part.package)
        document.part.relate_to(part, getattr(RELATIONSHIP_TYPE, kind.upper()))

    return build


def chart(content: str) -> Build:
    """A chart with a title."""

    def build(document: Word) -> None:
        data = (
            '<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
            ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
            f"<a:p><a:r><a:t>{content[:4]}</a:t></a:r><a:r><a:t>{content[4:]}</a:t></a:r></a:p></c:chartSpace>"
        )
        type_ = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
        part = Part(PackURI("/word/charts/chart1.xml"), type_, data.encode(), document.part.package)
        document.part.relate_to(part, RELATIONSHIP_TYPE.CHART)

    return build


def comment(content: str) -> Build:
    def build(document: Word) -> None:
        document.add_comment(document.paragraphs[1].runs, content, "Li", "L")

    return build


def title(content: str, *, field: str = "title") -> Build:
    def build(document: Word) -> None:
        setattr(document.core_properties, field, content)

    return build


def link(address: str) -> Build:
    """A hyperlink to `address`."""

    def build(document: Word) -> None:
        rel = document.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        xml(f'<w:hyperlink r:id="{rel}">{run("our page")}</w:hyperlink>')(document)

    return build


def outside(kind: str, address: str) -> Build:
    """Something that lies outside the file."""

    def build(document: Word) -> None:
        document.part.relate_to(address, f"{RELATIONSHIPS}/{kind}", is_external=True)

    return build


def inside(name: str, kind: str) -> Build:
    """A part with bytes of another program."""

    def build(document: Word) -> None:
        part = Part(PackURI(name), "application/octet-stream", b"\x00", document.part.package)
        document.part.relate_to(part, kind)

    return build


def picture(alt: str, *, where: str = "header") -> Build:
    """A picture with an alt text, in the header or in the body."""

    def build(document: Word) -> None:
        place = document.sections[0].header.paragraphs[0] if where == "header" else document.add_paragraph()
        drawing = place.add_run().add_picture(BytesIO(PIXEL))
        drawing._inline.docPr.set("descr", alt)

    return build


def new_section(*, own_header: bool) -> Build:
    def build(document: Word) -> None:
        section = document.add_section(WD_SECTION.NEW_PAGE)
        if own_header:
            section.header.is_linked_to_previous = False
            section.footer.is_linked_to_previous = False

    return build


def title_page(document: Word) -> None:
    document.sections[0].different_first_page_header_footer = True


def even_pages(document: Word) -> None:
    document.settings.odd_and_even_pages_header_footer = True


def section_break_with(content: str) -> Build:
    def build(document: Word) -> None:
        paragraph = document.add_paragraph(content)
        paragraph._p.get_or_add_pPr().append(parse_xml(f"<w:sectPr {nsdecls('w')}/>"))

    return build


def chinese(font: bool, language: bool) -> Build:
    """Two Chinese paragraphs, with and without a font and a language of their own."""

    def build(document: Word) -> None:
        for content in ("安全生产", "责任书"):
            made = document.add_paragraph().add_run(content)
            properties = made._r.get_or_add_rPr()
            if font:
                properties.append(parse_xml(f'<w:rFonts {nsdecls("w")} w:eastAsia="仿宋"/>'))
            if language:
                properties.append(parse_xml(f'<w:lang {nsdecls("w")} w:eastAsia="zh-CN"/>'))

    return build


def nested_table(content: str) -> Build:
    def build(document: Word) -> None:
        outer = document.add_table(2, 2)
        inner = outer.cell(1, 1).add_table(1, 2)
        inner.cell(0, 1).text = content

    return build


def in_content_control(content: str, *, bound: bool = False) -> Build:
    """A paragraph in a content control, bound to the title of the document or not."""
    binding = '<w:dataBinding w:xpath="/title" w:storeItemID="{1}"/>' if bound else ""

    def build(document: Word) -> None:
        inner = f"<w:sdtContent><w:p>{run(content)}</w:p></w:sdtContent>"
        control = parse_xml(f"<w:sdt {NAMESPACES}><w:sdtPr>{binding}</w:sdtPr>{inner}</w:sdt>")
        document.element.body.insert(len(document.element.body) - 1, control)

    return build


def changed(data: bytes, name: str, replace: Callable[[bytes], bytes]) -> bytes:
    """The Word file `data` with one member changed."""
    out = BytesIO()
    with ZipFile(BytesIO(data)) as source, ZipFile(out, "w", ZIP_DEFLATED) as target:
        for item in source.namelist():
            content = source.read(item)
            target.writestr(item, replace(content) if item == name else content)
    return out.getvalue()


def tracked_insertion(document: Word) -> None:
    paragraph = document.add_paragraph("kept")
    change = parse_xml(f'<w:ins {nsdecls("w")} w:id="1" w:author="Li">{run("new text")}</w:ins>')
    paragraph._p.append(change)


def heading(content: str) -> Build:
    def build(document: Word) -> None:
        document.add_heading(content, 1)

    return build
