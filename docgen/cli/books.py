"""`docgen books`: make what is missing, and issue it once a person has confirmed."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import click

from docgen.assessment.campaign import rules_file
from docgen.assessment.versions import versions_of
from docgen.batch import default_jobs
from docgen.books import (
    BookOutcome,
    BookResult,
    BooksReport,
    Choice,
    Means,
    PrintRun,
    ReleaseReport,
    Unlocked,
    lint_templates,
    make_books,
    print_run,
    reissue,
    release,
    supplement,
    unlock,
)
from docgen.cli.options import pass_voice, shared, today_option
from docgen.cli.passphrases import passphrases
from docgen.cli.report import Grid, Report
from docgen.cli.session import Session, lost_from, open_campaign
from docgen.cli.voice import Voice
from docgen.errors import CampaignError, UsageError
from docgen.findings import has_errors
from docgen.findings.assessment import RULES_YEAR
from docgen.findings.books import BOOK_RESTORED
from docgen.findings.campaign import TEMPLATE_MISSING, TEMPLATE_NEAR
from docgen.language import enumerated, say


@dataclass(frozen=True, slots=True)
class Wanted:
    """The options of `docgen books` as one value."""

    unit: tuple[str, ...]
    draft: bool
    pdf: bool
    sign: bool
    print_run: bool
    jobs: int
    yes: bool
    reissue: str | None
    supplement: str | None
    reason: str
    today: date | None

    def check(self) -> None:
        """Raise UsageError if the options contradict each other."""
        revision = self.reissue or self.supplement
        if self.reissue and self.supplement:
            raise UsageError(say("--reissue and --supplement cannot go together."), say("Choose one of them."))
        if revision and not self.reason.strip():
            raise UsageError(
                say("A released book is revised for a reason only."),
                say("Add --reason and say why; the journal keeps it."),
            )
        if revision and (self.unit or self.draft or not self.pdf or not self.sign):
            raise UsageError(
                say("--reissue and --supplement act on one released book, in full."),
                say("Leave out --unit, --draft, --no-pdf and --no-sign."),
            )
        if self.print_run and (revision or self.draft or not self.pdf):
            raise UsageError(
                say("--print-run is for finished books: not with --draft, --no-pdf, --reissue or --supplement."),
                say("Leave one of them out."),
            )
        if self.reason and not revision:
            raise UsageError(
                say("--reason belongs to --reissue or --supplement."), say("Add one of them with the unit's code.")
            )


@dataclass(frozen=True, slots=True)
class BooksResult:
    """JSON of `docgen books`: what was made in `folder`, what waits for release, what was released."""

    folder: str
    books: tuple[BookResult, ...]
    releasable: tuple[str, ...] = ()
    released: tuple[str, ...] = ()
    print_run: PrintRun | None = None


@click.command()
@click.option("--unit", multiple=True, metavar="CODE", help="Only this unit; may be given several times.")
@click.option("--draft", is_flag=True, help="Drafts with a watermark and without a number; never released.")
@click.option("--no-pdf", "pdf", flag_value=False, default=True, help="Word files only.")
@click.option("--no-sign", "sign", flag_value=False, default=True, help="Make the books, but release none.")
@click.option("--print-run", is_flag=True, help="Also all books in one PDF for the print shop, and a sign-in sheet.")
@click.option(
    "--jobs", type=click.IntRange(1), default=default_jobs, metavar="N", help="Workers. [default: processors]"
)
@click.option("--yes", is_flag=True, help="Release without asking.")
@click.option("--reissue", metavar="CODE", help="A new version of this unit's released book; needs --reason.")
@click.option("--supplement", metavar="CODE", help="A sheet that says what changed since release; needs --reason.")
@click.option("--reason", default="", metavar="R", help="Why a released book is revised; kept in the journal.")
@today_option
@shared
@pass_voice
def books(voice: Voice, /, **options: Any) -> Report:
    """Make every unit's book; release what is confirmed.

    Only what is missing or has changed is made. A released book is frozen: where the roster says otherwise now, that
    is reported, and acted on only by --reissue or --supplement.

    \b
    Examples:
      docgen books --draft
      docgen books --unit 0101 --unit 0102
      docgen books --yes
      docgen books --yes --print-run
      docgen books --reissue 0101 --reason "new head of the bureau"
    """
    wanted = Wanted(**options)
    wanted.check()
    session = _with_rules(open_campaign(voice, wanted.today))
    _refuse_faulty_template(voice, session, wanted)
    if wanted.reissue or wanted.supplement:
        return _revise(voice, session, wanted)
    made = _make(voice, session, wanted)
    keys = _keys(voice, session, wanted, made)
    released = _release(voice, session, wanted, made, keys)
    return _report(session, made, released, _print(session, wanted), keys)


def _with_rules(session: Session) -> Session:
    """The session, to whose findings belongs that the rules, whose items a book prints, are those of another year."""
    if not rules_file(session.campaign).exists():
        return session
    told = (finding for version in versions_of(session.campaign) for finding in version.parsed.findings)
    return replace(session, findings=(*session.findings, *(one for one in told if one.code is RULES_YEAR)))


def _refuse_faulty_template(voice: Voice, session: Session, wanted: Wanted) -> None:
    """Say what is wrong with the template once, instead of once for every unit."""
    books = session.campaign.settings.books
    name = books.supplement if wanted.supplement else books.template
    missing = [fault for fault in session.findings if fault.code in (TEMPLATE_MISSING, TEMPLATE_NEAR)]
    if missing and not (session.campaign.folder / name).is_file():
        voice.show_findings(missing)
        raise CampaignError(
            say("The template {name} is not there, so nothing was made from it.", name=name),
            say("Mend what docgen check lists, then run the same command again."),
        )
    faults = [fault for lint in lint_templates(session.campaign) if lint.name == name for fault in lint.faults]
    if has_errors(faults):
        voice.show_findings(faults)
        raise CampaignError(
            say("The template {name} has errors, so nothing was made from it.", name=name),
            say("Correct it in Word; docgen check --annotate marks each place in a copy."),
        )


def _make(voice: Voice, session: Session, wanted: Wanted) -> BooksReport:
    choice = Choice(units=wanted.unit, draft=wanted.draft, pdf=wanted.pdf)
    with voice.progress(say("Making books")) as step:
        means = Means(jobs=wanted.jobs, progress=step)
        return make_books(session.campaign, who=session.who("docgen books"), choice=choice, means=means)


def _release(voice: Voice, session: Session, wanted: Wanted, made: BooksReport, keys: Unlocked) -> ReleaseReport | None:
    """Sign and issue what is ready if a person says so; None if nothing was to be issued or nobody said so."""
    if not made.releasable or not wanted.sign or has_errors(session.findings) or not keys.may_go_on:
        return None
    if not wanted.yes and not _confirmed(voice, made, keys):
        return None
    with voice.progress(say("Releasing")) as step:
        who, means = session.who("docgen books"), Means(progress=step)
        return release(session.campaign, who=who, units=made.releasable, means=means, signing=keys.signing)


def _keys(voice: Voice, session: Session, wanted: Wanted, made: BooksReport) -> Unlocked:
    """The campaign's keys, opened only where something waits to be signed."""
    if not made.releasable or not wanted.sign or has_errors(session.findings):
        return Unlocked()
    return unlock(session.campaign, passphrases(voice), session.now)


