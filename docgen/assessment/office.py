"""What the office knows of its units besides their returns, and the dossiers that both make together."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from docgen.assessment.dossier import Cell, Dossier, Found, Returned, Row, ledger_rows, number_or_word, word
from docgen.assessment.rules import RuledItem, Rules
from docgen.assessment.slots import listed
from docgen.findings import NOWHERE, Place
from docgen.model import Decision, Facts, Record, ReturnState, Source, Submission, Unit

LedgerRows = Mapping[str, tuple[tuple[Facts, Place], ...]]
"""Rows of one ledger by unit code."""
VISIT_FORM = "VIS"


@dataclass(frozen=True)
class Office:
    """What is known besides the returns. A ledger the office does not keep is absent, which is not an empty one.

    `limits` and `last` are the indicators and last year's figures by unit code. `submissions` is the register of
    returns; without it every record counts as in time. `cutoff` is the day the assessment looks at, `today` that on
    which it is made, `first_day` that on which the term begins; None: those of the rules' year.
    """

    units: tuple[Unit, ...] = ()
    ledgers: Mapping[str, LedgerRows] = field(default_factory=dict)
    limits: Mapping[str, Facts] = field(default_factory=dict)
    last: Mapping[str, Facts] = field(default_factory=dict)
    submissions: tuple[Submission, ...] = ()
    decisions: tuple[Decision, ...] = ()
    first_day: date | None = None
    cutoff: date | None = None
    today: date | None = None


def dossiers(rules: Rules, records: Iterable[Record], office: Office) -> Iterator[Dossier]:
    """One dossier a unit: those of the roster in its order, else every unit with a record, by code."""
    by_unit: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        by_unit[record.unit].append(record)
    register: dict[str, list[Submission]] = defaultdict(list)
    for submission in office.submissions:
        register[submission.unit].append(submission)
    decisions: dict[str, list[Decision]] = defaultdict(list)
    for decision in sorted(office.decisions, key=lambda d: d.when):
        decisions[decision.unit].append(decision)
    units = office.units or tuple(Unit(code, code, "") for code in sorted(by_unit))
    for unit in units:
        yield dossier(rules, unit, by_unit[unit.code], register[unit.code], decisions[unit.code], office)


def dossier(
    rules: Rules,
    unit: Unit,
    records: Iterable[Record],
    register: Iterable[Submission],
    decisions: Iterable[Decision],
    office: Office,
) -> Dossier:
    """All that is known of one unit."""
    forms = _forms(records, register)
    return Dossier(
        unit=unit.code,
        name=unit.name,
        type=unit.type,
        forms=forms,
        ledgers={name: ledger_rows(name, rows.get(unit.code, ())) for name, rows in office.ledgers.items()},
        facts={
            "unit": {name: word(value) for name, value in unit.facts.items()},
            "limit": {name: word(value) for name, value in office.limits.get(unit.code, Facts()).items()},
            "last": {name: word(value) for name, value in office.last.get(unit.code, Facts()).items()},
        },
        verified=dict(_verified(rules, forms)),
        decisions=tuple({d.key: d for d in decisions}.values()),
        days=days_of(rules, office),
        lists={f"unit.{name}": _listed(name, rows) for name, rows in unit.lists.items()},
        derived=rules.derived,
        listed=rules.listed,
    )


def days_of(rules: Rules, office: Office) -> dict[str, date]:
    """The days every row knows."""
    year = rules.settings.year
    cutoff = office.cutoff or date(year, 12, 31)
    return {"first_day": office.first_day or date(year, 1, 1), "cutoff": cutoff, "today": office.today or cutoff}


def _forms(records: Iterable[Record], register: Iterable[Submission]) -> dict[str, tuple[Returned, ...]]:
    """Returns by form, in the order of periods; the register tells of those that did not come."""
    told = {(s.form, s.period): s for s in register}
    came = {(r.form, r.period): r for r in records}
    forms: dict[str, list[Returned]] = defaultdict(list)
    for form, period in sorted({*told, *came}):
        submission = told.get((form, period))
        record = came.get((form, period))
        if record is not None and submission is not None and submission.state is ReturnState.RETURNED:
            record = None  # sent back for correction: not acceptable as it stands
        forms[form].append(Returned(form, period, record, submission))
    return {form: tuple(returns) for form, returns in forms.items()}


def _verified(rules: Rules, forms: Mapping[str, tuple[Returned, ...]]) -> Iterator[tuple[tuple[str, str], Found]]:
    """The figures the team verified at year-end or at a visit, by name and the period they are of.

    A row of the visit sheet names an item; its verified figure is written `20`, which is the item's own figure,
    `20/24`, with what it is compared with, or in full: `APR.signed = 20; APR.should_sign = 24`.
    """
    for returned in forms.get(VISIT_FORM, ()):
        for table in returned.tables:
            for row in returned.rows(table):
                text, item = row.cells.get("verified_figure"), rules.item(str(row.cells.get("item_id")))
                for name, value in _figures(item, text) if item and text is not None else ():
                    found = Found(value, f"{row.name} {name}", Source.VERIFIED, row.place)
                    yield from (((name, period), found) for period in _periods(forms, name, returned.period))


def _figures(item: RuledItem, text: object) -> Iterator[tuple[str, Cell]]:
    """The figures a cell verifies, by name."""
    written = str(text)
    if "=" in written:
        for entry in listed(written):
            name, _, value = (part.strip() for part in entry.partition("="))
            yield name, number_or_word(value)
        return
    part = next((p for p in item.parts if p.value is not None and len(p.value.names) == 1), None)
    if part is None or part.value is None:
        return
    done, slash, due = written.partition("/")
    yield part.value.text, number_or_word(done.strip())
    if slash and part.base is not None and len(part.base.names) == 1:
        yield part.base.text, number_or_word(due.strip())


def _periods(forms: Mapping[str, tuple[Returned, ...]], name: str, visit: str) -> tuple[str, ...]:
    """The period a figure is of: that of a form returned once a year, else the visit's own."""
    returns = forms.get(name.partition(".")[0], ())
    return (returns[0].period,) if len(returns) == 1 else tuple(r.period for r in returns if r.period == visit)


def _listed(name: str, rows: tuple[Facts, ...]) -> tuple[Row, ...]:
    return tuple(_listed_row(name, number, facts) for number, facts in enumerate(rows, 1))


def _listed_row(name: str, number: int, facts: Facts) -> Row:
    cells = {key: word(value) for key, value in facts.items() if value is not None}
    first = next((str(v) for v in cells.values()), str(number))
    return Row(cells, f"unit.{name} {first}", Source.ROSTER, NOWHERE)
