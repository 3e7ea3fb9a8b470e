"""From all readings of a field to its one answer: equal ones confirm each other, unequal ones are shown."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from operator import attrgetter
from typing import NamedTuple

from docgen.findings import Finding, Place
from docgen.findings import returns as codes
from docgen.model import Answer, Candidate, Field, FieldState, Method, Raw
from docgen.returns.reading import Reading
from docgen.returns.values import Profile, Read, as_seen, read_value

_EXACT = frozenset({Method.MARK, Method.BOOKMARK, Method.PART})
_BESIDE = 0.80
_CONFIDENCE = attrgetter("confidence")
_BLANK = Read(FieldState.BLANK)
_Pair = tuple[Reading, Read]
"""What stands in a place, and what it is read as."""


class Settled(NamedTuple):
    """The answer to one field, and what is to be said about it."""

    answer: Answer
    findings: tuple[Finding, ...] = ()


class Question(NamedTuple):
    """A field of one row, with what it takes to read it. `prompts` are texts that stand where nothing was written."""

    field: Field
    path: str
    profile: Profile
    label: str = ""
    prompts: frozenset[str] = frozenset()


def settle(question: Question, readings: Sequence[Reading]) -> Settled:
    """The one state and value of a field. Every candidate is kept, the chosen one first."""
    if not readings:
        lost = Finding(codes.NOT_FOUND, Place(field=question.label))
        return Settled(Answer(question.path, FieldState.NOT_FOUND), (lost,))
    readings = sorted(readings, key=_CONFIDENCE, reverse=True)
    surest = readings[0]
    if all(one.raw == surest.raw for one in readings):
        agreed = any(one.method is not surest.method for one in readings)
        return _alone(question, readings, (surest, _read(question, surest.raw)), agreed=agreed)
    written: list[_Pair] = []
    for reading in readings:
        same = next((read for one, read in written if one.raw == reading.raw), None)
        written.append((reading, same or _read(question, reading.raw)))
    said = [pair for pair in written if pair[1].state is not FieldState.BLANK]
    if not said:
        return Settled(_answer(question.path, written[0], readings, FieldState.BLANK))
    first = said[0]
    if other := next((pair for pair in said[1:] if not _same(first[1], pair[1])), None):
        return _conflicting(question, first, other, readings)
    if emptied := next((pair for pair in written if _outweighs(pair, first)), None):
        return _beside(question, emptied, first, readings)
    return _alone(question, readings, first, agreed=len({reading.method for reading, _ in said}) > 1)


def _alone(question: Question, readings: Sequence[Reading], first: _Pair, *, agreed: bool = False) -> Settled:
    """The answer by a reading that none contradicts; `agreed`, another way than its own gave the same."""
    if first[1].state is FieldState.BLANK:
        return Settled(_answer(question.path, first, readings, FieldState.BLANK))
    lacking = tuple(_lacking_boxes(question, first[0])) if first[0].raw.boxes else ()
    sure = _BESIDE if lacking else 1.0 if agreed else first[0].confidence
    answer = _answer(question.path, first, readings, first[1].state, sure)
    return Settled(answer, (*_placed(first[1].findings, question, first[0].place), *lacking))


def _lacking_boxes(question: Question, reading: Reading) -> Iterator[Finding]:
    """A box to tick that is gone from the file may have been ticked."""
    if 0 < reading.raw.boxes < len(question.field.choices):
        yield Finding(codes.BOX_GONE, replace(reading.place, field=question.label))


def _read(question: Question, raw: Raw) -> Read:
    """What stands in one place as a value."""
    if raw.is_blank or (not raw.formula and raw.text.strip() in question.prompts):
        return _BLANK
    return read_value(question.field, raw, question.profile)


def _same(one: Read, other: Read) -> bool:
    return one.state is other.state and one.value == other.value and type(one.value) is type(other.value)


def _outweighs(blank: _Pair, said: _Pair) -> bool:
    """Whether a place found by its mark is empty while a weaker way found something."""
    marked = blank[0].method in _EXACT and blank[0].confidence > said[0].confidence
    return blank[1].state is FieldState.BLANK and marked


def _beside(question: Question, blank: _Pair, said: _Pair, readings: Sequence[Reading]) -> Settled:
    """Something stands where the mark is not: in a bound part the file contradicts itself, else it was typed beside."""
    if said[0].method in _EXACT:
        return _conflicting(question, blank, said, readings)
    beside = Finding(codes.BESIDE, replace(said[0].place, field=question.label), {"text": as_seen(said[0].raw).strip()})
    answer = _answer(question.path, said, readings, said[1].state, min(_BESIDE, said[0].confidence))
    return Settled(answer, (beside, *_placed(said[1].findings, question, said[0].place)))


def _conflicting(question: Question, one: _Pair, other: _Pair, readings: Sequence[Reading]) -> Settled:
    values = {
        "one": as_seen(one[0].raw).strip(),
        "where": str(replace(one[0].place, file="")),
        "other": as_seen(other[0].raw).strip(),
        "elsewhere": str(replace(other[0].place, file="")),
    }
    conflict = Finding(codes.CONFLICT, replace(one[0].place, field=question.label), values)
    return Settled(_answer(question.path, one, readings, FieldState.CONFLICTING, 0.0), (conflict,))


def _answer(
    path: str, chosen: _Pair, readings: Sequence[Reading], state: FieldState, confidence: float = 0.0
) -> Answer:
    """The answer by the reading chosen; `readings` are all there are, the surest first."""
    reading, read = chosen
    if reading is not readings[0]:
        readings = [reading, *(one for one in readings if one is not reading)]
    candidates = tuple([Candidate(as_seen(one.raw), one.place, one.method, one.confidence) for one in readings])
    value = read.value if state is FieldState.READ else None
    sure = confidence or (reading.confidence if state is not FieldState.CONFLICTING else 0.0)
    return Answer(path, state, value, as_seen(reading.raw), read.none, reading.method, sure, reading.place, candidates)


def _placed(findings: tuple[Finding, ...], question: Question, place: Place) -> tuple[Finding, ...]:
    """Findings of a value with the place it stands in and the label of its field."""
    if not findings:
        return ()
    here = replace(place, field=question.label)
    return tuple([replace(finding, place=here) for finding in findings])
