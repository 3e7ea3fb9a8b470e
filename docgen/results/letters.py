"""The result letter of each unit, and the order to put matters right: what the template may say (docs/results.md)."""

from dataclasses import replace
from datetime import date
from typing import Any

from docgen.campaign import Campaign
from docgen.files import unique_names
from docgen.language import say, speaking
from docgen.model import CaseKind, CaseState, Unit
from docgen.press import Order
from docgen.press.paper import About, paper_order
from docgen.press.series import Piece
from docgen.results.year import UnitYear, Year, clauses_of, consequences_of, indicators_of, printed_clause

LETTER, ORDER = "R", "O"
"""Kinds of page identity: a result letter, an order."""

Context = dict[str, Any]


def letters(year: Year, *, until: date | None, preview: bool) -> tuple[Piece, ...]:
    """The letter of every unit that gets one; a preview of every unit. `until` is the last day for objections."""
    units = year.units if preview else year.lettered
    names = _names(year.campaign, [one.unit for one in units])
    return tuple(_letter(year, one, names[one.unit.code], until, preview=preview) for one in units)


def orders(year: Year) -> tuple[Piece, ...]:
    """The order to put matters right, for each unit of which the consequences say so."""
    chosen = [one for one in year.settled if any(c.order for c in consequences_of(year.campaign, one))]
    names = _names(year.campaign, [one.unit for one in chosen])
    return tuple(_order(year, one, names[one.unit.code]) for one in chosen)


def _names(campaign: Campaign, units: list[Unit]) -> dict[str, str]:
    return unique_names({unit.code: f"{unit.code} {unit.short_name or unit.name}" for unit in units})


def _letter(year: Year, one: UnitYear, name: str, until: date | None, *, preview: bool) -> Piece:
    settings = year.campaign.settings.results
    context = letter_context(year, one) | {"until": until, "preview": preview}
    with speaking(year.campaign.settings.language):
        watermark = say("PREVIEW") if preview else ""
        title = say("Result {year}: {name}", year=year.campaign.settings.year, name=one.unit.name)
    return Piece(
        one.unit.code, name, order_of(year.campaign, one.unit, LETTER, settings.letter, context, title, watermark)
    )


def _order(year: Year, one: UnitYear, name: str) -> Piece:
    days = max(c.days for c in consequences_of(year.campaign, one) if c.order)
    context = letter_context(year, one) | {"days": days}
    with speaking(year.campaign.settings.language):
        title = say("Order {year}: {name}", year=year.campaign.settings.year, name=one.unit.name)
    template = year.campaign.settings.results.order
    return Piece(one.unit.code, name, order_of(year.campaign, one.unit, ORDER, template, context, title, ""))


def order_of(
    campaign: Campaign, unit: Unit, kind: str, template: str, context: Context, title: str, watermark: str
) -> Order:
    """The press's order for one paper of the results."""
    about = About(kind, unit.code, title)
    order = paper_order(campaign.folder / template, context, about, campaign.settings.imprint)
    return replace(order, watermark=watermark)


def letter_context(year: Year, one: UnitYear) -> Context:
    """All that a letter may say of one unit, every number as the explanation has it."""
    campaign = year.campaign
    with speaking(campaign.settings.language):
        return {
            **office_context(campaign),
            "date": year.day,
            "unit": unit_context(campaign, one.unit),
            "result": _result(one),
            "stages": [dict(zip(("title", "score", "weight"), stage, strict=True)) for stage in one.told.stages],
            "awards": [dict(zip(("rule", "points", "reason"), award, strict=True)) for award in one.told.awards],
            "cuts": [dict(zip(("points", "reason"), cut, strict=True)) for cut in one.told.cuts],
            "losses": _losses(campaign, one),
            "indicators": _indicators(campaign, one),
            "consequences": [c.text for c in consequences_of(campaign, one)],
            "own_score": one.own_score,
            "supersedes": _supersedes(one),
        }


def office_context(campaign: Campaign) -> Context:
    """What every paper of the results may say, whoever it is for."""
    settings = campaign.settings
    return {
        "campaign": {"name": settings.name, "year": settings.year, "language": settings.language},
        "issuer": settings.issuer.model_dump(),
        "grade_names": [grade.name for grade in settings.grades],
    }


def unit_context(campaign: Campaign, unit: Unit) -> Context:
    """What every paper may say of the unit it is for."""
    kind = campaign.settings.unit_types.get(unit.type)
    contact = {"name": unit.contact.name, "phone": unit.contact.phone, "email": unit.contact.email}
    own = {"code": unit.code, "name": unit.name, "short_name": unit.short_name or unit.name, "contact": contact}
    return {**unit.facts, **own, "type": unit.type, "type_name": kind.name if kind else unit.type}


def _result(one: UnitYear) -> Context:
    told = one.told
    cards = [case.title for case in one.result.cases if _is_confirmed(case.kind, CaseKind.CARD, case.state)]
    vetoes = [case.title for case in one.result.cases if _is_confirmed(case.kind, CaseKind.VETO, case.state)]
    return {
        "score": told.score,
        "exact": told.exact,
        "between": list(told.between),
        "sum": told.sum,
        "grade": told.grade,
        "by_score": told.by_score,
        "rank": told.rank,
        "group": told.group,
        "why": list(told.why),
        "vetoes": vetoes,
        "cards": cards,
        "digest": told.digest[:12],
        "rules": told.rules_title,
        "rules_id": told.rules,
        "settled": one.is_settled,
    }


def _is_confirmed(kind: CaseKind, wanted: CaseKind, state: CaseState) -> bool:
    return kind is wanted and state is CaseState.CONFIRMED


def _losses(campaign: Campaign, one: UnitYear) -> list[Context]:
    printed = clauses_of(campaign, one.unit)
    titles = {item.item: item.title for item in one.result.items}
    return [
        {name: getattr(loss, name) for name in ("stage", "item", "points", "final", "reason", "state")}
        | {
            "clause": printed_clause(loss.clause, printed),
            "title": titles.get(loss.item) or loss.stage,
            "evidence": "\n".join(loss.brief),
        }
        for loss in one.told.losses
    ]


def _supersedes(one: UnitYear) -> Context | None:
    """The difference sheet of a result that takes the place of a published one; None where it is the first."""
    old = one.supersedes
    if old is None:
        return None
    changes = [dict(zip(("title", "before", "after", "why"), change, strict=True)) for change in old.changes]
    return {"date": old.day, "score": old.score, "grade": old.grade, "changes": changes}


def _indicators(campaign: Campaign, one: UnitYear) -> list[Context]:
    return [
        {
            "title": indicator.title,
            "measure": indicator.measure,
            "limit": indicator.limit,
            "actual": actual,
            "last_year": indicator.last_year,
        }
        for indicator, actual in indicators_of(campaign, one)
    ]
