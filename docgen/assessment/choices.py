"""What campaign.toml settles, put over the rules: the office's own choices count, and where they differ is told."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from fractions import Fraction

from docgen.assessment.settings import SETTINGS
from docgen.assessment.sheets import RuleRow, Tables, sheet_place
from docgen.assessment.words import meant
from docgen.campaign import Campaign
from docgen.campaign.toml import FILE
from docgen.findings import Finding, Place
from docgen.findings import assessment as codes
from docgen.language import enumerated

_BLAMED = ("full", "main", "equal", "minor")
_BLAMED_FROM = {"full": 1, "main": 2, "equal": 3, "any": 4}
_DEATHS = ("deaths", "acr_deaths")
_LEVELS = ("larger", "major", "extraordinary")
_SIMPLE = 12
"""The largest denominator of a fraction that people mean by a rounded share."""
_LEVELS_FROM = {"second": 0, "third": 1}
Change = tuple[str, str, Callable[[RuleRow], bool], str, str]
"""What a choice changes: its key, a sheet, which rows, their column, the value."""


def chosen(campaign: Campaign, tables: Tables) -> tuple[Tables, tuple[Finding, ...]]:
    """`tables` as the office's choices make them, and a warning wherever they said otherwise."""
    changed = {sheet: list(rows) for sheet, rows in tables.items()}
    findings: list[Finding] = []
    for key, sheet, which, column, value in _changes(campaign):
        for number, row in enumerate(changed.get(sheet, ())):
            if which(row) and not _same(row.text(column), value):
                values = {"key": key, "ours": value or "-", "theirs": row.text(column) or "-"}
                findings.append(Finding(codes.RULES_CHOICE, row.at(column), values))
                changed[sheet][number] = replace(row, cells={**row.cells, column: value})
    grades, found = _grades(campaign, tables)
    ladder, late = _ladder(campaign, tables)
    return {**{sheet: tuple(rows) for sheet, rows in changed.items()}, **grades, **ladder}, (*findings, *found, *late)


def _same(theirs: str, ours: str) -> bool:
    try:
        return Fraction(theirs) == Fraction(ours)
    except (ValueError, ZeroDivisionError):
        return _words(theirs) == _words(ours)


def _words(text: str) -> set[str]:
    return {meant(word.strip()) for word in text.replace("；", ";").split(";") if word.strip()}


def _changes(campaign: Campaign) -> Iterator[Change]:
    choices = campaign.settings.choices
    told = choices.model_fields_set
    for stage, weight in choices.weights.items() if "weights" in told else ():
        yield f"weights.{stage}", "Stages", _row("stage", stage), "weight", str(weight)
    for key in ("decimals", "grade_from", "not_applicable"):
        if key in told:
            yield key, "Settings", _row("setting", key), "value", str(getattr(choices, key))
    if "bonus_lifts_grade" in told:
        yield "bonus_lifts_grade", "Settings", _row("setting", "bonus_lifts_grade"), "value", _yes(choices)
    if "card_caps_grade" in told and not choices.card_caps_grade:
        yield "card_caps_grade", "Settings", _row("setting", "card_cap"), "value", ""
    if "self_score_tolerance" in told:
        yield (
            "self_score_tolerance",
            "Stages",
            _row("kind", "self_scores"),
            "tolerance",
            str(choices.self_score_tolerance),
        )
    if "blame_from" in told:
        blamed = "; ".join(_BLAMED[: _BLAMED_FROM[choices.blame_from]])
        yield "blame_from", "Lists", _row("list", "blamed"), "words", blamed
    if "veto_from" in told:
        levels = "; ".join(_LEVELS[_LEVELS_FROM[choices.veto_from] :])
        yield "veto_from", "Lists", _row("list", "veto_levels"), "words", levels
    for figure in _DEATHS if "missing_counted" in told and not choices.missing_counted else ():
        yield "missing_counted", "Figures", _row("figure", figure), "add", "deaths"


def _yes(choices: object) -> str:
    return "yes" if getattr(choices, "bonus_lifts_grade", True) else "no"


def _row(column: str, wanted: str) -> Callable[[RuleRow], bool]:
    names = {wanted, SETTINGS[wanted].chinese} if wanted in SETTINGS else {wanted}
    return lambda row: row.text(column) in names or meant(row.text(column)) == wanted


def _grades(campaign: Campaign, tables: Tables) -> tuple[Tables, tuple[Finding, ...]]:
    """The grades of campaign.toml in place of the rules', where they differ; books print the former."""
    ours = [(grade.name, str(grade.lowest)) for grade in campaign.settings.grades]
    theirs = [(row.text("grade"), row.text("from")) for row in tables.get("Grades", ())]
    alike = len(ours) == len(theirs) and all(
        a[0] == b[0] and _same(a[1], b[1]) for a, b in zip(ours, theirs, strict=True)
    )
    if not ours or alike:
        return {}, ()
    rows = tuple(_grade(number, *one) for number, one in enumerate(ours, 1))
    said = [enumerated(f"{name} {lowest}" for name, lowest in grades) for grades in (ours, theirs)]
    place = sheet_place(tables, "Grades")
    values = {"key": "grades", "ours": said[0], "theirs": said[1]}
    return {"Grades": rows}, (Finding(codes.RULES_CHOICE, place, values),)


def _grade(number: int, name: str, lowest: str) -> RuleRow:
    """A grade of campaign.toml as a row of the rules, with where it stands there."""
    place, lowest_at = (Place(file=FILE, field=f"grades.{number}{part}") for part in ("", ".from"))
    return RuleRow("Grades", {"grade": name, "from": lowest}, {"from": lowest_at}, place)


def _ladder(campaign: Campaign, tables: Tables) -> tuple[Tables, tuple[Finding, ...]]:
    """The steps of lateness in campaign.toml, shares of a return's points, in place of the rules' where they differ."""
    rows = tables.get("Lateness", ())
    points = [_fraction(row.text("points")) for row in rows]
    full = points[0] if points else None
    choices = campaign.settings.choices
    if not full or None in points or "lateness" not in choices.model_fields_set:
        return {}, ()
    ours = [(step.days, _share(step.share)) for step in choices.lateness]
    theirs = [(row.text("days"), point / full) for row, point in zip(rows, points, strict=True) if point is not None]
    if [(str(days), round(share, 4)) for days, share in ours] == [(days, round(share, 4)) for days, share in theirs]:
        return {}, ()
    kept = tuple(RuleRow("Lateness", {"days": str(days), "points": _decimal(share * full)}) for days, share in ours)
    values = {"key": "lateness", "ours": _steps(ours), "theirs": _steps(theirs)}
    return {"Lateness": kept}, (Finding(codes.RULES_CHOICE, sheet_place(tables, "Lateness"), values),)


def _fraction(text: str) -> Fraction | None:
    try:
        return Fraction(text)
    except (ValueError, ZeroDivisionError):
        return None


def _decimal(points: Fraction) -> str:
    return f"{float(points):.6f}".rstrip("0").rstrip(".")


def _share(percent: object) -> Fraction:
    """A share as it is written; one that was rounded to be written is the fraction it comes of: 66.67 is two thirds."""
    written = Fraction(str(percent)) / 100
    simple = written.limit_denominator(_SIMPLE)
    return simple if round(simple * 100, 2) == written * 100 else written


def _steps(ladder: Iterable[tuple[object, Fraction]]) -> str:
    return ", ".join(f"{days}={float(share * 100):.4g}" for days, share in ladder)
