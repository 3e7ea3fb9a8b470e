"""QR codes as rows of modules and as small PNG files: the same text gives the same bytes everywhere."""

import struct
import zlib
from math import isqrt

import zxingcpp

Modules = tuple[tuple[bool, ...], ...]
"""The rows of a QR code from the top, True for a dark module; without the light border."""

QUIET = 4
"""The light border a reader needs, in modules."""


def qr_modules(text: str) -> Modules:
    """The code that says `text`, with a quarter of it repairable (level Q): paper gets stamped, folded and scanned."""
    encoding = {} if text.isascii() else {"eci": "UTF-8"}  # unsaid, readers take some letters for half-width kana
    barcode = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="Q", **encoding)
    pixels = bytes(barcode.to_image(scale=1, add_quiet_zones=False))  # type: ignore[call-overload]  # is a buffer
    side = isqrt(len(pixels))
    return tuple(tuple(pixel == 0 for pixel in pixels[row : row + side]) for row in range(0, side * side, side))


def bordered(modules: Modules) -> Modules:
    """`modules` with the light border around them."""
    side = (False,) * QUIET
    empty = ((False,) * (len(modules) + 2 * QUIET),) * QUIET
    return (*empty, *((*side, *row, *side) for row in modules), *empty)


def packed_rows(modules: Modules) -> list[bytes]:
    """Each row as bits, the leftmost highest, 0 for dark, filled up to whole bytes: as PNG and PDF want them."""
    filling = -len(modules[0]) % 8
    size = (len(modules[0]) + filling) // 8
    rows = (int("".join("0" if dark else "1" for dark in row), 2) for row in modules)
    return [(row << filling).to_bytes(size) for row in rows]


def qr_png(text: str, *, scale: int = 8) -> bytes:
    """A black-and-white PNG of the code that says `text`, border included, with `scale` pixels a module."""
    rows = tuple(tuple(dark for dark in row for _ in range(scale)) for row in bordered(qr_modules(text)))
    lines = b"".join((b"\0" + row) * scale for row in packed_rows(rows))
    header = struct.pack(">IIBBBBB", len(rows[0]), len(rows) * scale, 1, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(lines, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
