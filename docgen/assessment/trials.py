"""Cases beside the rules: what is given beyond a unit that loses nothing, and what must come out, to the last digit.

    given:  APR.signed = 22; APR.should_sign = 24; 2 × ledger.meetings (attendance: absent); late APR = 4; confirmed V1
    expect: A2.1 = 1.375; score = 99.01; grade = Excellent; veto V1

`given` also knows `late QIS = missing`, `self 2026Q1 = 90`, `visit 2026Q1 = 84`, `APR.deaths = ?` (not known),
`deaths = *` (as reckoned from the rows given), `listed APR.campaigns` (and what the office's list has besides the rows
given), `rejected V1`; `expect` also `exact`, `stage self`, `between`,
`no case`, `pending`, `card Y1`, `A2.1 = n/a` and `ledger.accidents 1 level = larger`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

from docgen.assessment.amounts import Amount, as_number
from docgen.assessment.assess import assess_one
from docgen.assessment.dossier import NOT_THERE, Cell, Dossier, Found, Returned, Row, Rows, number_or_word
from docgen.assessment.items import Plan
from docgen.assessment.kinds import KINDS
from docgen.assessment.kinds.kind import in_digits
from docgen.assessment.rules import EVERY_TYPE, Rules, StageKind, Trial
from docgen.assessment.where import fold_word
from docgen.findings import Finding
from docgen.findings import assessment as codes
from docgen.model import (
    Answer,
    Assessment,
    CaseKind,
    Decision,
    DecisionKind,
    FieldState,
    GradeState,
    Record,
    ReturnState,
    Source,
    Submission,
)

_SET = re.compile(r"([A-Za-z_]\w*(?:\.\w+){0,2}(?:@\w+)?)\s*=\s*(.+)")
_ROWS = re.compile(r"(\d+)\s*[×x]\s*(\w+\.\w+)\s*(?:\((.*)\))?")
_LATE = re.compile(r"late\s+(\w+)(?:\s+(\S+))?\s*=\s*(missing|\d+)")
_SCORE = re.compile(r"(self|visit)\s+(\S+)\s*=\s*(\S+)")
_LISTED = re.compile(r"listed\s+(\w+\.\w+)")
_DECIDED = re.compile(r"(confirmed|rejected)\s+(\w+)")
_NUMBER = re.compile(r"-?\d{1,9}(?:\.\d{1,6})?")
NOT_APPLICABLE = "n/a"
_ROW_CELL = re.compile(r"(\w+\.\w+ \d+) (\w+)")
_KNOWN = re.compile(r"(veto|summons|card)\s+(\w+)")


@dataclass
class _Stage:
    """A unit being set up."""

    rules: Rules
    unit_type: str
    amounts: dict[str, Amount] = field(default_factory=dict)
    given: dict[str, Cell] = field(default_factory=dict)
    rows: dict[str, list[Row]] = field(default_factory=dict)
    late: dict[tuple[str, str], int | None] = field(default_factory=dict)
    selves: dict[str, Decimal] = field(default_factory=dict)
    visits: dict[str, Decimal] = field(default_factory=dict)
    decided: dict[str, str] = field(default_factory=dict)
    counted: set[str] = field(default_factory=set)
    """Tables whose rows are given one by one."""
    listed: set[str] = field(default_factory=set)
    """Tables to which what the office's lists have besides is added."""


def trial_dossier(rules: Rules, given: str, unit_type: str = EVERY_TYPE) -> Dossier:
    """A unit that loses nothing, but for what `given` says. Raises ValueError naming the words not understood."""
    stage = _Stage(rules, unit_type)
    for item in rules.items:
        for part in item.parts:
            for text in KINDS[part.kind].best(part) if part.kind else ():
                _apply(stage, text)
    _apply(stage, given, given=True)
    return _built(stage)


def entries(text: str) -> Iterator[str]:
    """The entries of a text, parted by semicolons outside parentheses."""
    for entry in re.split(r"[;；\n](?![^(]*\))", text):
        if entry.strip():
            yield entry.strip()


