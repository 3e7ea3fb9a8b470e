"""A copy of a template with a Word comment at each fault, so that its author finds them where they are.

The template itself is never touched. The comments bear no date, so the same faults give the same bytes.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from io import BytesIO
from pathlib import Path

from docx import Document
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from lxml import etree

from docgen.files import read_bytes
from docgen.findings import Finding, Place
from docgen.word.author import AUTHOR
from docgen.word.container import Unreadable, open_parts
from docgen.word.package import TemplateTroubleError, pack, read_parts, zip_bytes
from docgen.word.places import stories


def annotate(source: Path | bytes, findings: Iterable[Finding]) -> bytes:
    """The template `source` with a comment for each of `findings` at its paragraph: what is wrong, what to do.

    Word knows comments in the body only: what is wrong in a header, in a footnote or with the file as a whole is told
    at the first paragraph, with its place. Raises TemplateTroubleError if the file is no Word document.
    """
    data = read_bytes(source) if isinstance(source, Path) else source
    numbers = _numbers(data)
    document = Document(BytesIO(data))
    paragraphs = list(document.element.iter(qn("w:p"))) or [document.add_paragraph()._p]
    for finding in findings:
        number = numbers.get(_bare(finding.place))
        text = f"{finding.message}\n{finding.remedy}"
        if number is None:
            text = "\n".join(filter(None, (str(_bare(finding.place)), text)))
        comment = document.comments.add_comment(text, AUTHOR, AUTHOR)
        comment._comment_elm.attrib.pop(qn("w:date"), "")
        comment_on(_outermost(paragraphs[(number or 1) - 1]), comment.comment_id)
    saved = BytesIO()
    document.save(saved)
    return zip_bytes(pack(read_parts(saved.getvalue())))


def _numbers(data: bytes) -> Mapping[Place, int]:
    """The paragraphs of the body by their place."""
    try:
        body = stories(open_parts(data, ""), "")[0]
    except Unreadable as answer:
        raise TemplateTroubleError(answer.finding.message, answer.finding.remedy) from answer
    return {paragraph.place: paragraph.number for paragraph in body.paragraphs}


def _bare(place: Place) -> Place:
    return replace(place, file="")


def _outermost(paragraph: etree._Element) -> etree._Element:
    """The paragraph that a text box hangs on: no comment stands inside a text box."""
    return [paragraph, *paragraph.iterancestors(qn("w:p"))][-1]


def comment_on(paragraph: etree._Element, comment: int) -> None:
    """Let the comment of this number span the whole paragraph."""
    start, end, run = OxmlElement("w:commentRangeStart"), OxmlElement("w:commentRangeEnd"), OxmlElement("w:r")
    reference = OxmlElement("w:commentReference")
    for element in (start, end, reference):
        element.set(qn("w:id"), str(comment))
    run.append(reference)
    properties = paragraph.find(qn("w:pPr"))
    paragraph.insert(0 if properties is None else paragraph.index(properties) + 1, start)
    paragraph.extend((end, run))
