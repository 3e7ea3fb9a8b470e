"""QR codes as rows of modules and as small PNG files: the same text gives the same bytes everywhere."""

import struct
import zlib
from math import isqrt
from operator import not_

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
    return tuple(tuple(map(not_, pixels[row : row + side])) for row in range(0, side * side, side))


def bordered(modules: Modules) -> Modules:
    """`modules` with the light border around them."""
    side = (False,) * QUIET
    empty = ((False,) * (len(modules) + 2 * QUIET),) * QUIET
    return (*empty, *((*side, *row, *side) for row in modules), *empty)


def packed_rows(modules: Modules, *, scale: int = 1) -> list[bytes]:
    """Each row as bits, the leftmost highest, 0 for dark, filled up to whole bytes: as PNG and PDF want them.

    `scale` is the width of a module in bits.
    """
    width = len(modules[0]) * scale
    filling, size = -width % 8, -(-width // 8)
    bits = ("1" * scale, "0" * scale)
    rows = (int("".join([bits[dark] for dark in row]), 2) for row in modules)
    return [(row << filling).to_bytes(size) for row in rows]


def qr_png(text: str, *, scale: int = 8) -> bytes:
    """A black-and-white PNG of the code that says `text`, border included, with `scale` pixels a module."""
    modules = bordered(qr_modules(text))
    # a module is `scale` lines high: its first line is given, each further one is "as above" (PNG's filter 2)
    rows = packed_rows(modules, scale=scale)
    as_above = (b"\2" + bytes(len(rows[0]))) * (scale - 1)
    lines = b"".join(b"\0" + row + as_above for row in rows)
    header = struct.pack(">IIBBBBB", len(modules[0]) * scale, len(modules) * scale, 1, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(lines, 6)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(png_chunk(kind, data) for kind, data in chunks)


def png_chunk(kind: bytes, data: bytes) -> bytes:
    """A part of a PNG file: its length, kind, data and checksum."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
