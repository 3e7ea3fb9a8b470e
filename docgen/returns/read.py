"""What one format reader found -> the forms in it -> a Record each, every field of which ends in exactly one state."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from docgen.findings import Finding, Place
from docgen.findings import returns as codes
from docgen.model import Answer, Content, Field, FieldState, FieldType, FormDefinition, Grid, Record, Repeat, Unit
from docgen.model.forms import with_row
from docgen.returns.checks import Background, check_record
from docgen.returns.expected import Expected
from docgen.returns.extra import extra
from docgen.returns.gather import Gathered, gather
from docgen.returns.index import Index, has_answer
from docgen.returns.settle import Question, Settled, settle
from docgen.returns.values import Profile, read_value
from docgen.returns.who import Named, Who, named, nearest, settled

_LEAST_LABELS = 0.4
"""So many of a form's labels must stand in a file that carries no identity, for it to be taken for that form."""

Recorded = tuple[Record, tuple[Finding, ...]]


def read_records(content: Content, file: str, expected: Expected) -> tuple[tuple[Record, ...], tuple[Finding, ...]]:
    """Every form in `content`, and all that is to be said about it."""
    said = named(content, file, expected.indexes, expected.units)
    forms = [*_forms(content, said, expected)]
    found = [_record(content, one, said, expected) for one in forms]
    findings = [*content.findings, *_hidden(content), *(finding for _, own in found for finding in own)]
    findings += extra(content, [(form.index, form.gathered) for form in forms], expected.printed)
    if not found:
        findings.append(Finding(codes.NOT_A_FORM))
    return tuple(record for record, _ in found), tuple(_in_file(finding, file) for finding in findings)


def _hidden(content: Content) -> Iterator[Finding]:
    """Each hidden row, or hidden sheet, in which something was written at a mark."""
    unseen = {number: _unseen(block) for number, block in enumerate(content.blocks) if isinstance(block, Grid)}
    if not any(unseen.values()):
        return
    told: set[tuple[int, int]] = set()
    for spot in content.spots:
        if spot.at is None or spot.raw.is_blank or (spot.at.row, spot.at.column) not in unseen.get(spot.at.block, ()):
            continue
        if (key := (spot.at.block, spot.at.row)) not in told:
            told.add(key)
            yield Finding(codes.HIDDEN, spot.place, {"text": spot.raw.text[:200]})


def _unseen(grid: Grid) -> frozenset[tuple[int, int]]:
    """The cells of a grid that nobody sees who opens the file."""
    return frozenset([spot for spot, cell in grid.cells.items() if cell.hidden or grid.hidden])


def _totals(found: "_Found", answers: Mapping[str, Answer]) -> Iterator[Finding]:
    """Rows of totals that are not the sum of the rows above them."""
    for path, total in found.gathered.totals.items():
        for field in found.index.repeats[path].members:
            reading = total.readings.get(field.path)
            if reading is None or field.type not in (FieldType.INTEGER, FieldType.DECIMAL) or field.percent:
                continue
            said = read_value(field, reading.raw, Profile(date.min, date.min)).value
            rows = range(1, found.gathered.rows.get(path, 0) + 1)
            above = [answers[with_row(field.path, path, row)].value for row in rows]
            numbers = [value for value in above if isinstance(value, int | Decimal)]
            if isinstance(said, int | Decimal) and said != sum(numbers):
                values = {"column": found.index.names[field.path], "total": str(said), "sum": str(sum(numbers))}
                yield Finding(codes.TOTAL_DIFFERS, reading.place, values)


def _in_file(finding: Finding, file: str) -> Finding:
    return finding if finding.place.file else replace(finding, place=replace(finding.place, file=file))


class _Found:
    """A form recognised in a file, by one version of its definition, with all that was gathered for it."""

    def __init__(self, index: Index, content: Content) -> None:
        self.index = index
        self.gathered: Gathered = gather(content, index)

    @property
    def share(self) -> float:
        """How much of the form is there, 0 to 1."""
        definition = self.index
        wanted = len(definition.single) + len(definition.repeats)
        there = sum(f.path in self.gathered.readings for f in definition.single) + len(self.gathered.rows)
        return there / max(wanted, 1)


def _forms(content: Content, said: Sequence[Named], expected: Expected) -> Iterator[_Found]:
    """The forms in a file: those it names, those whose marks it bears, else the one whose labels it shows."""
    codes_named = {one.who.form for one in said}
    likely: list[_Found] = []
    for code, versions in expected.indexes.items():
        tried = [_Found(index, content) for index in versions]
        best = max(reversed(tried), key=lambda one: (one.gathered.marks, one.share))
        if code in codes_named or best.gathered.marks:
            yield best
        elif best.share >= _LEAST_LABELS:
            likely.append(best)
    if likely and not codes_named:
        yield max(likely, key=lambda one: one.share)


def _record(content: Content, found: _Found, said: Sequence[Named], expected: Expected) -> Recorded:
    definition = found.index.definition
    who, findings = settled(definition.code, said)
    unit = expected.roster.get(who.unit)
    answers = [*_answers(found, expected.profile(who.period), unit)]
    judged, more = _judged(who, [one.answer for one in answers], found.index, expected)
    record = Record(
        definition.code,
        definition.version,
        judged.unit,
        judged.period,
        tuple(one.answer for one in answers),
        dict(found.gathered.rows),
        nil=bool(found.gathered.nil) and not any(found.gathered.rows.values()),
        digest=definition.digest,
    )
    values = [_about(one.answer.path, finding) for one in answers for finding in one.findings]
    totals = _totals(found, {one.answer.path: one.answer for one in answers})
    whole = [*findings, *more, *_version(definition, expected), *totals]
    told = tuple(replace(f, place=replace(f.place, unit=judged.unit, form=definition.code)) for f in (*whole, *values))
    return _checked(record, told, definition, unit, expected)


