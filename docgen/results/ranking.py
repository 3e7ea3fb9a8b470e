"""The ranking of all settled units as a workbook, from the same results as the letters."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from docgen.excel.ranking import RankedGroup, RankedUnit, Ranking, RankingWords, UnitList, ranking_workbook
from docgen.language import enumerated, say, speaking
from docgen.model import Assessment
from docgen.results.year import UnitYear, Year, consequences_of, group_name


def ranking_bytes(year: Year) -> bytes:
    """The workbook, in the campaign's language."""
    settings = year.campaign.settings
    with speaking(settings.language):
        stages = next((one.told.stages for one in year.settled), ())
        awards = {c.when: c.award for c in settings.consequences}
        ranking = Ranking(
            title=say("{name} {year}: ranking", name=settings.issuer.name, year=settings.year),
            stages=tuple(title for title, _, _ in stages),
            grades=tuple((grade.name, awards.get(grade.name, 0)) for grade in settings.grades),
            groups=tuple(_group(year, name, units) for name, units in year.by_group().items()),
            words=_words(),
            lists=tuple(_lists(year)),
            paper=settings.paper,
        )
        return ranking_workbook(ranking)


def _lists(year: Year) -> Iterator[UnitList]:
    """What the campaign makes follow from a grade; a list that can only be empty is left out."""
    consequences = year.campaign.settings.consequences
    if any(c.award for c in consequences):
        yield _awards(year)
    if any(c.barred for c in consequences):
        yield _barred(year)


def _awards(year: Year) -> UnitList:
    """Who is given how much, in roster order."""
    found = ((one, sum(c.award for c in consequences_of(year.campaign, one))) for one in year.settled)
    rows = tuple((one.unit.code, one.unit.name, one.told.grade, award) for one, award in found if award)
    return UnitList(say("Awards"), (say("code"), say("unit"), say("grade"), say("award")), rows)


def _barred(year: Year) -> UnitList:
    """Who is kept from honours for the year, and why."""
    found = ((one, [c for c in consequences_of(year.campaign, one) if c.barred]) for one in year.settled)
    rows = tuple(
        (one.unit.code, one.unit.name, enumerated(c.when for c in barred), enumerated(c.text for c in barred))
        for one, barred in found
        if barred
    )
    return UnitList(
        say("Barred from honours"), (say("code"), say("unit"), say("because of"), say("what follows")), rows
    )


def _words() -> RankingWords:
    return RankingWords(
        rank=say("rank"),
        code=say("code"),
        name=say("unit"),
        score=say("score"),
        grade=say("grade"),
        award=say("award"),
        note=say("note"),
        grades=say("Grades"),
        count=say("units"),
        mean=say("mean"),
        total=say("Total"),
    )


def _group(year: Year, name: str, units: list[UnitYear]) -> RankedGroup:
    scored = [one.result for one in units if one.result.score is not None]
    places = {one.rank for one in scored if one.rank}
    shares = len(places) < sum(one.rank is not None for one in scored)
    dense = shares and max(places) == len(places)
    names = {one.unit.code: one.unit.name for one in units}
    rows = tuple(_unit(one, names[one.unit], scored) for one in scored)
    return RankedGroup(group_name(year.campaign, name), rows, dense)


def _unit(one: Assessment, name: str, group: list[Assessment]) -> RankedUnit:
    score = one.score or Decimal(0)
    equal = {other.rank for other in group if (other.score, bool(other.vetoes)) == (score, bool(one.vetoes))}
    return RankedUnit(
        code=one.unit,
        name=name,
        stages=tuple(_number(stage.score) for stage in one.stages),
        score=score,
        grade=one.grade,
        rank=one.rank,
        note=enumerated((*one.vetoes, *one.cards)),
        behind=bool(one.vetoes),
        tie=sum(rank < one.rank for rank in equal if rank) if one.rank else 0,
    )


def _number(score: Fraction | None) -> Decimal | None:
    """A stage's score as a cell shows it, to nine places: it is only looked at, nothing is reckoned from it."""
    return None if score is None else (Decimal(score.numerator) / Decimal(score.denominator)).quantize(Decimal("1e-9"))
