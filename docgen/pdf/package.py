"""The copy of a Word file that an engine is given: taken apart once, changed, and put together without deflating."""

import io
import zipfile
import zlib
from collections.abc import Callable, Mapping

from lxml import etree

Parts = Mapping[str, bytes]
"""The members of a Word file by their names, in its order."""


def with_parts(docx: bytes, *changes: Callable[[Parts], Parts]) -> bytes:
    """`docx` with `changes` made one after the other; one that cannot be read, or needs none, comes back as it is."""
    try:
        parts = original = _read(docx)
        for change in changes:
            parts = change(parts)
    except (zipfile.BadZipFile, zlib.error, etree.XMLSyntaxError, KeyError):
        return docx  # for the engine to judge
    return docx if parts is original else _stored(parts)


def _read(docx: bytes) -> Parts:
    with zipfile.ZipFile(io.BytesIO(docx)) as source:
        return {name: source.read(name) for name in source.namelist()}


def _stored(parts: Parts) -> bytes:
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w", zipfile.ZIP_STORED) as target:
        for name, data in parts.items():
            target.writestr(zipfile.ZipInfo(name), data)
    return package.getvalue()
