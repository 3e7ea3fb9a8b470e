"""A PDF whose fonts do not say which letters they draw, made to say so by how the letters are drawn.

Printers leave out the table from signs to letters (ToUnicode) that a reader of text needs. Where the font itself is in
the file, its outlines are compared with those of the bundled faces. A sign that is none of them becomes one with
which no value is read (`UNSAID`).
"""

import io
import struct
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import pikepdf
from fontTools.ttLib import TTFont, TTLibError
from pikepdf import Array, Dictionary, Name

from docgen.model import UNSAID
from docgen.pdf.letterforms import letter, shapes

_UNREADABLE = (TTLibError, struct.error, KeyError, ValueError, IndexError, AssertionError, AttributeError, TypeError)
_MOST_FONTS = 64
_MOST_OBJECTS = 200_000
_MOST_GLYPHS = 0xFFFF


class Lettered(NamedTuple):
    """The file as it is to be read, how many of its signs were recognised, and how many were not."""

    data: bytes
    known: int
    unknown: int


def with_letters(data: bytes) -> Lettered | None:
    """`data` with tables from signs to letters where they were wanting; None where none is. Raises PdfError."""
    known = unknown = 0
    with pikepdf.open(io.BytesIO(data)) as document:
        fonts = list(_speechless(document))
        for font in fonts:
            said = _letters(font.DescendantFonts[0])
            known += sum(char not in (UNSAID, " ") for char in said.values())
            unknown += sum(char == UNSAID for sign, char in said.items() if sign)
            font.ToUnicode = document.make_stream(_table(said))
        if not fonts:
            return None
        made = io.BytesIO()
        document.save(made, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    return Lettered(made.getvalue(), known, unknown)


def _speechless(document: pikepdf.Pdf) -> Iterator[Any]:
    """The fonts whose signs are numbers of glyphs, and which do not say what those are."""
    found = 0
    for number, one in enumerate(document.objects):
        if number > _MOST_OBJECTS or found > _MOST_FONTS:
            return
        if not isinstance(one, Dictionary) or one.get("/Subtype") != Name.Type0 or "/ToUnicode" in one:
            continue
        inner = one.get("/DescendantFonts")
        if one.get("/Encoding") in (Name("/Identity-H"), Name("/Identity-V")) and isinstance(inner, Array) and inner:
            found += 1
            yield one


def _letters(font: Any) -> Mapping[int, str]:
    """The letter of each sign of a font, by the number it is written with."""
    descriptor = font.get("/FontDescriptor", Dictionary())
    file = descriptor.get("/FontFile2")
    if not isinstance(file, pikepdf.Stream):
        return {}
    try:
        with TTFont(io.BytesIO(file.read_bytes()), lazy=True) as opened:
            shown = _shown(opened)
    except _UNREADABLE:
        return {}
    signs = _signs(font, len(shown))
    return {sign: shown.get(glyph, UNSAID) for sign, glyph in signs.items()}


def _shown(font: TTFont) -> Mapping[int, str]:
    """What each glyph shows: the letter drawn so, a blank, or a letter that is not known."""
    names, drawn = font.getGlyphOrder(), shapes(font)
    found = {number: letter(font, names[number], shape) or UNSAID for number, shape in drawn.items()}
    return {number: found.get(number, " ") for number in range(min(len(names), _MOST_GLYPHS))} | {0: UNSAID}


def _signs(font: Any, glyphs: int) -> Mapping[int, int]:
    """By the number a sign is written with, the number of its glyph."""
    table = font.get("/CIDToGIDMap")
    if not isinstance(table, pikepdf.Stream):
        return {number: number for number in range(glyphs)}
    data = table.read_bytes()[: 2 * _MOST_GLYPHS]
    numbers = struct.unpack(f">{len(data) // 2}H", data[: len(data) // 2 * 2])
    return {sign: glyph for sign, glyph in enumerate(numbers) if glyph}


def _table(letters: Mapping[int, str]) -> bytes:
    """The table from signs to letters as a PDF holds it; signs it does not name are not known."""
    lines = [f"<{sign:04X}> <{letter.encode('utf-16-be').hex().upper()}>" for sign, letter in letters.items()]
    parts = ["/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def"]
    parts += ["/CMapName /Adobe-Identity-UCS def 1 begincodespacerange <0000> <FFFF> endcodespacerange"]
    for first in range(0, len(lines), 100):
        block = lines[first : first + 100]
        parts += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    return "\n".join([*parts, "endcmap CMapName currentdict /CMap defineresource pop end end"]).encode()
