"""Where the rooms of the returns desk are put together: forms read, values typed, records checked, files read apart."""

import threading
import time
from collections import Counter as Counts
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path

from docgen import __version__
from docgen.batch import Progress, default_jobs
from docgen.campaign.due import all_due
from docgen.cli.known import ledgers, listed, sent_with
from docgen.cli.printed import printed_of
from docgen.cli.session import Session
from docgen.desk import Beside, Means, Office, Register, Slot, StatusReport, register, status
from docgen.findings import Finding
from docgen.forms import earlier_definitions, load_definitions
from docgen.model import Answer, DecisionKind, FieldState, FormDefinition, Question, Raw, Record, Return
from docgen.model.forms import without_row
from docgen.model.returns import AnswerValue
from docgen.returns import Expected, ReturnReader
from docgen.returns.checks import Background, check_record
from docgen.returns.values import read_value
from docgen.store import Store, Who, canonical_digest


@dataclass(frozen=True)
class Counter:
    """A campaign's desk as a command opens it, and what is wrong with its forms."""

    office: Office
    expected: Expected
    findings: tuple[Finding, ...]

    def by(self, who: Who) -> "Counter":
        """The same desk with another person at it, or at another moment."""
        return replace(self, office=replace(self.office, who=who))

    @cached_property
    def _due_of(self) -> dict[str, dict[str, int]]:
        """By unit, how many returns of each form are asked of it in the year."""
        dues = all_due(self.office.campaign, self.office.forms)
        units = self.office.campaign.units
        return {unit.code: Counts(due.form.code for due in dues if due.asks(unit)) for unit in units}

    @cached_property
    def _versions(self) -> Mapping[str, FormDefinition]:
        """Every definition that returns are read by, by its digest."""
        return {definition.digest: definition for definition in self.expected.definitions}

    @property
    def key(self) -> str:
        """All that shapes how a file is read: by another key, what was not read well is read again."""
        digests = [definition.digest for definition in self.expected.definitions]
        names = [(unit.code, unit.name, [name.text for name in unit.names]) for unit in self.expected.units]
        return canonical_digest([__version__, digests, names, self.expected.language, self.expected.shift])

    def typed(self, form: FormDefinition, answer: Answer, text: str) -> AnswerValue:
        """What a person entered for a field, as a value of its type; None if it is none."""
        path = without_row(answer.path)
        known = (one.field(path) for one in reversed(self.expected.definitions) if one.code == form.code)
        field = next(filter(None, known), None)
        if field is None:
            return None
        read = read_value(field, Raw(text), self.expected.profile(str(self.office.year)))
        return read.value if read.state is FieldState.READ else None

    def judge(self, question: Question, text: str) -> bool:
        """Whether a text can be the answer to a question about a value."""
        if question.kind is not DecisionKind.VALUE:
            return True
        form = self.office.forms.get(question.subject.partition("/")[0])
        subject = without_row(question.subject)
        paths = sorted((f.path for f in form.fields if subject.endswith(f"/{f.path}")), key=len) if form else []
        if form is None or not paths:
            return False
        return self.typed(form, Answer(paths[-1], FieldState.READ), text) is not None

    def check(
        self, record: Record, findings: tuple[Finding, ...], form: FormDefinition, beside: Beside
    ) -> tuple[Record, tuple[Finding, ...]]:
        """A record checked beside all else that its unit sent, by the version of the form it was read by."""
        form = self._versions.get(record.digest, form)
        unit = self.office.campaign.unit(beside.unit)
        background = Background(
            today=beside.day,
            first=self.expected.profile(beside.period).first,
            unit_type=unit.type if unit else "",
            others={**beside.others, **(ledgers(self.office.campaign, unit, beside.period) if unit else {})},
            due=self._due_of.get(beside.unit, {}),
            before=beside.before,
            sent=sent_with(self.office.campaign, form, unit, beside) if unit else {},
            rows=listed(form, unit, beside.day) if unit else {},
        )
        checked = check_record(record, findings, form, background)
        return checked.record, checked.findings

    def register(self) -> Register:
        """All that is known of the year's returns, checked."""
        return register(self.office, self.typed, self.check)

    def status(self, known: Register, period: str = "") -> StatusReport:
        """Unit by form."""
        return status(self.office, known, period=period)

    @contextmanager
    def means(self, jobs: int | None, progress: Callable[[Progress], None] | None = None) -> Iterator[Means]:
        """Readers for several files at once, each a process apart; they end with the block."""
        pool = _Pool(replace(self.expected, printed=printed_of(self.expected.definitions)))
        try:
            yield Means(pool.read, self.key, jobs or default_jobs(), time.monotonic, progress, _threads)
        finally:
            pool.close()


def open_counter(session: Session, store: Store, command: str) -> Counter:
    """The desk of an opened campaign."""
    campaign = session.campaign
    loaded = load_definitions(campaign)
    office = Office(campaign, loaded.forms, store, session.who(command))
    return Counter(office, expected_of(office), loaded.findings)


def expected_of(office: Office) -> Expected:
    """What may come back in this campaign, by every version that was sent out, and how its units write."""
    campaign, settings = office.campaign, office.campaign.settings
    with office.store.begin() as tx:
        earlier = earlier_definitions(tx, office.forms)
    return Expected(
        (*earlier, *office.forms.values()),
        campaign.units,
        settings.year,
        order=settings.date_order,
        currency=settings.currency,
        shift=settings.shift,
    )


def accepted_so_far(session: Session, forms: Mapping[str, FormDefinition]) -> Callable[[str, str, str], Record | None]:
    """The record that counts of a form, a period and a unit, as things stand now."""
    with session.records() as store:
        office = Office(session.campaign, forms, store, session.who("docgen"))
        known = Counter(office, expected_of(office), ()).register()

    def accepted(form: str, period: str, unit: str) -> Record | None:
        standing = known.standings.get(Slot(unit, form, period))
        return standing.accepted.record if standing and standing.accepted else None

    return accepted


class _Pool:
    """A reader for each thread that asks for one."""

    def __init__(self, expected: Expected) -> None:
        self._expected = expected
        self._mine = threading.local()
        self._all: list[ReturnReader] = []

    def read(self, payload: tuple[str, str]) -> Return:
        path, name = payload
        reader: ReturnReader | None = getattr(self._mine, "reader", None)
        if reader is None:
            reader = self._mine.reader = ReturnReader(self._expected)
            self._all.append(reader)
        return reader.read(Path(path), name)

    def close(self) -> None:
        for reader in self._all:
            reader.close()


def _threads(jobs: int) -> Executor:
    return ThreadPoolExecutor(jobs)


def day_of(session: Session) -> date:
    """The day of the command in the campaign's time zone."""
    return session.now.astimezone(session.campaign.settings.zone).date()
