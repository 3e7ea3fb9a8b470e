"""From results to papers: previewed to the units, then published once, frozen, and superseded rather than changed.

Working copies lie in `out/results`; what is published goes into the archive by digest, with its entry in the journal.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from docgen.campaign import Campaign
from docgen.campaign.figures import LAST_RESULT
from docgen.campaign.workdays import working_days_after
from docgen.excel import NewSheet, workbook_bytes
from docgen.files import sweep_partial, write_atomic
from docgen.findings import Finding, Place
from docgen.findings.results import GRADE_PENDING, NO_CHARTS, OBJECTIONS_RUN
from docgen.language import speaking
from docgen.model import Value
from docgen.press.identity import short_code
from docgen.press.series import Means, Piece, Printed, Series, press_series
from docgen.press.signing import Signing
from docgen.results.charts import can_draw
from docgen.results.letters import letters, orders
from docgen.results.ranking import ranking_bytes
from docgen.results.release import FOLDERS, LETTER, ORDER, Desk, Told, issued, release, standing
from docgen.results.report import Returns, notice_piece, report_piece
from docgen.results.year import UnitYear, Year
from docgen.store import Act, Document, Store, Who, assessments, journal
from docgen.store.shelf import Shelf

FOLDER = "out/results"
PREVIEW = "preview"
RANKING = "ranking.xlsx"
_GRANTED = "letter granted"


@dataclass(frozen=True)
class Office:
    """Where results are made: the campaign, its records, who is at work, and by what means."""

    campaign: Campaign
    store: Store
    who: Who
    means: Means = field(default_factory=Means)

    @property
    def folder(self) -> Path:
        """The working copies."""
        return self.campaign.folder / FOLDER

    @property
    def day(self) -> date:
        """The day of the work, where the campaign is."""
        return self.who.at.astimezone(self.campaign.settings.zone).date()

    def desk(self, kind: str, signing: Signing | None = None) -> Desk:
        """Where papers of a kind are issued."""
        return Desk(self.campaign, self.store, self.who, self.means, kind, self.folder, signing)


@dataclass(frozen=True, slots=True)
class Papers:
    """What was made: letters, orders, notice and report (the others) as they stand, the ranking, units without one.

    `published` are the units whose results were frozen now, `standing` those whose letter was issued before and holds.
    """

    letters: tuple[Printed, ...]
    orders: tuple[Printed, ...]
    others: tuple[Printed, ...]
    ranking: str
    pending: tuple[str, ...]
    until: date | None = None
    published: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    ranking_made: bool = False
    standing: tuple[str, ...] = ()

    @property
    def all_findings(self) -> tuple[Finding, ...]:
        """Those of the whole and of every paper."""
        return (*self.findings, *(f for one in (*self.letters, *self.orders, *self.others) for f in one.findings))


def preview(office: Office, year: Year) -> Papers:
    """Every unit's preview; the term for objections runs from the day it is first made. Raises EngineError."""
    until = _objections_until(office, year)
    made = _press(office, PREVIEW, letters(year, until=until, preview=True))
    first = _previewed(office) is None
    with office.store.begin() as tx:
        if first:
            act = Act(
                "previewed", f"results {year.campaign.settings.year}", "", until.isoformat(), year.day.isoformat()
            )
            journal.append(tx, office.who, [act])
    return Papers(made, (), (), "", tuple(one.unit.code for one in year.pending), until)


def make_papers(office: Office, year: Year, returns: Returns) -> Papers:
    """The papers as they would be published, as working copies; what was published stays as it is.

    Raises EngineError, FileTroubleError, StoreError.
    """
    until = _previewed(office)
    made = _kept_or_pressed(office, year, LETTER, letters(year, until=until, preview=False))
    ordered = _kept_or_pressed(office, year, ORDER, orders(year))
    others = (
        *_press(office, "notice", (notice_piece(year),)),
        *_press(office, "report", (report_piece(year, returns),)),
    )
    ranked = _write_ranking(office, year)
    sweep_partial(office.folder)
    findings = [] if can_draw() else [Finding(NO_CHARTS)]
    findings += [Finding(GRADE_PENDING, Place(unit=one.unit.code), {"name": one.unit.name}) for one in year.unlettered]
    if until and year.day <= until:
        findings.append(Finding(OBJECTIONS_RUN, values={"until": until.isoformat()}))
    pending = tuple(one.unit.code for one in year.unlettered)
    ranking = str(office.folder / RANKING)
    held = tuple(_issued(office, year, LETTER))
    return Papers(
        made, ordered, others, ranking, pending, until, (), tuple(findings), ranking_made=ranked, standing=held
    )


def _write_ranking(office: Office, year: Year) -> bool:
    """Write the ranking unless the very same is there; whether it was written."""
    path, data = office.folder / RANKING, ranking_bytes(year)
    if path.is_file() and path.read_bytes() == data:
        return False
    write_atomic(path, data)
    return True


def _kept_or_pressed(office: Office, year: Year, kind: str, pieces: tuple[Piece, ...]) -> tuple[Printed, ...]:
    """Papers of units: those issued for the very result stay, the others are pressed; in the order of `pieces`."""
    desk = office.desk(kind)
    kept = {unit: standing(desk, document) for unit, document in _issued(office, year, kind).items()}
    fresh = _press(office, FOLDERS[kind], tuple(piece for piece in pieces if piece.unit not in kept))
    made = {one.unit: one for one in fresh} | kept
    return tuple(made[piece.unit] for piece in pieces)


