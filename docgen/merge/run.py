"""The run of a mail merge: read, plan, make what is missing, record each document as it lands."""

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from docgen.batch import Outcome, Task, exclusive, run
from docgen.files import digest, make_folder, read_bytes, sweep_partial, write_atomic
from docgen.findings import Finding, has_errors
from docgen.findings import merge as codes
from docgen.merge.fit import lint_fit
from docgen.merge.pattern import ROW, Pattern
from docgen.merge.table import Data, Record, read_data
from docgen.model import Identity, ItemState
from docgen.press import Order, Pressed, fingerprint, make
from docgen.press.lacks import lacks
from docgen.press.series import Means
from docgen.store import Item, Output, Store, canonical_digest, items, open_store
from docgen.word.names import template_names
from docgen.word.template import WordTemplate

MEMORY = ".docgen"
"""The folder beside the documents that remembers what was made."""

_ENGINE = "embedded"
_PAGES = (1, 10_000)


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be merged, and the language its dates and numbers are written in."""

    template: Path
    data: Path
    pattern: Pattern
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Merged:
    """How one row ended: `skipped` means that its document was there already, as it should be."""

    row: int
    name: str
    state: ItemState
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class MergeReport:
    """All rows in their order, what is wrong with the table as a whole, and the folder the names start from."""

    folder: str
    rows: tuple[Merged, ...] = ()
    table_findings: tuple[Finding, ...] = ()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings: of the table, then of the rows."""
        return (*self.table_findings, *(finding for row in self.rows for finding in row.findings))

    def count(self, state: ItemState) -> int:
        """How many rows ended so."""
        return sum(row.state is state for row in self.rows)


@dataclass(frozen=True, slots=True)
class _Planned:
    """One document to be: its row, its name, its order, and the digest of all that goes into it."""

    record: Record
    name: str
    order: Order
    key: str


def merge(job: Job, folder: Path, *, now: datetime, means: Means | None = None) -> MergeReport:
    """Make one document a row, under `folder`, named by the job's pattern; `now` is when, for the record.

    Raises UsageError (the pattern names no column), TemplateTroubleError, FileTroubleError, BusyError. What was
    finished is kept, and the same call goes on from there.
    """
    template = WordTemplate(job.template)
    data = read_data(job.data, (*template_names(template), *job.pattern.fields))
    if not data.records:
        return MergeReport(str(folder), (), data.findings)
    job.pattern.check(data.names, len(data.records))
    faults = (*lint_fit(job.template, data), *_lacks(job))
    if has_errors(faults):
        return MergeReport(str(folder), (), (*data.findings, *faults))
    planned = tuple(_plan(job, data, template.digest))
    with _memory(folder / MEMORY) as store:
        rows = _Bench(store, folder, _task(job.pattern), now, means or Means()).work(planned)
    return MergeReport(str(folder), rows, (*data.findings, *faults, *_names_without(job.pattern, data)))


def _lacks(job: Job) -> tuple[Finding, ...]:
    """What the PDFs would show otherwise than Word does."""
    if job.pattern.suffix != ".pdf":
        return ()
    return lacks(read_bytes(job.template), job.template.name, _ENGINE)


def _plan(job: Job, data: Data, template: str) -> Iterator[_Planned]:
    by_key = {str(record.number): record for record in data.records}
    named = {key: {**record.values, ROW: record.number} for key, record in by_key.items()}
    ours = fingerprint(_ENGINE)
    for key, name in job.pattern.name_all(named).items():
        record = by_key[key]
        pdf = job.pattern.suffix == ".pdf"
        whole = canonical_digest([template, dict(record.values), ours, job.language, pdf])
        identity = Identity("M", PurePosixPath(name).stem, 1, whole[:16])
        order = Order(
            job.template,
            template,
            record.values,
            identity,
            language=job.language,
            engine=_ENGINE,
            pdf=pdf,
            pages=_PAGES,
        )
        yield _Planned(record, name, order, whole)


