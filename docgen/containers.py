"""The zip container of an office file, written with fixed dates so that the same parts give the same bytes.

Parts that are the same in every document of a batch are deflated once and copied raw into each of them.
"""

import struct
import zlib
from collections.abc import Iterable
from dataclasses import dataclass

_DATE = (2000 - 1980) << 25 | 1 << 21 | 1 << 16
"""1 January 2000, 00:00, as a zip entry says it: every document bears the same."""

_LOCAL = struct.Struct("<IHHHIIIIHH")
_CENTRAL = struct.Struct("<IHHHHIIIIHHHHHII")
_END = struct.Struct("<IHHHHIIH")
_STORED_SUFFIXES = (".png", ".jpg", ".jpeg", ".gif")


@dataclass(frozen=True, slots=True)
class Part:
    """A member of the container: its name in the zip ("word/document.xml") and its bytes."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Packed:
    """Members ready to be written from offset 0: their local entries, and what the directory says of them."""

    entries: bytes
    directory: bytes
    count: int


def pack(parts: Iterable[Part], *, after: Packed | None = None, level: int = 9) -> Packed:
    """`parts` deflated, following those of `after`. Pictures are stored as they are."""
    entries: list[bytes] = [after.entries] if after else []
    directory: list[bytes] = [after.directory] if after else []
    count = after.count if after else 0
    offset = len(after.entries) if after else 0
    for part in parts:
        local, central = _entry(part, offset, level)
        entries += local
        directory.append(central)
        offset += sum(map(len, local))
        count += 1
    return Packed(b"".join(entries), b"".join(directory), count)


def zip_bytes(packed: Packed) -> bytes:
    """The whole container."""
    end = _END.pack(0x06054B50, 0, 0, packed.count, packed.count, len(packed.directory), len(packed.entries), 0)
    return b"".join((packed.entries, packed.directory, end))


def _entry(part: Part, offset: int, level: int) -> tuple[tuple[bytes, bytes, bytes], bytes]:
    name, data = part.name.encode(), part.data
    if part.name.endswith(_STORED_SUFFIXES):
        method, body = 0, data
    else:
        method, body = 8, _deflate(data, level)
    flags = 0 if part.name.isascii() else 0x800
    crc = zlib.crc32(data)
    local = _LOCAL.pack(0x04034B50, 20, flags, method, _DATE, crc, len(body), len(data), len(name), 0)
    central = _CENTRAL.pack(
        0x02014B50, 20, 20, flags, method, _DATE, crc, len(body), len(data), len(name), 0, 0, 0, 0, 0, offset
    )
    return (local, name, body), central + name


def _deflate(data: bytes, level: int) -> bytes:
    packer = zlib.compressobj(level, zlib.DEFLATED, -15, 9)
    return packer.compress(data) + packer.flush()
