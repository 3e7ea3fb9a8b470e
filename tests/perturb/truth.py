"""What a sample must be read as, written down beside it, and compared."""

from collections.abc import Iterator, Mapping
from datetime import date, time
from decimal import Decimal
from typing import Any

from docgen.findings import Level
from docgen.model import Answer, FieldState, Record, Return
from docgen.model.returns import AnswerValue
from tests.perturb.collection import Sample
from tests.perturb.score import flags, spot

ACCEPTED = 0.95


def expectation(one: Sample) -> dict[str, Any]:
    """A sample's truth as it is written beside it."""
    return {
        "language": one.language,
        "exact": one.exact,
        "findings": list(one.says),
        "records": {
            code: {path: [entry.state.value, written(entry.value), entry.none] for path, entry in truth.items()}
            for code, truth in one.truth.items()
        },
    }


def written(value: AnswerValue) -> str | None:
    """A value as text: numbers without trailing zeros, days and times by ISO, several choices parted by `; `."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, tuple):
        return "; ".join(value)
    if isinstance(value, Decimal):
        text = f"{value:f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    return value.isoformat() if isinstance(value, date | time) else str(value)


def complaints(found: Return, wanted: Mapping[str, Any]) -> Iterator[str]:
    """Everything in which a reading is not what was written down."""
    said = {finding.code.id for finding in found.findings}
    yield from (f"{code} is not said" for code in wanted["findings"] if code not in said)
    errors = {finding.code.id for finding in found.findings if finding.code.level is Level.ERROR}
    if wanted["exact"]:
        yield from (f"{code} is said" for code in sorted(errors - set(wanted["findings"])))
    records = {record.form: record for record in found.records}
    if set(records) != set(wanted["records"]):
        yield f"forms found: {sorted(records)}"
    shown = set(flags(found))
    for code, truth in wanted["records"].items():
        if code in records:
            yield from _differences(records[code], truth, {*shown}, exact=wanted["exact"])


def _differences(record: Record, truth: Mapping[str, Any], shown: set[Any], *, exact: bool) -> Iterator[str]:
    answers = {answer.path: answer for answer in record.answers}
    for path, (state, value, none) in truth.items():
        answer = answers.get(path)
        if answer is None:
            if state != FieldState.BLANK:
                yield f"{path}: no answer"
            continue
        right = answer.state == state and written(answer.value) == value and answer.none is none
        if not right and (exact or not _is_shown(answer, shown)):
            yield f"{path}: {state} {value!r}, read as {answer.state.value} {answer.value!r}"


def _is_shown(answer: Answer, shown: set[Any]) -> bool:
    doubtful = answer.state not in (FieldState.READ, FieldState.BLANK, FieldState.NOT_APPLICABLE)
    return doubtful or 0 < answer.confidence < ACCEPTED or spot(answer.place) in shown
