"""The properties of a document (title, author, dates), which Word shows under File, Info."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from docx.document import Document
from lxml import etree

PROPERTIES = ("author", "comments", "identifier", "language", "subject", "title")
"""The properties whose texts in the template may hold tags; the names are python-docx's."""

_CP = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_DC = "http://purl.org/dc/elements/1.1/"
_TERMS = "http://purl.org/dc/terms/"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_ELEMENTS = {
    "author": f"{{{_DC}}}creator",
    "comments": f"{{{_DC}}}description",
    "identifier": f"{{{_DC}}}identifier",
    "language": f"{{{_DC}}}language",
    "subject": f"{{{_DC}}}subject",
    "title": f"{{{_DC}}}title",
    "last_modified_by": f"{{{_CP}}}lastModifiedBy",
    "created": f"{{{_TERMS}}}created",
    "modified": f"{{{_TERMS}}}modified",
}


@dataclass(frozen=True, slots=True)
class DocumentProperties:
    """What one document says of itself; None leaves what the template says. Dates without a zone count as UTC.

    Setting any of them also sets who last changed the document: the author, never the user of this machine.
    """

    title: str | None = None
    author: str | None = None
    subject: str | None = None
    created: datetime | None = None
    modified: datetime | None = None


@dataclass(frozen=True, slots=True)
class CoreSkeleton:
    """The part that holds the properties, as the template has it."""

    name: str
    xml: bytes

    def filled(self, texts: Mapping[str, str], properties: DocumentProperties | None) -> bytes:
        """The part with the rendered `texts` of the template, and over them the `properties` given."""
        root = etree.fromstring(self.xml)
        for name, text in texts.items():
            _element(root, name).text = text
        if properties is not None:
            _apply(root, properties)
        return etree.tostring(root, encoding="UTF-8", standalone=True)


def core_skeleton(document: Document) -> CoreSkeleton:
    """The properties of the template; where it has none, empty ones, without the date and name python-docx invents."""
    package = document.part.package
    invented = not any(part.partname == "/docProps/core.xml" for part in package.iter_parts())
    for name in PROPERTIES:  # as docxtpl does, which thereby makes an element for each
        setattr(document.core_properties, name, getattr(document.core_properties, name))
    part = next(part for part in package.iter_parts() if part.content_type.endswith("core-properties+xml"))
    root = etree.fromstring(part.blob)
    if invented:
        for name in ("modified", "lastModifiedBy"):
            _remove(root, name)
    return CoreSkeleton(part.partname.lstrip("/"), etree.tostring(root, encoding="UTF-8", standalone=True))


def _apply(root: etree._Element, properties: DocumentProperties) -> None:
    texts = {"title": properties.title, "author": properties.author, "subject": properties.subject}
    for name, text in texts.items():
        if text is not None:
            _element(root, name).text = text
    _remove(root, "lastModifiedBy")
    _element(root, "last_modified_by").text = _element(root, "author").text
    for name, moment in (("created", properties.created), ("modified", properties.modified)):
        if moment is not None:
            element = _element(root, name)
            element.set(f"{{{_XSI}}}type", "dcterms:W3CDTF")
            element.text = _stamp(moment)


def _element(root: etree._Element, name: str) -> etree._Element:
    found = root.find(_ELEMENTS[name])
    return etree.SubElement(root, _ELEMENTS[name]) if found is None else found


def _remove(root: etree._Element, name: str) -> None:
    """Remove the elements called `name`, whatever namespace the program before us thought right."""
    for element in root.findall(f"{{*}}{name}"):
        root.remove(element)


def _stamp(moment: datetime) -> str:
    utc = moment.astimezone(UTC) if moment.tzinfo else moment
    return utc.strftime("%Y-%m-%dT%H:%M:%SZ")
