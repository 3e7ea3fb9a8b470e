"""Templates for the tests, written as short WordprocessingML, and the comparison of two Word files."""

from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZipFile

from docx import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from lxml import etree
from PIL import Image

SPACES = nsdecls("w", "r", "wp", "a", "pic") + ' xmlns:v="urn:schemas-microsoft-com:vml"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


def escaped(text: str) -> str:
    """`text` as Word writes it in a file."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def r(text: str, look: str = "") -> str:
    """A run; `look` is the XML of its properties."""
    return f"<w:r>{f'<w:rPr>{look}</w:rPr>' if look else ''}<w:t>{escaped(text)}</w:t></w:r>"


def p(*texts: str, style: str = "") -> str:
    """A paragraph of one run a text; a text that is XML already stays it."""
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}{''.join(t if t.startswith('<w:') else r(t) for t in texts)}</w:p>"


def tc(*content: str, look: str = "") -> str:
    """A cell of paragraphs or of XML."""
    inside = "".join(c if c.startswith("<w:") else p(c) for c in content)
    return f'<w:tc><w:tcPr><w:tcW w:w="1000" w:type="dxa"/>{look}</w:tcPr>{inside}</w:tc>'


def tr(*cells: str) -> str:
    """A row of cells."""
    return f"<w:tr>{''.join(c if c.startswith('<w:tc') else tc(c) for c in cells)}</w:tr>"


def tbl(*rows: str, columns: int = 2) -> str:
    """A table of rows."""
    grid = '<w:gridCol w:w="1000"/>' * columns
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def png(shade: int = 0, size: int = 4) -> bytes:
    """A small picture."""
    file = BytesIO()
    Image.new("L", (size, size), shade).save(file, "PNG")
    return file.getvalue()


@dataclass(frozen=True)
class Draft:
    """What a template of a test holds; each part as XML."""

    body: str
    header: str = ""
    footer: str = ""
    footnotes: str = ""
    sections: int = 1
    properties: tuple[tuple[str, str], ...] = ()
    pictures: tuple[tuple[str, str, int], ...] = ()
    """Placeholder pictures (part, alternative text, shade), each a paragraph at the end of its part."""

    def docx(self) -> bytes:
        """The template as a Word file."""
        document = Document()
        body = document.element.body
        for element in parse_xml(f"<w:body {SPACES}>{self.body}</w:body>"):
            body.insert(len(body) - 1, element)
        for _ in range(self.sections - 1):
            document.add_section()
        for story, xml in (("header", self.header), ("footer", self.footer)):
            if xml:
                _fill(getattr(document.sections[0], story), xml)
        for name, value in self.properties:
            setattr(document.core_properties, name, value)
        for part, name, shade in self.pictures:
            owner = document if part == "body" else getattr(document.sections[0], part)
            shape = owner.add_paragraph().add_run().add_picture(BytesIO(png(shade)))
            for element in shape._inline.iter("{*}docPr", "{*}cNvPr"):
                element.set("descr", name)
        if self.footnotes:
            _add_footnotes(document.part, self.footnotes)
        saved = BytesIO()
        document.save(saved)
        return saved.getvalue()


def _fill(story: object, xml: str) -> None:
    element = story._element  # type: ignore[attr-defined]  # python-docx has no public way to a header's XML
    for child in list(element):
        element.remove(child)
    for child in parse_xml(f"<w:hdr {SPACES}>{xml}</w:hdr>"):
        element.append(child)


def _add_footnotes(owner: Part, xml: str) -> None:
    blob = f"<w:footnotes {SPACES}>{xml}</w:footnotes>".encode()
    part = Part(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, blob, owner.package)
    owner.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def members(docx: bytes) -> dict[str, bytes]:
    """The members of a Word file; those that are XML in canonical form."""
    with ZipFile(BytesIO(docx)) as zipped:
        return {name: _canonical(name, zipped.read(name)) for name in zipped.namelist()}


def _canonical(name: str, data: bytes) -> bytes:
    if not name.endswith((".xml", ".rels")):
        return data
    return etree.tostring(etree.fromstring(data), method="c14n")


def differences(expected: bytes, actual: bytes) -> Iterable[str]:
    """The names of the members in which two Word files differ."""
    left, right = members(expected), members(actual)
    return sorted(name for name in left.keys() | right.keys() if left.get(name) != right.get(name))


def body_text(docx: bytes) -> list[str]:
    """The paragraphs of the body, as python-docx reads them, those in tables as well."""
    document = Document(BytesIO(docx))
    tag = document.element.body.tag.replace("body", "p")
    return ["".join(t.text or "" for t in found.iter("{*}t")) for found in document.element.body.iter(tag)]
