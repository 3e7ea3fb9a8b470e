"""What a file really is, by its first bytes and by what is inside: its name is not believed."""

import re
import struct
from enum import StrEnum
from functools import lru_cache
from io import BytesIO
from zipfile import BadZipFile, ZipFile, ZipInfo

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (
    b"\x89PNG\r\n\x1a\n",
    b"\xff\xd8\xff",
    b"GIF87a",
    b"GIF89a",
    b"II*\x00",
    b"MM\x00*",
    b"BM",
    b"\x00\x00\x01\x00",
)
_SECTOR = 64
_ODD = b"[" + b"".join(b"\\x%02x" % number for number in range(1, 256, 2)) + b"]"
_WORD_LOCKED = re.compile(rb"\xec\xa5[\xc0-\xc2\xd9\x01\x0c\x12][\x00\x01].{7}" + _ODD, re.DOTALL)
"""The head of a Word stream whose lowest bit in byte 11 says that the rest is enciphered ([MS-DOC] 2.5.2)."""
_BOOK_LOCKED = re.compile(rb"\x09\x08(?:\x08\x00.{8}|\x10\x00.{16})(?:\x86\x00\x00\x00)?\x2f\x00", re.DOTALL)
"""The head of a workbook stream that is followed by how it is enciphered ([MS-XLS] 2.4.117)."""
_HEADER = re.compile(
    rb"(received|from|to|subject|date|mime-version|return-path|message-id|content-type|x-[\w-]+):", re.I
)
_HTML = re.compile(rb"<(!doctype html|html|head|body|table|meta)\b", re.I)


class Kind(StrEnum):
    """What a file is. The first group can be read as it is, the second after conversion, the rest not at all."""

    DOCX = "docx"
    XLSX = "xlsx"
    PDF = "pdf"
    CSV = "csv"
    MAIL = "eml"
    ZIP = "zip"

    DOC = "doc"
    XLS = "xls"
    RTF = "rtf"
    ODT = "odt"
    ODS = "ods"
    HTML = "html"
    SHEET_XML = "xml"

    PICTURE = "picture"
    LOCKED = "locked"
    PPTX = "pptx"
    OFD = "ofd"
    OLE = "ole"
    EMPTY = "empty"
    UNKNOWN = "unknown"


WORDS = frozenset({Kind.DOC, Kind.RTF, Kind.ODT})
"""Old and foreign kinds that become .docx."""
SHEETS = frozenset({Kind.XLS, Kind.ODS, Kind.HTML, Kind.SHEET_XML})
"""Old and foreign kinds that become .xlsx."""

_SUFFIXES = {
    Kind.DOCX: {".docx", ".docm", ".dotx", ".dotm"},
    Kind.XLSX: {".xlsx", ".xlsm", ".xltx", ".xltm"},
    Kind.PDF: {".pdf"},
    Kind.CSV: {".csv", ".tsv", ".txt"},
    Kind.MAIL: {".eml"},
    Kind.ZIP: {".zip"},
    Kind.DOC: {".doc", ".dot", ".wps", ".wpt"},
    Kind.XLS: {".xls", ".xlt", ".et", ".ett"},
    Kind.RTF: {".rtf"},
    Kind.ODT: {".odt"},
    Kind.ODS: {".ods"},
    Kind.HTML: {".html", ".htm"},
    Kind.SHEET_XML: {".xml"},
}


def kind_of(data: bytes) -> Kind:
    """What `data` is."""
    head = data[:4096]
    if not data.strip(b"\x00 \t\r\n") if len(data) < 4096 else not data:
        return Kind.EMPTY
    if data.startswith(b"PK"):
        return _zipped(data)
    if data.startswith(_OLE):
        return _compound(data)
    if b"%PDF-" in head[:1024]:
        return Kind.PDF
    if head.startswith(_PICTURES) or head[4:8] == b"ftyp" or (head[:4] == b"RIFF" and head[8:12] == b"WEBP"):
        return Kind.PICTURE
    return _text(head)


def is_named_so(kind: Kind, suffix: str) -> bool:
    """Whether a file of this kind may well have this suffix."""
    return kind not in _SUFFIXES or not suffix or suffix.lower() in _SUFFIXES[kind]


def _zipped(data: bytes) -> Kind:
    """By the names of members; where the directory is lost, by those that stand in the clear."""
    head = data[:200]
    if b"mimetypeapplication/vnd.oasis.opendocument." in head:
        return Kind.ODS if b"opendocument.spreadsheet" in head else Kind.ODT
    try:
        names = "\n".join(info.filename for info in members(data))
    except BadZipFile:
        names = data.decode("latin-1")
    known = (("word/", Kind.DOCX), ("xl/", Kind.XLSX), ("ppt/", Kind.PPTX))
    office = "[Content_Types].xml" in names
    if office and (kind := next((kind for part, kind in known if f"\n{part}" in f"\n{names}"), None)):
        return kind
    return next((kind for part, kind in known if office and part in names), _other_zip(names))


@lru_cache(maxsize=1)
def members(data: bytes) -> tuple[ZipInfo, ...]:
    """What the directory of a zip container says of its members, the last one asked for kept. Raises BadZipFile."""
    try:
        with ZipFile(BytesIO(data)) as opened:
            return tuple(opened.infolist())
    except (struct.error, ValueError, OSError, EOFError, NotImplementedError) as trouble:
        raise BadZipFile(str(trouble)) from trouble


def _other_zip(names: str) -> Kind:
    return Kind.OFD if names.startswith("OFD.xml") or "\nOFD.xml" in names else Kind.ZIP


def _compound(data: bytes) -> Kind:
    """An old Office file, by the names of its streams; one of today behind a password looks like one too."""
    if _wide("EncryptedPackage") in data or _wide("DRMEncryptedDataSpace") in data:
        return Kind.LOCKED
    if _wide("WordDocument") in data:
        return Kind.LOCKED if _is_locked(data, _WORD_LOCKED) else Kind.DOC
    if _wide("Workbook") in data or _wide("Book\x00") in data:
        return Kind.LOCKED if _is_locked(data, _BOOK_LOCKED) else Kind.XLS
    return Kind.OLE


def _is_locked(data: bytes, head: re.Pattern[bytes]) -> bool:
    """Whether a stream that says so begins in one of the small sectors."""
    return any(found.start() % _SECTOR == 0 for found in head.finditer(data))


def _wide(name: str) -> bytes:
    return name.encode("utf-16-le")


def _text(head: bytes) -> Kind:
    plain = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if plain.startswith(b"{\\rtf"):
        return Kind.RTF
    if b"urn:schemas-microsoft-com:office:spreadsheet" in head:
        return Kind.SHEET_XML
    if b"opendocument" in head and plain.startswith(b"<?xml"):
        return Kind.ODS if b"spreadsheet" in head else Kind.ODT
    if _HTML.search(plain[:2048]):
        return Kind.HTML
    if _HEADER.match(plain) and len(_HEADER.findall(plain)) > 2:
        return Kind.MAIL
    return Kind.CSV if _is_plain(head) else Kind.UNKNOWN


def _is_plain(head: bytes) -> bool:
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return True
    return not any(sign in head for sign in (b"\x00", b"\x01", b"\x02", b"\x03")) and any(
        sign in head for sign in (b",", b";", b"\t")
    )
