"""A definition written down in one way: for its digest, its archive, and whoever reads it without docgen."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from datetime import date
from typing import Any

from docgen.model import Choice, Field, FieldType, FormDefinition, Group, Node, Repeat, Wording
from docgen.store import canonical, canonical_digest

_NOT_SAID = frozenset({"place", "digest", "layouts"})
"""What is no part of what a form says: where it stands, its own digest, what it is printed on."""
_IF_ANY = frozenset({"counts"})
"""What is written down only where it says something: forms without it are the same as before it was thought of."""
_WORDINGS = frozenset(f.name for kind in (Field, Group, Repeat) for f in fields(kind) if f.type is Wording)


def definition_digest(definition: FormDefinition) -> str:
    """The SHA-256 of all that a form says, whatever file and cells it was written in."""
    return canonical_digest(content(definition))


def content(definition: FormDefinition) -> dict[str, object]:
    """All that a form says, as plain mappings and lists."""
    return _said(definition)


def definition_json(definition: FormDefinition) -> str:
    """All that a form says as canonical JSON: what is kept of it when the first form goes out."""
    return canonical(content(definition))


def definition_from(text: str) -> FormDefinition:
    """The definition that `definition_json` wrote down, whole again, with its digest: to read what came back by it."""
    said = json.loads(text)
    body = tuple(_node(node) for node in said["body"])
    plain = {name: value for name, value in said.items() if name not in ("body", "title", "issued")}
    lists = {name: tuple(value) for name, value in plain.items() if isinstance(value, list)}
    issued = date.fromisoformat(said["issued"]["$date"]) if said["issued"] else None
    definition = FormDefinition(**plain | lists, body=body, title=_wording(said["title"]), issued=issued)
    return replace(definition, digest=definition_digest(definition))


def _said(node: FormDefinition | Field | Group | Repeat) -> dict[str, object]:
    said: dict[str, object] = {f.name: getattr(node, f.name) for f in fields(node) if f.name not in _NOT_SAID}
    said = {name: value for name, value in said.items() if value or name not in _IF_ANY}
    if isinstance(node, FormDefinition):
        said["body"] = [_said(member) for member in node.body]
    elif not isinstance(node, Field):
        said["members"] = [_said(member) for member in node.members]
    return {"kind": type(node).__name__.lower(), **said} if not isinstance(node, FormDefinition) else said


def _node(said: Mapping[str, Any]) -> Node:
    kind = said["kind"]
    values = {name: _value(name, value) for name, value in said.items() if name not in ("kind", "members")}
    if kind == "field":
        return Field(**values | {"type": FieldType(said["type"]), "choices": tuple(map(_choice, said["choices"]))})
    members = tuple(map(_node, said["members"]))
    return Group(**values, members=members) if kind == "group" else Repeat(**values, members=_columns(members))


def _columns(members: Sequence[Node]) -> tuple[Field, ...]:
    return tuple(member for member in members if isinstance(member, Field))


def _value(name: str, value: Any) -> Any:
    if name in _WORDINGS:
        return _wording(value)
    return tuple(value) if isinstance(value, list) else value


def _wording(said: Mapping[str, Any]) -> Wording:
    return Wording(tuple((language, text) for language, text in said["texts"]))


def _choice(said: Mapping[str, Any]) -> Choice:
    facts = tuple((column, text) for column, text in said["facts"])
    return Choice(said["name"], _wording(said["label"]), tuple(said["aliases"]), facts)
