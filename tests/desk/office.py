"""A small office with an inbox, whose returns are plain texts, so that a test shows what came and what counts.

QIS 2026Q1 0101          form, period and unit
found = 3                an answer
!found                   an answer with something wrong about it
"""

import os
import time
from collections.abc import Iterable
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from docgen.campaign import Campaign, Settings
from docgen.desk import CollectReport, FormState, Means, Office, Stated, collect, register, status
from docgen.desk.collect import Reader
from docgen.files import digest
from docgen.findings import Code, Finding, Place
from docgen.model import (
    Answer,
    Contact,
    Decision,
    DecisionKind,
    Field,
    FieldState,
    FieldType,
    FormDefinition,
    Method,
    Record,
    Return,
    Unit,
    Wording,
)
from docgen.model.returns import AnswerValue
from docgen.store import Who, decisions, open_store

WRONG = Code("E-TEST-WRONG", "This is wrong.", "Write a number.")
NOTHING = Code("E-TEST-NOTHING", "There is no form in it.", "Send the form.")
DAY = date(2026, 4, 20)
SETTINGS = Settings.model_validate(
    {
        "name": "Work safety",
        "year": 2026,
        "time_zone": "Asia/Shanghai",
        "issuer": {"name": "City Transport Bureau"},
        "term": {"first": "2026-01-01", "last": "2026-12-31"},
        "unit_types": {"county": {"name": "County bureau"}, "station": {"name": "Station"}},
        "forms": [{"code": "QIS", "title": "Quarterly"}, {"code": "ACR", "title": "Accident"}],
        "calendar": [
            {"date": "2026-04-10", "title": "Q1", "form": "QIS", "period": "2026Q1"},
            {"date": "2026-07-10", "title": "Q2", "form": "QIS", "period": "2026Q2"},
        ],
    }
)


def form(code: str, *names: str, key: tuple[str, ...] = ()) -> FormDefinition:
    fields = tuple(Field(name, FieldType.INTEGER, Wording((("en", name),))) for name in names)
    return FormDefinition(code, "1", Wording((("en", code),)), fields, digest=digest(code.encode()), key=key)


FORMS = {"QIS": form("QIS", "found", "fixed"), "ACR": form("ACR", "accident_no", "deaths", key=("accident_no",))}


def read(payload: tuple[str, str]) -> Return:
    """The reader of these tests."""
    path, name = payload
    data = Path(path).read_bytes()
    lines = data.decode().splitlines()
    head = lines[0].split() if lines else []
    if len(head) != 3:
        return Return(name, digest(data), "text", (), (Finding(NOTHING, Place(file=name)),), "parsed")
    code, period, unit = head
    answers = tuple(_answer(line, name) for line in lines[1:] if "=" in line)
    findings = tuple(
        Finding(WRONG, Place(file=name, unit=unit, form=code, path=line[1:])) for line in lines if line.startswith("!")
    )
    record = Record(code, "1", unit, period, answers, digest=FORMS[code].digest)
    return Return(name, digest(data), "text", (record,), findings)


def _answer(line: str, name: str) -> Answer:
    path, _, text = (part.strip() for part in line.partition("="))
    value = int(text) if text.isdecimal() else None
    state = FieldState.READ if value is not None else FieldState.UNREADABLE
    return Answer(path, state, value, text, method=Method.MARK, confidence=1.0, place=Place(file=name, path=path))


def typed(_form: FormDefinition, _answer: Answer, text: str) -> AnswerValue:
    return int(text) if text.isdecimal() else None


def threads(jobs: int) -> Executor:
    return ThreadPoolExecutor(jobs)


@dataclass
class Desk:
    """A campaign folder with an inbox."""

    folder: Path
    now: datetime = datetime(2026, 4, 20, 1, 0, tzinfo=UTC)

    @property
    def inbox(self) -> Path:
        return self.folder / "returns"

    @property
    def office(self) -> Office:
        self.folder.mkdir(parents=True, exist_ok=True)
        units = (
            Unit("0101", "First", "county", contact=Contact("A", "1", "a@x.example")),
            Unit("0102", "Second", "county"),
            Unit("0103", "Third", "county", active_until=date(2026, 3, 31)),
        )
        store = open_store(self.folder / "docgen.db")
        return Office(Campaign(self.folder, SETTINGS, units), FORMS, store, Who("clerk", "docgen collect", self.now))

    def put(self, name: str, *lines: str, age: float = 60) -> Path:
        """A file as it lies in the inbox, last changed `age` seconds before the moment of the desk."""
        path = self.inbox / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(lines), encoding="utf-8")
        moment = self.now.timestamp() - age
        os.utime(path, (moment, moment))
        return path

    def collect(self, stated: Stated | None = None, *, reader: Reader = read, key: str = "1") -> CollectReport:
        means = Means(reader, key, 2, time.monotonic, executor=threads)
        return collect(self.office, [self.inbox], means, stated or Stated())

    def states(self, period: str = "") -> dict[str, str]:
        return {f"{one.unit} {one.form} {one.period}{one.about}": one.state.value for one in self.forms(period)}

    def forms(self, period: str = "") -> tuple[FormState, ...]:
        office = self.office
        return status(office, register(office, typed), period=period).forms

    def form(self, unit: str = "0101", period: str = "2026Q1") -> FormState:
        return next(one for one in self.forms() if (one.unit, one.period) == (unit, period))

    def decide(self, *made: Decision) -> None:
        office = self.office
        with office.store.begin() as tx:
            decisions.enter(tx, office.who, 2026, made)

    def later(self, **shift: int) -> "Desk":
        from datetime import timedelta

        return replace(self, now=self.now + timedelta(**shift))


def decision(kind: DecisionKind, subject: str, new: str, old: str = "", unit: str = "0101") -> Decision:
    return Decision(kind, unit, subject, new, "Li", datetime(2026, 4, 21, tzinfo=UTC), "asked by phone", "", old)


def ids(findings: Iterable[Finding]) -> list[str]:
    return sorted(finding.code.id for finding in findings)
