"""The engine `embedded`: DOCX to PDF in this process, with the bundled fonts and nothing to install."""

import sys
from contextlib import nullcontext
from functools import cached_property
from importlib.metadata import version

from docgen.findings import Finding
from docgen.findings.pdf import NOT_CONVERTED
from docgen.pdf.eastasian import parts_with_script_fonts
from docgen.pdf.engine import Converted
from docgen.pdf.fontconfig import lay_out_fonts
from docgen.pdf.fonts import fonts_digest
from docgen.pdf.headrows import parts_with_held_heads
from docgen.pdf.package import with_parts
from docgen.pdf.slim import slim_parts

_DPI = 600
"""Finer pictures are made coarser, in dots an inch. Codes and seals on paper need more than the converter's own 220."""


_CHANGES = (slim_parts, parts_with_held_heads, parts_with_script_fonts)
"""What is done to the copy that is converted."""


class EmbeddedEngine:
    """Make one in each worker. Raises EngineError where the bundled fonts cannot be laid out."""

    name = "embedded"

    def __init__(self) -> None:
        # Elsewhere the converter asks the system itself for fonts, and cannot be led to ours.
        self._fonts = lay_out_fonts() if sys.platform == "linux" else None

    @cached_property
    def version(self) -> str:
        """The converter's version and the digest of fonts and mapping."""
        fonts = fonts_digest()[:16] if self._fonts else f"of this {sys.platform} machine"
        return f"dxpdf {version('dxpdf')} fonts {fonts}"

    def convert(self, docx: bytes) -> Converted:
        """The PDF of `docx`; the same bytes for the same document, on any machine with the same `version`."""
        import dxpdf  # 30 MB of program, loaded only where a PDF is made

        try:
            with self._fonts.in_use() if self._fonts else nullcontext():
                return Converted(dxpdf.convert(with_parts(docx, *_CHANGES), image_dpi=_DPI))
        except RuntimeError as trouble:
            return Converted(b"", (Finding(NOT_CONVERTED, values={"reason": str(trouble)}),))
