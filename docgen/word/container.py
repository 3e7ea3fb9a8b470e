"""Checks a template as a file: is it a Word document at all, and does it carry what no template should.

Macros, embedded objects, pictures that lie elsewhere, placeholder pictures that are missing or misspelt.
"""

from collections.abc import Iterator, Mapping, Sequence

from lxml import etree

from docgen.findings import Code, Finding, Place
from docgen.findings import word as codes
from docgen.language import enumerated, say
from docgen.word.contract import Contract, nearest
from docgen.word.package import TemplateTroubleError, read_parts
from docgen.word.places import Story, W, as_mapping, is_fallback, main_part, parse, relations

EVERY_PAGE = ("docgen:qr",)
"""Placeholder pictures that belong into a header or footer of every page."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_STRICT = b"http://purl.oclc.org/ooxml/"
_DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_MACRO_PARTS = ("vbaProject.bin", "vbaData.xml")
_EMBEDDED = frozenset({"oleObject", "package", "aFChunk", "control"})
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_SHAPE = "{urn:schemas-microsoft-com:vml}shape"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MARK = "docgen"


class Unreadable(Exception):  # noqa: N818 - it is an answer, not an error: the finding says what the file is instead
    """The file is no Word document that can be checked any further; `finding` says why."""

    def __init__(self, code: Code, name: str, **values: str) -> None:
        super().__init__(code.id)
        self.finding = Finding(code, Place(file=name), values)


def open_parts(source: bytes, name: str) -> Mapping[str, bytes]:
    """The parts of the Word document `source`. Raises Unreadable if it is none."""
    if not source:
        raise Unreadable(codes.FILE_EMPTY, name)
    if source.startswith(_OLE):
        raise Unreadable(codes.FILE_ENCRYPTED if _ENCRYPTED in source else codes.FILE_OLD, name)
    if not source.startswith(b"PK"):
        raise Unreadable(codes.FILE_NOT_WORD, name)
    try:
        parts = as_mapping(read_parts(source))
        _check_document(parts, name)
        for part in parts:
            if part.endswith((".xml", ".rels")):
                parse(parts[part])
    except TemplateTroubleError as trouble:
        raise Unreadable(codes.FILE_DAMAGED, name, why=trouble.message) from trouble
    except etree.XMLSyntaxError as trouble:
        raise Unreadable(codes.FILE_DAMAGED, name, why=say("A part of it is damaged.")) from trouble
    return parts


def _check_document(parts: Mapping[str, bytes], name: str) -> None:
    main = main_part(parts)
    if _STRICT in parts.get("_rels/.rels", b"") or _STRICT in parts.get("word/document.xml", b"")[:4000]:
        raise Unreadable(codes.FILE_STRICT, name)
    types = parts.get("[Content_Types].xml", b"")
    if not main or (_DOCUMENT.encode() not in types and b"macroEnabled" not in types):
        raise Unreadable(codes.FILE_NOT_WORD, name)


def carried(parts: Mapping[str, bytes], name: str) -> Iterator[Finding]:
    """Macros, links to things outside, and embedded objects."""
    place = Place(file=name)
    if any(part.endswith(_MACRO_PARTS) for part in parts) or b"macroEnabled" in parts["[Content_Types].xml"]:
        yield Finding(codes.MACROS, place)
    for part in sorted(parts):
        if part.endswith(".rels"):
            yield from _links(parts, part, place)


def _links(parts: Mapping[str, bytes], rels: str, place: Place) -> Iterator[Finding]:
    owner = rels.replace("_rels/", "").removesuffix(".rels")
    for relation in relations(parts, owner):
        if relation.external and (kind := _outside(relation.kind)):
            yield Finding(codes.EXTERNAL, place, {"kind": kind, "target": relation.target})
        elif relation.kind in _EMBEDDED and not owner.startswith("word/charts/"):
            yield Finding(codes.EMBEDDED, place, {"target": relation.target})


def _outside(kind: str) -> str:
    """What Word would fetch from elsewhere, in words; empty for what it only points at, such as a hyperlink."""
    words = {
        "attachedTemplate": say("a template"),
        "image": say("a picture"),
        "oleObject": say("an object"),
        "package": say("an object"),
        "subDocument": say("a document"),
        "aFChunk": say("a document"),
        "frame": say("a web page"),
        "mailMergeSource": say("a mail-merge list"),
        "video": say("a video"),
    }
    return words.get(kind, "")


def pictures(parts: Mapping[str, bytes], stories: Sequence[Story], contract: Contract, name: str) -> Iterator[Finding]:
    """Placeholder pictures that are misspelt, missing, or not on every page where they should be."""
    known = set(contract.pictures) | set(contract.required)
    holders: dict[str, set[str]] = {}
    for story in stories:
        for alt, place in _alt_texts(story, name):
            if alt in known:
                holders.setdefault(alt, set()).add(story.name)
            else:
                near = nearest(alt, known)
                holders.setdefault(near, set()).add(story.name)
                yield Finding(codes.PICTURE_UNKNOWN, place, {"name": alt, "nearest": near})
    for wanted in contract.required:
        if wanted not in holders:
            yield Finding(codes.PICTURE_MISSING, Place(file=name), {"name": wanted})
        elif wanted in EVERY_PAGE and (bare := _pages_without(parts, stories, holders[wanted])):
            where = enumerated(bare)
            yield Finding(codes.PICTURE_NOT_ON_EVERY_PAGE, Place(file=name), {"name": wanted, "where": where})


def _alt_texts(story: Story, file: str) -> Iterator[tuple[str, Place]]:
    """The alt texts of `story` that are meant for docgen."""
    places = {paragraph.element: paragraph.place for paragraph in story.paragraphs}
    for element in story.root.iter(_DRAWING, _SHAPE):
        if is_fallback(element):
            continue
        alt = (element.get("descr") or element.get("title") or element.get("alt") or "").strip()
        if alt.lower().startswith(_MARK):
            paragraph = next(element.iterancestors(f"{W}p"), None)
            yield alt, places.get(paragraph, Place(file=file)) if paragraph is not None else Place(file=file)


def _pages_without(parts: Mapping[str, bytes], stories: Sequence[Story], holders: set[str]) -> list[str]:
    """Kinds of pages, in words, whose header and footer both lack a picture that `holders` have."""
    settings = [
        parse(parts[r.target]) for r in relations(parts, stories[0].name) if r.kind == "settings" and r.target in parts
    ]
    even = any(_is_on(root.find(f"{W}evenAndOddHeaders")) for root in settings)
    names = {story.rel: story.name for story in stories}
    shown: dict[str, str] = {}
    bare: list[str] = []
    sections = [
        s for s in stories[0].root.iter(f"{W}sectPr") if next(s.iterancestors(f"{W}sectPrChange"), None) is None
    ]
    for number, section in enumerate(sections, 1):
        # A section without a header of its own goes on with that of the section before.
        for reference in section.iterchildren(f"{W}headerReference", f"{W}footerReference"):
            shown[f"{reference.tag}/{reference.get(f'{W}type')}"] = names.get(reference.get(f"{_R}id", ""), "")
        for kind, words in _page_kinds(section, number, even=even):
            if not {shown.get(f"{W}{bar}Reference/{kind}") for bar in ("header", "footer")} & holders:
                bare.append(words)
    return bare


def _page_kinds(section: etree._Element, number: int, *, even: bool) -> Iterator[tuple[str, str]]:
    yield "default", say("section {number}", number=number)
    if _is_on(section.find(f"{W}titlePg")):
        yield "first", say("the first page of section {number}", number=number)
    if even:
        yield "even", say("the even pages of section {number}", number=number)


def _is_on(switch: etree._Element | None) -> bool:
    return switch is not None and switch.get(f"{W}val", "on") not in ("0", "false", "off")
