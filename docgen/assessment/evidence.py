"""What shows a loss, in words: each figure by itself with its whole place, or briefly, a form at a time.

A letter has a narrow column for it: there a form and a file are named once for all that stands in them.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import PurePosixPath
from typing import NamedTuple

from docgen.assessment.names import PLAIN, Called, Names, with_value
from docgen.findings import NOWHERE, Place
from docgen.language import enumerated, say
from docgen.model import Evidence, Source


class _Shown(NamedTuple):
    """A figure or row beside what people call it."""

    evidence: Evidence
    called: Called


def evidence_line(one: Evidence, names: Names = PLAIN) -> str:
    """What shows a loss: source, figure, value, where it stands."""
    told = say("{source}: {what}", source=source_word(one.source), what=names.figure(one))
    return say("{what} ({where})", what=told, where=str(one.place)) if one.place != NOWHERE else told


def briefly(evidence: Iterable[Evidence], names: Names = PLAIN) -> tuple[str, ...]:
    """All evidence in few words, a line a form or ledger of a file, in the order of the form."""
    groups: dict[tuple[Source, str, str, str], list[_Shown]] = defaultdict(list)
    for one in dict.fromkeys(evidence):
        called = names.called(one.name)
        groups[one.source, one.place.file, one.place.sheet, called.of].append(_Shown(one, called))
    return tuple(_line(sorted(members, key=lambda m: m.called.order), names) for members in groups.values())


def _line(members: Sequence[_Shown], names: Names) -> str:
    first = members[0].evidence
    told = _together(members, names) if first.source in (Source.RETURN, Source.VERIFIED) else _singly(members, names)
    if first.source is not Source.RETURN:
        told = say("{source}: {what}", source=source_word(first.source), what=told)
    where = _where([one.evidence.place for one in members])
    return say("{what} ({where})", what=told, where=where) if where else told


def _singly(members: Iterable[_Shown], names: Names) -> str:
    return enumerated(dict.fromkeys(names.figure(one.evidence) for one in members))


def _together(members: Sequence[_Shown], names: Names) -> str:
    """The form once for all its figures, and a figure once for all its periods."""
    periods = {one.called.period for one in members}
    period = periods.pop() if len(periods) == 1 else ""
    figures: dict[str, list[str]] = defaultdict(list)
    for one, called in members:
        key = " ".join(filter(None, ("" if period else called.period, called.row)))
        figures[called.label].append(with_value(key, names.value(one.name, one.value)))
    told = enumerated(
        f"{label}{_gap(label, values)}{enumerated(filter(None, values))}" for label, values in figures.items()
    )
    head = str(Called(members[0].called.of, period=period))
    return say("{form}: {figures}", form=head, figures=told) if told else head


def _gap(label: str, values: Sequence[str]) -> str:
    return " " if label and any(values) else ""


def _where(places: Sequence[Place]) -> str:
    """The file by its name, and what stands where in it."""
    cells = enumerated(dict.fromkeys(place.cell for place in places if place.cell))
    spots = dict.fromkeys(_spot(place) for place in places if not place.cell)
    first = places[0]
    file = PurePosixPath(first.file.replace("\\", "/")).name
    sheet = "" if cells else first.sheet
    where, more = str(Place(file, sheet, cells)), enumerated(filter(None, spots))
    return say("{what}, {row}", what=where, row=more) if where and more else where or more


def _spot(place: Place) -> str:
    return str(replace(place, file="", sheet="", unit="", field=""))


def source_word(source: Source) -> str:
    """Where a figure comes from."""
    words = {
        Source.DECISION: say("decision"),
        Source.ACCIDENTS: say("accident ledger"),
        Source.VERIFIED: say("verified by the team"),
        Source.LEDGER: say("ledger"),
        Source.RETURN: say("return"),
        Source.ROSTER: say("roster"),
        Source.OTHERS: say("other units"),
        Source.ABSENCE: say("nothing there"),
    }
    return words[source]
