"""A `Return` as JSON and back: how it leaves the limited reader. Nothing in the answer is trusted."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import date, datetime, time
from decimal import Decimal
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

import docgen.findings
from docgen.findings import Code, Finding, Place
from docgen.model import Answer, Candidate, FieldState, Method, Record, Return, Scanned
from docgen.model.returns import AnswerValue

Json = dict[str, Any]
_PARTS = tuple(part.name for part in fields(Place))
_KINDS: Mapping[str, type] = {"date": date, "datetime": datetime, "time": time}


def as_json(one: Return) -> Json:
    """`one` in what JSON can say."""
    return {
        "file": one.file,
        "digest": one.digest,
        "container": one.container,
        "end": one.end,
        "attachments": list(one.attachments),
        "scans": [[scan.form, scan.period, scan.unit, list(scan.pages)] for scan in one.scans],
        "records": [_record(record) for record in one.records],
        "findings": [{"code": f.code.id, "place": _place(f.place), "values": dict(f.values)} for f in one.findings],
    }


def from_json(said: Any) -> Return:
    """What `as_json` wrote. Raises TypeError, KeyError or ValueError if it is no such thing."""
    return Return(
        str(said["file"]),
        str(said["digest"]),
        str(said["container"]),
        tuple(_as_record(one) for one in said["records"]),
        tuple(Finding(_codes()[f["code"]], Place(**f["place"]), f["values"]) for f in said["findings"]),
        str(said["end"]),
        tuple(map(str, said["attachments"])),
        tuple(Scanned(str(f), str(p), str(u), tuple(map(int, pages))) for f, p, u, pages in said["scans"]),
    )


@cache
def _codes() -> Mapping[str, Code]:
    """Every finding of the catalogue by its id."""
    modules = [import_module(f"docgen.findings.{info.name}") for info in iter_modules(docgen.findings.__path__)]
    return {code.id: code for module in modules for code in vars(module).values() if isinstance(code, Code)}


def _place(place: Place) -> Json:
    return {name: value for name in _PARTS if (value := getattr(place, name)) not in ("", None)}


def _record(record: Record) -> Json:
    return {
        "form": record.form,
        "version": record.version,
        "unit": record.unit,
        "period": record.period,
        "rows": dict(record.rows),
        "nil": record.nil,
        "digest": record.digest,
        "answers": [_answer(answer) for answer in record.answers],
    }


def _as_record(said: Any) -> Record:
    return Record(
        str(said["form"]),
        str(said["version"]),
        str(said["unit"]),
        str(said["period"]),
        tuple(_as_answer(one) for one in said["answers"]),
        {str(path): int(count) for path, count in said["rows"].items()},
        bool(said["nil"]),
        str(said["digest"]),
    )


def _answer(answer: Answer) -> list[Any]:
    return [
        answer.path,
        answer.state.value,
        _value(answer.value),
        answer.raw,
        answer.none,
        answer.method.value,
        answer.confidence,
        _place(answer.place),
        [[one.raw, _place(one.place), one.method.value, one.confidence] for one in answer.candidates],
    ]


def _as_answer(said: Any) -> Answer:
    path, state, value, raw, none, method, confidence, place, candidates = said
    return Answer(
        str(path),
        FieldState(state),
        _as_value(value),
        str(raw),
        bool(none),
        Method(method),
        float(confidence),
        Place(**place),
        tuple(Candidate(str(r), Place(**p), Method(m), float(c)) for r, p, m, c in candidates),
    )


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
