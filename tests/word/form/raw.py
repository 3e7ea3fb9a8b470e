"""Reads and fills a Word form as a stranger would: by zip and XML alone, with nothing of docgen's."""

from dataclasses import dataclass
from io import BytesIO
from zipfile import ZipFile

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"


@dataclass(frozen=True)
class Control:
    """A content control: what it says of itself, and its text."""

    tag: str
    alias: str
    kind: str
    lock: str
    text: str
    is_placeholder: bool
    xpath: str
    element: etree._Element


def parts(docx: bytes) -> dict[str, bytes]:
    """The members of a Word file."""
    with ZipFile(BytesIO(docx)) as zipped:
        return {name: zipped.read(name) for name in zipped.namelist()}


def body(docx: bytes) -> etree._Element:
    """The document part."""
    return etree.fromstring(parts(docx)["word/document.xml"])


def controls(docx: bytes) -> dict[str, Control]:
    """Every tagged control of the body, by its tag."""
    found = [_control(sdt) for sdt in body(docx).iter(f"{W}sdt")]
    return {control.tag: control for control in found if control.tag}


def _control(sdt: etree._Element) -> Control:
    properties, content = sdt.find(f"{W}sdtPr"), sdt.find(f"{W}sdtContent")
    assert properties is not None and content is not None

    def value(name: str) -> str:
        element = properties.find(f"{W}{name}")
        return "" if element is None else element.get(f"{W}val", "")

    kinds = [etree.QName(each).localname for each in properties if each.tag in _KINDS]
    binding = properties.find(f"{W}dataBinding")
    return Control(
        value("tag"),
        value("alias"),
        kinds[0] if kinds else "",
        value("lock"),
        text_of(content),
        properties.find(f"{W}showingPlcHdr") is not None,
        "" if binding is None else binding.get(f"{W}xpath", ""),
        sdt,
    )


_KINDS = {f"{W}text", f"{W}date", f"{W}dropDownList", f"{W14}checkbox"}


def text_of(element: etree._Element) -> str:
    """The text of `element`, line breaks as such."""
    return "".join("\n" if each.tag == f"{W}br" else each.text or "" for each in element.iter(f"{W}t", f"{W}br"))


def bookmarks(docx: bytes) -> dict[str, str]:
    """The text between the two ends of every bookmark, by name."""
    return {name: text for name, text in _bookmarked(body(docx)) if not name.startswith("_GoBack")}


def _bookmarked(root: etree._Element) -> list[tuple[str, str]]:
    names, texts, opened = {}, {}, set()
    for element in root.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd", f"{W}t", f"{W}br"):
        number = element.get(f"{W}id", "")
        if element.tag == f"{W}bookmarkStart":
            names[number], texts[number] = element.get(f"{W}name", ""), ""
            opened.add(number)
        elif element.tag == f"{W}bookmarkEnd":
            opened.discard(number)
        else:
            for each in opened:
                texts[each] += "\n" if element.tag == f"{W}br" else element.text or ""
    return [(name, texts[number]) for number, name in names.items()]


def form_parts(docx: bytes) -> list[tuple[str, str]]:
    """Code and identity of each custom XML part that says whose form this is."""
    items = [data for name, data in parts(docx).items() if name.startswith("customXml/item") and data]
    roots = [etree.fromstring(data) for data in items]
    return [(r.get("code", ""), r.get("identity", "")) for r in roots if r.tag == "{urn:docgen:form}form"]


def properties(docx: bytes) -> dict[str, str]:
    """The custom properties of the file."""
    root = etree.fromstring(parts(docx)["docProps/custom.xml"])
    return {each.get("name", ""): "".join(map(str, each.itertext())) for each in root}


def stories(docx: bytes) -> list[etree._Element]:
    """Body, headers and footers."""
    return [
        etree.fromstring(data)
        for name, data in sorted(parts(docx).items())
        if name.startswith(("word/document", "word/header", "word/footer")) and name.endswith(".xml")
    ]