def _apply(stage: _Stage, text: str, *, given: bool = False) -> None:
    cleared: set[str] = set()
    for entry in entries(text):
        if found := _LATE.fullmatch(entry):
            stage.late[found[1], found[2] or ""] = None if found[3] == "missing" else int(found[3])
        elif found := _SCORE.fullmatch(entry):
            (stage.selves if found[1] == "self" else stage.visits)[found[2]] = Decimal(found[3])
        elif found := _DECIDED.fullmatch(entry):
            stage.decided[found[2]] = found[1]
        elif found := _ROWS.fullmatch(entry):
            _add_rows(stage, found[2], int(found[1]), found[3] or "", fresh=given and found[2] not in cleared)
            cleared |= {found[2]} if given else set()
        elif found := _LISTED.fullmatch(entry):
            stage.listed.add(found[1])
        elif found := _SET.fullmatch(entry):
            _set(stage, found[1], found[2].strip())
        else:
            raise ValueError(entry)


def _add_rows(stage: _Stage, table: str, times: int, text: str, *, fresh: bool) -> None:
    """Rows that are given take the place of the one that loses nothing; what several parts want of it is one row."""
    rows = [] if fresh else stage.rows.get(table, [])
    merge = rows and table not in stage.counted
    if fresh:
        stage.counted.add(table)
    if merge:
        rows[0].cells.update(_row(table, 1, text).cells)
    else:
        rows += [_row(table, len(rows) + n + 1, text) for n in range(min(times, 500))]
    stage.rows[table] = rows


def _set(stage: _Stage, name: str, text: str) -> None:
    if text == "*":
        stage.amounts.pop(name, None)
        return
    if text == "?":
        lacking = Found(None, name, why=NOT_THERE, told=(("name", name),))
        stage.amounts[name] = Amount(None, (), lacking)
        return
    value = typed_cell(text)
    stage.given[name] = value
    number = as_number(value) if isinstance(value, (int, Decimal)) else value
    stage.amounts[name] = Amount(number, (Found(value, name),))


def typed_cell(text: str) -> Cell:
    """A value as a case writes it: a number, a day, a moment, else a word."""
    if _NUMBER.fullmatch(text):
        return int(text) if "." not in text else Decimal(text)
    for read in (date.fromisoformat, datetime.fromisoformat):
        try:
            return read(text)
        except ValueError:
            continue
    return text


def _row(table: str, number: int, text: str) -> Row:
    pairs = (entry.partition(":") for entry in re.split(r"[,，]", text) if entry.strip())
    cells = {key.strip(): typed_cell(value.strip()) for key, _, value in pairs}
    source = Source.LEDGER if table.startswith("ledger.") else Source.RETURN
    return Row(cells, f"{table} {number}", source)


def _built(stage: _Stage) -> Dossier:
    rules = stage.rules
    year = rules.settings.year
    days = {"first_day": date(year, 1, 1), "cutoff": date(year, 12, 31), "today": date(year, 12, 31)}
    given = {name: [*rows, *(_listed(rules, name, rows) if name in stage.listed else ())]
             for name, rows in stage.rows.items()}  # fmt: skip
    tables = {name: _table(rules, rows, days) for name, rows in given.items()}
    for name in _ledgers(rules):
        tables.setdefault(name, Rows(()))
    for one in rules.stages:
        if one.kind is StageKind.VISITS and one.ledger is not None:
            tables[one.ledger.name] = _table(rules, _visits(stage), days)
    for name in _repeats(rules):
        tables.setdefault(name, Rows(()))
    return Dossier(
        unit="T",
        name="T",
        type=stage.unit_type,
        forms=_forms(stage),
        given=stage.given,
        amounts=stage.amounts,
        tables=tables,
        days=days,
        decisions=tuple(_decisions(stage)),
    )


