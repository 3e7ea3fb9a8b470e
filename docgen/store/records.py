"""A record as text and back: every value with its type, so that 1, 1.0, "1" and yes stay what they were read as."""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from docgen.findings import Place
from docgen.model import Answer, Candidate, FieldState, Method, Record
from docgen.model.returns import AnswerValue

_READ: Mapping[str, Callable[[Any], AnswerValue]] = {
    "text": str,
    "int": int,
    "decimal": Decimal,
    "bool": bool,
    "date": date.fromisoformat,
    "datetime": datetime.fromisoformat,
    "time": time.fromisoformat,
    "choices": tuple,
}


def value_to_json(value: AnswerValue) -> list[Any] | None:
    """A value as its type's name and what JSON can say of it."""
    match value:
        case None:
            return None
        case bool() | int():
            return [type(value).__name__, value]
        case str():
            return ["text", value]
        case Decimal():
            return ["decimal", str(value)]
        case tuple():
            return ["choices", list(value)]
        case datetime() | date() | time():
            return [type(value).__name__, value.isoformat()]


def value_from_json(said: list[Any] | None) -> AnswerValue:
    """The value `value_to_json` wrote."""
    return None if said is None else _READ[said[0]](said[1])


def record_to_json(record: Record) -> str:
    """A record with all its answers as JSON."""
    head = {name: getattr(record, name) for name in ("form", "version", "unit", "period", "nil", "digest")}
    answers = [_answer_to_json(answer) for answer in record.answers]
    return json.dumps(head | {"rows": dict(record.rows), "answers": answers}, ensure_ascii=False, sort_keys=True)


def record_from_json(text: str) -> Record:
    """The record `record_to_json` wrote."""
    said: dict[str, Any] = json.loads(text)
    return Record(**said | {"answers": tuple(_answer_from_json(answer) for answer in said["answers"])})


def _answer_to_json(answer: Answer) -> dict[str, Any]:
    said = {
        "path": answer.path,
        "state": answer.state,
        "value": value_to_json(answer.value),
        "raw": answer.raw,
        "none": answer.none,
        "method": answer.method,
        "confidence": answer.confidence,
        "place": _place(answer.place),
        "candidates": [asdict(c) | {"place": _place(c.place)} for c in answer.candidates],
    }
    return {name: value for name, value in said.items() if value not in (None, "", False, {}, [])}


def _answer_from_json(said: dict[str, Any]) -> Answer:
    candidates = tuple(_candidate(candidate) for candidate in said.get("candidates", ()))
    return Answer(
        said["path"],
        FieldState(said["state"]),
        value_from_json(said.get("value")),
        said.get("raw", ""),
        said.get("none", False),
        Method(said.get("method", Method.NONE)),
        said.get("confidence", 0.0),
        Place(**said.get("place", {})),
        candidates,
    )


def _candidate(said: dict[str, Any]) -> Candidate:
    return Candidate(said["raw"], Place(**said["place"]), Method(said["method"]), said["confidence"])


def _place(place: Place) -> dict[str, Any]:
    return {name: part for name, part in asdict(place).items() if part not in ("", None)}
