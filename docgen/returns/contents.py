"""Bytes of a file -> what its format's reader finds in it; whatever cannot be read ends as a finding of its kind."""

import csv
from collections.abc import Callable
from dataclasses import replace
from pathlib import PurePath

from docgen.excel.returned import read_delimited, read_workbook
from docgen.findings import Finding
from docgen.findings import returns as codes
from docgen.language import say
from docgen.model import Content, DamagedError
from docgen.pdf.filled import LockedError, read_pdf
from docgen.returns.package import Package, remarks
from docgen.returns.refusal import Refusal
from docgen.returns.sniff import Kind, is_named_so
from docgen.word.returned import read_document


def content_of(data: bytes, kind: Kind, file: str) -> Content:
    """What stands in a file that needs no conversion. Raises Refusal."""
    content = _read(kind, data, file)
    if is_named_so(kind, PurePath(file).suffix):
        return content
    suffix = Finding(codes.OTHER_SUFFIX, values={"suffix": PurePath(file).suffix, "kind": kind.value})
    return replace(content, findings=(suffix, *content.findings))


def _read(kind: Kind, data: bytes, file: str) -> Content:
    match kind:
        case Kind.XLSX:
            return _office(data, file, read_workbook)
        case Kind.DOCX:
            return _office(data, file, read_document)
        case Kind.PDF:
            return _portable(data, file)
        case Kind.CSV:
            return _delimited(data, file)
        case Kind.EMPTY:
            raise Refusal(codes.EMPTY)
        case Kind.LOCKED:
            raise Refusal(codes.ENCRYPTED)
        case Kind.PICTURE:
            raise Refusal(codes.NO_TEXT)
    raise Refusal(codes.FORMAT, kind=_told(kind))


def _told(kind: Kind) -> str:
    """The kind as a person is told it: in words where it has no ending that everybody knows it by."""
    words = {Kind.OLE: say("a file of an older program"), Kind.UNKNOWN: say("an unknown kind")}
    return words.get(kind, kind.value)


def _office(data: bytes, file: str, reader: Callable[[Package, str], Content]) -> Content:
    package = Package(data)
    try:
        content = reader(package, file)
    except DamagedError as trouble:
        raise Refusal(codes.CORRUPT, why=say("a part of it is damaged")) from trouble
    return replace(content, findings=(*remarks(package), *content.findings))


def _portable(data: bytes, file: str) -> Content:
    try:
        content = read_pdf(data, file)
    except LockedError as trouble:
        raise Refusal(codes.ENCRYPTED) from trouble
    except DamagedError as trouble:
        raise Refusal(codes.CORRUPT, why=say("its end is missing, or it is no PDF at all")) from trouble
    if not content.spots and not content.blocks:
        raise Refusal(codes.NO_TEXT)
    return content


def _delimited(data: bytes, file: str) -> Content:
    try:
        return read_delimited(data, file)
    except (UnicodeDecodeError, csv.Error) as trouble:
        raise Refusal(codes.FORMAT, kind=say("plain text")) from trouble
