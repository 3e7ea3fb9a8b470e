"""Whether a Word or Excel file keeps to Office's own schemas, as an independent program has them."""

from pathlib import Path

from openxml_audit import FileFormat, OpenXmlValidator

_NOT_NEEDED = ("relationships/theme", "relationships/fontTable")
"""Parts that the schemas ask for and no program misses: files of many programs lack them."""


def faults_of(data: bytes, path: Path) -> list[str]:
    """What is wrong with the file `data`, which is written to `path` to be looked at."""
    path.write_bytes(data)
    found = OpenXmlValidator(file_format=FileFormat.MICROSOFT_365).validate(path)
    said = [f"{error.part_uri} {error.path}: {error.description}" for error in found.errors]
    return [text for text in said if not any(part in text for part in _NOT_NEEDED)]
