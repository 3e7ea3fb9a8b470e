"""Hazards listed or delisted during the year: each unit's notice of them, one for each day and kind.

Sheet `hazards` of units.xlsx says when a hazard was listed (`listed_on`) and when it was taken off the list
(`delisted_on`); what was listed before the year needs no notice.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from docgen.campaign import Campaign
from docgen.campaign.templates import template_of
from docgen.files import safe_name, sweep_partial
from docgen.language import say, speaking
from docgen.model import Facts, Unit
from docgen.press.series import Piece, Printed, Series, press_series
from docgen.results.letters import Context, office_context, order_of, unit_context
from docgen.results.publish import Office
from docgen.store.shelf import Shelf

KIND, TEMPLATE, TOPIC = "H", "hazard-notice", "hazards"
SHEET = "hazards"


class Turn(StrEnum):
    """What became of a hazard."""

    LISTED = "listed"
    DELISTED = "delisted"


@dataclass(frozen=True, slots=True)
class Happening:
    """Hazards of one unit that were listed, or delisted, on one day."""

    unit: Unit
    turn: Turn
    day: date
    hazards: tuple[Facts, ...]

    @property
    def task(self) -> str:
        """Under which name its notice is recorded, which is also the topic it is sent by."""
        return f"{TOPIC} {self.turn} {self.day.isoformat()}"


def happenings(campaign: Campaign, today: date, units: Sequence[str] = ()) -> tuple[Happening, ...]:
    """What happened in the term up to `today`, in the order of days, then of the roster."""
    chosen = [unit for unit in campaign.active_units() if not units or unit.code in units]
    found = [one for unit in chosen for one in _of_unit(unit)]
    term = campaign.settings.term
    return tuple(sorted((h for h in found if term.first <= h.day <= min(today, term.last)), key=lambda h: h.day))


def _of_unit(unit: Unit) -> Iterator[Happening]:
    together: dict[tuple[Turn, date], list[Facts]] = {}
    for facts in unit.lists.get(SHEET, ()):
        for turn in Turn:
            day = facts.get(f"{turn}_on")
            if isinstance(day, date):
                together.setdefault((turn, day.date() if isinstance(day, datetime) else day), []).append(facts)
    for (turn, day), hazards in together.items():
        yield Happening(unit, turn, day, tuple(hazards))


def make_notices(office: Office, found: Sequence[Happening]) -> tuple[Printed, ...]:
    """The notices of `found`, those that are missing or out of date made now. Raises EngineError, FileTroubleError."""
    printed: list[Printed] = []
    tasks = list(dict.fromkeys(one.task for one in found))
    for task in tasks:
        shelf = Shelf(office.campaign.folder / "out" / TOPIC, office.campaign.folder / "out" / "quarantine")
        pieces = [_piece(office.campaign, one) for one in found if one.task == task]
        printed += press_series(Series(task, shelf, office.store, office.who), pieces, office.means)
        sweep_partial(shelf.folder)
    return tuple(printed)


def _piece(campaign: Campaign, one: Happening) -> Piece:
    template = template_of(campaign, TEMPLATE)
    with speaking(campaign.settings.language):
        listed = one.turn is Turn.LISTED
        title = (
            say("Hazards listed: {name}", name=one.unit.name)
            if listed
            else say("Hazards delisted: {name}", name=one.unit.name)
        )
        name = f"{one.unit.code} {one.unit.short_name or one.unit.name} {one.turn} {one.day.isoformat()}"
        order = order_of(campaign, one.unit, KIND, str(template), _context(campaign, one), title, "")
    return Piece(one.unit.code, safe_name(name), order)


def _context(campaign: Campaign, one: Happening) -> Context:
    hazards = [
        {**dict.fromkeys(_COLUMNS), **{key: value for key, value in facts.items() if key != "unit_code"}}
        for facts in one.hazards
    ]
    return {
        **office_context(campaign),
        "unit": unit_context(campaign, one.unit),
        "listed": one.turn is Turn.LISTED,
        "date": one.day,
        "hazards": hazards,
    }


_COLUMNS = ("listed_no", "place", "description", "supervise_level", "deadline", "duty_person")
"""What the shipped template prints of a hazard; a column the sheet lacks is blank."""
