"""What runs inside the limited reader: a copy of a return with the places in question marked, in its own format."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from docgen.excel.marked import mark_cells
from docgen.findings import Place
from docgen.pdf.marked import highlight_fields
from docgen.word.marked import Remark, comment_places

ENDINGS = {"xlsx": ".xlsx", "docx": ".docx", "pdf": ".pdf"}
"""Containers a copy can be marked in, and the ending it gets."""


def mark_copy(paths: list[Path], argument: Mapping[str, Any], _shared: object = None) -> bool:
    """Mark the file at `paths[0]`, a `container`, with its `remarks` (place and text); written to `out` if any is.

    Raises whatever a file from outside makes a library raise: to be called through `docgen.batch.read_limited`.
    """
    data = paths[0].read_bytes()
    remarks = [Remark(Place(**one["place"]), one["text"]) for one in argument["remarks"]]
    marked = _marked(argument["container"], data, remarks)
    if marked:
        Path(argument["out"]).write_bytes(marked)
    return bool(marked)


def _marked(container: str, data: bytes, remarks: Sequence[Remark]) -> bytes:
    match container:
        case "xlsx":
            return mark_cells(data, [one.place for one in remarks])
        case "docx":
            return comment_places(data, remarks)
        case "pdf":
            return highlight_fields(data, [(one.place.form, one.place.path, one.text) for one in remarks])
    return b""
