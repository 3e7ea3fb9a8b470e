"""An order for every paper that is no book: rules, warnings, replies, notices and results, of units good and bad."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import cycle
from pathlib import Path

from docgen.assessment import Rules
from docgen.assessment.assess import assess_one
from docgen.assessment.differences import difference, reply_paper
from docgen.assessment.explain import explain
from docgen.assessment.papers import Paper, order_of, rules_paper
from docgen.assessment.ranking import rank
from docgen.assessment.trials import trial_dossier
from docgen.assessment.unitsheet import sheet_paper, sheet_rows
from docgen.assessment.warn import papers_of, warnings_of
from docgen.batch import LimitedRead
from docgen.batch.limited import Answer
from docgen.campaign import Campaign, load_campaign, start_campaign
from docgen.cli.counter import open_counter
from docgen.cli.session import open_campaign
from docgen.cli.voice import Voice
from docgen.desk.notices import Notices
from docgen.language import speaking
from docgen.model import Assessment, Decision, DecisionKind, LossState, Unit
from docgen.press import Order, Pressed
from docgen.press.series import Means, Piece
from docgen.results import UnitYear, Year
from docgen.results.hazards import Happening, Turn, make_notices
from docgen.results.letters import letters, orders
from docgen.results.publish import Office as ResultsOffice
from docgen.results.report import notice_piece, report_piece
from tests.assessment.shipped import made, rules
from tests.assessment.test_decisions import LOSS, decided
from tests.desk.office import threads
from tests.templates.documents import SAMPLES

TODAY = date(2027, 2, 1)
"""After all that a sample's year asks for."""
WARNED = ("1 × ledger.warnings (kind: summons, attended: no)", "Y1"), ("1 × ledger.unlisted (hazard: x)", "J2")


def papers(language: str, folder: Path) -> dict[str, Order]:
    """An order for every paper of a sample by the name of its template; `language` as in `SAMPLES`."""
    start_campaign(folder, SAMPLES[language], {})
    campaign = load_campaign(folder).campaign
    assert campaign
    every = [*result_papers(campaign, language), notice(folder), hazard_notice(folder)]
    if language != "contractors":  # whose rules know no warnings
        every += [order_of(campaign, paper, TODAY) for paper in assessment_papers(campaign, language)]
    return {order.template.stem: order for order in every}


def assessment_papers(campaign: Campaign, language: str) -> Iterator[Paper]:
    """The rules as they are issued, a unit's sheet, a summons, a card, and the answer to an objection."""
    ruled = rules(SAMPLES[language])
    yield rules_paper(campaign, ruled, campaign.active_units()[0].type)
    dismissed = decided(DecisionKind.OBJECTION, "A2.1", LossState.DISMISSED)
    before, after = result(language, LOSS), result(language, LOSS, dismissed)
    with speaking(campaign.settings.language):
        rows = sheet_rows(before)
        yield sheet_paper(before, rows, len(rows))
        yield reply_paper(difference(before, after), dismissed)
    for given, rule in WARNED:
        subject = next(case.subject for case in result(language, given).cases if case.rule == rule)
        confirmed = result(language, given, decided(DecisionKind.CARD, subject, "confirmed"))
        for warned in warnings_of(campaign, [confirmed], TODAY):
            yield from papers_of(campaign, warned)


def result(language: str, given: str, *decisions: Decision) -> Assessment:
    ruled = rules(SAMPLES[language])
    return assess_one(made(SAMPLES[language]), replace(trial_dossier(ruled, given), decisions=decisions))


def result_papers(campaign: Campaign, language: str) -> Iterator[Order]:
    """The letter of the unit that lost most, an order, the published notice and the report."""
    year = year_of(campaign, rules(SAMPLES[language]), language)
    worst: list[Piece] = sorted(letters(year, until=TODAY, preview=False), key=lambda p: len(str(p.order.context)))
    for piece in (worst[-1], orders(year)[0], notice_piece(year), report_piece(year, {})):
        yield piece.order


def year_of(campaign: Campaign, ruled: Rules, language: str) -> Year:
    """Every unit of the roster with the figures of one of the cases that stand beside the rules."""
    plan, trials = made(SAMPLES[language]), cycle(ruled.trials)

    def of(unit: Unit) -> Assessment:
        dossier = trial_dossier(ruled, next(trials).given)
        return assess_one(plan, replace(dossier, unit=unit.code, name=unit.name, type=unit.type))

    units = campaign.active_units()
    ranked = rank(ruled, [of(unit) for unit in units])
    with speaking(campaign.settings.language):
        lines = [UnitYear(unit, one, explain(one)) for unit, one in zip(units, ranked, strict=True)]
    return Year(campaign, tuple(lines), TODAY)


def notice(folder: Path) -> Order:
    """The notice of a unit that has sent nothing by the end of the year."""
    ordered: list[Order] = []
    session = open_campaign(Voice(), TODAY, folder)
    with session.store() as store:
        counter = open_counter(session, store, "test")
        known = counter.register()
        work = Notices(counter.office, "", _nothing_came, keeping(ordered))
        work.write(known, counter.status(known, ""), [session.campaign.active_units()[0].code])
    return ordered[0]


def hazard_notice(folder: Path) -> Order:
    """The notice of a unit's hazards, as if all of them were listed on one day of the year."""
    ordered: list[Order] = []
    session = open_campaign(Voice(), TODAY, folder)
    unit = next(one for one in session.campaign.active_units() if one.lists.get("hazards"))
    listed = Happening(unit, Turn.LISTED, date(2026, 6, 5), tuple(unit.lists["hazards"]))
    with session.store() as store:
        office = ResultsOffice(session.campaign, store, session.who("test"), keeping(ordered))
        make_notices(office, [listed])
    return ordered[0]


def keeping(ordered: list[Order]) -> Means:
    """Means by which nothing is pressed, and every order is kept."""

    def keep(order: Order) -> Pressed:
        ordered.append(order)
        return Pressed(findings=())

    return Means(1, press=keep, executor=threads)


def _nothing_came(path: Path, _argument: Answer) -> LimitedRead:
    raise AssertionError(f"{path} came from nowhere")
