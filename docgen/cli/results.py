"""`docgen results`: letters, orders, notice, ranking and report; previewed to the units, then published and frozen."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import click

from docgen.assessment.actuals import OWN, actuals, read_actuals
from docgen.assessment.differences import difference
from docgen.assessment.explain import explain
from docgen.assessment.names import PLAIN, Names
from docgen.batch import default_jobs, exclusive
from docgen.books import Unlocked, unlock_for_letters
from docgen.cli.options import pass_voice, shared, today_option
from docgen.cli.passphrases import passphrases
from docgen.cli.report import Grid, Report
from docgen.cli.scores import Known, known
from docgen.cli.session import Session, open_campaign
from docgen.cli.voice import Voice
from docgen.errors import UsageError
from docgen.findings import Finding
from docgen.language import enumerated, say, speaking
from docgen.model import Assessment, ItemState, Submission, Value
from docgen.press.series import Means
from docgen.press.signing import Signing
from docgen.results import Papers, UnitYear, Year, make_papers
from docgen.results import preview as preview_results
from docgen.results import publish as publish_results
from docgen.results.publish import Approval, Office, grant_letters, granted
from docgen.results.year import Superseded
from docgen.store import Store, assessments


@dataclass(frozen=True, slots=True)
class ResultsResult:
    """JSON of `docgen results`: units with a letter and without, the last day for objections, what was published.

    `signers` are those who signed what was published now, empty if nobody did.
    """

    letters: tuple[str, ...] = ()
    pending: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()
    until: str = ""
    published: tuple[str, ...] = ()
    folder: str = ""
    signers: str = ""


@dataclass(frozen=True, slots=True)
class Wish:
    """What the command was asked for."""

    preview: bool = False
    publish: bool = False
    approver: str = ""
    document: str = ""
    letter_for: tuple[str, ...] = ()
    reason: str = ""
    jobs: int | None = None

    def check(self) -> None:
        """Raise UsageError if the options contradict each other."""
        if self.preview and self.publish:
            raise UsageError(say("--preview and --publish cannot go together."), say("Preview first, publish later."))
        if self.publish and not (self.approver.strip() and self.document.strip()):
            raise UsageError(
                say("Results are published by somebody, on a document."),
                say("Add --approver and --document; the journal keeps both."),
            )
        if self.letter_for and not self.reason.strip():
            raise UsageError(
                say("A unit whose grade is pending gets a letter for a reason only."),
                say("Add --reason and say why; the journal keeps it."),
            )


@click.command()
@click.option("--preview", is_flag=True, help="Make every unit's preview; the term for objections begins.")
@click.option("--publish", is_flag=True, help="Freeze the results and release the letters.")
@click.option("--approver", default="", metavar="NAME", help="Who approves the publication.")
@click.option("--document", default="", metavar="NO", help="The number of the document it is published by.")
@click.option("--letter-for", multiple=True, metavar="CODE", help="A letter for this unit though its grade is pending.")
@click.option(
    "--reason",
    default="",
    help="Why it gets one, or why to publish before the objections are in; the journal keeps it.",
)
@click.option("--jobs", type=click.IntRange(1), metavar="N", help="Worker processes. [default: one a processor]")
@today_option
@shared
@pass_voice
def results(voice: Voice, /, today: date | None, **options: bool | str | int | tuple[str, ...] | None) -> Report:
    """Make the papers of the year's end.

    For each unit whose grade stands a letter, and an order where the consequences ask for one; the notice, the
    ranking workbook and the report to the leading group. All come from the same results: run docgen assess first.
    With --publish the results are frozen: what changes later supersedes them. A unit whose grade is pending gets a
    letter only if the office decides so, by --letter-for.

    \b
    Examples:
      docgen results --preview
      docgen results
      docgen results --publish --approver "Li Ming" --document "No. 12 (2027)"
    """
    wish = Wish(**options)  # type: ignore[arg-type]
    wish.check()
    session = open_campaign(voice, today)
    keys = _keys(voice, session, wish)
    if not keys.may_go_on:
        return Report(ResultsResult(), keys.findings, summary=(say("Nothing was published."),), failed=True)
    lock = exclusive(session.campaign.folder / ".docgen-results.lock", command="docgen results")
    with lock, session.store() as store, voice.progress(say("Letters")) as progress:
        means = Means(jobs=wish.jobs or default_jobs(), progress=progress)
        office = Office(session.campaign, store, session.who("docgen results"), means)
        papers = make_results(session, store, office, wish, keys.signing)
    return _report(office, papers, keys.signing, wish)


def _keys(voice: Voice, session: Session, wish: Wish) -> Unlocked:
    """The campaign's keys, opened only where letters are to be signed now."""
    if not wish.publish or not session.campaign.settings.results.sign:
        return Unlocked()
    return unlock_for_letters(session.campaign, passphrases(voice), session.now)


