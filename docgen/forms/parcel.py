"""Blank forms on their way to a worker: what many of them share is told once, and known by a key from then on."""

import pickle
from collections.abc import Mapping
from dataclasses import dataclass, replace

from docgen.model import Blank, FormDefinition, Wording

Key = tuple[object, ...]
Shared = tuple[FormDefinition, Mapping[str, str]]

_NOBODY = FormDefinition("", "", Wording(), ())
_told: dict[Key, bytes] = {}
_heard: dict[Key, Shared] = {}


@dataclass(frozen=True, slots=True)
class Parcel:
    """A form without its definition and remarks, which are `shared`: a worker unpacks those only the first time."""

    key: Key
    shared: bytes
    blank: Blank

    def open(self) -> Blank:
        """The form, whole again."""
        if self.key not in _heard:
            _heard[self.key] = pickle.loads(self.shared)  # noqa: S301 - it comes from the process that started this one
        definition, remarks = _heard[self.key]
        return replace(self.blank, definition=definition, remarks=remarks)


def parcel(blank: Blank) -> Parcel:
    """`blank` ready to be sent to another process; packed for each definition once."""
    definition = blank.definition
    rows = tuple((repeat.path, repeat.rows) for repeat in definition.repeats)  # an office's own, beside the digest
    key = (definition.digest or repr(definition), rows, blank.language, bool(blank.remarks))
    if key not in _told:
        _told[key] = pickle.dumps((definition, dict(blank.remarks)))
    return Parcel(key, _told[key], replace(blank, definition=_NOBODY, remarks={}))
