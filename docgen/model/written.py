"""A record as JSON and back: how it leaves the limited reader, and how the store keeps it.

Every value keeps its type, so that 1, 1.0, "1" and yes stay what they were read as. What is read back is not trusted.
"""

from collections.abc import Mapping
from dataclasses import fields
from datetime import date, datetime, time
from decimal import Decimal
from sys import intern
from typing import Any

from docgen.findings import Place
from docgen.model.returns import Answer, AnswerValue, Candidate, FieldState, Method, Record

Json = dict[str, Any]
_PARTS = tuple(part.name for part in fields(Place))
_STATES = {state.value: state for state in FieldState}
_METHODS = {method.value: method for method in Method}
_KINDS: Mapping[str, type] = {"date": date, "datetime": datetime, "time": time}


def place_as_json(place: Place) -> Json:
    """The parts of a place that say something."""
    return {name: value for name in _PARTS if (value := getattr(place, name)) not in ("", None)}


def record_as_json(record: Record) -> Json:
    """`record` in what JSON can say; each place is written once, and answers point to it by its number."""
    places: dict[Place, int] = {}
    return {
        "form": record.form,
        "version": record.version,
        "unit": record.unit,
        "period": record.period,
        "rows": dict(record.rows),
        "nil": record.nil,
        "digest": record.digest,
        "answers": [_answer(answer, places) for answer in record.answers],
        "places": [place_as_json(place) for place in places],
    }


def record_of_json(said: Any) -> Record:
    """What `record_as_json` wrote. Raises TypeError, ValueError or LookupError if it is no such thing."""
    places = tuple(Place(**{name: _shared(value) for name, value in place.items()}) for place in said["places"])
    return Record(
        str(said["form"]),
        str(said["version"]),
        str(said["unit"]),
        str(said["period"]),
        tuple(_as_answer(one, places) for one in said["answers"]),
        {str(path): int(count) for path, count in said["rows"].items()},
        bool(said["nil"]),
        str(said["digest"]),
    )


def _answer(answer: Answer, places: dict[Place, int]) -> list[Any]:
    return [
        answer.path,
        answer.state.value,
        _value(answer.value),
        answer.raw,
        answer.none,
        answer.method.value,
        answer.confidence,
        places.setdefault(answer.place, len(places)),
        [_candidate(one, answer.raw, places) for one in answer.candidates],
    ]


def _candidate(one: Candidate, raw: str, places: dict[Place, int]) -> list[Any]:
    """A candidate, its text only where it is another than the answer's own."""
    text = None if one.raw == raw else one.raw
    return [text, places.setdefault(one.place, len(places)), one.method.value, one.confidence]


def _as_answer(said: Any, places: tuple[Place, ...]) -> Answer:
    path, state, value, raw, none, method, confidence, place, candidates = said
    return Answer(
        intern(str(path)),
        _STATES[state],
        _as_value(value),
        intern(str(raw)),
        bool(none),
        _METHODS[method],
        _shared(float(confidence)),
        places[place],
        tuple(
            Candidate(intern(str(raw if text is None else text)), places[at], _METHODS[by], _shared(float(sure)))
            for text, at, by, sure in candidates
        ),
    )


_CERTAINTIES: dict[float, float] = {}


def _shared(value: Any) -> Any:
    """The same object for equal texts and certainties: ten thousand units' records say mostly the same ones."""
    if type(value) is float:
        return _CERTAINTIES.setdefault(value, value)
    return intern(value) if type(value) is str else value


def _value(value: AnswerValue) -> Any:
    match value:
        case None | bool() | int() | str():
            return value
        case Decimal():
            return {"decimal": str(value)}
        case datetime():
            return {"datetime": value.isoformat()}
        case date():
            return {"date": value.isoformat()}
        case time():
            return {"time": value.isoformat()}
    return {"several": list(value)}


def _as_value(said: Any) -> AnswerValue:
    if not isinstance(said, dict):
        if said is None or isinstance(said, bool | int | str):
            return said
        raise TypeError("no value")
    (kind, text), *_ = said.items()
    if kind == "several":
        return tuple(map(str, text))
    if kind == "decimal":
        return Decimal(text)
    value: AnswerValue = _KINDS[kind].fromisoformat(text)  # type: ignore[attr-defined]
    return value