def signed_by(released: ReleaseReport) -> str:
    """Whether the books were signed, and by whom."""
    if released.signers:
        return say("They are sealed and signed by {signers}.", signers=released.signers)
    return say("They are not signed: the campaign names no key. To try it out: docgen keys demo")


def _print(session: Session, wanted: Wanted) -> PrintRun | None:
    """The print run, if one is wanted, of what is issued or made by now."""
    if not wanted.print_run:
        return None
    return print_run(session.campaign, who=session.who("docgen books --print-run"), choice=Choice(units=wanted.unit))


def _about(run: PrintRun) -> Iterator[str]:
    issued = sum(book.issued for book in run.books)
    yield say(
        "Print run: {books:book|books} ({issued} released, {made} as made), {pages:page|pages}, blank backs: {blank}.",
        books=len(run.books),
        issued=issued,
        made=len(run.books) - issued,
        pages=run.pages,
        blank=run.blank_backs,
    )
    yield say("{files} in {folder}.", files=enumerated(run.files), folder=run.folder)


def _confirmed(voice: Voice, made: BooksReport, keys: Unlocked) -> bool:
    ready = tuple(result for result in made.results if result.unit in made.releasable)
    if voice.interactive:
        voice.show_grid(_grid(say("About to be released"), ready))
    if keys.signing:
        question = say(
            "Sign as {signers} and release {count:book|books}?", signers=keys.signing.names, count=len(ready)
        )
        return voice.confirm(question)
    return voice.confirm(say("Release {count:book|books}? What is released is frozen from then on.", count=len(ready)))


