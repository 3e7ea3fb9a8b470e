"""Reminders by the calendar: who is to be reminded of what on a day, each unit of everything at once, never twice.

A term is reminded of ten and three days before its day, on it, and three and seven days after. An office that was
closed on such a day sends the reminder on the next one: a step holds until the next is reached.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from docgen.campaign import Campaign
from docgen.files import digest
from docgen.model import ItemState, Parcel, Unit
from docgen.press.making import style_of
from docgen.store import Item, Store, Who, items
from docgen.word.filters import filters

TOPIC = "reminders"
STEPS = (-10, -3, 0, 3, 7)
"""Days from a term's day on which its unit is reminded."""
_LAST = 14
"""From so many days after a term on nobody is reminded any more by the calendar: it is for the telephone now."""


class TermKind(StrEnum):
    """What a unit has a term for."""

    RETURN = "return"
    HAZARD = "hazard"
    HEARING = "hearing"
    RECTIFICATION = "rectification"
    CASE = "case"
    OBJECTION = "objection"


_ON_THE_DAY = (TermKind.HEARING, TermKind.OBJECTION)
"""What is over with its day."""


@dataclass(frozen=True, slots=True)
class Term:
    """What `unit` has to do by `day`: `subject` tells terms of a kind apart, `words` name it to the unit."""

    unit: str
    kind: TermKind
    subject: str
    day: date
    words: str


@dataclass(frozen=True, slots=True)
class Reminder:
    """A term at a step: so many days before (negative), on or after its day."""

    term: Term
    step: int

    @property
    def id(self) -> str:
        """By which it is known whether it was sent; a term that was moved is another one."""
        return f"{self.term.kind} {self.term.subject} {self.term.day.isoformat()} {self.step:+d}"


def step_on(term: Term, today: date) -> int | None:
    """The step that holds for `term` on `today`; None before the first and after the last.

    Who does not object loses nothing by it, and what was said at a hearing is known: of neither afterwards.
    """
    days = (today - term.day).days
    reached = [step for step in STEPS if step <= days]
    over = days > 0 if term.kind in _ON_THE_DAY else days >= _LAST
    return reached[-1] if reached and not over else None


def due_on(terms: Iterable[Term], today: date) -> Mapping[str, Sequence[Reminder]]:
    """The reminders that hold on `today`, by unit, by the day of the term."""
    found: dict[str, list[Reminder]] = {}
    for term in sorted(terms, key=lambda t: (t.day, t.kind, t.subject)):
        step = step_on(term, today)
        if step is not None:
            found.setdefault(term.unit, []).append(Reminder(term, step))
    return found


@dataclass(frozen=True)
class Reminding:
    """Where it is kept who was reminded of what, and who is at work."""

    campaign: Campaign
    store: Store
    who: Who

    def parcels(
        self, due: Mapping[str, Sequence[Reminder]], units: Sequence[str] = (), *, note: bool = True
    ) -> tuple[Parcel, ...]:
        """A parcel a unit for all it is to be reminded of now, and those of the same steps noted before.

        What is `note`d is from then on part of that very parcel, so that no other one speaks of it again.
        """
        chosen = [unit for unit in self.campaign.active_units() if not units or unit.code in units]
        return tuple(p for unit in chosen for p in self._of_unit(unit, due.get(unit.code, ()), note=note))

    def _of_unit(self, unit: Unit, due: Sequence[Reminder], *, note: bool) -> Iterable[Parcel]:
        task = f"reminded {unit.code}"
        with self.store.begin() as tx:
            known = items.of_task(tx, task)
            together: dict[str, list[Reminder]] = {}
            for one in (one for one in due if one.id in known):
                together.setdefault(known[one.id].key, []).append(one)
            fresh = [one for one in due if one.id not in known]
            if fresh:
                occasion = digest("\n".join(one.id for one in fresh).encode())[:16]
                together[occasion] = fresh
            for one in fresh if note else ():
                items.put(tx, Item(task, one.id, occasion, ItemState.DONE, made=self.who.utc))
        return [_parcel(self.campaign, unit, occasion, reminders) for occasion, reminders in together.items()]


def _parcel(campaign: Campaign, unit: Unit, occasion: str, reminders: Iterable[Reminder]) -> Parcel:
    settings = campaign.settings
    said = filters(style_of(settings.language, settings.date_format))["date"]
    terms = [
        {
            "words": r.term.words,
            "day": r.term.day,
            "date": said(r.term.day),
            "days": r.step,
            "kind": str(r.term.kind),
        }
        for r in reminders
    ]
    values = {"terms": terms, "late": any(r.step > 0 for r in reminders)}
    return Parcel(TOPIC, unit, occasion=occasion, values=values)
