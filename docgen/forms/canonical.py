"""A definition written down in one way: for its digest, its archive, and whoever reads it without docgen."""

from dataclasses import fields

from docgen.model import Field, FormDefinition, Group, Repeat
from docgen.store import canonical_digest

_NOT_SAID = frozenset({"place", "digest", "layouts"})
"""What is no part of what a form says: where it stands, its own digest, what it is printed on."""


def definition_digest(definition: FormDefinition) -> str:
    """The SHA-256 of all that a form says, whatever file and cells it was written in."""
    return canonical_digest(content(definition))


def content(definition: FormDefinition) -> dict[str, object]:
    """All that a form says, as plain mappings and lists."""
    return _said(definition)


def _said(node: FormDefinition | Field | Group | Repeat) -> dict[str, object]:
    said: dict[str, object] = {f.name: getattr(node, f.name) for f in fields(node) if f.name not in _NOT_SAID}
    if isinstance(node, FormDefinition):
        said["body"] = [_said(member) for member in node.body]
    elif not isinstance(node, Field):
        said["members"] = [_said(member) for member in node.members]
    return {"kind": type(node).__name__.lower(), **said} if not isinstance(node, FormDefinition) else said
