"""What shows a loss, told briefly for the unit: what stands in one sheet of one file together, files by their names.

The explanation tells each figure by itself, with the whole path; a letter has a narrow column for it.
"""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import PurePosixPath

from docgen.language import enumerated
from docgen.model import Evidence, Loss
from docgen.model.explanation import LossLine


def briefly(loss: Loss, told: LossLine) -> str:
    """The evidence of a loss, a line a sheet; what stands in no file as the explanation tells it."""
    together: dict[tuple[str, str], list[Evidence]] = {}
    for one in dict.fromkeys(loss.evidence):
        together.setdefault((one.place.file, one.place.sheet), []).append(one)
    if not any(file for file, _ in together):
        return "\n".join(told.evidence)
    return "\n".join(_line(every) for every in together.values())


def _line(every: Iterable[Evidence]) -> str:
    first, *rest = every
    figures = enumerated(_figure(one) for one in (first, *rest))
    file = PurePosixPath(first.place.file.replace("\\", "/")).name
    where = str(replace(first.place, file=file, cell="", table=None, row=None, column=None, field="", unit=""))
    return f"{figures} ({where})" if where else figures


def _figure(one: Evidence) -> str:
    spot = str(replace(one.place, file="", sheet="", unit="", field=""))
    value = f" = {one.value}" if one.value else ""
    return f"{one.name}{value}{f' [{spot}]' if spot and one.place.file else ''}"
