"""Who is to be reminded of what on which day: a table of days, and never twice of the same."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from docgen.campaign import Campaign
from docgen.model import Parcel
from docgen.results.reminders import Reminding, Term, TermKind, due_on, step_on
from tests.results.office import WHO, Office, settings, unit

DAY = date(2026, 7, 10)


def term(kind: TermKind = TermKind.RETURN, subject: str = "QIS 2026Q2", day: date = DAY, code: str = "01") -> Term:
    return Term(code, kind, subject, day, f"{subject}")


@pytest.mark.parametrize("kind", sorted(set(TermKind) - {TermKind.OBJECTION, TermKind.HEARING}))
@pytest.mark.parametrize(
    ("today", "step"),
    [
        ("2026-06-29", None),
        ("2026-06-30", -10),
        ("2026-07-06", -10),
        ("2026-07-07", -3),
        ("2026-07-09", -3),
        ("2026-07-10", 0),
        ("2026-07-12", 0),
        ("2026-07-13", 3),
        ("2026-07-16", 3),
        ("2026-07-17", 7),
        ("2026-07-23", 7),
        ("2026-07-24", None),
        ("2027-01-01", None),
    ],
)
def test_the_step_of_a_day(kind: TermKind, today: str, step: int | None) -> None:
    assert step_on(term(kind), date.fromisoformat(today)) == step


@pytest.mark.parametrize("kind", [TermKind.OBJECTION, TermKind.HEARING])
@pytest.mark.parametrize(
    ("today", "step"), [("2026-06-30", -10), ("2026-07-07", -3), ("2026-07-10", 0), ("2026-07-11", None)]
)
def test_nobody_is_reminded_of_a_hearing_or_an_objection_when_it_is_too_late(
    kind: TermKind, today: str, step: int | None
) -> None:
    assert step_on(term(kind, "until"), date.fromisoformat(today)) == step


def campaign(folder: Path) -> Campaign:
    return Campaign(folder, settings(25), units=(unit("01"), unit("02")))


def test_a_unit_is_reminded_of_everything_at_once_and_others_of_nothing(tmp_path: Path) -> None:
    office = Office.at(tmp_path)
    terms = [term(), term(TermKind.HAZARD, "LJ-1"), term(subject="SPR 2026H1", day=DAY + timedelta(days=60))]
    (parcel,) = Reminding(campaign(tmp_path), office.store, WHO).parcels(due_on(terms, DAY))
    assert (parcel.unit.code, [t["words"] for t in _terms(parcel)]) == ("01", ["LJ-1", "QIS 2026Q2"])


def _terms(parcel: Parcel) -> list[dict[str, object]]:
    found = parcel.values["terms"]
    assert isinstance(found, list)
    return found


def test_day_after_day_each_term_is_told_of_once_a_step(tmp_path: Path) -> None:
    """From long before to long after, the command is run every day, on some days twice, and a term joins late."""
    office, told, ids = Office.at(tmp_path), [], set()
    reminding = Reminding(campaign(tmp_path), office.store, WHO)
    late = term(TermKind.CASE, "A-1", DAY + timedelta(days=1))
    for offset in range(-15, 20):
        today = DAY + timedelta(days=offset)
        terms = [term(), term(code="02")] + ([late] if offset >= -2 else [])
        for _ in range(1 + offset % 2):
            for parcel in reminding.parcels(due_on(terms, today)):
                if (parcel.unit.code, parcel.edition) not in ids:  # what the outbox knows it does not send again
                    ids.add((parcel.unit.code, parcel.edition))
                    told += [(offset, parcel.unit.code, t["words"], t["days"]) for t in _terms(parcel)]
    assert told == [
        (-10, "01", "QIS 2026Q2", -10),
        (-10, "02", "QIS 2026Q2", -10),
        (-3, "01", "QIS 2026Q2", -3),
        (-3, "02", "QIS 2026Q2", -3),
        (-2, "01", "A-1", -3),
        (0, "01", "QIS 2026Q2", 0),
        (0, "02", "QIS 2026Q2", 0),
        (1, "01", "A-1", 0),
        (3, "01", "QIS 2026Q2", 3),
        (3, "02", "QIS 2026Q2", 3),
        (4, "01", "A-1", 3),
        (7, "01", "QIS 2026Q2", 7),
        (7, "02", "QIS 2026Q2", 7),
        (8, "01", "A-1", 7),
    ]


def test_looking_at_reminders_notes_nothing(tmp_path: Path) -> None:
    office = Office.at(tmp_path)
    reminding = Reminding(campaign(tmp_path), office.store, WHO)
    looked, sent = (reminding.parcels(due_on([term()], DAY), note=note) for note in (False, True))
    assert looked == sent
    later = reminding.parcels(due_on([term(), term(subject="SPR 2026H1")], DAY + timedelta(days=1)))
    assert [[t["words"] for t in _terms(p)] for p in later] == [["QIS 2026Q2"], ["SPR 2026H1"]]


def test_a_reminder_whose_message_is_still_queued_stays_the_same_message(tmp_path: Path) -> None:
    office = Office.at(tmp_path)
    reminding = Reminding(campaign(tmp_path), office.store, WHO)
    first = office.queue(reminding.parcels(due_on([term()], DAY)))
    second = office.queue(reminding.parcels(due_on([term()], DAY + timedelta(days=1))))
    assert (first.fresh, second.fresh) == (1, 0)
    assert [m.id for m in second.waiting] == [m.id for m in first.messages]


def test_a_term_that_was_moved_is_told_of_anew(tmp_path: Path) -> None:
    office = Office.at(tmp_path)
    reminding = Reminding(campaign(tmp_path), office.store, WHO)
    reminding.parcels(due_on([term()], DAY))
    moved = reminding.parcels(due_on([term(day=DAY + timedelta(days=2))], DAY + timedelta(days=2)))
    assert len({p.edition for p in moved}) == 1
