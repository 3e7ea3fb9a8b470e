"""One notice a unit: every gap of every form it owes, and copies of its own files with the places marked.

A notice keeps its date while what it says stays the same and its term runs, so that the same notice is the same bytes
and is sent once; when its term has passed it is made anew.
"""

import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path

from docgen.batch import LimitedRead
from docgen.batch.limited import Answer
from docgen.campaign.templates import template_of
from docgen.campaign.workdays import correct_until
from docgen.desk.collect import Office
from docgen.desk.gaps import Marks, Owed, owed
from docgen.desk.marking import ENDINGS
from docgen.desk.status import Register, StatusReport
from docgen.files import safe_name, sweep_partial
from docgen.findings import Finding, Place
from docgen.findings.desk import NOT_MARKED
from docgen.language import say, speaking
from docgen.model import ItemState, Unit
from docgen.model.periods import parse_period
from docgen.press.order import Order
from docgen.press.paper import About, paper_order
from docgen.press.series import Means, Piece, Printed, Series, press_series
from docgen.store import Item, Output, canonical_digest, items
from docgen.store.shelf import Shelf

NOTICE = "N"
"""Kind of page identity."""
_EVERY = "all"
Marker = Callable[[Path, Answer], LimitedRead]
"""Calls `docgen.desk.marking.mark_copy` on a file in the limited reader."""


@dataclass(frozen=True, slots=True)
class Notice:
    """One unit's notice: its files, those that are marked copies, how much it lists, and whether it was made now."""

    unit: str
    state: ItemState
    files: tuple[str, ...]
    marked: tuple[str, ...]
    gaps: int
    made: bool


