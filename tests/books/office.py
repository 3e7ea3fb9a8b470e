"""A small office for the tests: a campaign made in memory, and a press that is quick and still tells data apart."""

import shutil
from collections.abc import Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from docgen.books import BookOutcome, BooksReport, Choice, Means, make_books
from docgen.campaign import Campaign, Settings
from docgen.model import Clause, Contact, Facts, Unit
from docgen.press import Order, Pressed
from docgen.store import Who
from tests.books.quick import quick_fingerprint, quick_press

WHO = Who("clerk", "docgen books", datetime(2026, 2, 1, 8, 0, tzinfo=UTC))
SETTINGS = Settings.model_validate(
    {
        "name": "Work safety",
        "year": 2026,
        "issuer": {"name": "City Transport Bureau"},
        "term": {"first": "2026-01-01", "last": "2026-12-31"},
        "unit_types": {"county": {"name": "County bureau", "basis": ["Work Safety Law"]}},
        "books": {"supplement": "templates/supplement.docx", "number": "No. {seq}", "file_name": "{code} {name}"},
        "indicators": {"deaths": {"title": "Deaths", "measure": "persons"}},
        "grades": [{"name": "good", "from": 90}, {"name": "fair", "from": 70}, {"name": "poor", "from": 0}],
    }
)
CLAUSES = (
    Clause("A1", "A", "Governance", "", "The head of {{ unit.name }} settles the plan."),
    Clause("T1", "T", "Targets", "", "Deaths stay within the indicator.", numbered=False),
)


def unit(code: str, name: str = "") -> Unit:
    return Unit(code, name or f"Unit {code}", "county", contact=Contact("A. Head", "123"))


def units(count: int) -> list[Unit]:
    return [unit(f"{n:04}") for n in range(1, count + 1)]


def campaign(folder: Path, roster: Sequence[Unit], limits: dict[str, int] | None = None) -> Campaign:
    """The campaign in `folder`, whose templates are made if they are not there."""
    for name in ("book", "supplement"):
        path = folder / "templates" / f"{name}.docx"
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(f"template of the {name}".encode())
    figures = {u.code: Facts({"deaths": (limits or {}).get(u.code, 2)}) for u in roster}
    return Campaign(folder, SETTINGS, tuple(roster), CLAUSES, indicators=figures)


def threads(jobs: int) -> Executor:
    return ThreadPoolExecutor(jobs)


def means(made: list[str] | None = None) -> Means:
    """The quick press in this process; notes in `made` whose books it makes."""

    def press(order: Order) -> Pressed:
        if made is not None:
            made.append(order.identity.id)
        return quick_press(order)

    return Means(jobs=2, executor=threads, press=press, fingerprint=quick_fingerprint)


def make(office: Campaign, choice: Choice | None = None, made: list[str] | None = None) -> BooksReport:
    return make_books(office, who=WHO, choice=choice, means=means(made))


def outcomes(report: BooksReport) -> dict[str, BookOutcome]:
    return {result.unit: result.outcome for result in report.results}


def codes(report: BooksReport) -> list[str]:
    return [finding.code.id for finding in report.findings]


def files(folder: Path) -> dict[str, bytes]:
    """Every file under `folder` with its content."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def stamps(folder: Path) -> dict[str, tuple[int, int]]:
    """Every file under `folder` with what changes when it is written anew."""
    return {p.name: (p.stat().st_ino, p.stat().st_mtime_ns) for p in folder.rglob("*") if p.is_file()}


def without_out(office: Campaign) -> None:
    shutil.rmtree(office.folder / "out")


def renamed(office: Campaign, code: str, name: str) -> Campaign:
    return replace(office, units=tuple(replace(u, name=name) if u.code == code else u for u in office.units))