def _listed(rules: Rules, table: str, rows: list[Row]) -> Iterator[Row]:
    """The rows a list that is the same for every unit adds to a table, numbered on from those that were given."""
    number = len(rows)
    for one in rules.listed:
        there = {fold_word(row.cells.get(one.column)) for row in rows}
        for word in one.words if one.of == table else ():
            if fold_word(word) not in there:
                number += 1
                more = {name: number_or_word(text) for name, text in one.cells}
                yield Row({one.column: word, **more}, f"{table} {number}", Source.ROSTER)


def _table(rules: Rules, rows: list[Row], days: dict[str, date]) -> Rows:
    complete = []
    for row in rows:
        cells = {**days, **row.cells}
        for one in rules.derived:
            if row.name.startswith(f"{one.of} ") and one.column not in cells and one.where.met(cells):
                cells[one.column] = one.value
        complete.append(row._replace(cells=cells))
    return Rows(tuple(complete))


def tables_of(rules: Rules) -> set[str]:
    """Every table the rules read."""
    parts = {part.of.name for item in rules.items for part in item.parts if part.of}
    others = {one.of.name for one in rules.zeroed} | {one.of.name for one in rules.bonus}
    others |= {figure.of.name for figure in rules.names.figures.values()}
    cases = {one.of.name for one in rules.cases if one.of}
    return parts | others | cases


def _ledgers(rules: Rules) -> Iterator[str]:
    return (name for name in tables_of(rules) if name.startswith("ledger."))


def _repeats(rules: Rules) -> Iterator[str]:
    return (name for name in tables_of(rules) if not name.startswith("ledger."))


def _visits(stage: _Stage) -> list[Row]:
    scores = {f"{stage.rules.settings.year}Q{n}": Decimal(100) for n in range(1, 5)} | stage.visits
    return [
        Row({"quarter": period, "score": score, "reason": "x"}, f"ledger.supervision {period}", Source.LEDGER)
        for period, score in scores.items()
    ]


def _forms(stage: _Stage) -> dict[str, tuple[Returned, ...]]:
    """Every form the rules speak of, returned in time but for what is given; quarters where a form comes four times."""
    expected = _expected(stage.rules)
    return {form: tuple(_returned(stage, form, period) for period in periods) for form, periods in expected.items()}


def _expected(rules: Rules) -> dict[str, tuple[str, ...]]:
    year = str(rules.settings.year)
    times: dict[str, int] = dict.fromkeys(rules.capping_forms, 1)
    for item in rules.items:
        for part in item.parts:
            for entry in part.forms:
                form, _, count = entry.replace("x", "×").partition("×")
                times[form.strip()] = int(count or 1)
            if part.kind == "each_period" and part.value is not None:
                times[part.value.text.partition(".")[0]] = part.needed
    for stage in rules.stages:
        if stage.kind is StageKind.SELF_SCORES:
            times[stage.value.partition(".")[0]] = stage.periods
    for case in rules.cases:
        times |= {form: 1 for form in case.forms if form not in times}
    return {f: tuple(f"{year}Q{n}" for n in range(1, t + 1)) if t > 1 else (year,) for f, t in times.items()}


def _returned(stage: _Stage, form: str, period: str) -> Returned:
    days = stage.late.get((form, period), stage.late.get((form, ""), 0))
    if (form, "") in stage.late and period not in ("", str(stage.rules.settings.year)) and not period.endswith("Q1"):
        days = stage.late.get((form, period), 0)  # "late QIS = 4" is one of the four
    due = date(stage.rules.settings.year, 6, 30)
    received = None if days is None else due + timedelta(days=days)
    state = ReturnState.MISSING if days is None else ReturnState.ACCEPTED
    answers = tuple(_answers(stage, form, period))
    record = None if days is None else Record(form, "1", "T", period, answers)
    return Returned(form, period, record, Submission("T", form, period, state, due, received))


def _answers(stage: _Stage, form: str, period: str) -> Iterator[Answer]:
    for one in stage.rules.stages:
        if one.kind is StageKind.SELF_SCORES and one.value.partition(".")[0] == form:
            score = stage.selves.get(period, Decimal(100))
            yield Answer(one.value.partition(".")[2], FieldState.READ, score)


