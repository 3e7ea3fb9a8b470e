"""What is odd about rules that can be read: sums, order, amounts without effect, rows that overlap, cases that fail."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from fractions import Fraction
from math import lcm

from docgen.assessment.formlint import lint_fields
from docgen.assessment.items import plan
from docgen.assessment.kinds import KINDS
from docgen.assessment.kinds.kind import Part, in_digits
from docgen.assessment.rules import EVERY_TYPE, Rules, StageKind
from docgen.assessment.sheets import sheet_place
from docgen.assessment.slots import listed
from docgen.assessment.trials import entries, run_trials
from docgen.assessment.words import meant
from docgen.findings import Finding, Place, Scalar, has_errors
from docgen.findings import assessment as codes
from docgen.model import FormDefinition

ZERO = Fraction(0)
MOST_PARTS = 1_000_000
"""The finest step rules may have is a point ÷ this."""


def lint_rules(rules: Rules, findings: Iterable[Finding], forms: Iterable[FormDefinition] = ()) -> tuple[Finding, ...]:
    """Everything odd about `rules`; cases are run only where reading found no error. `forms` settle field names."""
    found = [*_sums(rules), *_order(rules), *_grades(rules), *_amounts(rules), *_overlaps(rules), *_named(rules)]
    found += _ties(rules)
    found += lint_fields(rules, tuple(forms))
    if not has_errors((*findings, *found)):
        found += run_trials(plan(rules))
        found += _untried(rules)
    return tuple(dict.fromkeys(found))


def _sums(rules: Rules) -> Iterator[Finding]:
    points = sum((item.points for item in rules.items), ZERO)
    if points != rules.settings.total:
        values = {"sum": in_digits(points), "total": in_digits(rules.settings.total)}
        yield Finding(codes.RULES_TOTAL, sheet_place(rules.tables, "Items"), values)
    weights = sum((stage.weight for stage in rules.stages), ZERO)
    if weights != 100:
        yield Finding(codes.RULES_WEIGHTS, sheet_place(rules.tables, "Stages"), {"sum": in_digits(weights)})
    if sum(stage.kind is StageKind.ITEMS for stage in rules.stages) != 1:
        yield Finding(codes.RULES_ITEM_STAGE, sheet_place(rules.tables, "Stages"))

    step = quantum(rules)
    if step > MOST_PARTS:
        yield Finding(codes.QUANTUM, sheet_place(rules.tables, "Items"), {"quantum": step, "most": MOST_PARTS})


def quantum(rules: Rules) -> int:
    """Into how many parts a point is cut so that every amount of the rules is a whole number of them."""
    parts = [part for item in rules.items for part in item.parts]
    amounts = [item.points for item in rules.items]
    amounts += [amount for part in parts for amount in (part.points, part.lose, part.late, part.at_most or ZERO)]
    amounts += [band.points for part in parts for band in part.bands]
    amounts += [points for _, points in rules.ladder] + [bonus.points for bonus in rules.bonus]
    amounts += [stage.weight / 100 for stage in rules.stages] + [grade.lowest for grade in rules.grades]
    return lcm(*(amount.denominator for amount in amounts))


def _order(rules: Rules) -> Iterator[Finding]:
    rows = rules.tables.get("Lateness", ())
    for row, one, other in zip(rows[1:], rules.ladder, rules.ladder[1:], strict=False):
        if other[0] <= one[0] or other[1] >= one[1]:
            yield Finding(codes.LADDER_ORDER, row.place, {"days": other[0], "points": in_digits(other[1])})
    on_time = [part for item in rules.items for part in item.parts if part.kind == "on_time"]
    if on_time and not rules.ladder:
        yield Finding(codes.LADDER_MISSING, on_time[0].place)
    for part in on_time if rules.ladder else ():
        returns = sum(int(form.replace("x", "×").partition("×")[2] or 1) for form in part.forms)
        if rules.ladder[0][1] * returns != part.points:
            values = {"first": in_digits(rules.ladder[0][1]), "returns": str(returns), "points": in_digits(part.points)}
            yield Finding(codes.LADDER_POINTS, rows[0].place if rows else part.place, values)


def _grades(rules: Rules) -> Iterator[Finding]:
    rows = rules.tables.get("Grades", ())
    for row, one, other in zip(rows[1:], rules.grades, rules.grades[1:], strict=False):
        if other.lowest >= one.lowest:
            yield Finding(codes.GRADE_ORDER, row.at("from"), {"grade": other.name, "lowest": in_digits(other.lowest)})
    if rules.grades and rules.grades[-1].lowest != 0:
        yield Finding(codes.GRADE_GAP, rows[-1].at("from"), {"lowest": in_digits(rules.grades[-1].lowest)})
    if rules.grades and rules.grades[0].lowest > 100:
        yield Finding(codes.GRADE_HIGH, rows[0].at("from"), {"grade": rules.grades[0].name})
    names = {grade.name for grade in rules.grades}
    for row in rules.tables.get("Settings", ()):
        wanted = row.text("value")
        for key in ("card_cap", "missing_cap", "veto_grade"):
            if getattr(rules.settings, key) == wanted and wanted and wanted not in names:
                yield Finding(codes.GRADE_UNKNOWN, row.at("value"), {"grade": wanted})


def _amounts(rules: Rules) -> Iterator[Finding]:
    for item in rules.items:
        for part in item.parts:
            if part.lose and part.lose > part.points:
                values = {"lose": in_digits(part.lose), "points": in_digits(part.points)}
                yield Finding(codes.LOSE_ABOVE, _at(rules, part, "lose"), values)
            share = part.points / (part.needed or 1)
            if part.at_most is not None and part.at_most > share:
                values = {"at_most": in_digits(part.at_most), "points": in_digits(share)}
                yield Finding(codes.AT_MOST_ABOVE, _at(rules, part, "at_most"), values)
            for column, amount in (("lose", part.lose), ("late", part.late), ("at_most", part.at_most or ZERO)):
                if amount < 0:
                    yield Finding(codes.POINTS_NEGATIVE, _at(rules, part, column), {"points": in_digits(amount)})
            if part.late > part.points:
                values = {"late": in_digits(part.late), "points": in_digits(part.points)}
                yield Finding(codes.LATE_ABOVE, _at(rules, part, "late"), values)
            yield from _bands(rules, part)
    cap = rules.settings.bonus_cap
    for bonus in rules.bonus:
        if cap is not None and bonus.points > cap:
            values = {"rule": bonus.id, "points": in_digits(bonus.points), "cap": in_digits(cap)}
            yield Finding(codes.BONUS_ABOVE, bonus.place, values)


def _bands(rules: Rules, part: Part) -> Iterator[Finding]:
    if part.bands and part.bands[0].points != part.points:
        values = {"best": in_digits(part.bands[0].points), "points": in_digits(part.points)}
        yield Finding(codes.BANDS_POINTS, _at(rules, part, "bands"), values)

    if part.bands and part.bands[-1].lowest > 0:
        yield Finding(codes.BANDS_GAP, _at(rules, part, "bands"), {"lowest": in_digits(part.bands[-1].lowest)})


def _at(rules: Rules, part: Part, column: str) -> Place:
    """Where a cell of the part's row stands."""
    rows = (row for sheet in ("Items", "Parts") for row in rules.tables.get(sheet, ()))
    return next((row.at(column) for row in rows if row.place == part.place), part.place)


