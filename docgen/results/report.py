"""The report to the leading group, and the published notice: what all units came to, counted from the same results."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any, TypeGuard

from docgen.campaign import Campaign
from docgen.campaign.settings import IndicatorSetting
from docgen.excel import ColumnType
from docgen.language import in_percent, say, speaking
from docgen.model import ReturnState, Submission, Unit, Value
from docgen.press.series import Piece
from docgen.results.charts import can_draw
from docgen.results.comparing import compared, last_grades, last_mean
from docgen.results.letters import office_context, order_of
from docgen.results.reportcharts import report_charts
from docgen.results.year import UnitYear, Year, consequences_of, group_name, indicators_of

REPORT, NOTICE = "P", "N"
MOST = 10
"""So many of the items most often lost are told."""

Context = dict[str, Any]


Returns = Mapping[str, tuple[Submission, ...]]
"""Every return of each unit, as the office's register knows it."""


def report_piece(year: Year, returns: Returns) -> Piece:
    """The report, with its charts where they can be drawn."""
    context = report_context(year, returns)
    piece = _piece(year, "report", REPORT, year.campaign.settings.results.report, context)
    if not can_draw():
        return piece
    with speaking(year.campaign.settings.language):
        return replace(piece, order=replace(piece.order, drawings=report_charts(context)))


def notice_piece(year: Year) -> Piece:
    """The notice to all units: with scores, or names by grade only, as the campaign publishes."""
    return _piece(year, "notice", NOTICE, year.campaign.settings.results.notice, notice_context(year))


def _piece(year: Year, name: str, kind: str, template: str, context: Context) -> Piece:
    office = Unit("*", year.campaign.settings.issuer.name, "")
    title = f"{year.campaign.settings.name} {year.campaign.settings.year}"
    return Piece("*", name, order_of(year.campaign, office, kind, template, context, title, ""))


def report_context(year: Year, returns: Returns) -> Context:
    """What the report may say."""
    late = {unit: tuple(s for s in every if s.days_late or _is_missing(s)) for unit, every in returns.items()}
    with speaking(year.campaign.settings.language):
        return {
            **notice_context(year),
            "compared": compared(year),
            "forms": _forms(year.campaign, returns),
            "items": _most_lost(year),
            "types": _by_type(year),
            "indicators": _indicators(year.campaign, year),
            "late": [_late(year, code, returns) for code, returns in late.items() if returns],
            "pending": [{"code": one.unit.code, "name": one.unit.name} for one in year.pending],
        }


def notice_context(year: Year) -> Context:
    """What the notice may say."""
    settings = year.campaign.settings
    total, last = len(year.settled), last_grades(year)
    grades = [
        {"name": name, "count": count, "share": _share(count, total), "last": last.get(name) if last else None}
        for name, count in year.grades().items()
    ]
    return {
        **office_context(year.campaign),
        "date": year.day,
        "with_scores": settings.choices.publish == "scores",
        "total": total,
        "grades": grades,
        "groups": [
            {"name": group_name(year.campaign, name), "units": [_line(year, one) for one in units]}
            for name, units in year.by_group().items()
        ],
        "named": [{"grade": name, "units": _names(year, name)} for name in year.grades()],
        "vetoed": [one.unit.name for one in year.settled if one.result.vetoes],
        "carded": [one.unit.name for one in year.settled if one.result.cards],
    }


def _share(count: int, total: int) -> str:
    return in_percent(f"{count * 100 / total:.0f}") if total else "—"


def _line(year: Year, one: UnitYear) -> Context:
    award = sum(c.award for c in consequences_of(year.campaign, one))
    return {
        "rank": one.result.rank,
        "code": one.unit.code,
        "name": one.unit.name,
        "score": one.told.score,
        "grade": one.told.grade,
        "award": award or None,
    }


def _names(year: Year, grade: str) -> list[str]:
    """Units of a grade by name, in no order of merit."""
    return sorted(one.unit.name for one in year.settled if one.result.grade == grade)


