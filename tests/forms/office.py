"""A campaign with its forms, begun from the shipped sample as an office begins it."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from docgen.campaign import Campaign, load_campaign, start_campaign
from docgen.forms import Choice, Due, FormsReport, Means, due_forms, load_definitions, make_forms
from docgen.forms.order import Order, Written
from docgen.model import Blank, FormDefinition
from docgen.store import Who

WHO = Who("tester", "docgen forms", datetime(2026, 6, 20, tzinfo=UTC))
DAY = date(2026, 6, 20)
"""A day in the second quarter, whose forms are due on 10 July, those of the half-year on 20 July."""


def office(folder: Path, sample: str = "safety-2026") -> Campaign:
    """A campaign in `folder` with the first three units of the sample: one for each format."""
    if not folder.exists():
        start_campaign(folder, sample, {})
    campaign = load_campaign(folder).campaign
    assert campaign is not None
    units = (replace(unit, format=kind) for unit, kind in zip(campaign.units, ("xlsx", "docx", "pdf"), strict=False))
    return replace(campaign, units=tuple(units))


_KNOWN: dict[str, dict[str, FormDefinition]] = {}


def many_units(campaign: Campaign, count: int) -> Campaign:
    """The campaign with so many units: those of the sample, and the same again under other codes."""
    known = campaign.units
    units = (
        replace(known[n % len(known)], code=f"{known[n % len(known)].code}-{n // len(known)}") for n in range(count)
    )
    return replace(campaign, units=tuple(units))


def definitions(campaign: Campaign) -> dict[str, FormDefinition]:
    """The definitions of the sample, compiled once."""
    if campaign.settings.name not in _KNOWN:
        _KNOWN[campaign.settings.name] = dict(load_definitions(campaign).forms)
    return _KNOWN[campaign.settings.name]


def make(campaign: Campaign, known: dict[str, FormDefinition] | None = None, **wanted: tuple[str, ...]) -> FormsReport:
    """The forms of `campaign`, made by a quick writer in worker processes as ever."""
    choice = Choice(DAY, **wanted)
    means = Means(jobs=1, write=quick_writer)
    return make_forms(campaign, known or definitions(campaign), who=WHO, choice=choice, means=means)


def quick_writer(order: Order) -> Written:
    """A file that only holds who it is for."""
    return Written("\n".join(blank.code for blank in order.blanks).encode())


def due(campaign: Campaign, code: str, period: str = "2026Q2") -> Due:
    [found] = due_forms(campaign, definitions(campaign), [code], [period], DAY)
    return found


def changed(campaign: Campaign, number: int = 0, **aspects: object) -> Campaign:
    """The campaign with something said otherwise of one unit."""
    units = list(campaign.units)
    units[number] = replace(units[number], **aspects)  # type: ignore[arg-type]
    return replace(campaign, units=tuple(units))


def said(blank: Blank, path: str) -> object:
    """What a form is sent out with at `path`; None if nothing."""
    return blank.values[path].value if path in blank.values else None
