"""A form means what it said when it first went out: a definition changed under the same version is told, not used."""

import json
from collections.abc import Iterable, Iterator, Mapping

from docgen.findings import Finding, Place
from docgen.findings import forms as codes
from docgen.forms.canonical import definition_from, definition_json
from docgen.language import say
from docgen.model import FormDefinition
from docgen.store import FormVersion, Transaction, forms, plain

Said = Mapping[str, object]
_MOST = 12
"""How many changes of one form are told one by one."""


def changed_definitions(tx: Transaction, definitions: Iterable[FormDefinition]) -> tuple[Finding, ...]:
    """What is said otherwise now, under the same version, than when forms were made by these definitions."""
    frozen = forms.versions(tx)
    return tuple(
        finding
        for definition in definitions
        if (known := frozen.get((definition.code, definition.version))) and known.digest != definition.digest
        for finding in _changes(definition, known)
    )


def freeze_definitions(tx: Transaction, definitions: Iterable[FormDefinition], now: str) -> None:
    """Keep each definition that no form was made by before."""
    frozen = forms.versions(tx)
    for definition in definitions:
        if (definition.code, definition.version) not in frozen:
            said = definition_json(definition)
            forms.freeze(tx, FormVersion(definition.code, definition.version, definition.digest, said, now))


def earlier_definitions(tx: Transaction, current: Mapping[str, FormDefinition]) -> tuple[FormDefinition, ...]:
    """The other versions of these forms that were sent out, by code: a return is read by the one it was made by."""
    return tuple(
        definition_from(one.content)
        for one in forms.versions(tx).values()
        if one.form in current and one.version != current[one.form].version
    )


def _changes(definition: FormDefinition, frozen: FormVersion) -> Iterator[Finding]:
    changes = list(differences(_plain(frozen.content), _plain(definition_json(definition))))
    place = Place(file=definition.place.file)
    for change in changes[:_MOST]:
        yield Finding(codes.DEFINITION_CHANGED, place, _values(definition, change))
    if len(changes) > _MOST:
        more = say("{count:more change|more changes}", count=len(changes) - _MOST)
        yield Finding(codes.DEFINITION_CHANGED, place, _values(definition, more))


def _values(definition: FormDefinition, change: str) -> Mapping[str, str]:
    return {"form": definition.code, "version": definition.version, "change": change}


def _plain(text: str) -> Said:
    told = plain(json.loads(text))
    return told if isinstance(told, dict) else {}


def differences(before: Said, after: Said) -> Iterator[str]:
    """What a definition says otherwise, in sentences: fields gone and new, and what is said of those that stayed."""
    old, new = dict(_nodes(before)), dict(_nodes(after))
    for path in old.keys() - new.keys():
        yield say("“{name}” is gone", name=path)
    for path in new.keys() - old.keys():
        yield say("“{name}” is new", name=path)
    for path in [path for path in new if path in old]:
        yield from _said_otherwise(path, old[path], new[path])
    if [path for path in old if path in new] != [path for path in new if path in old]:
        yield say("the fields stand in another order")


def _nodes(holder: Said) -> Iterator[tuple[str, Said]]:
    """The form itself under its code, then every field, group and repeat by its path."""
    yield str(holder.get("path") or holder.get("code")), holder
    members = holder.get("body") or holder.get("members") or []
    for member in members if isinstance(members, list) else []:
        yield from _nodes(member)


def _said_otherwise(path: str, old: Said, new: Said) -> Iterator[str]:
    for aspect in sorted(old.keys() | new.keys()):
        if aspect not in ("body", "members") and old.get(aspect) != new.get(aspect):
            values = {"name": path, "aspect": aspect, "before": _shown(old, aspect), "after": _shown(new, aspect)}
            yield say("{aspect} of “{name}” was {before}, is {after}", **values)


def _shown(holder: Said, aspect: str) -> str:
    value = holder.get(aspect)
    return json.dumps(value, ensure_ascii=False) if value not in (None, "", []) else "—"
