"""Making the books: only those that are not there as they should be, each written whole and then recorded."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from docgen.batch import Task, run
from docgen.books.bench import Bench, Choice, read_template
from docgen.books.context import BookData
from docgen.books.desk import Desk, at_desk
from docgen.books.differences import frozen_data
from docgen.books.keep import compare_issued, look_after_stale
from docgen.books.plan import Planned, Standing, chosen_units, plan, reserve_numbers
from docgen.books.record import Recorder
from docgen.books.report import BookOutcome, BookResult, BooksReport
from docgen.campaign import Campaign
from docgen.press import Order, Pressed
from docgen.press.series import Means
from docgen.store import Who


def make_books(
    campaign: Campaign, *, who: Who, choice: Choice | None = None, means: Means | None = None
) -> BooksReport:
    """Make the chosen books that are missing or out of date, and say how each one stands.

    Working copies land in `out/books` (drafts in `out/drafts`), what is not fit in `out/quarantine`. Issued books are
    only compared. Raises UsageError, BusyError, FileTroubleError, StoreError, EngineError; what was finished before is
    kept, and the same command goes on from there.
    """
    choice, means = choice or Choice(), means or Means()
    with at_desk(campaign, who) as desk:
        template = read_template(campaign, campaign.settings.books.template)
        bench = Bench(campaign, template, choice, means.fingerprint(campaign.settings.books.engine))
        return _make(desk, bench, means)


def _make(desk: Desk, bench: Bench, means: Means) -> BooksReport:
    chosen_units(bench)  # a code that is mistyped is told before anything is entered
    if not bench.choice.draft:
        reserve_numbers(desk)
    shelf = desk.shelf(bench.choice.task)
    memory = desk.recall(bench.choice.task)
    planned = tuple(plan(bench, memory, shelf))
    recorder = Recorder(desk, shelf, bench.choice.task, memory, planned)
    results = {p.unit.code: compare_issued(desk, bench, memory, p) for p in planned if p.standing is Standing.RELEASED}
    results |= {r.unit: r for r in _kept(recorder, planned)}
    results |= {r.unit: r for r in _made(bench, means, recorder, planned)}
    stale = () if bench.choice.units else look_after_stale(desk, bench, memory)
    ordered = tuple(results[p.unit.code] for p in planned)
    return BooksReport(str(shelf.folder), (*ordered, *stale), () if bench.choice.draft else _releasable(ordered))


def _kept(recorder: Recorder, planned: Iterable[Planned]) -> Iterator[BookResult]:
    for p in planned:
        if p.standing is Standing.CURRENT:
            yield recorder.current(p)
        elif p.standing is Standing.RENAMED:
            yield recorder.rename(p)


def _made(bench: Bench, means: Means, recorder: Recorder, planned: Iterable[Planned]) -> Iterator[BookResult]:
    todo = {p.unit.code: p for p in planned if p.standing is Standing.TO_MAKE}
    in_hand: dict[str, BookData] = {}

    def tasks() -> Iterator[Task[Order]]:
        for code, p in todo.items():
            in_hand[code] = data = bench.data(p.unit, p.number)
            yield Task(code, bench.order(p.unit, data))

    outcomes = run(
        tasks(),
        means.press,
        total=len(todo),
        jobs=means.jobs,
        clock=means.clock,
        progress=means.progress,
        executor=means.executor,
    )
    for outcome in outcomes:
        p, data = todo[outcome.key], in_hand.pop(outcome.key)
        pressed = outcome.value or Pressed(findings=outcome.findings)
        pressed = replace(pressed, findings=(*data.findings, *pressed.findings))
        if pressed.is_fit:
            yield recorder.enter(p, pressed, frozen_data(data, bench.template.digest))
        else:
            yield recorder.refuse(p, pressed)


def _releasable(results: Iterable[BookResult]) -> tuple[str, ...]:
    ready = (BookOutcome.MADE, BookOutcome.UNCHANGED)
    return tuple(r.unit for r in results if r.outcome in ready and any(name.endswith(".pdf") for name in r.files))