@dataclass(frozen=True, slots=True)
class NoticesReport:
    """The notices of a period, in `folder`; `withdrawn` are units that owe nothing any more."""

    folder: Path
    notices: tuple[Notice, ...]
    withdrawn: tuple[str, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Notices:
    """Notices of one period, or of all: where they lie and by which means they are made."""

    office: Office
    period: str
    marker: Marker
    means: Means

    @property
    def task(self) -> str:
        """Under which name they are recorded, which is also the topic they are sent by."""
        return f"notices {self.period}".strip()

    @property
    def shelf(self) -> Shelf:
        """Where they lie."""
        out = self.office.campaign.folder / "out"
        return Shelf(out / "notices" / (self.period or _EVERY), out / "quarantine")

    def write(self, known: Register, report: StatusReport, units: Sequence[str] = ()) -> NoticesReport:
        """Make what is missing or out of date, and take away what no longer holds. Raises EngineError and others."""
        with speaking(self.office.campaign.settings.language):
            every = owed(self.office, known, report)
            chosen = [one for one in every if not units or one.unit in units]
            copies = self._copies(chosen)
            pieces = [self._piece(one, [o.name for o in copies.outputs.get(one.unit, ())]) for one in chosen]
        series = Series(self.task, self.shelf, self.office.store, self.office.who)
        printed = press_series(series, pieces, self.means)
        sweep_partial(self.shelf.folder)
        gone = () if units else self._withdraw({one.unit for one in every})
        told = zip(chosen, printed, strict=True)
        notices = tuple(_notice(one, paper, copies.outputs.get(one.unit, ())) for one, paper in told)
        findings = (*copies.findings, *(f for paper in printed for f in paper.findings))
        return NoticesReport(self.shelf.folder, notices, gone, findings)

    def _copies(self, every: Iterable[Owed]) -> "_Copies":
        """The marked copies of each unit's files, recorded like all that is made."""
        copies = _Copies({}, [])
        with self.office.store.begin() as tx:
            before = items.of_task(tx, f"marked {self.task}")
        for one in every:
            key = canonical_digest([[marks.digest, marks.name, marks.order] for marks in one.files])
            item = before.get(one.unit)
            if not (item and item.key == key and all(self.shelf.has(output) for output in item.outputs)):
                item = self._mark(one, key, item)
            copies.outputs[one.unit] = item.outputs
            copies.findings += item.findings
        return copies

    def _mark(self, one: Owed, key: str, before: Item | None) -> Item:
        outputs, findings = [], []
        for marks in one.files:
            data = self._marked(marks)
            if data:
                name = _copy_name(one.unit, marks)
                outputs.append(self.shelf.lay(name, data, before.outputs if before else ())[0])
            else:
                findings.append(Finding(NOT_MARKED, Place(file=marks.name, unit=one.unit)))
        for output in before.outputs if before else ():
            if output.name not in {one.name for one in outputs}:
                self.shelf.take_away(output)
        state = ItemState.PARTIAL if findings else ItemState.DONE
        when = self.office.who.utc
        item = Item(f"marked {self.task}", one.unit, key, state, tuple(outputs), tuple(findings), when)
        with self.office.store.begin() as tx:
            items.put(tx, item)
        return item

    def _marked(self, marks: Marks) -> bytes:
        """The file with its places marked; empty if that cannot be done."""
        with tempfile.TemporaryDirectory(prefix="docgen-mark-") as folder:
            out = Path(folder) / "marked"
            self.marker(marks.path, {**marks.order, "out": str(out)})  # type: ignore[dict-item]
            return out.read_bytes() if out.is_file() else b""

    def _piece(self, one: Owed, marked: Sequence[str]) -> Piece:
        campaign = self.office.campaign
        unit = campaign.unit(one.unit) or Unit(one.unit, one.unit, "")
        told = {"forms": [asdict(form) for form in one.forms], "marked": list(marked), "period": self._said()}
        day = self._day(one.unit, canonical_digest(told))
        context = {
            "campaign": {"name": campaign.settings.name, "year": campaign.settings.year},
            "issuer": campaign.settings.issuer.model_dump(),
            "unit": {"code": unit.code, "name": unit.name, "contact": {"name": unit.contact.name}},
            "notice": {**told, "deadline": correct_until(campaign.settings, day)},
            "date": day,
        }
        title = say("Notice on returns: {name}", name=unit.name)
        return Piece(
            one.unit, safe_name(f"{unit.code} {unit.short_name or unit.name}"), self._order(unit, context, title)
        )

    def _said(self) -> str:
        period = parse_period(self.period)
        return period.said if period else self.period

    def _order(self, unit: Unit, context: Mapping[str, object], title: str) -> Order:
        campaign = self.office.campaign
        about = About(NOTICE, unit.code, title)
        return paper_order(template_of(campaign, "notice"), context, about, campaign.settings.imprint)

    def _day(self, unit: str, content: str) -> date:
        """The date of a notice that says `content`: that of the first such notice while its term runs, else today."""
        task, now, zone = f"dated {self.task}", self.office.now, self.office.campaign.settings.zone
        today = now.astimezone(zone).date()
        with self.office.store.begin() as tx:
            before = items.of_task(tx, task).get(unit)
            if before and before.key == content:
                day = datetime.fromisoformat(before.made).astimezone(zone).date()
                if day <= today <= correct_until(self.office.campaign.settings, day):
                    return day
            items.put(tx, Item(task, unit, content, ItemState.DONE, made=self.office.who.utc))
        return today

    def _withdraw(self, owing: set[str]) -> tuple[str, ...]:
        """Take away the notices of units that owe nothing any more."""
        tasks = (self.task, f"marked {self.task}", f"dated {self.task}")
        gone: set[str] = set()
        with self.office.store.begin() as tx:
            for task in tasks:
                for unit, item in items.of_task(tx, task).items():
                    if unit not in owing:
                        for output in item.outputs:
                            self.shelf.take_away(output)
                        items.forget(tx, task, [unit])
                        gone.add(unit)
        return tuple(sorted(gone))


@dataclass(slots=True)
class _Copies:
    outputs: dict[str, tuple[Output, ...]]
    findings: list[Finding]


def _copy_name(unit: str, marks: Marks) -> str:
    stem = f"{unit} {Path(marks.name).stem.removeprefix(unit).strip()}".strip()
    return safe_name(say("{name}, marked", name=stem)) + ENDINGS[marks.container]


def _notice(one: Owed, paper: Printed, copies: Iterable[Output]) -> Notice:
    marked = tuple(output.name for output in copies)
    gaps = sum(len(form.gaps) for form in one.forms)
    return Notice(one.unit, paper.state, tuple(o.name for o in paper.outputs), marked, gaps, paper.made)