def _issued(office: Office, year: Year, kind: str) -> dict[str, Document]:
    """The papers of units that were issued for the very result they have now."""
    stand = _standing(office, year)
    every = issued(office.store, kind, office.desk(kind).year)
    return {unit: document for unit, document in every.items() if stand.get(unit) == document.version}


def _standing(office: Office, year: Year) -> Mapping[str, int]:
    """The version of the kept result of each unit that is still its result."""
    with office.store.begin() as tx:
        held = assessments.latest(tx, year.campaign.settings.year)
    now = {one.unit.code: one.result for one in year.units}
    return {
        unit: result.version
        for unit, result in held.items()
        if unit in now and assessments.is_same(result.assessment, now[unit])
    }


@dataclass(frozen=True, slots=True)
class Approval:
    """By whom, and on which document, results are published; why, where units may still object."""

    approver: str
    document: str
    early: str = ""


def publish(office: Office, year: Year, papers: Papers, approval: Approval, signing: Signing | None = None) -> Papers:
    """Freeze the results whose units get a letter and issue their papers, signed by `signing`.

    What was published before is left; a result with an open question is held back until that is decided.

    Raises FileTroubleError, StoreError; the same command goes on where it was stopped.
    """
    reason = f"{approval.document} {approval.approver} {approval.early}".rstrip()
    lettered = {one.unit.code for one in year.lettered}
    with office.store.begin() as tx:
        fresh = set(assessments.publish(tx, office.who, year.campaign.settings.year, reason, lettered))
    versions = _standing(office, year)
    findings = list(papers.findings)
    until = _previewed(office)
    issues = (
        (LETTER, papers.letters, letters(year, until=until, preview=False)),
        (ORDER, papers.orders, orders(year)),
    )
    for kind, printed, pieces in issues:
        told = dict(_told(year, versions, pieces))
        done = release(office.desk(kind, signing.of_letters if signing else None), printed, told, approval.document)
        fresh |= set(done.units)
        findings += done.findings
    write_atomic(office.campaign.folder / "figures.xlsx", figures_workbook(year))
    sweep_partial(office.campaign.folder)
    return replace(papers, published=tuple(sorted(fresh)), findings=tuple(findings))


def _told(year: Year, versions: Mapping[str, int], pieces: Iterable[Piece]) -> Iterator[tuple[str, Told]]:
    results = {one.unit.code: one.told.digest for one in year.units}
    for piece in pieces:
        if piece.unit in versions:
            code = short_code(piece.order.identity)
            yield piece.unit, Told(versions[piece.unit], results[piece.unit], code)


def figures_workbook(year: Year) -> bytes:
    """What the year came to, in the shape of history.xlsx, for next year's campaign; a blank is not known."""
    settings = year.campaign.settings
    keys = {s.last_year: key for key, s in settings.indicators.items() if s.last_year}
    rows: list[tuple[Value, ...]] = [
        (one.unit.code, *map(one.actual_of, keys.values()), *_result(one)) for one in year.units
    ]
    heads = ("unit_code", *keys, *(column.name for column in LAST_RESULT))
    with speaking(settings.language):
        return workbook_bytes([NewSheet("history", heads, rows)])


def _result(one: UnitYear) -> tuple[Value, Value]:
    return (one.result.score, one.result.grade or None) if one.is_settled else (None, None)


def _press(office: Office, task: str, pieces: tuple[Piece, ...]) -> tuple[Printed, ...]:
    shelf = Shelf(office.folder / task, office.folder / "quarantine")
    series = Series(f"results {task}", shelf, office.store, office.who)
    made = press_series(series, pieces, office.means)
    for folder in (shelf.folder, shelf.quarantine):
        sweep_partial(folder)
    return made


def _objections_until(office: Office, year: Year) -> date:
    """The last day for objections: as first previewed, else so many working days from today."""
    settings = office.campaign.settings
    known = _previewed(office)
    return known or working_days_after(year.day, settings.results.objection_days, settings.working_days)


def grant_letters(office: Office, units: Iterable[str], reason: str) -> None:
    """Enter that the office decided: these units get a letter though their grade is pending."""
    year = office.campaign.settings.year
    with office.store.begin() as tx:
        journal.append(tx, office.who, [Act(_GRANTED, f"result {year} {unit}", reason=reason) for unit in units])


def granted(office: Office) -> frozenset[str]:
    """The units for which that was decided."""
    year, codes = office.campaign.settings.year, [unit.code for unit in office.campaign.active_units()]
    with office.store.begin() as tx:
        return frozenset(code for code in codes if journal.of_object(tx, f"result {year} {code}", _GRANTED))


def _previewed(office: Office) -> date | None:
    return previewed(office.store, office.campaign.settings.year)


def previewed(store: Store, year: int) -> date | None:
    """The last day for objections as the first preview of the year set it; None if there was none."""
    with store.begin() as tx:
        found = journal.of_object(tx, f"results {year}", "previewed")
    return date.fromisoformat(found[0].act.after) if found else None
