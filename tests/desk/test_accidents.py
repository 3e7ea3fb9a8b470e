"""Accident reports are cases: what becomes known later changes the year the accident belongs to, whenever it comes."""

from datetime import date
from pathlib import Path

from docgen.desk import register, status
from docgen.desk.versions import Slot
from tests.desk.office import Desk, ids, typed


def test_a_late_death_reopens_the_year_it_belongs_to(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "campaign")
    desk.put("2026-12-28/first.txt", "ACR 2026 0101", "accident_no = 7", "deaths = 0")
    desk.later(days=260).collect()
    case = Slot("0101", "ACR", "2026", "7")
    office = desk.office
    before = register(office, typed).standings[case].accepted
    assert before
    assert before.record.value("deaths") == 0
    february = desk.later(days=300)
    february.put("2027-02-10/further.txt", "ACR 2026 0101", "accident_no = 7", "deaths = 1")
    february.collect()
    known = register(office, typed)
    after = known.standings[case].accepted
    assert after
    assert (after.record.value("deaths"), after.day) == (1, date(2027, 2, 10))
    report = status(office, known)
    assert ids(report.findings) == ["I-SUPERSEDED"], "the first report is kept, and the difference told"
    assert "deaths: 0 → 1" in str(report.findings[0])
