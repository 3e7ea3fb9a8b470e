"""Results worked out anew from the answers: what a sheet shows as its total is compared, never believed."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from docgen.expression import Absent, Result, evaluate, holds
from docgen.findings import Finding, Place
from docgen.findings import returns_checks as codes
from docgen.findings import returns_values as value_codes
from docgen.model import Answer, Field, FieldState, FieldType, Method
from docgen.returns.checks.answers import Answers, path_of
from docgen.returns.checks.fields import is_asked, placed
from docgen.returns.checks.plan import Asked

_NEAR_ENOUGH = Fraction(5, 1000)
_NEAR_ENOUGH_PERCENT = Fraction(5, 100)
_DIGITS = 10
"""Decimals kept of a result without an end."""


def check_results(answers: Answers) -> Iterator[Finding]:
    """Work out every calculation, in the order of the form; put in the results; report what differs from them."""
    for asked in answers.plan.asked:
        if asked.calculation is None:
            continue
        for row in answers.rows(asked):
            yield from _check(asked, row, answers)


def settled_percents(answers: Answers, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """A bare 1 that may be one or a hundred percent is settled by the figures it is made of; its finding is dropped."""
    settled = set()
    for asked in answers.plan.asked:
        if not (asked.field.percent and asked.calculation):
            continue
        for row in answers.rows(asked):
            answer = answers.at(asked, row)
            value = _one_of_two(asked, answer, evaluate(asked.calculation, answers.seen_from(asked, row)))
            if answer is not None and value is not None:
                answers.by_path[answer.path] = replace(answer, state=FieldState.READ, value=value)
                settled.add(_spot(answer.place))
    return tuple(f for f in findings if not (_is_two_ways(f) and _spot(f.place) in settled))


def _spot(place: Place) -> Place:
    """A place without what a finding adds to it."""
    return replace(place, field="", unit="", file="")


def _is_two_ways(finding: Finding) -> bool:
    return finding.code is value_codes.PERCENT_AMBIGUOUS


def _one_of_two(asked: Asked, answer: Answer | None, computed: Result) -> Decimal | None:
    if answer is None or answer.state is not FieldState.UNREADABLE or isinstance(computed, Absent):
        return None
    number = _number(answer.raw)
    if number is None or not 0 < number <= 1 or not isinstance(computed, int | Decimal | Fraction):
        return None
    near = [value for value in (number, number * 100) if _is_near(value, computed, asked.field)]
    return near[0] if len(near) == 1 else None


def _number(text: str) -> Decimal | None:
    digits = text.strip()
    return Decimal(digits) if digits.replace(".", "", 1).isascii() and digits.replace(".", "", 1).isdigit() else None


def _check(asked: Asked, row: int | None, answers: Answers) -> Iterator[Finding]:
    assert asked.calculation is not None
    seen = answers.seen_from(asked, row)
    computed = evaluate(asked.calculation, seen)
    path = path_of(asked, row)
    answer = answers.by_path.get(path)
    is_own = answer is not None and answer.method is Method.CALCULATED
    shown = answer.value if answer and answer.state is FieldState.READ and not is_own else None
    told = asked.constraint is not None and holds(asked.constraint, seen) is False
    compared = shown not in (None, "") and not isinstance(computed, Absent) and not told
    if answer and compared and not _is_near(shown, computed, asked.field):
        values = {"text": answer.raw, "value": _said(computed)}
        yield Finding(codes.WRONG_RESULT, placed(asked.field, answer), values)
    if asked.field.type is FieldType.CALCULATE and answer is not None:
        answers.by_path[path] = _result(answer, computed)
    elif answer is not None and _is_open(answer) and is_asked(asked, seen) is not False:
        answers.by_path[path] = _worked_out(asked.field, answer, computed)


def _is_open(answer: Answer) -> bool:
    """Whether nobody has answered: neither the unit nor a person of the office."""
    return answer.method is Method.CALCULATED or (
        answer.state is FieldState.BLANK and answer.method is not Method.ENTERED
    )


def _worked_out(field: Field, answer: Answer, computed: Result) -> Answer:
    """The answer to a question left blank whose figures are all there; marked as no unit's own entry."""
    result = _result(answer, computed)
    whole = isinstance(result.value, int) or field.type is not FieldType.INTEGER
    if result.state is not FieldState.READ or not whole:
        blank = replace(answer, state=FieldState.BLANK, value=None, method=Method.NONE, confidence=0.0)
        return blank if answer.method is Method.CALCULATED else answer
    value = Decimal(result.value) if field.type is FieldType.DECIMAL and isinstance(result.value, int) else result.value
    return replace(result, value=value, method=Method.CALCULATED, confidence=1.0)


def _result(answer: Answer, computed: Result) -> Answer:
    """The answer of a calculated field: what was worked out, whatever the sheet shows."""
    if isinstance(computed, Absent) or computed == "":
        return replace(answer, state=FieldState.BLANK, value=None, none=False)
    value = Decimal(_said(computed)) if isinstance(computed, Fraction) else computed
    method = answer.method if answer.raw else Method.CALCULATED
    return replace(answer, state=FieldState.READ, value=value, method=method)


def _is_near(shown: object, computed: Result, field: Field) -> bool:
    numbers = (int, Decimal, Fraction)
    if isinstance(shown, numbers) and isinstance(computed, numbers):
        room = _NEAR_ENOUGH_PERCENT if field.percent else _NEAR_ENOUGH
        return abs(Fraction(shown) - Fraction(computed)) <= room
    return str(shown).strip() == _said(computed)


def _said(value: Result) -> str:
    if isinstance(value, Fraction):
        return f"{round(Decimal(value.numerator) / Decimal(value.denominator), _DIGITS).normalize():f}"
    return str(value)
