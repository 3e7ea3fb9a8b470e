"""What is done once for a template: docxtpl's own preparation of each part, compiled, and all else packed for copying.

The result depends on the template's bytes and the style of its filters alone, and is kept per process.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from io import BytesIO
from zipfile import BadZipFile

from docx.opc.constants import CONTENT_TYPE
from docx.opc.exceptions import PackageNotFoundError
from docxtpl import DocxTemplate
from jinja2 import Template, TemplateSyntaxError, nodes
from lxml import etree

from docgen.language import say
from docgen.word.codegen import NUMBER, settle
from docgen.word.complaints import in_words
from docgen.word.environment import TextEnvironment, WordEnvironment
from docgen.word.filters import Style, filters
from docgen.word.package import Packed, Part, TemplateTroubleError, pack, read_parts
from docgen.word.pictures import PicturePlan, plan_pictures
from docgen.word.properties import PROPERTIES, CoreSkeleton, core_skeleton
from docgen.word.tables import drawings_of, has_unsteady_table

DECLARATION = b"<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"

_PARAGRAPH = re.compile(r"<w:p(?=[ />])")
_BODY = re.compile(r"<w:body[^>]*>(.*)</w:body>", re.DOTALL)
_MARK = "docgen-body"
_LISTED_TEXT = re.compile(r"<w:t(?: [^>]*)?>[^<]*[\t\n\a\f]")
_SYNTAX_CONTEXT = 60


@dataclass(frozen=True, slots=True)
class PreparedPart:
    """A part with tags: its compiled text between `head` and `tail`.

    `listed` says that the template itself has line breaks in its texts, `unsteady` that its tables may change their
    number of columns; `drawings` finds the drawings docxtpl numbers anew.
    """

    name: str
    head: bytes
    template: Template
    tail: bytes
    body: bool
    listed: bool
    unsteady: bool
    drawings: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class Prepared:
    """A template ready to be rendered any number of times; nothing in it changes."""

    parts: tuple[PreparedPart, ...]
    core: CoreSkeleton
    core_texts: tuple[tuple[str, Template], ...]
    pictures: PicturePlan
    static: Packed


def _as_it_is(xml: str, body: bool) -> str:
    return xml


@dataclass(frozen=True, slots=True)
class Beside:
    """What a form does besides: `rewrite` changes what docxtpl prepared (body or not), `apart` is written elsewhere."""

    rewrite: Callable[[str, bool], str] = _as_it_is
    apart: frozenset[str] = frozenset()


PLAINLY = Beside()
"""Nothing besides."""


@lru_cache(maxsize=4)
def environments(style: Style | str) -> tuple[WordEnvironment, TextEnvironment]:
    """The sandboxes of templates that make XML, and of those that make plain text."""
    return WordEnvironment(filters(style)), TextEnvironment(filters(style))


@lru_cache(maxsize=16)
def prepare(source: bytes, style: Style | str, beside: Beside = PLAINLY) -> Prepared:
    """Prepare the template `source`. Raises TemplateTroubleError: no Word file, or tags that cannot be understood."""
    read_parts(source)
    document = DocxTemplate(BytesIO(source))
    try:
        document.init_docx()
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError, etree.XMLSyntaxError) as trouble:
        raise TemplateTroubleError(
            say("This is not a Word document: {why}.", why=in_words(trouble)),
            say("Open it in Word, save it as a .docx document and try again."),
        ) from trouble
    pictures = plan_pictures(document.docx)
    environment, text_environment = environments(style)
    sources = (replace(source, xml=beside.rewrite(source.xml, source.body)) for source in _sources(document))
    found = tuple(_compiled(source, environment) for source in sources)
    parts = tuple(part for part in found if isinstance(part, PreparedPart))
    core = core_skeleton(document.docx)
    texts = _core_texts(document, text_environment)
    dynamic = {part.name for part in found} | {core.name} | set(pictures.names) | beside.apart
    fixed = [part for part in _saved(document) if part.name not in dynamic]
    constant = [part for part in found if isinstance(part, Part)]
    return Prepared(parts, core, texts, pictures, pack([*fixed, *constant]))


@dataclass(frozen=True, slots=True)
class _Source:
    """A part as docxtpl would hand it to Jinja."""

    name: str
    head: bytes
    xml: str
    tail: bytes
    body: bool


def _sources(document: DocxTemplate) -> Iterator[_Source]:
    """The parts docxtpl renders: body, headers, footers, footnotes."""
    yield _body(document)
    for uri in (DocxTemplate.HEADER_URI, DocxTemplate.FOOTER_URI):
        seen = set()
        for _, part in document.get_headers_footers(uri):
            if part.partname not in seen:
                seen.add(part.partname)
                xml = document.patch_xml(number_paragraphs(document.get_part_xml(part)))
                yield _Source(part.partname.lstrip("/"), DECLARATION, xml, b"", False)
    for part in document.docx.part.package.iter_parts():
        if part.content_type == CONTENT_TYPE.WML_FOOTNOTES:
            xml = document.patch_xml(number_paragraphs(part.blob.decode("utf-8-sig")))
            yield _Source(part.partname.lstrip("/"), b"", xml, b"", False)


def _body(document: DocxTemplate) -> _Source:
    """The body; what surrounds it in its part is the same in every document."""
    patched = _BODY.fullmatch(document.patch_xml(number_paragraphs(document.get_xml())))
    part = document.docx.part
    root = etree.fromstring(part.blob)
    body = root.find("{*}body")
    if patched is None or body is None:
        raise TemplateTroubleError(say("The Word file has no body."), say("Make the template anew in Word."))
    for child in list(body):
        body.remove(child)
    body.text = _MARK
    around = etree.tostring(root, encoding="UTF-8", standalone=True)
    head, _, tail = around.partition(_MARK.encode())
    return _Source(part.partname.lstrip("/"), head, patched[1], tail, True)


def number_paragraphs(xml: str) -> str:
    """Every paragraph that can hold text with its number, so that what goes wrong in it can be placed."""
    count = 0

    def number(match: re.Match[str]) -> str:
        nonlocal count
        count += 1
        empty = xml.startswith("/", match.end())
        return "<w:p" if empty else f'<w:p {NUMBER}="{count}"'

    return _PARAGRAPH.sub(number, xml)


def _compiled(source: _Source, environment: WordEnvironment) -> PreparedPart | Part:
    """The part compiled, or, if it has no tags, as it is in every document."""
    tree, template = understood(source.xml, environment)
    data = "".join(node.data for node in tree.find_all(nodes.TemplateData))
    prefix = source.head.decode()
    if all(isinstance(node, nodes.Output | nodes.TemplateData) for node in tree.find_all((nodes.Stmt, nodes.Expr))):
        listed = bool(_LISTED_TEXT.search(data))
        if not listed and not (source.body and (has_unsteady_table(data) or drawings_of(prefix, data))):
            return Part(source.name, source.head + data.encode() + source.tail)
    return PreparedPart(
        source.name,
        source.head,
        template,
        source.tail,
        body=source.body,
        listed=bool(_LISTED_TEXT.search(data)),
        unsteady=source.body and has_unsteady_table(source.xml),
        drawings=drawings_of(prefix, data) if source.body else None,
    )


def understood(xml: str, environment: WordEnvironment) -> tuple[nodes.Template, Template]:
    """A prepared part as Jinja's tree and compiled. Raises TemplateTroubleError if its tags make no sense."""
    try:
        tree = environment.parse(xml)
        settle(tree)
        return tree, Template.from_code(environment, environment.compile(tree), environment.globals)
    except (TemplateSyntaxError, SyntaxError, RecursionError) as trouble:
        raise TemplateTroubleError(
            say(
                "The tags of the template cannot be understood: {why}.",
                why=in_words(trouble),
            ),
            say("Correct the tag in Word; docs/word-templates.md shows what a tag may say."),
        ) from trouble


def _core_texts(document: DocxTemplate, environment: TextEnvironment) -> tuple[tuple[str, Template], ...]:
    """The texts of the properties that hold tags."""
    texts = ((name, getattr(document.docx.core_properties, name)) for name in PROPERTIES)
    return tuple((name, environment.from_string(text)) for name, text in texts if "{" in text)


def _saved(document: DocxTemplate) -> tuple[Part, ...]:
    """All parts as python-docx would save them."""
    saved = BytesIO()
    document.docx.save(saved)
    return read_parts(saved.getvalue())
