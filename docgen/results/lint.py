"""What is wrong with the office's mail texts, before any is sent: each is filled in for a unit of the roster."""

from collections.abc import Iterator
from datetime import date

from docgen.campaign import Campaign
from docgen.findings import Finding, Place
from docgen.model import Parcel
from docgen.results.compose import FOLDER, read_text, say_to
from docgen.results.outbox import office_words

_TERM = {"words": "-", "day": date(2026, 1, 1), "date": "-", "days": 1, "kind": "-"}
_VALUES = {"numbers": ["1"], "period": "2026Q1", "terms": [_TERM], "late": True}
"""What the parcels of one kind or another bring along (`parcels`, `copies`, `reminders`)."""


def lint_mail(campaign: Campaign) -> tuple[Finding, ...]:
    """Everything wrong in `templates/mail`, a text each."""
    kinds = sorted(path.stem for path in (campaign.folder / FOLDER).glob("*.txt"))
    return tuple(fault for kind in kinds for fault in _faults(campaign, kind))


def _faults(campaign: Campaign, kind: str) -> Iterator[Finding]:
    text, fault = read_text(campaign.folder, kind)
    if fault:
        yield fault
    unit = next(iter(campaign.units), None)
    if text and unit:
        _, fault = say_to(text, Parcel(kind, unit, values=_VALUES), office_words(campaign))
        if fault:
            yield Finding(fault.code, Place(file=fault.place.file, line=fault.place.line), fault.values)
