"""Placeholder pictures: found in the template by their alternative text, replaced in each document.

A placeholder keeps its place and size; only the picture in it changes. Where the template uses one image file for
several placeholders, as Word does with copies, each name gets an image of its own.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import count

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part as OpcPart
from docx.opc.part import XmlPart
from docx.parts.image import ImagePart
from lxml import etree

from docgen.word.package import Part

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_PIC = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
_V = "{urn:schemas-microsoft-com:vml}"
_STORIES = (RELATIONSHIP_TYPE.HEADER, RELATIONSHIP_TYPE.FOOTER)
_KINDS = {b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpg"}


@dataclass(frozen=True, slots=True)
class PicturePlan:
    """Which image file of the template shows which named picture: (name, file, what the template shows)."""

    images: tuple[tuple[str, str, bytes], ...]

    @property
    def names(self) -> frozenset[str]:
        """The image files that differ from document to document."""
        return frozenset(file for _, file, _ in self.images)

    @property
    def pictures(self) -> tuple[str, ...]:
        """The names of the placeholders, each once, in order of the alphabet."""
        return tuple(sorted({name for name, _, _ in self.images}))

    @property
    def kinds(self) -> Mapping[str, str]:
        """Of each placeholder, the kind of its image file: `png` or `jpg`."""
        return {name: kind_of(shown) for name, _, shown in self.images}

    def filled(self, pictures: Mapping[str, bytes]) -> Iterator[Part]:
        """The image files of one document."""
        return (Part(file, pictures.get(name, shown)) for name, file, shown in self.images)


def kind_of(picture: bytes) -> str:
    """`png` or `jpg` by the first bytes; empty if neither."""
    return next((kind for start, kind in _KINDS.items() if picture.startswith(start)), "")


def plan_pictures(document: Document) -> PicturePlan:
    """Find the placeholders of `document` and give each name one image of its own."""
    uses = [use for part in _stories(document) for use in _uses(part)]
    by_name: dict[str, list[_Use]] = defaultdict(list)
    for use in uses:
        if use.name:
            by_name[use.name].append(use)
    images: list[tuple[str, str, bytes]] = []
    taken: set[str] = set()
    for name, named in sorted(by_name.items()):
        image = _own_image(named, uses, taken)
        for use in named:
            use.show(image, uses)
        taken.add(image.partname)
        images.append((name, image.partname.lstrip("/"), image.blob))
    return PicturePlan(tuple(images))


@dataclass(frozen=True, slots=True)
class _Use:
    """An image shown in a part: the picture's alternative text, empty if none, and the attribute naming the image."""

    part: XmlPart
    name: str
    element: etree._Element
    attribute: str

    @property
    def relation(self) -> str:
        """The relationship by which the part knows the image."""
        return str(self.element.attrib[self.attribute])

    @property
    def image(self) -> OpcPart:
        """The image shown."""
        image: OpcPart = self.part.rels[self.relation].target_part
        return image

    def show(self, image: OpcPart, uses: list["_Use"]) -> None:
        """Show `image` instead; pictures of other names keep theirs."""
        if self.image is image:
            return
        others = (use for use in uses if use.part is self.part and use.relation == self.relation)
        if all(use.name == self.name for use in others):
            self.part.rels[self.relation]._target = image
        else:
            self.element.attrib[self.attribute] = self.part.relate_to(image, RELATIONSHIP_TYPE.IMAGE)


def _own_image(named: list[_Use], uses: list[_Use], taken: set[str]) -> OpcPart:
    """The image of the first of the `named` uses, or a copy of it where others show it as well."""
    image = named[0].image
    if image.partname not in taken and all(use.name == named[0].name for use in uses if use.image is image):
        return image
    package = named[0].part.package
    used = {part.partname for part in package.iter_parts()}
    numbers = (PackURI(f"/word/media/docgen{n}.{image.partname.ext}") for n in count(1))
    return ImagePart(next(name for name in numbers if name not in used), image.content_type, image.blob)


def _stories(document: Document) -> Iterator[XmlPart]:
    main = document.part
    yield main
    stories = (rel.target_part for rel in main.rels.values() if rel.reltype in _STORIES)
    yield from {part.partname: part for part in stories if isinstance(part, XmlPart)}.values()


def _uses(part: XmlPart) -> Iterator[_Use]:
    """Every showing of an image in `part`."""
    for element in part.element.iter(f"{_A}blip", f"{_V}imagedata"):
        attribute = f"{_R}embed" if element.tag == f"{_A}blip" else f"{_R}id"
        relation = part.rels.get(element.get(attribute, ""))
        if relation is not None and not relation.is_external:
            yield _Use(part, _alternative_text(element), element, attribute)


def _alternative_text(image: etree._Element) -> str:
    """The alternative text of the picture around an image: its description, else its title."""
    for parent in image.iterancestors():
        if parent.tag in (f"{_WP}inline", f"{_WP}anchor"):
            said = [parent.find(f"{_WP}docPr"), parent.find(f".//{_PIC}cNvPr")]
            texts = (element.get(key) for element in said if element is not None for key in ("descr", "title"))
            return _name(next(filter(None, texts), ""))
        if parent.tag == f"{_V}shape":
            return _name(parent.get("alt", ""))
    return ""


def _name(text: str) -> str:
    return "" if "{" in text else text.strip()