def _decisions(stage: _Stage) -> Iterator[Decision]:
    for rule in stage.rules.cases:
        if rule.id in stage.decided:
            kind = DecisionKind.VETO if rule.case is CaseKind.VETO else DecisionKind.CARD
            for number in ("", *(f"/{name}" for name in _events(stage, rule.of.name if rule.of else ""))):
                subject = f"{rule.id}{number}"
                yield Decision(kind, "T", subject, stage.decided[rule.id], "x", datetime(2000, 1, 1), "x", "x")


def _events(stage: _Stage, table: str) -> Iterator[str]:
    return (row.name for row in stage.rows.get(table, ()))


# expectations


def run_trials(made: Plan) -> tuple[Finding, ...]:
    """Every case that does not come out as it must, with what came out instead."""
    return tuple(finding for trial in made.rules.trials for finding in _run(made, trial))


def _run(made: Plan, trial: Trial) -> Iterator[Finding]:
    try:
        d = trial_dossier(made.rules, trial.given, trial.unit_type or EVERY_TYPE)
        result = assess_one(made, d)
    except ValueError as trouble:
        yield Finding(codes.CASE_WORDS, trial.place, {"case": trial.name, "text": str(trouble)})
        return
    for entry in entries(trial.expect):
        got = outcome(result, entry, d)
        if got is None:
            yield Finding(codes.CASE_WORDS, trial.place, {"case": trial.name, "text": entry})
        elif got != "":
            yield Finding(codes.CASE_FAILED, trial.place, {"case": trial.name, "expected": entry, "got": got})


def outcome(result: Assessment, entry: str, d: Dossier) -> str | None:
    """Empty where the result is as `entry` says, else what it is; None where `entry` is not understood."""
    if entry == "pending":
        return "" if result.state is GradeState.PENDING else f"grade = {result.grade}"
    if entry == "no case":
        return ", ".join(f"{case.kind} {case.rule}" for case in result.cases if not case.open)
    if found := _KNOWN.fullmatch(entry):
        known = {f"{case.kind} {case.rule}" for case in result.cases if not case.open}
        return "" if f"{found[1]} {found[2]}" in known else ", ".join(sorted(known)) or "no case"
    name, _, wanted = (text.strip() for text in entry.partition("="))
    cell = _ROW_CELL.fullmatch(name)
    got = _cell_of(d, cell[1], cell[2]) if cell else _value(result, name)
    if got is None or not wanted:
        return None
    return "" if _same(got, wanted) else f"{name} = {_written(got)}"


def _value(result: Assessment, name: str) -> Fraction | str | None:
    if name in ("grade", "by_score"):
        return result.grade if name == "grade" else result.by_score
    if name == "score":
        return str(result.score)
    if name == "exact":
        return result.exact if result.exact is not None else "?"
    if name == "between":
        return " and ".join(map(str, result.between)) if result.between else "?"
    if name.startswith("stage "):
        return next((s.score for s in result.stages if s.stage == name[6:] and s.score is not None), "?")
    found = next((item for item in result.items if item.item == name), None)
    if found is None:
        return None
    return found.earned if found.applicable else NOT_APPLICABLE


def _cell_of(d: Dossier, row: str, column: str) -> str:
    """A cell of a row that was given, with what is derived from the others."""
    rows = d.tables.get(row.partition(" ")[0], Rows(())).rows
    return next((str(one.cells.get(column, "-")) for one in rows if one.name == row), "-")


def _same(got: Fraction | str, wanted: str) -> bool:
    if isinstance(got, str):
        return _numbers(got) == _numbers(wanted)
    try:
        return got == Fraction(wanted.replace(" ", ""))
    except (ValueError, ZeroDivisionError):
        return False


def _numbers(text: str) -> list[Fraction | str]:
    """What is told, a number or two as such: 100 and 100.0 are the same score."""
    try:
        return [Fraction(part) for part in text.split(" and ")]
    except (ValueError, ZeroDivisionError):
        return [text]


def _written(value: Fraction | str) -> str:
    return value if isinstance(value, str) else in_digits(value)