def _most_lost(year: Year) -> list[Context]:
    """The items lost by most units, with how many points of the final score in all."""
    units: Counter[str] = Counter()
    points: dict[str, Fraction] = {}
    titles: dict[str, str] = {}
    for one in year.settled:
        titles |= {item.item: item.title for item in one.result.items}
        lost = [loss for loss in one.result.losses if loss.final > 0 and loss.item in titles]  # a stage is no item
        units.update({loss.item for loss in lost})
        for loss in lost:
            points[loss.item] = points.get(loss.item, Fraction(0)) + loss.final
    return [
        {"item": item, "title": titles.get(item, item), "units": count, "points": f"{float(points[item]):.2f}"}
        for item, count in sorted(units.items(), key=lambda pair: (-pair[1], -points[pair[0]], pair[0]))[:MOST]
    ]


def _by_type(year: Year) -> list[Context]:
    found: dict[str, list[UnitYear]] = {}
    for one in year.settled:
        found.setdefault(one.unit.type, []).append(one)
    rows = []
    for kind, units in found.items():
        scores = [one.result.score for one in units if one.result.score is not None]
        grades = Counter(one.result.grade for one in units)
        rows.append(
            {
                "name": group_name(year.campaign, kind),
                "count": len(units),
                "mean": f"{sum(scores) / len(scores):.2f}" if scores else "—",
                "best": str(max(scores)) if scores else "—",
                "worst": str(min(scores)) if scores else "—",
                "last_mean": last_mean(year, units),
                "grades": [grades.get(name, 0) for name in year.grades()],
            }
        )
    return rows


def _indicators(campaign: Campaign, year: Year) -> list[Context]:
    """What all units came to beside the office's own totals, else the sum of the units' limits.

    A rate is only told where the office set its total: the sum of rates is none. A figure nobody reported is not 0.
    """
    settings = campaign.settings.indicators
    told = {key: one for key, one in settings.items() if one.total or one.type is ColumnType.COUNT}
    return [_indicator(campaign, year, key, setting) for key, setting in told.items()]


def _indicator(campaign: Campaign, year: Year, key: str, setting: IndicatorSetting) -> Context:
    own = [pair for one in year.units for pair in indicators_of(campaign, one) if pair[0].indicator == key]
    limit, last = _whole(row.limit for row, _ in own), _whole(row.last_year for row, _ in own)
    if setting.total:
        limit = campaign.totals.get(key)
        last = campaign.last_totals.get(setting.last_year) if setting.last_year else None
    known = [actual for _, actual in own if _is_number(actual)]
    return {
        "title": setting.title,
        "measure": setting.measure,
        "limit": limit,
        "actual": _whole(known),
        "unknown": len(own) - len(known),
        "last_year": last,
    }


def _is_number(value: Value) -> TypeGuard[int | Decimal]:
    return isinstance(value, (int, Decimal)) and not isinstance(value, bool)


def _whole(values: Iterable[Value]) -> Value:
    """The sum of figures; none where one of them is lacking."""
    told = list(values)
    known = [value for value in told if _is_number(value)]
    return sum(known) if known and len(known) == len(told) else None


def _late(year: Year, code: str, returns: tuple[Submission, ...]) -> Context:
    unit = year.campaign.unit(code)
    late = [s for s in returns if s.days_late]
    missing = [s for s in returns if _is_missing(s)]
    return {
        "code": code,
        "name": unit.name if unit else code,
        "late": [say("{what}: {days:day|days}", what=_named(year, s), days=s.days_late) for s in late],
        "missing": [_named(year, s) for s in missing],
    }


def _named(year: Year, one: Submission) -> str:
    """A return by the title of its form and its period in words."""
    settings = year.campaign.settings
    period = settings.period(one.period)
    title = next((form.title for form in settings.forms if form.code == one.form), one.form)
    return say("{of}, {period}", of=title, period=period.short if period else one.period)


def _is_missing(one: Submission) -> bool:
    return one.state is ReturnState.MISSING


def _forms(campaign: Campaign, returns: Returns) -> list[Context]:
    """For each form, how many returns came in time, late, and never; those that are not due or waived are left out."""
    counted: dict[str, Counter[str]] = {}
    for one in (one for every in returns.values() for one in every):
        kind = "missing" if _is_missing(one) else _kind(one)
        counted.setdefault(one.form, Counter())[kind] += 1
    titles = {form.code: form.title for form in campaign.settings.forms}
    return [
        {
            "code": form,
            "title": titles.get(form, form),
            **{kind: count[kind] for kind in ("in_time", "late", "missing")},
        }
        for form, count in counted.items()
        if count["in_time"] + count["late"] + count["missing"]
    ]


def _kind(one: Submission) -> str:
    if one.received is None:
        return ""
    return "late" if one.days_late else "in_time"
