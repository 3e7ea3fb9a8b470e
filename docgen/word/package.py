"""The zip container of a Word file, read within limits; writing one is `docgen.containers`."""

import struct
import zlib
from io import BytesIO
from lzma import LZMAError
from zipfile import BadZipFile, ZipFile

from docgen.containers import Packed, Part, pack, zip_bytes
from docgen.errors import DocgenError
from docgen.language import say
from docgen.word.complaints import in_words

__all__ = ["Packed", "Part", "TemplateTroubleError", "check_size", "pack", "read_parts", "zip_bytes"]

MAX_PARTS = 5000
"""Most parts a Word file may have; real ones have some dozens."""

MAX_UNPACKED = 256 * 2**20
"""Most bytes a Word file may unpack to; more is a zip bomb."""


class TemplateTroubleError(DocgenError):
    """A file cannot be used as a Word template at all: not a Word file, damaged, or its tags do not fit together."""


def read_parts(data: bytes) -> tuple[Part, ...]:
    """All members of the container `data`, in its order. Raises TemplateTroubleError: no zip, damaged, a zip bomb."""
    if not data.startswith(b"PK"):
        raise TemplateTroubleError(
            say("The template is no Word document (.docx)."),
            say("Give the Word document with the tags; a table of data is another file."),
        )
    try:
        with ZipFile(BytesIO(data)) as zipped:
            check_size(zipped)
            return tuple(Part(info.filename, zipped.read(info)) for info in zipped.infolist() if not info.is_dir())
    except (BadZipFile, zlib.error, LZMAError, struct.error, ValueError, OSError, EOFError, RuntimeError) as trouble:
        raise TemplateTroubleError(
            say("The Word file is damaged or not a Word file: {why}.", why=in_words(trouble)),
            say("Open it in Word, save it as a .docx document and try again."),
        ) from trouble


def check_size(zipped: ZipFile) -> None:
    """Raise TemplateTroubleError if the container holds more parts or bytes than a Word file honestly does."""
    infos = zipped.infolist()
    if len(infos) > MAX_PARTS or sum(info.file_size for info in infos) > MAX_UNPACKED:
        raise TemplateTroubleError(
            say("The Word file unpacks to far more than a Word file holds."),
            say("Do not use this file; ask whoever made it for a new copy."),
        )
