"""From the inbox into the records: each file once, its bytes archived, read apart, entered with what was found.

Safe to repeat: a file that was seen before and has not changed is not even opened. Killed at any moment, the same
command goes on where it stopped, since a file and all that was read from it are entered in one transaction.
"""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path, PurePath

from docgen.batch import Factory, Progress, Task, local_processes, run
from docgen.campaign import Campaign
from docgen.desk.inbox import Arrival, Look, Receipt, look_into, receipt_of
from docgen.files import cause, digest
from docgen.findings import Finding, Place, has_errors
from docgen.findings.desk import INBOX_LINK, INBOX_UNFINISHED, INBOX_UNREADABLE, SAME_FILE
from docgen.model import FormDefinition, ItemState, Record, Return
from docgen.model.returns import AnswerValue
from docgen.store import Act, Archive, Store, Who, journal, returns
from docgen.store.returns import Held, Received, Sighting

Reader = Callable[[tuple[str, str]], Return]
"""Reads a file: given the path where its bytes lie and the name it came under. Picklable, and safe with any file."""


@dataclass(frozen=True)
class Office:
    """Where the desk works: the campaign and its forms, the records, who is at work, and the moment."""

    campaign: Campaign
    forms: Mapping[str, FormDefinition]
    store: Store
    who: Who

    @property
    def now(self) -> datetime:
        """The moment of the command."""
        return self.who.at

    @property
    def archive(self) -> Archive:
        """What was received, by digest."""
        return Archive(self.campaign.folder / "archive")

    @property
    def year(self) -> int:
        """The campaign's."""
        return self.campaign.settings.year


@dataclass(frozen=True)
class Means:
    """How files are read: the reader, what it reads by as a digest, worker processes, and a clock in seconds."""

    reader: Reader
    key: str
    jobs: int
    clock: Callable[[], float]
    progress: Callable[[Progress], None] | None = None
    executor: Factory = local_processes


@dataclass(frozen=True, slots=True)
class Stated:
    """What the person says of the files: the day they came, and by which channel."""

    received: date | None = None
    via: str = ""