def _checked(
    record: Record, told: tuple[Finding, ...], definition: FormDefinition, unit: Unit | None, expected: Expected
) -> Recorded:
    """The record with what its own rules say of it, if the day is known on which it came."""
    if expected.today is None:
        return record, told
    first = expected.profile(record.period).first if record.period else None
    background = Background(expected.today, first, unit.type if unit else "")
    checked = check_record(record, told, definition, background)
    return checked.record, checked.findings


def _about(path: str, finding: Finding) -> Finding:
    """A finding that says which field it is about, for whoever decides on it."""
    return replace(finding, place=replace(finding.place, path=path))


def _version(definition: FormDefinition, expected: Expected) -> Iterator[Finding]:
    latest = expected.indexes[definition.code][-1].definition
    if latest.digest != definition.digest or latest.version != definition.version:
        yield Finding(codes.OTHER_VERSION, values={"version": definition.version, "latest": latest.version})


def _answers(found: _Found, profile: Profile, unit: Unit | None) -> Iterator[Settled]:
    """One answer for each field, in the definition's order; of a repeat one for each column of each row."""
    for one in found.index.asked:
        if isinstance(one, Repeat):
            yield from _rows(found, one.path, [f for f in one.members if has_answer(f)], profile, unit)
        else:
            yield _single(found, one, profile, unit)


def _single(found: _Found, field: Field, profile: Profile, unit: Unit | None) -> Settled:
    readings = found.gathered.readings.get(field.path, [])
    if _is_left_out(field, unit, found=bool(readings)):
        return Settled(Answer(field.path, FieldState.NOT_APPLICABLE))
    if field.type is FieldType.IMAGE and not readings:
        return Settled(Answer(field.path, FieldState.BLANK))  # a box to sign in: not every format has a place for it
    return settle(_question(found.index, field, field.path, profile), readings)


def _is_left_out(field: Field, unit: Unit | None, *, found: bool) -> bool:
    """Whether the unit is not asked this field; of an unknown unit, where it is asked only of some and is not there."""
    return not field.asks(unit.type) if unit else bool(field.unit_types) and not found


def _rows(found: _Found, repeat: str, fields: list[Field], profile: Profile, unit: Unit | None) -> Iterator[Settled]:
    rows = found.gathered.rows.get(repeat)
    if not rows:
        yield from (_no_rows(found, repeat, field, unit) for field in fields)
    for number in range(1, (rows or 0) + 1):
        for field in fields:
            path = with_row(field.path, repeat, number)
            readings = found.gathered.readings.get(path, [])
            if _is_left_out(field, unit, found=bool(readings)):
                yield Settled(Answer(path, FieldState.NOT_APPLICABLE))
            else:
                yield settle(_question(found.index, field, path, profile), readings)


def _no_rows(found: _Found, repeat: str, field: Field, unit: Unit | None) -> Settled:
    """The state of a column without any rows: none by word, blank, or its table was not found."""
    gathered = found.gathered
    if _is_left_out(field, unit, found=repeat in gathered.rows):
        return Settled(Answer(field.path, FieldState.NOT_APPLICABLE))
    if nil := gathered.nil.get(repeat):
        answer = Answer(field.path, FieldState.READ, None, nil.raw.text, True, nil.method, nil.confidence, nil.place)
        return Settled(answer)
    if repeat in gathered.rows:
        return Settled(Answer(field.path, FieldState.BLANK))
    lost = Finding(codes.NOT_FOUND, Place(field=found.index.names[field.path]))
    return Settled(Answer(field.path, FieldState.NOT_FOUND), (lost,))


def _question(index: Index, field: Field, path: str, profile: Profile) -> Question:
    return Question(field, path, profile, index.names[field.path], index.prompts(field))


def _judged(who: Who, answers: Sequence[Answer], index: Index, expected: Expected) -> tuple[Who, tuple[Finding, ...]]:
    """Unit and period as the campaign knows them; what the form itself names as its unit must be the same one."""
    findings: list[Finding] = []
    if who.unit and expected.units and who.unit not in expected.roster:
        near = nearest(who.unit, expected.units)
        findings.append(Finding(codes.UNKNOWN_UNIT, values={"unit": who.unit, "nearest": near}))
    if expected.year and who.period and not who.period.startswith(str(expected.year)):
        findings.append(Finding(codes.WRONG_YEAR, values={"period": who.period, "year": expected.year}))
    for answer in _unit_answers(answers, index) if expected.units else ():
        typed = expected.unit_named(answer.raw)
        if typed is None:
            near = nearest(answer.raw, expected.units)
            findings.append(Finding(codes.UNKNOWN_UNIT, answer.place, {"unit": answer.raw, "nearest": near}))
        elif not who.unit:
            who = replace(who, unit=typed.code)
        elif typed.code != who.unit and who.unit in expected.roster:
            sent = expected.roster[who.unit]
            values = {"one": f"{sent.name} ({sent.code})", "other": f"{answer.raw} ({typed.code})"}
            findings.append(Finding(codes.UNIT_MISMATCH, answer.place, values))
    return who, tuple(findings)


def _unit_answers(answers: Sequence[Answer], index: Index) -> Iterator[Answer]:
    for answer in answers:
        if answer.path in index.unit_fields and answer.state is FieldState.READ and answer.raw.strip():
            yield answer
