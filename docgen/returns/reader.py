"""Files from outside, read one after another: each in the limited reader, old formats converted first.

with ReturnReader(Expected(definitions)) as reader:
for path in paths:
reader.read(path)        a Return, whatever the file holds
"""

import shutil
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from docgen.batch import LimitedRead, Limits, ReadEnd, Readers
from docgen.errors import FileTroubleError
from docgen.files import digest, read_bytes
from docgen.findings import Code, Finding, Place
from docgen.findings import returns as codes
from docgen.language import say
from docgen.model import FormDefinition, Return, Unit
from docgen.returns.convert import NotConverted, converted
from docgen.returns.expected import Expected
from docgen.returns.refusal import refused
from docgen.returns.sniff import Kind
from docgen.returns.written import from_json

LARGEST = 100 << 20
"""Bytes of a file that is read at all; a form has some hundred thousand."""
_WHY: Mapping[ReadEnd, Code] = {
    ReadEnd.TIMED_OUT: codes.TOO_MUCH,
    ReadEnd.OUT_OF_MEMORY: codes.TOO_MUCH,
    ReadEnd.CRASHED: codes.UNSAFE,
    ReadEnd.REFUSED: codes.CORRUPT,
}


class ReturnReader:
    """Reads returns; for several at once, have several of these."""

    def __init__(self, expected: Expected, *, limits: Limits | None = None) -> None:
        self._readers = Readers("docgen.returns.limited:read", expected, limits=limits)

    def read(self, path: Path, name: str = "") -> Return:
        """What came back in the file at `path`. Raises FileTroubleError if it cannot be opened at all."""
        name = name or path.name
        if not path.is_file():
            raise FileTroubleError(say("{path} is no file.", path=path), say("Name a file that was sent back."))
        if path.stat().st_size > LARGEST:
            return refused(name, "", "unknown", Finding(codes.TOO_MUCH, values={"why": say("the file is too large")}))
        with tempfile.TemporaryDirectory(prefix="docgen-read-") as folder:
            return self._read(path, name, Path(folder))

    def _read(self, path: Path, name: str, folder: Path) -> Return:
        read = self._readers.read(path, {"name": name, "folder": str(folder)})
        found, aside = _answer(read)
        if found is None:
            return _not_read(path, name, read)
        for number, one in enumerate(aside):
            found = _joined(found, self._converted(one, folder / f"converted {number}"))
        return found

    def _converted(self, one: Mapping[str, str], folder: Path) -> Return:
        """What was set aside, converted and read; under its own name."""
        name, kind = str(one["name"]), Kind(one["kind"])
        folder.mkdir()
        try:
            path = converted(Path(one["path"]), kind, folder)
        except NotConverted as trouble:
            values = {"kind": kind.value, "why": trouble.why}
            return refused(name, "", kind.value, Finding(codes.NOT_CONVERTED, values=values))
        found, _ = _answer(read := self._readers.read(path, {"name": name, "folder": str(folder)}))
        shutil.rmtree(folder)
        if found is None:
            return _not_read(path, name, read)
        said = Finding(codes.CONVERTED, Place(file=name), {"kind": kind.value})
        told = (finding for finding in found.findings if finding.code != codes.OTHER_SUFFIX)
        return replace(found, container=kind.value, findings=(said, *told))

    @property
    def process(self) -> int | None:
        """The number of the process at hand that readers are forked from, if one is."""
        return self._readers.process

    def close(self) -> None:
        """End the process at hand."""
        self._readers.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def read_return(
    path: Path,
    definitions: Iterable[FormDefinition],
    *,
    units: Iterable[Unit] = (),
    year: int | None = None,
    today: date | None = None,
    printed: Mapping[str, frozenset[str]] | None = None,
) -> Return:
    """Read one file that came back, in the limited reader: safe with any file.

    `definitions` are the forms it may be, the version in use last; with `units` and `year`, unit and period are judged;
    with `today`, the day it came, each record is checked by its own rules; with `printed` (`Expected.printed`), what is
    written outside every place is told.
    Raises FileTroubleError if the file cannot be opened at all; whatever is wrong with it is told in the findings.
    """
    expected = Expected(tuple(definitions), tuple(units), year, today=today, printed=printed or {})
    with ReturnReader(expected) as reader:
        return reader.read(path)


def _answer(read: LimitedRead) -> tuple[Return | None, list[Any]]:
    """What the limited reader answered, in its shape; None if it did not, or not so."""
    if read.end is not ReadEnd.PARSED or not isinstance(read.answer, dict):
        return None, []
    try:
        aside = read.answer["aside"]
        return from_json(read.answer["return"]), aside if isinstance(aside, list) else []
    except (TypeError, LookupError, ValueError):
        return None, []


def _not_read(path: Path, name: str, read: LimitedRead) -> Return:
    """A file that broke its reader or outran it; the digest says which, should it come again."""
    end = ReadEnd.REFUSED if read.end is ReadEnd.PARSED else read.end
    finding = Finding(_WHY[end], values={"why": read.reason or end.value})
    return refused(name, digest(read_bytes(path)), "unknown", finding, end.value)


def _joined(one: Return, other: Return) -> Return:
    """A file and what was converted of it, as one."""
    end = other.end if not one.records and not one.attachments else one.end
    return replace(one, records=(*one.records, *other.records), findings=(*one.findings, *other.findings), end=end)
