"""Text as drawing commands of a PDF, and the fonts it takes: small copies of the bundled faces."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from docgen.pdf.form.faces import Run, face, runs, small_copy, width
from docgen.pdf.form.geometry import Align, Label

_TO_UNICODE = """/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /docgen def /CMapType 2 def
1 begincodespacerange <0000> <ffff> endcodespacerange
{ranges}endcmap CMapName currentdict /CMap defineresource pop end end"""
_AT_ONCE = 100
"""How many characters a range of a ToUnicode map may list."""


@dataclass
class Ink:
    """Draws text and remembers which characters of which face it took; `prefix` tells its fonts from another's."""

    prefix: str
    _codes: dict[str, dict[str, int]] = field(default_factory=dict)

    def drawn(self, label: Label) -> str:
        """The commands that print `label`."""
        indent = {Align.LEFT: 0.0, Align.CENTRE: 0.5, Align.RIGHT: 1.0}[label.align]
        x = label.x - width(label.text, label.bold) * label.size * indent
        shown = "".join(self._shown(run, label.size) for run in runs(label.text, label.bold))
        colour = f"{_number(label.grey)} g " if label.grey else ""
        text = f"BT {colour}{_number(x)} {_number(label.y)} Td {shown}ET"
        return f"q {text} Q\n" if colour else f"{text}\n"

    def _shown(self, run: Run, size: float) -> str:
        codes = self._codes.setdefault(run.face, {})
        text = "".join(f"{codes.setdefault(char, len(codes) + 1):04x}" for char in run.text)
        return f"/{self._name(run.face)} {_number(size)} Tf <{text}> Tj "

    def _name(self, name: str) -> str:
        return f"{self.prefix}{list(self._codes).index(name)}"

    def fonts(self, document: pikepdf.Pdf) -> Mapping[str, pikepdf.Object]:
        """The fonts for all that was drawn, by the names the commands call them; put into `document`."""
        return {self._name(name): _font(document, name, tuple(chars)) for name, chars in self._codes.items()}


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
            ToUnicode=Stream(document, _to_unicode(chars)),
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
        FontFile2=Stream(document, small_copy(name, chars)),
    )


def _to_unicode(chars: tuple[str, ...]) -> bytes:
    pairs = [f"<{code:04x}> <{char.encode('utf-16-be').hex()}>\n" for code, char in enumerate(chars, 1)]
    parts = (pairs[start : start + _AT_ONCE] for start in range(0, len(pairs), _AT_ONCE))
    ranges = "".join(f"{len(part)} beginbfchar\n{''.join(part)}endbfchar\n" for part in parts)
    return _TO_UNICODE.format(ranges=ranges).encode("ascii")


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
