"""Text as drawing commands of a PDF, and the fonts it takes: small copies of the bundled faces."""

import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from docgen.pdf.form.copies import small_copy
from docgen.pdf.form.faces import Run, face, runs, width
from docgen.pdf.form.geometry import Align, Label

_TO_UNICODE = """/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /docgen def /CMapType 2 def
1 begincodespacerange <0000> <ffff> endcodespacerange
{ranges}endcmap CMapName currentdict /CMap defineresource pop end end"""
_AT_ONCE = 100
"""How many characters a range of a ToUnicode map may list."""


Letters = Mapping[str, tuple[str, ...]]
"""The characters drawn so far, in the order of their codes, by face."""


@dataclass
class Ink:
    """Draws text and remembers which characters of which face it took, `known` ones beforehand."""

    known: Letters = field(default_factory=dict)
    _codes: dict[str, dict[str, int]] = field(init=False)

    def __post_init__(self) -> None:
        self._codes = {name: {char: code for code, char in enumerate(chars, 1)} for name, chars in self.known.items()}

    @property
    def letters(self) -> Letters:
        """All characters taken."""
        return {name: tuple(codes) for name, codes in self._codes.items()}

    @property
    def taken(self) -> int:
        """How many characters were taken that were not known."""
        return sum(map(len, self.letters.values())) - sum(map(len, self.known.values()))

    def new(self, text: str) -> int:
        """How many characters `text` would take anew."""
        return sum(1 for run in runs(text) for char in set(run.text) if char not in self._codes.get(run.face, {}))

    def drawn(self, label: Label) -> str:
        """The commands that print `label`, each letter of which stands for a byte."""
        indent = {Align.LEFT: 0.0, Align.CENTRE: 0.5, Align.RIGHT: 1.0}[label.align]
        x = label.x - width(label.text, label.bold) * label.size * indent
        shown = "".join(self._shown(run, label.size) for run in runs(label.text, label.bold))
        colour = f"{plain(label.grey)} g " if label.grey else ""
        text = f"BT {colour}{plain(x)} {plain(label.y)} Td {shown}ET"
        return f"q {text} Q\n" if colour else f"{text}\n"

    def _shown(self, run: Run, size: float) -> str:
        codes = self._codes.setdefault(run.face, {})
        text = b"".join(codes.setdefault(char, len(codes) + 1).to_bytes(2, "big") for char in run.text)
        return f"/{self._name(run.face)} {plain(size)} Tf {literal(text)} Tj "

    def _name(self, name: str) -> str:
        return f"F{list(self._codes).index(name)}"

    def fonts(self, document: pikepdf.Pdf) -> Mapping[str, pikepdf.Object]:
        """The fonts that hold more than what was known, by the names the commands call them; put into `document`."""
        grown = {name: chars for name, chars in self.letters.items() if chars != self.known.get(name)}
        return {f"/{self._name(name)}": _font(document, name, chars) for name, chars in grown.items()}


def literal(codes: bytes) -> str:
    """`codes` as a string of a PDF; a letter stands for a byte."""
    text = codes.decode("latin-1")
    for sign, escaped in (("\\", "\\\\"), ("(", "\\("), (")", "\\)"), ("\r", "\\r")):
        text = text.replace(sign, escaped)
    return f"({text})"


def packed(document: pikepdf.Pdf, data: bytes, **entries: object) -> pikepdf.Stream:
    """A stream of `data`, as small as it gets."""
    return Stream(document, zlib.compress(data), Filter=Name.FlateDecode, **entries)


def _font(document: pikepdf.Pdf, name: str, chars: tuple[str, ...]) -> pikepdf.Object:
    tag = "".join(chr(65 + byte % 26) for byte in sha256("".join(chars).encode()).digest()[:6])
    called = Name(f"/{tag}+{name}")
    widths = Array([round(face(name).advance(char)) for char in chars])
    descendant = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=called,
        CIDSystemInfo=Dictionary(Registry=b"Adobe", Ordering=b"Identity", Supplement=0),
        FontDescriptor=document.make_indirect(_descriptor(document, called, name, chars)),
        CIDToGIDMap=Name.Identity,
        DW=1000,
        W=Array([1, widths]),
    )
    return document.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=called,
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([document.make_indirect(descendant)]),
            ToUnicode=packed(document, _to_unicode(chars)),
        )
    )


def _descriptor(document: pikepdf.Pdf, called: Name, name: str, chars: tuple[str, ...]) -> Dictionary:
    head, hhea = face(name).font["head"], face(name).font["hhea"]
    scale = 1000 / face(name).per_em
    box = [round(value * scale) for value in (head.xMin, head.yMin, head.xMax, head.yMax)]
    return Dictionary(
        Type=Name.FontDescriptor,
        FontName=called,
        Flags=4,
        FontBBox=Array(box),
        ItalicAngle=0,
        Ascent=round(hhea.ascent * scale),
        Descent=round(hhea.descent * scale),
        CapHeight=round(hhea.ascent * scale * 0.75),
        StemV=120 if name.endswith("Bold") else 80,
        FontFile2=packed(document, small_copy(name, chars)),
    )


def _to_unicode(chars: tuple[str, ...]) -> bytes:
    pairs = [f"<{code:04x}> <{char.encode('utf-16-be').hex()}>\n" for code, char in enumerate(chars, 1)]
    parts = (pairs[start : start + _AT_ONCE] for start in range(0, len(pairs), _AT_ONCE))
    ranges = "".join(f"{len(part)} beginbfchar\n{''.join(part)}endbfchar\n" for part in parts)
    return _TO_UNICODE.format(ranges=ranges).encode("ascii")


def plain(value: float) -> str:
    """A number as PDF writes it, to a hundredth."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