def make_results(session: Session, store: Store, office: Office, wish: Wish, signing: Signing | None = None) -> Papers:
    """The papers that were wished for, from what is known on the day of the session; published ones signed."""
    facts = known(session, ())
    year, findings = _year(session, facts, list(facts.results()))
    if wish.letter_for:
        _grant(office, wish)
    year = replace(year, granted=granted(office))
    if wish.preview:
        return preview_results(office, year)
    made = make_papers(office, year, _returns(facts))
    made = replace(made, findings=(*findings, *made.findings))
    if not wish.publish:
        return made
    _refuse_early(made, year, wish)
    with store.begin() as tx:
        list(assessments.put(tx, office.who, office.campaign.settings.year, [one.result for one in year.units]))
    return publish_results(office, year, made, Approval(wish.approver, wish.document, wish.reason), signing)


def _refuse_early(made: Papers, year: Year, wish: Wish) -> None:
    """What is published is frozen: before the units have had their say it is so for a reason only."""
    if made.until and year.day <= made.until and not wish.reason.strip():
        raise UsageError(
            say("Units may object until {until}; nothing was published.", until=made.until),
            say("Publish after that day, or add --reason and say why it cannot wait; the journal keeps it."),
        )


def _grant(office: Office, wish: Wish) -> None:
    if strange := [code for code in wish.letter_for if office.campaign.unit(code) is None]:
        raise UsageError(
            say("There is no unit {code} in the roster.", code=enumerated(strange)),
            say("docgen status lists every unit with its code."),
        )
    grant_letters(office, wish.letter_for, wish.reason)


def _year(session: Session, facts: Known, results: list[Assessment]) -> tuple[Year, tuple[Finding, ...]]:
    units, settings = {unit.code: unit for unit in session.campaign.units}, session.campaign.settings
    figures, findings = read_actuals(settings, facts.rules)
    published = _published(session)
    came_to = actuals(facts.rules, facts.records, facts.office, figures)
    with speaking(settings.language):
        rows = tuple(
            UnitYear(
                units[one.unit],
                one,
                explain(one, facts.names),
                _own_score(came_to.get(one.unit, {})),
                came_to.get(one.unit),
                superseded(settings.zone, published.get(one.unit), one, facts.names),
            )
            for one in results
            if one.unit in units
        )
    return Year(session.campaign, rows, session.now.astimezone(settings.zone).date()), findings


def _published(session: Session) -> Mapping[str, assessments.Result]:
    """The newest published result of each unit."""
    with session.records() as store, store.begin() as tx:
        every = assessments.of_year(tx, session.campaign.settings.year)
    return {unit: told[-1] for unit, versions in every.items() if (told := [v for v in versions if v.published])}


def superseded(
    zone: ZoneInfo, before: assessments.Result | None, now: Assessment, names: Names = PLAIN
) -> Superseded | None:
    """What a published result said otherwise, in the current language; None if there is none or nothing differs."""
    if before is None or assessments.is_same(before.assessment, now):
        return None
    sheet = difference(before.assessment, now, names)
    titles = {key: title for one in (before.assessment, now) for key, title in _titles(one, names)}
    changes = [(titles.get(c.item, c.item), c.before, c.after, c.why) for c in sheet.changes]
    old, new = (str(rank or "") for rank in sheet.rank)
    changes += [(say("rank"), old, new, "")] if old != new else []
    day = datetime.fromisoformat(before.published).astimezone(zone).date()
    return Superseded(day, sheet.score[0], sheet.grade[0], tuple(changes))


def _titles(one: Assessment, names: Names) -> Iterator[tuple[str, str]]:
    """What points were lost by, as a difference sheet names it: items by their titles, all else by the stage's."""
    yield from ((item.item, item.title) for item in one.items)
    items = {item.item for item in one.items}
    for stage in one.stages:
        for loss in stage.losses:
            if loss.item not in items:
                what = names.said(loss.item)
                own = loss.item == stage.stage
                yield what, stage.title if own else say("{of}, {period}", of=stage.title, period=what)