def _revise(voice: Voice, session: Session, wanted: Wanted) -> Report:
    who, keys = session.who("docgen books"), unlock(session.campaign, passphrases(voice), session.now)
    if not keys.may_go_on:
        return Report(BooksResult("", ()), keys.findings, summary=(say("Nothing was made or released."),))
    if wanted.reissue:
        result = reissue(session.campaign, wanted.reissue, wanted.reason, who=who, signing=keys.signing)
    else:
        sheet, reason = wanted.supplement or "", wanted.reason
        result = supplement(session.campaign, sheet, reason, who=who, signing=keys.signing)
    done = say(
        "{unit}: {files} made and released. The books of other units were untouched.",
        unit=result.unit,
        files=enumerated(result.files),
    )
    folder = str(session.campaign.folder / "out" / ("supplements" if wanted.supplement else "books"))
    where = (say("{files} in {folder}.", files=enumerated(result.files), folder=folder),) if result.files else ()
    return Report(BooksResult(folder, (result,)), result.findings, (_grid("", (result,)),), (done, *where))


def _report(
    session: Session, made: BooksReport, released: ReleaseReport | None, run: PrintRun | None, keys: Unlocked
) -> Report:
    further = (*(released.findings if released else ()), *(run.findings if run else ()))
    findings = (*session.findings, *made.findings, *keys.findings, *further, *lost_from(session.campaign))
    result = BooksResult(
        made.folder,
        made.results,
        made.releasable,
        released.released if released else (),
        run,
    )
    shown = tuple(
        r for r in made.results if r.outcome is not BookOutcome.UNCHANGED and r.outcome is not BookOutcome.FROZEN
    )
    grids = (_grid(say("Books"), shown), *_differences(made)) if shown else ()
    return Report(result, findings, grids, (*_summary(session, made, released, keys), *(_about(run) if run else ())))


def _grid(title: str, results: tuple[BookResult, ...]) -> Grid:
    heads = (say("unit"), say("name"), say("number"), say("outcome"), say("pages"), say("files"))
    rows = (
        (r.unit, r.name, r.number, outcome_word(r.outcome), str(r.pages or ""), enumerated(r.files)) for r in results
    )
    return Grid(title, heads, tuple(rows))


def outcome_word(outcome: BookOutcome) -> str:
    """What one run did with a book, in the campaign's language."""
    words = {
        BookOutcome.MADE: say("made"),
        BookOutcome.UNCHANGED: say("unchanged"),
        BookOutcome.FAILED: say("failed"),
        BookOutcome.FROZEN: say("frozen"),
        BookOutcome.DIFFERS: say("differs"),
        BookOutcome.STALE: say("stale"),
    }
    return words[outcome]


def _differences(made: BooksReport) -> tuple[Grid, ...]:
    rows = tuple(
        (result.unit, result.name, difference.title or difference.field, difference.change)
        for result in made.results
        for difference in result.differences
    )
    heads = (say("unit"), say("name"), say("field"), say("released → now"))
    return (Grid(say("Differs from the released book"), heads, rows),) if rows else ()


def _summary(session: Session, made: BooksReport, released: ReleaseReport | None, keys: Unlocked) -> Iterator[str]:
    counts = {outcome.value: made.count(outcome) for outcome in BookOutcome}
    counts["frozen"] += counts["differs"]  # released before, both
    yield say(
        "Books: {made} made, {unchanged} unchanged, {frozen} released before, {failed} failed, in {folder}.",
        folder=made.folder,
        **counts,
    )
    if restored := sum(finding.code is BOOK_RESTORED for finding in made.findings):
        yield say("Files restored from the archive: {count}.", count=restored)
    if released:
        yield say("Books released: {count}.", count=len(released.released))
        yield signed_by(released)
    elif made.releasable:
        yield from _why_not_released(session, made, keys)
    if made.count(BookOutcome.DIFFERS):
        yield say(
            "Released books that differ from the roster: {differs}; --reissue or --supplement acts on one.", **counts
        )
    yield say("Returns and books already released were untouched.")


def _why_not_released(session: Session, made: BooksReport, keys: Unlocked) -> Iterator[str]:
    if has_errors(session.findings):
        yield say("Nothing was released: mend the errors first (docgen check lists them all).")
    elif not keys.may_go_on:
        yield say("Nothing was signed or released: mend first what is wrong with the keys.")
    else:
        yield say(
            "Books waiting to be released: {count}. To release them: docgen books --yes", count=len(made.releasable)
        )
