"""Records as a reader would hand them over, from what stands in each place."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from docgen.findings import Finding, Place
from docgen.model import Answer, FieldState, FormDefinition, Method, Raw, Record
from docgen.model.forms import row_of, with_row
from docgen.returns.checks import Background, Checked, check_record
from docgen.returns.values import Profile, read_value
from tests.forms.tables import SETTINGS, compiled

YEAR = Profile(date(2026, 1, 1), date(2026, 12, 31))
TODAY = date(2027, 1, 8)
LISTS = """
| list_name | name    | label   | label::中文 (zh) |
| yn        | yes     | Yes     | 是               |
| yn        | no      | No      | 否               |
| level     | general | General | 一般             |
| level     | major   | Major   | 重大             |
"""


@cache
def form(survey: str, choices: str = LISTS, code: str = "QIS") -> FormDefinition:
    """The form of these tables, which must be right."""
    with TemporaryDirectory() as folder:
        definition, findings = compiled(Path(folder), survey, choices, SETTINGS.replace("QIS", code))
    assert definition is not None, [str(finding) for finding in findings]
    return definition


Written = Mapping[str, str]
"""Paths with rows, or bare names, to what was written there."""


def reading(
    definition: FormDefinition, written: Written, nil: tuple[str, ...] = (), period: str = "2026"
) -> tuple[Record, tuple[Finding, ...]]:
    """A record of `definition` and the findings of its values. Cells are named after their fields."""
    answers: list[Answer] = []
    findings: list[Finding] = []
    rows = {repeat.path: 0 for repeat in definition.repeats}
    for path in written:
        table = path.partition("[")[0]
        if table in rows:
            rows[table] = max(rows[table], row_of(path) or 0)
    for field in definition.fields:
        repeat = next((one for one in definition.repeats if field in one.members), None)
        numbers = range(1, rows[repeat.path] + 1) if repeat else (0,)
        paths = [with_row(field.path, repeat.path, number) if repeat else field.path for number in numbers]
        for path in paths or [field.path]:
            text = written.get(path, written.get(field.name, "") if repeat is None else "")
            read = read_value(field, Raw(text), YEAR)
            place = Place(cell=path)
            none = read.none or (repeat is not None and repeat.path in nil)
            answers.append(Answer(path, read.state, read.value, text, none, Method.MARK, 1.0, place))
            findings += [Finding(finding.code, place, finding.values) for finding in read.findings]
    record = Record(definition.code, "1", "0101", period, tuple(answers), rows)
    return record, tuple(findings)


def check(
    definition: FormDefinition,
    written: Written,
    background: Background | None = None,
    nil: tuple[str, ...] = (),
    period: str = "2026",
) -> Checked:
    """What the checks say to a form filled in so."""
    record, findings = reading(definition, written, nil, period)
    return check_record(record, findings, definition, background or Background(TODAY))


def said(checked: Checked) -> list[str]:
    """Each finding as code and cell: "E-BLANK deaths"."""
    return [f"{f.code.id} {f.place.cell}".strip() for f in checked.findings]


def state(checked: Checked, path: str) -> FieldState:
    """The state of an answer after the checks."""
    answer = checked.record.answer(path)
    assert answer is not None
    return answer.state