def _overlaps(rules: Rules) -> Iterator[Finding]:
    """One row counted against two items: the unit loses twice for one thing."""
    seen: dict[tuple[str, str], Part] = {}
    for item in rules.items:
        for part in item.parts:
            if part.kind == "per_row" and part.of is not None and not part.may_overlap:
                first = seen.setdefault((part.of.name, part.where.text), part)
                if first is not part:
                    yield Finding(codes.RULES_OVERLAP, part.place, {"one": first.item, "other": part.item})


def _named(rules: Rules) -> Iterator[Finding]:
    """Figures, lists and derived columns that nothing reads."""
    text = " ".join(
        cell for sheet, rows in rules.tables.items() if sheet != "Tests" for row in rows for cell in row.cells.values()
    )
    words = Counter(text.replace("(", " ").replace(")", " ").replace(";", " ").split())
    for sheet, column in (("Lists", "list"), ("Figures", "figure"), ("Derived", "column")):
        for row in rules.tables.get(sheet, ()):
            own = sum(other.text(column) == row.text(column) for other in rules.tables[sheet])
            if words[row.text(column)] <= own:
                yield Finding(codes.NAME_UNUSED, row.at(column), {"name": row.text(column)})


def _ties(rules: Rules) -> Iterator[Finding]:
    """What settles ties must be known."""
    known = {stage.id for stage in rules.stages} | {item.id for item in rules.items} | set(rules.names.figures)
    for row in rules.tables.get("Settings", ()):
        for name in (
            rules.settings.ties_by if tuple(map(meant, listed(row.text("value")))) == rules.settings.ties_by else ()
        ):
            if name.lstrip("-－ ") not in known:
                yield Finding(codes.TIES_UNKNOWN, row.at("value"), {"name": name})


def _untried(rules: Rules) -> Iterator[Finding]:
    """Items no case says anything of: a slip of a number would not be noticed."""
    tried: dict[str, int] = defaultdict(int)
    for trial in rules.trials:
        for entry in entries(trial.expect):
            tried[entry.partition("=")[0].strip()] += 1
    for item in rules.items:
        if rules.trials and not tried[item.id] and item.applies_to(EVERY_TYPE):
            yield Finding(codes.ITEM_UNTRIED, item.place, {"item": item.id})
    if rules.trials:
        yield from _boundaries(rules)
    else:
        yield Finding(codes.NO_CASES, sheet_place(rules.tables, "Tests"))


def _boundaries(rules: Rules) -> Iterator[Finding]:
    """Boundary cases that docgen rules probe proposes and nobody has put beside the rules."""
    tried = {_plain(trial.given) for trial in rules.trials}
    for item in rules.items:
        proposed = dict.fromkeys(given for part in item.parts for given in KINDS[part.kind].probes(part))
        lacking = [given for given in proposed if _plain(given) not in tried]
        if lacking:
            values: dict[str, Scalar] = {"item": item.id, "count": len(lacking), "given": lacking[0]}
            yield Finding(codes.BOUNDARY_UNTRIED, item.place, values)


def _plain(given: str) -> str:
    return "".join(given.split()).casefold()
