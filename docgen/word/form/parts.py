"""The parts of a Word form that are not seen: who it is for, in a custom property and in a custom XML part.

They are put into the layout once; what differs from form to form is written by `Carriers`.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.sax.saxutils import escape

from lxml import etree

from docgen.model.blanks import NAMESPACE, Blank, identity_property
from docgen.word.form.controls import attribute
from docgen.word.package import Part
from docgen.word.places import main_part, relations

CUSTOM = "docProps/custom.xml"

_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VT = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_STORE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_MIME = "application/vnd.openxmlformats-officedocument"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STORE_NAME = "{6D0C6E5B-3F0B-5A55-9A6B-0D0C6E0F0A01}"
"""The name of the custom XML part, by which Word knows it inside one document."""

_FMTID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OURS = re.compile(r"docgen\.")


@dataclass(frozen=True, slots=True)
class Carriers:
    """The two parts that differ from form to form: the name of the custom XML part, and the layout's own properties."""

    item: str
    properties: tuple[str, ...] = ()

    @property
    def names(self) -> frozenset[str]:
        """The parts written here."""
        return frozenset({CUSTOM, self.item})

    def written(self, blank: Blank) -> Iterator[Part]:
        """The parts of one form."""
        said = f"<vt:lpwstr>{escape(blank.code)}</vt:lpwstr>"
        name = attribute(identity_property(blank.definition.code))
        number = len(self.properties) + 2
        own = f'<property fmtid="{_FMTID}" pid="{number}" name={name}>{said}</property>'
        whole = f'{_HEAD}<Properties xmlns="{_CUSTOM}" xmlns:vt="{_VT}">{"".join(self.properties)}{own}</Properties>'
        yield Part(CUSTOM, whole.encode())
        code, identity = attribute(blank.definition.code), attribute(blank.code)
        form = f'{_HEAD}<form xmlns="{NAMESPACE}" code={code} identity={identity}/>'
        yield Part(self.item, form.encode())


def with_carriers(parts: Mapping[str, bytes]) -> tuple[Mapping[str, bytes], Carriers]:
    """The parts of a layout with places for what is not seen. Those of a form it was once made from are taken out."""
    main = main_part(parts)
    kept = dict(parts)
    rels = _rels_of(main)
    kept[rels] = _without_old(kept, main)
    number = next(
        n for n in range(1, 1000) if not {f"customXml/item{n}.xml", f"customXml/itemProps{n}.xml"} & kept.keys()
    )
    item, props = f"customXml/item{number}.xml", f"customXml/itemProps{number}.xml"
    others = tuple(_other_properties(kept.get(CUSTOM, b"")))
    kept[item] = kept[CUSTOM] = b"<none/>"
    kept[props] = (
        f'{_HEAD}<ds:datastoreItem xmlns:ds="{_STORE}" ds:itemID="{_STORE_NAME}">'
        f'<ds:schemaRefs><ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
    ).encode()
    kept[rels] = _related(kept[rels], f"{_OFFICE}/customXml", f"../{item}")
    kept[_rels_of(item)] = _related(b"", f"{_OFFICE}/customXmlProps", f"itemProps{number}.xml")
    if not any(relation.kind == "custom-properties" for relation in relations(parts, "")):
        kept["_rels/.rels"] = _related(kept["_rels/.rels"], f"{_OFFICE}/custom-properties", CUSTOM)
    kept["[Content_Types].xml"] = _typed(
        kept["[Content_Types].xml"],
        {CUSTOM: f"{_MIME}.custom-properties+xml", props: f"{_MIME}.customXmlProperties+xml", item: "application/xml"},
    )
    return kept, Carriers(item, others)


def _rels_of(part: str) -> str:
    folder, _, name = part.rpartition("/")
    return f"{folder}/_rels/{name}.rels"


def _without_old(parts: Mapping[str, bytes], main: str) -> bytes:
    """The relationships of the document without that to a custom XML part of ours."""
    root = etree.fromstring(parts[_rels_of(main)])
    old = {
        relation.id
        for relation in relations(parts, main)
        if relation.kind == "customXml" and etree.fromstring(parts[relation.target]).tag == f"{{{NAMESPACE}}}form"
    }
    for element in list(root):
        if element.get("Id") in old:
            root.remove(element)
    return etree.tostring(root, encoding="UTF-8", standalone=True)


def _other_properties(custom: bytes) -> Iterator[str]:
    """The properties the layout has of its own, numbered anew from 2."""
    root = etree.fromstring(custom) if custom else etree.Element("none")
    kept = [each for each in root if not _OURS.match(each.get("name", ""))]
    for number, element in enumerate(kept, 2):
        element.set("pid", str(number))
        element.tail = None
        yield etree.tostring(element, encoding="unicode")


def _related(rels: bytes, kind: str, target: str) -> bytes:
    root = etree.fromstring(rels or f'<Relationships xmlns="{_RELS}"/>'.encode())
    known = {element.get("Id") for element in root}
    name = next(name for n in range(1, 10_000) if (name := f"rIdForm{n}") not in known)
    etree.SubElement(root, f"{{{_RELS}}}Relationship", Id=name, Type=kind, Target=target)
    return etree.tostring(root, encoding="UTF-8", standalone=True)


def _typed(types: bytes, parts: Mapping[str, str]) -> bytes:
    root = etree.fromstring(types)
    for name, mime in parts.items():
        for element in root.findall(f"{{{_TYPES}}}Override[@PartName='/{name}']"):
            root.remove(element)
        etree.SubElement(root, f"{{{_TYPES}}}Override", PartName=f"/{name}", ContentType=mime)
    return etree.tostring(root, encoding="UTF-8", standalone=True)
