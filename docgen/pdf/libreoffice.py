"""The engine `libreoffice`: for templates that use what the embedded engine lacks.

It sees the same bundled fonts as the embedded engine and no others, so that its pages and bytes are the same on every
machine with the same LibreOffice. One engine object is one LibreOffice: a pool is the workers of a batch.
"""

import re

from docgen.errors import EngineError
from docgen.findings import Finding
from docgen.findings.pdf import NOT_CONVERTED
from docgen.language import say
from docgen.pdf.engine import Converted
from docgen.pdf.fontconfig import bundled_fonts_for_others
from docgen.pdf.fonts import fonts_digest
from docgen.pdf.office import LibreOffice, OfficeTroubleError, find_office, worker_command
from docgen.pdf.slim import slim

_OPTIONS: dict[str, object] = {
    "ExportBookmarks": True,
    "UseLosslessCompression": True,
    "ReduceImageResolution": False,
}
_ARCHIVAL: dict[str, object] = {"SelectPdfVersion": 2}
"""PDF/A-2b."""
_VARYING = re.compile(
    rb"/CreationDate\s?\(D:(?P<date>[^)]*)\)|/ID\s?\[\s?<(?P<id>[0-9A-F]+)>\s*<(?P<again>[0-9A-F]+)>\s?\]"
    rb"|/DocChecksum\s?/(?P<sum>[0-9A-F]+)|<xmp:CreateDate>(?P<created>[^<]*)<|<xmp:ModifyDate>(?P<modified>[^<]*)<"
)
"""What two runs over the same document write differently: the time, and digests that contain the time."""


class LibreOfficeEngine:
    """Make one in each worker; `archival` is PDF/A-2b.

    Raises EngineError where LibreOffice or its Python bridge is not installed.
    """

    name = "libreoffice"

    def __init__(self, *, archival: bool = False) -> None:
        self._options = _OPTIONS | (_ARCHIVAL if archival else {})
        office = find_office()
        if office is None:
            raise EngineError(
                say("LibreOffice with its Python bridge was not found."),
                say("Install LibreOffice Writer and python3-uno, or choose the engine `embedded` in campaign.toml."),
            )
        self._office = LibreOffice(worker_command(office), environment=bundled_fonts_for_others())

    @property
    def version(self) -> str:
        """LibreOffice's version and the digest of fonts and mapping; starts LibreOffice if need be."""
        self._office.start()
        return f"LibreOffice {self._office.version} fonts {fonts_digest()[:16]}"

    def convert(self, docx: bytes) -> Converted:
        """The PDF of `docx`; the same bytes for the same document wherever `version` is the same."""
        try:
            return Converted(_without_time(self._office.convert(slim(docx), self._options)))
        except OfficeTroubleError as trouble:
            return Converted(b"", (Finding(NOT_CONVERTED, values={"reason": str(trouble)}),))

    def close(self) -> None:
        """End LibreOffice."""
        self._office.close()


def _without_time(pdf: bytes) -> bytes:
    """`pdf` with zeros for the time and what is made from it, byte for byte in place: offsets stay true."""

    def zeros(match: re.Match[bytes]) -> bytes:
        text, start = match[0], match.start()
        for name in match.re.groupindex:
            low, high = match.span(name)
            if low >= 0:
                text = text[: low - start] + re.sub(rb"[0-9A-F]", b"0", match[name]) + text[high - start :]
        return text

    return _VARYING.sub(zeros, pdf)