@dataclass(frozen=True, slots=True)
class Collected:
    """A file that was read by this run: what it is, and the forms in it as (form, period, unit)."""

    name: str
    digest: str
    container: str
    end: str
    received: str
    known_by: str
    forms: tuple[tuple[str, str, str], ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class CollectReport:
    """What a run came to; `known` files were collected before, `again` are equal to another file byte by byte."""

    collected: tuple[Collected, ...]
    known: int
    again: tuple[str, ...]
    left: tuple[str, ...]
    findings: tuple[Finding, ...]


def collect(office: Office, paths: Sequence[Path], means: Means, stated: Stated = Stated()) -> CollectReport:
    """Take in every file of `paths`. Raises FileTroubleError, StoreError."""
    look = look_into(paths, office.campaign.folder, office.now.timestamp())
    with office.store.begin() as tx:
        known = returns.seen(tx)
    fresh, old, unread = _sorted_out(look.ready, known)
    with office.store.begin() as tx:
        files = returns.files(tx) if fresh else returns.files(tx, unlike=means.key)
        faulty = returns.faulty(tx, unlike=means.key)
    again = [a.arrival.name for a in fresh if a.digest in files and a.arrival.name != files[a.digest].name]
    todo = {a.digest: a for a in reversed(fresh) if a.digest not in files}
    others = {name: file for name, file in files.items() if name not in todo and file.key != means.key}
    todo |= _to_read_again(office, others, faulty)
    again += [a.arrival.name for a in fresh if a.digest in todo and todo[a.digest] is not a]
    _remember(office, [a for a in fresh if todo.get(a.digest) is not a])
    collected = tuple(_read_all(office, tuple(todo.values()), files, means, stated))
    doubts = (*_unread(look), *unread, *(Finding(SAME_FILE, Place(file=name)) for name in again))
    left = (*look.unfinished, *(finding.place.file for finding in unread))
    return CollectReport(collected, len(old), tuple(again), left, doubts)


@dataclass(frozen=True, slots=True)
class _Taken:
    """A file with its content kept: where it lay, its digest, and its ending in the archive."""

    arrival: Arrival
    digest: str
    suffix: str
    data: bytes = b""

    @property
    def sighting(self) -> Sighting:
        return Sighting(self.arrival.name, self.arrival.size, repr(self.arrival.changed), self.digest)


def _sorted_out(
    ready: Iterable[Arrival], known: Mapping[str, Sighting]
) -> tuple[list[_Taken], list[Arrival], list[Finding]]:
    """Files never seen like this, read whole; those that look as they did; and why the others wait for the next run."""
    fresh, old, unread = [], [], []
    for arrival in ready:
        before = known.get(arrival.name)
        if before and (before.size, before.changed) == (arrival.size, repr(arrival.changed)):
            old.append(arrival)
            continue
        taken = _take(arrival)
        if isinstance(taken, Finding):
            unread.append(taken)
        else:
            fresh.append(taken)
    return fresh, old, unread


def _take(arrival: Arrival) -> _Taken | Finding:
    """The bytes of a file, unless it changed while they were read or cannot be opened."""
    try:
        data = arrival.path.read_bytes()
        after = arrival.path.lstat()
    except OSError as trouble:
        return Finding(INBOX_UNREADABLE, Place(file=arrival.name), {"why": cause(trouble)})
    if (after.st_size, after.st_mtime) != (arrival.size, arrival.changed) or len(data) != arrival.size:
        return Finding(INBOX_UNFINISHED, Place(file=arrival.name))
    return _Taken(arrival, digest(data), suffix_of(arrival.name), data)


def suffix_of(name: str) -> str:
    """The ending under which a received file is archived: its own if it is a plain one."""
    suffix = PurePath(name).suffix.lower()
    return suffix if suffix.isascii() and suffix[1:].isalnum() and len(suffix) <= 8 else ".bin"


def _to_read_again(office: Office, files: Mapping[str, Received], faulty: Container[str]) -> dict[str, _Taken]:
    """Archived files that were not read well, when forms, roster or program have changed since."""
    return {
        name: _Taken(Arrival(Path(), file.name, 0, 0.0), name, file.suffix)
        for name, file in files.items()
        if name in faulty or has_errors(file.findings) or file.end != "parsed"
        if file.container != returns.BOOK
        if office.archive.path(name, file.suffix).exists()
    }


def _remember(office: Office, taken: Iterable[_Taken]) -> None:
    with office.store.begin() as tx:
        returns.saw(tx, [one.sighting for one in taken])


def _unread(look: Look) -> Iterator[Finding]:
    yield from (Finding(INBOX_UNFINISHED, Place(file=name)) for name in look.unfinished)
    yield from (Finding(INBOX_LINK, Place(file=name)) for name in look.links)
    yield from (Finding(INBOX_UNREADABLE, Place(file=name), {"why": why}) for name, why in look.closed)


def _read_all(
    office: Office, todo: Sequence[_Taken], files: Mapping[str, Received], means: Means, stated: Stated
) -> Iterator[Collected]:
    by_digest = {one.digest: one for one in todo}
    tasks = (Task(one.digest, _archived(office, one)) for one in todo)
    outcomes = run(
        tasks,
        means.reader,
        total=len(todo),
        jobs=means.jobs,
        clock=means.clock,
        progress=means.progress,
        executor=means.executor,
    )
    for outcome in outcomes:
        taken = by_digest[outcome.key]
        came = outcome.value or _failed(taken, outcome.state, outcome.findings)
        yield _enter(office, taken, came, files.get(taken.digest), means.key, stated)


def _archived(office: Office, taken: _Taken) -> tuple[str, str]:
    """Keep the bytes before anything is read from them; what is read is the kept copy."""
    if taken.data:
        office.archive.put(taken.data, taken.suffix)
    elif not office.archive.path(taken.digest, taken.suffix).exists():
        office.archive.put(b"", taken.suffix)
    return str(office.archive.path(taken.digest, taken.suffix)), taken.arrival.name


def _failed(taken: _Taken, state: ItemState, findings: tuple[Finding, ...]) -> Return:
    placed = tuple(Finding(f.code, Place(file=taken.arrival.name), f.values) for f in findings)
    return Return(taken.arrival.name, taken.digest, "", (), placed, state)


def _enter(office: Office, taken: _Taken, came: Return, before: Received | None, key: str, stated: Stated) -> Collected:
    receipt = _receipt(office, taken, before, stated)
    about_file = tuple(f for f in came.findings if not _record_of(f, came.records))
    file = Received(
        digest=taken.digest,
        name=taken.arrival.name,
        suffix=taken.suffix,
        container=came.container,
        received=receipt.received,
        via=receipt.via,
        known_by=receipt.known_by,
        first_seen=before.first_seen if before else office.who.utc,
        end=came.end,
        key=key,
        findings=about_file,
    )
    held = [_hold(office, file, record, came) for record in came.records]
    with office.store.begin() as tx:
        returns.put(tx, file, held, office.year, came.scans)
        if taken.arrival.size or taken.data:
            returns.saw(tx, [taken.sighting])
        journal.append(tx, office.who, [Act("received", file.name, "", taken.digest, f"{file.received} {file.via}")])
    forms = tuple((one.record.form, one.record.period, one.record.unit) for one in held)
    return Collected(
        file.name, file.digest, file.container, file.end, file.received, file.known_by, forms, came.findings
    )


def _receipt(office: Office, taken: _Taken, before: Received | None, stated: Stated) -> Receipt:
    if before:
        return Receipt(before.received, before.via, before.known_by)
    zone = office.campaign.settings.zone
    return receipt_of(taken.arrival, office.now, zone, stated=stated.received, via=stated.via)


def _hold(office: Office, file: Received, record: Record, came: Return) -> Held:
    own = tuple(f for f in came.findings if _record_of(f, came.records) is record)
    definition = office.forms.get(record.form)
    asked = [definition.named(name) for name in definition.key] if definition else []
    about = " ".join(said(record.value(one.path)) for one in asked if one)
    return Held(file, record, about.strip(), own)


def _record_of(finding: Finding, records: Sequence[Record]) -> Record | None:
    """Which of a file's records a finding speaks of; with one record it is that one."""
    if len(records) == 1:
        return records[0]
    named = [r for r in records if finding.place.form == r.form and finding.place.unit in ("", r.unit)]
    return named[0] if len(named) == 1 else None


def said(value: AnswerValue) -> str:
    """A value as a decision, a difference or a case names it."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case tuple():
            return " ".join(value)
    return str(value)
