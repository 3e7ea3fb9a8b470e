"""A `Return` as JSON and back: how it leaves the limited reader. Nothing in the answer is trusted."""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

import docgen.findings
from docgen.findings import Code, Finding, Place
from docgen.model import Return, Scanned
from docgen.model.written import Json, place_as_json, record_as_json, record_of_json


def as_json(one: Return) -> Json:
    """`one` in what JSON can say."""
    return {
        "file": one.file,
        "digest": one.digest,
        "container": one.container,
        "end": one.end,
        "attachments": list(one.attachments),
        "scans": [[scan.form, scan.period, scan.unit, list(scan.pages)] for scan in one.scans],
        "records": [record_as_json(record) for record in one.records],
        "findings": [
            {"code": f.code.id, "place": place_as_json(f.place), "values": dict(f.values)} for f in one.findings
        ],
    }


def from_json(said: Any) -> Return:
    """What `as_json` wrote. Raises TypeError, ValueError or LookupError if it is no such thing."""
    return Return(
        str(said["file"]),
        str(said["digest"]),
        str(said["container"]),
        tuple(record_of_json(one) for one in said["records"]),
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
