"""The zip container of a file from outside, opened with care: its promises are checked before and while it is inflated.

Limits: `docs/returns.md`. A strict OOXML file is given as a transitional one, which the readers know.
"""

import re
import struct
import zlib
from collections.abc import Iterator, Mapping
from zipfile import BadZipFile, ZipInfo

from docgen.findings import Finding
from docgen.findings import returns as codes
from docgen.language import say
from docgen.returns.refusal import Refusal
from docgen.returns.sniff import members

MOST_MEMBERS = 2_000
MOST_IN_A_MEMBER = 100 << 20
MOST_IN_ALL = 300 << 20
MOST_RATIO = 200
_GRACE = 1 << 20  # so little may be as dense as it likes: honest sheets of equal rows are
_LOCAL = struct.Struct("<IHHHHHIIIHH")
_STORED, _DEFLATED = 0, 8
_LATER = 0x08  # sizes follow the data
_LOCKED = 0x01
_UTF8 = 0x800
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/(\w+)")
_SPELLED = {b"customProperties": b"custom-properties", b"extendedProperties": b"extended-properties"}
_MARKED = b"<!DOCTYPE"
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
_TARGET = re.compile(rb'Target="([^"]*)"')


class Package(Mapping[str, bytes]):
    """The members of a container by name, inflated when they are asked for.

    Raises Refusal when it is made, and when a member is read: damaged, locked, too large, built to deceive.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._infos = {info.filename: info for info in _checked(data)}
        self._read: dict[str, bytes] = {}

    def says_utf8(self, name: str) -> bool:
        """Whether the container says that this name is in UTF-8."""
        return bool(self._infos[name].flag_bits & _UTF8)

    def __getitem__(self, name: str) -> bytes:
        if name not in self._read:
            self._read[name] = _wholesome(name, _inflated(self._data, self._infos[name]))
        return self._read[name]

    def __contains__(self, name: object) -> bool:
        return name in self._infos

    def __iter__(self) -> Iterator[str]:
        return iter(self._infos)

    def __len__(self) -> int:
        return len(self._infos)


def _checked(data: bytes) -> list[ZipInfo]:
    """The members, if what the directory says of them is bearable. Raises Refusal."""
    try:
        infos = [info for info in members(data) if not info.is_dir()]
    except BadZipFile as trouble:
        raise Refusal(codes.CORRUPT, why=say("its end is missing, or it is no Office file at all")) from trouble
    if len(infos) > MOST_MEMBERS:
        raise Refusal(codes.TOO_MUCH, why=say("it has {count} parts", count=len(infos)))
    if len({info.filename for info in infos}) < len(infos):
        raise Refusal(codes.UNSAFE, why=say("two of its parts have the same name"))
    if any(info.flag_bits & _LOCKED for info in infos):
        raise Refusal(codes.ENCRYPTED)
    _check_sizes(infos)
    _check_places(data, infos)
    return infos


def _check_sizes(infos: list[ZipInfo]) -> None:
    if sum(info.file_size for info in infos) > MOST_IN_ALL or any(i.file_size > MOST_IN_A_MEMBER for i in infos):
        raise Refusal(codes.TOO_MUCH, why=say("it unpacks to far more than a form holds"))
    if any(info.file_size > _GRACE and info.file_size > MOST_RATIO * max(info.compress_size, 1) for info in infos):
        raise Refusal(codes.TOO_MUCH, why=say("it unpacks to far more than a form holds"))


def _check_places(data: bytes, infos: list[ZipInfo]) -> None:
    """No member may lie over another one, or be called otherwise where it lies than in the directory."""
    end = 0
    for info in sorted(infos, key=lambda one: one.header_offset):
        if info.header_offset < end:
            raise Refusal(codes.UNSAFE, why=say("its parts lie over one another"))
        end = _start(data, info) + info.compress_size


def _start(data: bytes, info: ZipInfo) -> int:
    """Where the data of a member begin. Raises Refusal if its own header does not agree with the directory."""
    try:
        header = _LOCAL.unpack_from(data, info.header_offset)
    except struct.error:
        raise Refusal(codes.CORRUPT, why=say("its end is missing, or it is no Office file at all")) from None
    first = info.header_offset + _LOCAL.size
    flags, method, packed, size, name = header[2], header[3], header[7], header[8], data[first : first + header[9]]
    sizes = flags & _LATER or (packed, size) == (info.compress_size, info.file_size) or 0xFFFFFFFF in (packed, size)
    if header[0] != 0x04034B50 or method != info.compress_type or not sizes or name != _own_name(info):
        raise Refusal(codes.UNSAFE, why=say("its directory and its parts do not agree"))
    return first + int(header[9]) + int(header[10])


def _own_name(info: ZipInfo) -> bytes:
    return info.orig_filename.encode("utf-8" if info.flag_bits & _UTF8 else "cp437")


def _inflated(data: bytes, info: ZipInfo) -> bytes:
    start = _start(data, info)
    packed = data[start : start + info.compress_size]
    if info.compress_type == _STORED:
        plain = packed
    elif info.compress_type == _DEFLATED:
        plain = _inflate(packed, info.file_size)
    else:
        raise Refusal(codes.UNSAFE, why=say("a part is packed in a way no office program uses"))
    if len(plain) != info.file_size or zlib.crc32(plain) != info.CRC:
        raise Refusal(codes.CORRUPT, why=say("a part of it is damaged"))
    return plain


def _inflate(packed: bytes, size: int) -> bytes:
    """At most one byte more than the directory promises, which is then noticed."""
    try:
        return zlib.decompressobj(-15).decompress(packed, size + 1)
    except zlib.error as trouble:
        raise Refusal(codes.CORRUPT, why=say("a part of it is damaged")) from trouble


def _wholesome(name: str, data: bytes) -> bytes:
    """A part as the readers take it: no document type, and in the words of transitional OOXML."""
    if not name.endswith((".xml", ".rels", ".vml")):
        return data
    if _MARKED in data or (data[:2] in (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<") and _is_marked_wide(data)):
        raise Refusal(codes.UNSAFE, why=say("a part of it declares a document type"))
    return _STRICT.sub(_transitional, data) if b"purl.oclc.org" in data else data


def _is_marked_wide(data: bytes) -> bool:
    return any(_MARKED.decode().encode(encoding) in data for encoding in ("utf-16-le", "utf-16-be"))


def _transitional(found: re.Match[bytes]) -> bytes:
    return b"http://schemas.openxmlformats.org/" + found[1] + b"/2006/" + _SPELLED.get(found[2], found[2])


def remarks(package: Package) -> Iterator[Finding]:
    """What an office file carries that no form needs: macros, other files, and things that lie elsewhere."""
    if any(name.endswith(("vbaProject.bin", "vbaData.xml")) for name in package):
        yield Finding(codes.MACROS)
    for name in package:
        if "/embeddings/" in name or "/activeX/" in name:
            yield Finding(codes.EMBEDDED, values={"target": name.rpartition("/")[2]})
            break
    for target in dict.fromkeys(_outside(package)):
        yield Finding(codes.EXTERNAL, values={"target": target})


def _outside(package: Package) -> Iterator[str]:
    for name in package:
        if name.endswith(".rels") and b'TargetMode="External"' in package[name]:
            for relation in _RELATION.findall(package[name]):
                target = _TARGET.search(relation)
                if b'TargetMode="External"' in relation and target and b"/hyperlink" not in relation:
                    yield target[1].decode("utf-8", "replace")[:200]
