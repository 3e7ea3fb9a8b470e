"""All text a reader of a Word file sees, in reading order: what a PDF made from it must show.

Left out are deleted and hidden text, field instructions, and the results of page-number fields, which only a layout
knows. Reads the raw XML in one pass.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from posixpath import dirname, join, normpath
from xml.parsers import expat

from lxml import etree

from docgen.language import say
from docgen.word.package import TemplateTroubleError, read_parts

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main "
_FALLBACK = "http://schemas.openxmlformats.org/markup-compatibility/2006 Fallback"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/main blip"
_VALUE = f"{_W}val"
_SIGNS = {f"{_W}tab": "\t", f"{_W}ptab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_UNSEEN = frozenset({f"{_W}del", f"{_W}moveFrom", f"{_W}rPrChange", f"{_W}pPrChange", _FALLBACK})
_LAYOUT_FIELDS = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES", "PAGEREF"})
_OFF = frozenset({"0", "false", "off"})


@dataclass(frozen=True, slots=True)
class DocumentText:
    """The paragraphs of a document: `body` in reading order, then what stands around and beside it.

    `boxes` are the paragraphs of text boxes, wherever they are anchored; `notes` those of footnotes and endnotes.
    `pictures` counts the pictures of the body.
    Lines of a paragraph are separated by a line feed, tab stops by a tab. Empty paragraphs are left out.
    """

    body: tuple[str, ...]
    headers: tuple[str, ...] = ()
    footers: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    boxes: tuple[str, ...] = ()
    pictures: int = 0

    @property
    def all(self) -> tuple[str, ...]:
        """Every paragraph, the body first."""
        return self.body + self.headers + self.footers + self.notes + self.boxes


def plain_text(docx: bytes) -> DocumentText:
    """The visible text of a Word file. Raises TemplateTroubleError if it is none."""
    parts = {part.name: part.data for part in read_parts(docx)}
    main = next(iter(_related(parts, "", "officeDocument")), "")
    if main not in parts:
        raise TemplateTroubleError(
            say("The Word file has no body."), say("Open it in Word, save it as a .docx document and try again.")
        )
    boxes: list[str] = []

    def read(*kinds: str) -> tuple[str, ...]:
        names = dict.fromkeys(name for kind in kinds for name in _related(parts, main, kind))
        return tuple(text for name in names for text in _paragraphs(parts[name], boxes))

    body = _read(parts[main], boxes)
    headers, footers, notes = read("header"), read("footer"), read("footnotes", "endnotes")
    return DocumentText(tuple(body.texts), headers, footers, notes, tuple(boxes), body.pictures)


def _related(parts: dict[str, bytes], owner: str, kind: str) -> list[str]:
    """The parts that `owner` is related to by relationships of `kind`."""
    folder = dirname(owner)
    rels = parts.get(join(folder, "_rels", f"{owner[len(folder) :].lstrip('/')}.rels"))
    if rels is None:
        return []
    relations = [r for r in etree.fromstring(rels) if r.get("Type") == _OFFICE + kind]
    targets = [r.get("Target", "") for r in relations if r.get("TargetMode") != "External"]
    names = [t.lstrip("/") if t.startswith("/") else normpath(join(folder, t)) for t in targets]
    return [name for name in names if name in parts]


def _paragraphs(data: bytes, boxes: list[str]) -> list[str]:
    """The visible paragraphs of one part; those of text boxes go to `boxes`."""
    return _read(data, boxes).texts


def _read(data: bytes, boxes: list[str]) -> "_Reader":
    reader = _Reader(boxes)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.characters
    parser.Parse(data, True)
    return reader


@dataclass(slots=True)
class _Field:
    """A field: its instruction, and whether its result is being read."""

    instruction: str = ""
    result: bool = False

    def hides(self) -> bool:
        """Whether what stands inside it now is not seen, or is for a layout to say."""
        kind = (self.instruction.split(maxsplit=1) or [""])[0]
        return not self.result or kind.upper() in _LAYOUT_FIELDS


@dataclass(slots=True)
class _Reader:
    """Follows the elements of a part and gathers the text that is seen. A run in a text box ends inside another run."""

    boxes: list[str]
    texts: list[str] = field(default_factory=list)
    open: list[list[str]] = field(default_factory=list)
    fields: list[_Field] = field(default_factory=list)
    box_depth: int = 0
    unseen: int = 0
    hidden: bool = False
    in_run: bool = False
    sink: Callable[[str], None] | None = None
    pictures: int = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if handler := _STARTS.get(name):
            handler(self, name, attributes)

    def end(self, name: str) -> None:
        if handler := _ENDS.get(name):
            handler(self)

    def characters(self, text: str) -> None:
        if self.sink is not None:
            self.sink(text)

    def add(self, text: str) -> None:
        """Text a reader sees, unless something around it says otherwise."""
        if self.open and not self.unseen and not self.hidden and not any(f.hides() for f in self.fields):
            self.open[-1].append(text)

    def start_unseen(self, _name: str, _attributes: dict[str, str]) -> None:
        self.unseen += 1

    def end_unseen(self) -> None:
        self.unseen -= 1

    def picture(self, _name: str, _attributes: dict[str, str]) -> None:
        self.pictures += not self.unseen

    def start_paragraph(self, _name: str, _attributes: dict[str, str]) -> None:
        self.open.append([])
        self.in_run = self.hidden = False

    def end_paragraph(self) -> None:
        if text := "".join(self.open.pop()):
            (self.boxes if self.box_depth else self.texts).append(text)

    def start_run(self, _name: str, _attributes: dict[str, str]) -> None:
        self.in_run, self.hidden = True, False

    def end_run(self) -> None:
        self.in_run = self.hidden = False

    def start_box(self, _name: str, _attributes: dict[str, str]) -> None:
        self.box_depth += 1

    def end_box(self) -> None:
        self.box_depth -= 1

    def start_text(self, _name: str, _attributes: dict[str, str]) -> None:
        self.sink = self.add

    def start_instruction(self, _name: str, _attributes: dict[str, str]) -> None:
        self.sink = self.instruct

    def end_text(self) -> None:
        self.sink = None

    def instruct(self, text: str) -> None:
        if self.fields:
            self.fields[-1].instruction += text

    def sign(self, name: str, _attributes: dict[str, str]) -> None:
        if self.in_run:
            self.add(_SIGNS[name])

    def hide(self, _name: str, attributes: dict[str, str]) -> None:
        if self.in_run and attributes.get(_VALUE, "1") not in _OFF:
            self.hidden = True

    def field_mark(self, _name: str, attributes: dict[str, str]) -> None:
        match attributes.get(f"{_W}fldCharType"):
            case "begin":
                self.fields.append(_Field())
            case "separate" if self.fields:
                self.fields[-1].result = True
            case "end" if self.fields:
                self.fields.pop()

    def start_simple_field(self, _name: str, attributes: dict[str, str]) -> None:
        self.fields.append(_Field(attributes.get(f"{_W}instr", ""), result=True))

    def end_simple_field(self) -> None:
        self.fields.pop()


_Start = Callable[[_Reader, str, dict[str, str]], None]
_STARTS: dict[str, _Start] = {
    f"{_W}p": _Reader.start_paragraph,
    f"{_W}r": _Reader.start_run,
    f"{_W}t": _Reader.start_text,
    f"{_W}instrText": _Reader.start_instruction,
    f"{_W}txbxContent": _Reader.start_box,
    f"{_W}vanish": _Reader.hide,
    f"{_W}fldChar": _Reader.field_mark,
    f"{_W}fldSimple": _Reader.start_simple_field,
    **dict.fromkeys(_SIGNS, _Reader.sign),
    **dict.fromkeys(_UNSEEN, _Reader.start_unseen),
    _PICTURE: _Reader.picture,
}
_ENDS: dict[str, Callable[[_Reader], None]] = {
    f"{_W}p": _Reader.end_paragraph,
    f"{_W}r": _Reader.end_run,
    f"{_W}t": _Reader.end_text,
    f"{_W}instrText": _Reader.end_text,
    f"{_W}txbxContent": _Reader.end_box,
    f"{_W}fldSimple": _Reader.end_simple_field,
    **dict.fromkeys(_UNSEEN, _Reader.end_unseen),
}