def _own_score(came_to: Mapping[str, Value]) -> str:
    """The score the unit gave itself, as it wrote it; empty where it gave none."""
    own = came_to.get(OWN)
    return "" if own is None else str(own)


def _returns(facts: Known) -> Mapping[str, tuple[Submission, ...]]:
    """Every return of each unit, as the register knows it."""
    found: dict[str, list[Submission]] = {}
    for one in facts.office.submissions:
        found.setdefault(one.unit, []).append(one)
    return {unit: tuple(returns) for unit, returns in found.items()}


def _report(office: Office, papers: Papers, signing: Signing | None, wish: Wish) -> Report:
    done = tuple(one.unit for one in papers.letters if one.state is ItemState.DONE)
    failed = tuple(
        one.unit for one in (*papers.letters, *papers.orders, *papers.others) if one.state is not ItemState.DONE
    )
    until = papers.until.isoformat() if papers.until else ""
    result = ResultsResult(
        done, papers.pending, failed, until, papers.published, str(office.folder), signing.names if signing else ""
    )
    return Report(
        result,
        papers.all_findings,
        (_grid(office, papers, preview=wish.preview),),
        tuple(_summary(office, papers, signing, wish)),
        failed=bool(failed),
    )


def _grid(office: Office, papers: Papers, *, preview: bool) -> Grid:
    made = sum(one.made for one in papers.letters)
    paper = say("previews") if preview else say("letters")
    rows = [(paper, str(len(papers.letters)), str(made), str(office.folder))]
    rows += [(say("orders"), str(len(papers.orders)), str(sum(one.made for one in papers.orders)), str(office.folder))]
    rows += [
        (output.name, "1", str(int(one.made)), str(office.folder)) for one in papers.others for output in one.outputs
    ]
    rows += [("ranking.xlsx", "1", str(int(papers.ranking_made)), papers.ranking)] if papers.ranking else []
    return Grid("", (say("paper"), say("count"), say("made now"), say("where to look")), tuple(rows))


def _summary(office: Office, papers: Papers, signing: Signing | None, wish: Wish) -> Iterator[str]:
    if papers.until:
        yield from _objections(papers.until, office.day)
    if wish.preview:
        yield from _of_preview(papers)
    elif wish.publish:
        yield from _of_publication(office, papers, signing)
    else:
        yield from _of_copies(papers)
    if papers.pending and not wish.preview:
        yield from _held(papers)
    yield say("Returns and released books were untouched.")


def _objections(until: date, day: date) -> Iterator[str]:
    if day <= until:
        yield say("Units may object until {until}.", until=until)
    else:
        yield say("The term for objections ended on {until}.", until=until)


def _of_preview(papers: Papers) -> Iterator[str]:
    yield say("{count:unit has its preview|units have their previews}.", count=len(papers.letters))
    if papers.pending:
        yield say(
            "Of these, the grade of {count} is pending, which the preview says: {units}.",
            count=len(papers.pending),
            units=enumerated(papers.pending),
        )


def _of_copies(papers: Papers) -> Iterator[str]:
    """How far what was made now is published."""
    left = len(papers.letters) - len(papers.standing)
    if papers.standing:
        yield say("{count:result was|results were} published before and did not change.", count=len(papers.standing))
    if papers.standing and left:
        publish = "docgen results --publish --approver NAME --document NO"
        yield say("{count:result is|results are} not published. Next: {publish}", count=left, publish=publish)
    elif not papers.standing:
        yield say("Nothing is published yet. Next: docgen results --publish --approver NAME --document NO")


def _of_publication(office: Office, papers: Papers, signing: Signing | None) -> Iterator[str]:
    before = len(papers.letters) - len(set(papers.published) & {one.unit for one in papers.letters})
    if papers.published:
        yield say("{count:result is|results are} published now and frozen.", count=len(papers.published))
    else:
        yield say("Nothing new was published.")
    if before:
        yield say("{count:result was|results were} published before and did not change.", count=before)
    if signing:
        yield say("Letters and orders are sealed and signed by {signers}.", signers=signing.of_letters.names)
    elif office.campaign.settings.results.sign:
        yield say("They are not signed: the campaign names no key. To try it out: docgen keys demo")
    if papers.letters:
        yield say("Next: docgen send results")


def _held(papers: Papers) -> Iterator[str]:
    yield say(
        "{count:result is|results are} held back, without letter or rank, since the grade is pending: {units}."
        " docgen explain UNIT says why; once it is decided (docgen review, docgen decide), publish again.",
        count=len(papers.pending),
        units=enumerated(papers.pending),
    )