def _task(pattern: Pattern) -> str:
    """Under what the documents of a pattern are recorded."""
    return f"render {digest(str(pattern).encode())[:16]}"


def _names_without(pattern: Pattern, data: Data) -> Iterator[Finding]:
    """Rows whose document's name lacks something, because the cell is blank."""
    for record in data.records:
        for column in pattern.fields:
            if column != ROW and record.values.get(column) in (None, ""):
                yield Finding(codes.NAME_BLANK, record.place_of(column), {"column": column})


@contextmanager
def _memory(folder: Path) -> Iterator[Store]:
    """What earlier runs into this folder made; held by one run at a time."""
    make_folder(folder)
    with exclusive(folder / "lock", command="docgen render"), open_store(folder / "render.db") as store:
        yield store


@dataclass(frozen=True, slots=True)
class _Bench:
    """Where the documents of one pattern are worked on; `task` is what they are recorded under."""

    store: Store
    folder: Path
    task: str
    now: datetime
    means: Means

    def work(self, planned: tuple[_Planned, ...]) -> tuple[Merged, ...]:
        """Make what is not there as it should be; every row, in the order of the table."""
        with self.store.begin() as tx:
            made = items.of_task(tx, self.task)
        ended = {p.name: self._kept(p) for p in planned if self._is_there(p, made.get(p.name))}
        todo = {p.name: p for p in planned if p.name not in ended}
        self._sweep(todo)
        for outcome in self._outcomes(todo.values()):
            pressed = outcome.value or Pressed(findings=outcome.findings)
            ended[outcome.key] = self._enter(todo[outcome.key], pressed)
        return tuple(ended[p.name] for p in planned)

    def _outcomes(self, todo: Collection[_Planned]) -> Iterator[Outcome[Pressed]]:
        tasks = (Task(p.name, p.order) for p in todo)
        jobs, clock, progress = self.means.jobs, self.means.clock, self.means.progress
        return run(tasks, make, total=len(todo), jobs=jobs, clock=clock, progress=progress)

    def _is_there(self, planned: _Planned, item: Item | None) -> bool:
        if item is None or item.key != planned.key or item.state is not ItemState.DONE:
            return False
        return all(self._has(output) for output in item.outputs)

    def _has(self, output: Output) -> bool:
        path = self.folder / output.name
        return path.is_file() and digest(read_bytes(path)) == output.digest

    def _kept(self, planned: _Planned) -> Merged:
        return Merged(planned.record.number, planned.name, ItemState.SKIPPED)

    def _sweep(self, todo: Iterable[str]) -> None:
        for folder in {(self.folder / name).parent for name in todo}:
            sweep_partial(folder)

    def _enter(self, planned: _Planned, pressed: Pressed) -> Merged:
        """Write what is fit, record how it ended, and say what is wrong in terms of the table."""
        findings = tuple(_placed(finding, planned.record) for finding in pressed.findings)
        state = ItemState.DONE if pressed.is_fit else ItemState.FAILED
        outputs = (self._write(planned, pressed),) if pressed.is_fit else ()
        made = self.now.astimezone(UTC).isoformat(timespec="seconds")
        with self.store.begin() as tx:
            items.put(tx, Item(self.task, planned.name, planned.key, state, outputs, findings, made=made))
        return Merged(planned.record.number, planned.name, state, findings)

    def _write(self, planned: _Planned, pressed: Pressed) -> Output:
        data = pressed.pdf if planned.order.pdf else pressed.docx
        write_atomic(self.folder / planned.name, data)
        return Output(planned.name, digest(data))


def _placed(finding: Finding, record: Record) -> Finding:
    """`finding` where a person mends it: at the row's cell, or at the template's tag if that is at fault."""
    part = finding.place
    if part.paragraph and not part.field:
        return replace(finding, place=replace(part, unit=""))
    column = part.field.partition(".")[0]
    place = replace(record.place_of(column), part=part.part, paragraph=part.paragraph, field=part.field)
    return replace(finding, place=place)
