"""From results to papers: previewed to the units, then published once, frozen, and superseded rather than changed.

Working copies lie in `out/results`; what is published goes into the archive by digest, with its entry in the journal.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from docgen.campaign import Campaign
from docgen.campaign.workdays import working_days_after
from docgen.excel import NewSheet, workbook_bytes
from docgen.files import sweep_partial, write_atomic
from docgen.findings import Finding, Place
from docgen.findings.results import GRADE_PENDING, OBJECTIONS_RUN
from docgen.language import speaking
from docgen.model import BookState, ItemState, Submission, Value
from docgen.press.series import Means, Piece, Printed, Series, press_series
from docgen.results.letters import letters, orders
from docgen.results.ranking import ranking_bytes
from docgen.results.report import notice_piece, report_piece
from docgen.results.year import Year
from docgen.store import Act, Archive, Document, Store, Who, assessments, documents, journal
from docgen.store.shelf import Shelf

FOLDER = "out/results"
LETTER, PREVIEW = "letter", "preview"
RANKING = "ranking.xlsx"


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


@dataclass(frozen=True, slots=True)
class Papers:
    """What was made: letters, orders, notice and report as they stand, the ranking, and units without a letter."""

    letters: tuple[Printed, ...]
    others: tuple[Printed, ...]
    ranking: str
    pending: tuple[str, ...]
    until: date | None = None
    published: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def all_findings(self) -> tuple[Finding, ...]:
        """Those of the whole and of every paper."""
        return (*self.findings, *(f for one in (*self.letters, *self.others) for f in one.findings))


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
    return Papers(made, (), "", tuple(one.unit.code for one in year.pending), until)


def make_papers(office: Office, year: Year, late: Mapping[str, tuple[Submission, ...]]) -> Papers:
    """The papers as they would be published, as working copies. Raises EngineError, FileTroubleError, StoreError."""
    until = _previewed(office)
    made = _press(office, "letters", letters(year, until=until, preview=False))
    others = (
        *_press(office, "orders", orders(year)),
        *_press(office, "notice", (notice_piece(year),)),
        *_press(office, "report", (report_piece(year, late),)),
    )
    write_atomic(office.folder / RANKING, ranking_bytes(year))
    sweep_partial(office.folder)
    findings = [Finding(GRADE_PENDING, Place(unit=one.unit.code), {"name": one.unit.name}) for one in year.pending]
    if until and year.day <= until:
        findings.append(Finding(OBJECTIONS_RUN, values={"until": until.isoformat()}))
    pending = tuple(one.unit.code for one in year.pending)
    return Papers(made, others, str(office.folder / RANKING), pending, until, (), tuple(findings))


def publish(office: Office, year: Year, papers: Papers, approver: str, document: str) -> Papers:
    """Freeze the year's results and archive their papers; a unit published before with the same result is left.

    Raises FileTroubleError, StoreError.
    """
    archive, number = Archive(office.campaign.folder / "archive"), office.campaign.settings.year
    reason = f"{document} {approver}"
    with office.store.begin() as tx:
        fresh = set(assessments.publish(tx, office.who, number, reason))
        held = assessments.latest(tx, number)
    folder = office.folder / "letters"
    for printed in papers.letters:
        if printed.state is ItemState.DONE and printed.unit in fresh:
            digests = {o.ending: archive.put((folder / o.name).read_bytes(), o.ending) for o in printed.outputs}
            _enter(office, printed, digests, held[printed.unit].version, document)
    write_atomic(office.campaign.folder / "figures.xlsx", figures_workbook(year))
    sweep_partial(office.campaign.folder)
    return Papers(
        papers.letters,
        papers.others,
        papers.ranking,
        papers.pending,
        papers.until,
        tuple(sorted(fresh)),
        papers.findings,
    )


def _enter(office: Office, printed: Printed, digests: Mapping[str, str], version: int, number: str) -> None:
    document = Document(
        kind=LETTER,
        year=office.campaign.settings.year,
        unit=printed.unit,
        version=version,
        number=number,
        state=BookState.RELEASED,
        name=printed.outputs[0].stem,
        docx=digests.get(".docx", ""),
        pdf=digests.get(".pdf", ""),
        data="",
        made=office.who.utc,
        released=office.who.utc,
    )
    with office.store.begin() as tx:
        documents.put(tx, document)
        act = Act("letter released", f"{LETTER} {document.year} {document.unit} v{version}", "", document.pdf, number)
        journal.append(tx, office.who, [act])


def figures_workbook(year: Year) -> bytes:
    """What the indicators came to, in the shape of history.xlsx, for next year's campaign; a blank is not known."""
    settings = year.campaign.settings
    names = tuple(dict.fromkeys(s.last_year or key for key, s in settings.indicators.items()))
    keys = {s.last_year or key: key for key, s in settings.indicators.items()}
    rows: list[tuple[Value, ...]] = [
        (one.unit.code, *(one.actual_of(keys[name]) for name in names)) for one in year.units
    ]
    with speaking(settings.language):
        return workbook_bytes([NewSheet("history", ("unit_code", *names), rows)])


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


def _previewed(office: Office) -> date | None:
    """The last day for objections as the first preview set it; None if there was none."""
    about = f"results {office.campaign.settings.year}"
    with office.store.begin() as tx:
        found = journal.of_object(tx, about, "previewed")
    return date.fromisoformat(found[0].act.after) if found else None
