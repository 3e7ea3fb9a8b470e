"""Puts a finished Word document on another sheet: each section keeps its margins and whether it lies or stands."""

import re

from docgen.word.package import Part, pack, read_parts, zip_bytes

_SIZE = re.compile(rb"<w:pgSz\b[^>]*>")
_BODY = "word/document.xml"


def on_paper(docx: bytes, width: float, height: float) -> bytes:
    """`docx` on sheets of `width` by `height` millimetres, upright. Raises TemplateTroubleError if it is none."""
    short, long = sorted((_twips(width), _twips(height)))

    def size(match: re.Match[bytes]) -> bytes:
        if b'"landscape"' in match[0]:
            return f'<w:pgSz w:w="{long}" w:h="{short}" w:orient="landscape"/>'.encode()
        return f'<w:pgSz w:w="{short}" w:h="{long}"/>'.encode()

    parts = read_parts(docx)
    changed = (Part(part.name, _SIZE.sub(size, part.data)) if part.name == _BODY else part for part in parts)
    return zip_bytes(pack(changed))


def _twips(millimetres: float) -> int:
    return round(millimetres * 1440 / 25.4)
