"""A year of any number of units, made up by a seed: returns, ledgers and register, with losses of every kind."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from docgen.assessment import Office
from docgen.findings import NOWHERE, Place
from docgen.model import Answer, Facts, FieldState, Record, ReturnState, Submission, Unit, Value
from docgen.model.returns import AnswerValue

YEAR = 2026
Cells = dict[str, Value]
QUARTERS = tuple(f"{YEAR}Q{n}" for n in range(1, 5))
DUE = {
    **{("QIS", f"{YEAR}Q{n}"): date(YEAR + (n == 4), (4, 7, 10, 1)[n - 1], 10) for n in range(1, 5)},
    ("HRL", f"{YEAR}Q4"): date(YEAR + 1, 1, 8),
    ("SPR", f"{YEAR}H1"): date(YEAR, 7, 20),
    **{(form, str(YEAR)): date(YEAR + 1, 1, 8) for form in ("APR", "SAF", "MHR", "DRL", "TCT", "MTG")},
}
PAIRS = (
    ("problems_raised", "problems_settled"), ("should_sign", "signed"), ("should_assess", "assessed"),
    ("high_risk_ents", "risk_covered"), ("veto_due", "veto_consulted"), ("proj_total", "proj_compliant"),
    ("haz_due", "haz_rectified_due"), ("std_should", "std_qualified"), ("org_should", "org_ok"),
    ("illegal_found", "illegal_handled"), ("ban_opened", "ban_closed"), ("tasks_assigned", "tasks_done"),
    ("plans_should", "plans_ok"), ("ents_should_drill", "ents_drilled"), ("cases_due", "cases_closed_on_time"),
)  # fmt: skip
FLAGS = ("plan_reviewed", "method_issued", "indicators_cascaded", "rewards_done", "tech_in_plan", "warn_implemented",
         "veto_doc", "month_plan")  # fmt: skip
CAMPAIGNS = ("Road and bridge hazards", "Dangerous goods and fire", "One of its own")
ELEMENTS = ("declared", "assessed", "rules", "emergency_training", "signs", "inspected", "monitored")


@dataclass(frozen=True)
class Year:
    """What a whole year of units left behind."""

    records: tuple[Record, ...]
    office: Office


def year(count: int, seed: int = 1, unit_type: str = "County bureau") -> Year:
    """The year of `count` units."""
    units = tuple(Unit(f"{n:05d}", f"Unit {n}", unit_type) for n in range(count))
    made = [_unit(unit, random.Random(f"{seed}-{unit.code}")) for unit in units]
    ledgers: dict[str, dict[str, tuple[tuple[Facts, Place], ...]]] = {}
    for one in made:
        for name, rows in one.ledgers.items():
            ledgers.setdefault(name, {})[one.unit] = tuple((Facts(row), NOWHERE) for row in rows)
    office = Office(
        units=units,
        ledgers=ledgers,
        limits={one.unit: Facts({"deaths": one.limit}) for one in made},
        last={one.unit: Facts(one.last) for one in made},
        submissions=tuple(s for one in made for s in one.submissions),
        first_day=date(YEAR, 1, 1),
        cutoff=date(YEAR, 12, 31),
        today=date(YEAR + 1, 1, 25),
    )
    return Year(tuple(r for one in made for r in one.records), office)


@dataclass(frozen=True)
class _Made:
    unit: str
    records: tuple[Record, ...]
    submissions: tuple[Submission, ...]
    ledgers: dict[str, list[Cells]]
    limit: int
    last: dict[str, int]


def _unit(unit: Unit, chance: random.Random) -> _Made:
    missing = chance.choice([*DUE, None, None, None, None, None, None])
    records = tuple(
        Record(form, "1", unit.code, period, answers, rows)
        for (form, period) in DUE
        if (form, period) != missing
        for answers, rows in [answers_of(form, chance)]
    )
    submissions = tuple(_submission(unit.code, form, period, due, (form, period) == missing, chance)
                        for (form, period), due in DUE.items())  # fmt: skip
    last = {"accidents": chance.randint(0, 4), "deaths": chance.randint(0, 2), "serious": chance.randint(0, 3)}
    return _Made(unit.code, records, submissions, dict(_ledgers(chance)), chance.randint(0, 2), last)


def _submission(unit: str, form: str, period: str, due: date, is_missing: bool, chance: random.Random) -> Submission:
    if is_missing:
        return Submission(unit, form, period, ReturnState.MISSING, due)
    late = chance.choice([0] * 10 + [3, 8, 14])
    return Submission(unit, form, period, ReturnState.ACCEPTED, due, due + timedelta(days=late))


def answers_of(form: str, chance: random.Random) -> tuple[tuple[Answer, ...], dict[str, int]]:
    makers = {"QIS": _quarter, "APR": _annual, "HRL": _hazards, "MHR": _installations, "DRL": _drills, "TCT": _training}
    answers = tuple(makers.get(form, lambda _: iter(()))(chance))
    rows: dict[str, int] = {}
    for answer in answers:
        repeat, bracket, rest = answer.path.partition("[")
        if bracket:
            rows[repeat] = max(rows.get(repeat, 0), int(rest.partition("]")[0]))
    return answers, rows


def _read(path: str, value: AnswerValue, row: int = 0) -> Answer:
    place = Place("return.xlsx", "Form", f"C{len(path) + row}")
    return Answer(path, FieldState.READ, value, str(value), place=place)


def _quarter(chance: random.Random) -> Iterator[Answer]:
    total = chance.randint(5, 30)
    yield _read("inspection/special_inspections", chance.choice([0, 1, 1, 2, 3]))
    yield _read("inspection/ents_total", total)
    yield _read("inspection/ents_inspected", total - chance.choice([0, 0, 1, 2]))
    yield _read("hazards/hazards_overdue", chance.choice([0, 0, 0, 1, 2, 7]))
    yield _read("self_inspection/self_score", Decimal(chance.randint(800, 1000)) / 10)


def _annual(chance: random.Random) -> Iterator[Answer]:
    for due, done in PAIRS:
        total = chance.choice([0, 1, 5, 8, 12, 24, 191])
        yield _read(f"heading/{due}", total)
        yield _read(f"heading/{done}", max(0, total - chance.choice([0, 0, 0, 1, 4])))
    for flag in FLAGS:
        yield _read(f"heading/{flag}", chance.choice(["yes", "yes", "yes", "no"]))
    for name, most in (("tech_projects", 2), ("tech_upgrades", 2), ("joint_actions", 3), ("ban_actions", 2),
                       ("study_sessions", 3), ("month_activities", 4)):  # fmt: skip
        yield _read(f"heading/{name}", chance.randint(0, most))
    yield _read("heading/plan_date", date(YEAR, chance.choice([2, 3, 4]), 15))
    yield _read("heading/month_summary_date", date(YEAR, 7, chance.choice([5, 10, 11])))
    should = chance.choice([0, 4, 9])
    yield _read("heading/rescue_should", should)
    for name in ("rescue_body", "rescue_staff", "rescue_equip", "rescue_partner"):
        yield _read(f"heading/{name}", max(0, should - chance.choice([0, 0, 1])))
    for name in ("deaths", "accidents", "serious", "acc_late", "acc_omitted"):
        yield _read(f"heading/{name}", chance.choice([0, 0, 0, 0, 1]))
    for row in range(1, chance.randint(1, 4)):
        yield _read(f"campaigns[{row}]/name", CAMPAIGNS[row - 1], row)
        for name in ("targets", "plan", "fund", "summary"):
            yield _read(f"campaigns[{row}]/{name}", chance.choice(["yes", "yes", "yes", "no"]), row)
        found = chance.randint(0, 5)
        yield _read(f"campaigns[{row}]/maj_found", found, row)
        yield _read(f"campaigns[{row}]/maj_treated", max(0, found - chance.choice([0, 0, 1])), row)


def _hazards(chance: random.Random) -> Iterator[Answer]:
    for row in range(1, chance.randint(1, 8)):
        yield _read(f"rows[{row}]/hazard_no", f"H-{row:02d}", row)
        yield _read(f"rows[{row}]/level", chance.choice(["general", "major"]), row)
        yield _read(f"rows[{row}]/deadline", date(YEAR, chance.randint(3, 12), 20), row)
        for name in ("duty_person", "measures", "emergency_plan"):
            if chance.random() < 0.9:
                yield _read(f"rows[{row}]/{name}", "x", row)
        yield _read(f"rows[{row}]/fund", Decimal("1.5"), row)
        yield _read(f"rows[{row}]/monitored", chance.choice(["yes", "yes", "no"]), row)
        if chance.random() < 0.7:
            yield _read(f"rows[{row}]/rectified_date", date(YEAR, chance.randint(3, 12), 15), row)


def _installations(chance: random.Random) -> Iterator[Answer]:
    for row in range(1, chance.randint(1, 5)):
        yield _read(f"rows[{row}]/mh_no", f"M-{row}", row)
        for name in ELEMENTS:
            yield _read(f"rows[{row}]/{name}", chance.choice(["yes", "yes", "yes", "yes", "no"]), row)


def _drills(chance: random.Random) -> Iterator[Answer]:
    for row in range(1, chance.randint(1, 4)):
        yield _read(f"rows[{row}]/drill_date", date(YEAR, 6, row), row)
        yield _read(f"rows[{row}]/evaluated", chance.choice(["yes", "no"]), row)
        yield _read(f"rows[{row}]/plan_revised", chance.choice(["yes", "no"]), row)
        if chance.random() < 0.5:
            yield _read(f"rows[{row}]/problems", "x", row)


def _training(chance: random.Random) -> Iterator[Answer]:
    for post in ("principal", "manager", "special"):
        total = chance.choice([0, 12, 50, 64, 120])
        yield _read(f"totals/{post}_total", total)
        yield _read(f"totals/{post}_certified", max(0, total - chance.choice([0, 0, 1, 3])))
    total = chance.choice([40, 300])
    yield _read("totals/staff_total", total)
    yield _read("totals/staff_trained", total - chance.choice([0, 0, 7]))


def _ledgers(chance: random.Random) -> Iterator[tuple[str, list[Cells]]]:
    attendance = ("present", "present", "present", "deputy", "absent")
    yield "meetings", [{"meeting": f"meeting {n}", "attendance": chance.choice(attendance)} for n in range(5)]
    yield (
        "supervision",
        [
            {"quarter": quarter, "score": Decimal(chance.randint(800, 1000)) / 10, "reason": "x"}
            for quarter in QUARTERS
            if chance.random() < 0.5
        ],
    )
    yield "warnings", []
    yield "veto", []
    yield "unlisted", [{"hazard": "x"}] if chance.random() < 0.05 else []
    yield "enforcement", [{"document": "D-1"}] if chance.random() < 0.1 else []
    yield "events", []
    yield (
        "bonus",
        [
            {
                "matter": f"m{n}",
                "kind": "bonus",
                "level": chance.choice(["city", "province", "nation"]),
                "document": "1",
            }
            for n in range(chance.choice([0, 0, 0, 1, 2]))
        ],
    )
    yield "accidents", [_accident(n, chance) for n in range(chance.choice([0, 0, 0, 1, 2]))]


def _accident(number: int, chance: random.Random) -> Cells:
    when = datetime(YEAR, chance.randint(1, 12), 3, 8)
    return {
        "accident_no": f"A-{number}", "occurred_at": when, "known_at": when,
        "reported_at": when + timedelta(minutes=chance.choice([20, 50, 90])),
        "liability": chance.choice(["full", "none"]),
        "deaths": chance.choice([0, 0, 1]), "missing": 0, "serious": chance.choice([0, 1]), "loss": Decimal(10),
        "accident_type": "fire", "rescue_at_once": "yes", "aftermath_done": chance.choice(["yes", "no"]),
    }  # fmt: skip
