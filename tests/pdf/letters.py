"""Where the letters of a page stand."""

import ctypes

import pypdfium2


def letters(pdf: bytes, page: int) -> list[tuple[str, float, float]]:
    """The letters of a page, counted from 0, in order, each with where it stands on its base line, in points."""
    x, y = ctypes.c_double(), ctypes.c_double()
    found = []
    with pypdfium2.PdfDocument(pdf) as opened:
        text = opened[page].get_textpage()
        for at in range(text.count_chars()):
            letter = text.get_text_range(at, 1)
            if letter.strip():
                pypdfium2.raw.FPDFText_GetCharOrigin(text, at, x, y)
                found.append((letter, x.value, y.value))
    return found
