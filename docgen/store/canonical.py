"""One way to write any value down, for digests, frozen data and the journal: canonical JSON.

Keys are sorted, there are no blanks, everything is ASCII, and dates and decimals are marked as such, so that
equal values give equal bytes on every machine and unequal ones never do.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal

from docgen.files import digest

_MARKS = ("$date", "$time", "$decimal")


def canonical(value: object) -> str:
    """`value` as canonical JSON. Mappings, sequences, dataclasses and the values of a sheet; TypeError for the rest."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), allow_nan=False, default=_mark)


def canonical_digest(value: object) -> str:
    """The SHA-256 of the canonical JSON of `value`, 64 hexadecimal letters."""
    return digest(canonical(value).encode("ascii"))


def plain(value: object) -> object:
    """What `json.loads` gave for a canonical text, the marks of dates and decimals taken off: for reading aloud."""
    if isinstance(value, dict):
        for mark in _MARKS:
            if mark in value:
                return value[mark]
        return {key: plain(part) for key, part in value.items()}
    return [plain(part) for part in value] if isinstance(value, list) else value


def _mark(value: object) -> object:
    match value:
        case datetime():
            return {"$time": value.isoformat()}
        case date():
            return {"$date": value.isoformat()}
        case Decimal():
            return {"$decimal": str(value)}
        case Mapping():
            return dict(value)
        case _ if is_dataclass(value):
            return {f.name: getattr(value, f.name) for f in fields(value)}
        case Iterable() if not isinstance(value, (set, frozenset, bytes)):
            return list(value)
    raise TypeError(f"{type(value).__name__} has no canonical form")
