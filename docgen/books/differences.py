"""What a released book says otherwise than the data do now, field by field."""

import json
from collections.abc import Iterator

from docgen.books.context import BookData
from docgen.books.report import Difference
from docgen.language import say
from docgen.store import canonical, plain

_NAMES = ("indicator", "id", "code", "letter", "name", "date")
"""The first of these that a row has tells it from the other rows of its list."""
_NOT_DATA = ("book.short_code", "book.version", "book.number")


def frozen_data(data: BookData, template: str, base: int = 0) -> str:
    """What the store keeps of a book: its data and the digest of its template, as canonical JSON.

    A supplementary sheet names the version of the book it goes with as `base`.
    """
    return canonical({"base": base, "data": data.context, "template": template})


def base_version(text: str) -> int:
    """The version of the book that a supplementary sheet goes with, from its `frozen_data`."""
    return int(json.loads(text)["base"])


def differences(issued: str, now: str) -> tuple[Difference, ...]:
    """What differs between two texts of `frozen_data`, by the fields' names; titles are in the current language."""
    if issued == now:
        return ()
    old, new = _fields(issued), _fields(now)
    return tuple(
        Difference(field, old.get(field), new.get(field), _title(field, {**old, **new}))
        for field in sorted(old.keys() | new.keys())
        if old.get(field) != new.get(field) and field not in _NOT_DATA
    )


def _fields(text: str) -> dict[str, object]:
    kept = plain(json.loads(text))
    assert isinstance(kept, dict)  # as frozen_data writes it
    return {"template": kept["template"], **dict(_flat("", kept["data"]))}


def _flat(path: str, value: object) -> Iterator[tuple[str, object]]:
    if isinstance(value, dict):
        for name, part in value.items():
            yield from _flat(f"{path}.{name}" if path else name, part)
    elif isinstance(value, list):
        names = [_row_name(part) for part in value]
        for place, (name, part) in enumerate(zip(names, value, strict=True), 1):
            yield from _flat(f"{path}.{name if name and names.count(name) == 1 else place}", part)
    else:
        yield path, value


def _row_name(row: object) -> str:
    if not isinstance(row, dict):
        return ""
    return next((str(row[name]) for name in _NAMES if row.get(name) not in (None, "")), "")


def _title(field: str, fields: dict[str, object]) -> str:
    """The field in a person's words: a fixed one, or that of the row it belongs to, or else its path."""
    row, _, column = field.rpartition(".")
    if fixed := _words().get(field) or _words().get(column if row.startswith("indicators.") else ""):
        named = fields.get(f"{row}.title")
        return say("{what}: {which}", what=named, which=fixed) if row.startswith("indicators.") and named else fixed
    if field.startswith("duties.") and column == "wording":
        return say("Clause {clause}", clause=row.rpartition(".")[2])
    return field


def _words() -> dict[str, str]:
    return {
        "template": say("Template"),
        "unit.name": say("Name of the unit"),
        "unit.short_name": say("Short name of the unit"),
        "unit.type_name": say("Type of the unit"),
        "unit.contact.name": say("Contact"),
        "unit.contact.phone": say("Telephone"),
        "unit.contact.email": say("E-mail"),
        "issuer.name": say("Issuer"),
        "issuer.signer": say("Signer"),
        "term.first": say("First day"),
        "term.last": say("Last day"),
        "book.copies": say("Copies"),
        "limit": say("limit"),
        "last_year": say("last year"),
        "measure": say("measure"),
    }
