"""Which version counts, and how far each return is: on time, late, sent back, corrected, waived, missing."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from docgen.desk import register, status, submissions
from docgen.desk.gaps import owed
from docgen.desk.questions import questions
from docgen.findings import Code, Finding, Level, Place, returns, returns_checks, returns_values
from docgen.findings.returns import UNIT_MISMATCH
from docgen.model import Channel, DecisionKind, Message, MessageState, Return, ReturnState
from docgen.store import messages
from tests.desk.office import Desk, decision, ids, read, typed

UNITS_READ = (returns, returns_values, returns_checks)
"""Tables of findings that units are told of in notices."""

Q1 = "0101 QIS 2026Q1"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "campaign")


def noticed(desk: Desk, day: str, topic: str = "notices 2026Q1") -> None:
    """A correction notice went out to unit 0101 on that day."""
    office = desk.office
    told = Message(f"<{day}>", 2026, topic, "0101", day, Channel.MAIL, "a@x.example", "", "", MessageState.SENT)
    with office.store.begin() as tx:
        messages.put(tx, replace(told, changed=f"{day}T01:00:00+00:00"))


def test_nothing_came_and_the_day_has_passed(desk: Desk) -> None:
    assert desk.states() == {
        Q1: "missing",
        "0101 QIS 2026Q2": "not_due",
        "0102 QIS 2026Q1": "missing",
        "0102 QIS 2026Q2": "not_due",
        "0103 QIS 2026Q1": "missing",  # closed on the last day of the quarter, it still reports it, and nothing after
    }
    assert desk.form().days_late == 10


@pytest.mark.parametrize(("folder", "late"), [("2026-04-09", 0), ("2026-04-10", 0), ("2026-04-11", 1)])
def test_a_return_is_late_from_the_day_after_it_was_due(desk: Desk, folder: str, late: int) -> None:
    desk.put(f"{folder}/kim.txt", "QIS 2026Q1 0101", "found = 3")
    desk.collect()
    assert (desk.form().state, desk.form().days_late) == (ReturnState.ACCEPTED, late)


def test_the_latest_acceptable_version_counts_and_the_difference_is_told(desk: Desk) -> None:
    desk.put("2026-04-08/a.txt", "QIS 2026Q1 0101", "found = 3", "fixed = 1")
    desk.put("2026-04-09/b.txt", "QIS 2026Q1 0101", "found = 4", "fixed = 1")
    desk.put("2026-04-10/c.txt", "QIS 2026Q1 0101", "found = x", "!found")
    desk.collect()
    office = desk.office
    known = register(office, typed)
    report = status(office, known)
    (standing,) = known.standings.values()
    assert standing.accepted
    assert standing.accepted.record.value("found") == 4
    assert ids(report.findings) == ["I-SUPERSEDED"]
    assert "found: 3 → 4" in str(report.findings[0])


def test_of_two_files_of_one_moment_that_differ_neither_counts_until_a_person_says_what_is_right(desk: Desk) -> None:
    desk.put("2026-04-08/a.txt", "QIS 2026Q1 0101", "found = 51", "fixed = 1")
    desk.put("2026-04-08/b.txt", "QIS 2026Q1 0101", "found = 55", "fixed = 1")
    desk.collect()
    known = register(desk.office, typed)
    (standing,) = known.standings.values()
    assert standing.accepted is None
    assert standing.latest
    (told,) = standing.latest.findings
    assert (told.code.id, told.place.path, {told.values["one"], told.values["other"]}) == (
        "E-TWO-AT-ONCE",
        "found",
        {"51", "55"},
    )
    asked = {question.subject for question in questions(desk.office, known, status(desk.office, known))}
    assert "QIS/2026Q1/found" in asked

    last = str(standing.latest.record.value("found"))
    desk.decide(decision(DecisionKind.VALUE, "QIS/2026Q1/found", "51", last))
    (standing,) = register(desk.office, typed).standings.values()
    assert standing.accepted
    assert standing.accepted.record.value("found") == 51


@pytest.mark.parametrize(
    ("first", "second", "counts"),
    [("found = 51", "found = 51\n", 51), ("found = 51", "found = 51\nfixed = x\n!fixed", 51)],
    ids=["the same twice", "one of them faulty elsewhere"],
)
def test_two_files_of_one_moment_that_say_the_same_need_nobody(
    desk: Desk, first: str, second: str, counts: int
) -> None:
    desk.put("2026-04-08/a.txt", "QIS 2026Q1 0101", first)
    desk.put("2026-04-08/b.txt", "QIS 2026Q1 0101", second)
    desk.collect()
    (standing,) = register(desk.office, typed).standings.values()
    assert standing.accepted
    assert standing.accepted.record.value("found") == counts


def test_a_file_collected_later_is_the_later_one(desk: Desk) -> None:
    desk.put("2026-04-08/a.txt", "QIS 2026Q1 0101", "found = 51")
    desk.collect()
    later = desk.later(days=1)
    later.put("2026-04-08/b.txt", "QIS 2026Q1 0101", "found = 55")
    later.collect()
    (standing,) = register(later.office, typed).standings.values()
    assert standing.accepted
    assert standing.accepted.record.value("found") == 55


def test_the_order_in_which_files_are_collected_does_not_matter(tmp_path: Path) -> None:
    seen = []
    for order in ((0, 1, 2), (2, 1, 0), (1, 2, 0)):
        desk = Desk(tmp_path / "".join(map(str, order)))
        for number in order:
            desk.put(f"2026-04-0{number + 1}/a.txt", "QIS 2026Q1 0101", f"found = {number}")
            desk.collect()
        seen.append([(one.state, one.received, one.file) for one in desk.forms()])
    assert seen[0] == seen[1] == seen[2]


def test_cases_stand_side_by_side_and_their_reports_build_one_case_each(desk: Desk) -> None:
    desk.put("2026-04-01/first.txt", "ACR 2026 0101", "accident_no = 1", "deaths = 0")
    desk.put("2026-04-02/other.txt", "ACR 2026 0101", "accident_no = 2", "deaths = 0")
    desk.put("2026-04-09/later.txt", "ACR 2026 0101", "accident_no = 1", "deaths = 1")
    desk.collect()
    states = {name: state for name, state in desk.states().items() if "ACR" in name}
    assert states == {"0101 ACR 20261": "accepted", "0101 ACR 20262": "accepted"}


def test_a_return_with_faults_is_received_until_the_unit_was_told(desk: Desk) -> None:
    desk.put("2026-04-09/a.txt", "QIS 2026Q1 0101", "found = x", "!found")
    desk.collect()
    assert desk.form().state is ReturnState.RECEIVED
    noticed(desk, "2026-04-11")
    assert desk.form().state is ReturnState.RETURNED


@pytest.mark.parametrize(("corrected", "late"), [("2026-04-14", 0), ("2026-04-15", 5)])
def test_corrected_within_three_days_of_the_notice_counts_from_the_first_day(
    desk: Desk, corrected: str, late: int
) -> None:
    desk.put("2026-04-09/a.txt", "QIS 2026Q1 0101", "found = x", "!found")
    noticed(desk, "2026-04-11")
    desk.put(f"{corrected}/b.txt", "QIS 2026Q1 0101", "found = 3")
    desk.collect()
    assert (desk.form().state, desk.form().days_late) == (ReturnState.ACCEPTED, late)


@pytest.mark.parametrize(("corrected", "late"), [("2026-04-13", 0), ("2026-04-14", 4)])
def test_a_term_of_correction_that_would_end_on_a_sunday_ends_on_monday(desk: Desk, corrected: str, late: int) -> None:
    desk.put("2026-04-09/a.txt", "QIS 2026Q1 0101", "found = x", "!found")
    noticed(desk, "2026-04-09")
    desk.put(f"{corrected}/b.txt", "QIS 2026Q1 0101", "found = 3")
    desk.collect()
    assert (desk.form().state, desk.form().days_late) == (ReturnState.ACCEPTED, late)


def test_a_correction_without_a_notice_counts_from_the_day_it_came(desk: Desk) -> None:
    desk.put("2026-04-09/a.txt", "QIS 2026Q1 0101", "found = x", "!found")
    desk.put("2026-04-12/b.txt", "QIS 2026Q1 0101", "found = 3")
    desk.collect()
    assert desk.form().days_late == 2


def test_a_decided_value_settles_what_was_wrong_with_it(desk: Desk) -> None:
    desk.put("2026-04-09/a.txt", "QIS 2026Q1 0101", "found = about 3", "!found")
    desk.collect()
    desk.decide(decision(DecisionKind.VALUE, "QIS/2026Q1/found", "3", old="about 3"))
    assert desk.form().state is ReturnState.ACCEPTED
    desk.collect(key="2")
    assert desk.form().state is ReturnState.ACCEPTED


def test_a_decision_expires_loudly_when_a_newer_return_says_otherwise(desk: Desk) -> None:
    desk.put("2026-04-09/a.txt", "QIS 2026Q1 0101", "found = about 3", "!found")
    desk.collect()
    desk.decide(decision(DecisionKind.VALUE, "QIS/2026Q1/found", "3", old="about 3"))
    desk.put("2026-04-12/b.txt", "QIS 2026Q1 0101", "found = about 5", "!found")
    desk.collect()
    office = desk.office
    report = status(office, register(office, typed))
    assert "W-DECISION-EXPIRED" in ids(report.findings)
    (accepted,) = [form for form in report.forms if form.unit == "0101" and form.period == "2026Q1"]
    assert accepted.file.endswith("a.txt"), "the decision still holds for the version it was made upon"


def test_a_decision_holds_again_when_the_newer_return_says_the_same(desk: Desk) -> None:
    desk.put("2026-04-09/a.txt", "QIS 2026Q1 0101", "found = about 3", "!found")
    desk.decide(decision(DecisionKind.VALUE, "QIS/2026Q1/found", "3", old="about 3"))
    desk.put("2026-04-12/b.txt", "QIS 2026Q1 0101", "found = about 3", "fixed = 1", "!found")
    desk.collect()
    assert desk.form().file.endswith("b.txt")


def test_a_whole_return_is_sent_back_accepted_or_waived_by_decision(desk: Desk) -> None:
    desk.put("2026-04-09/a.txt", "QIS 2026Q1 0101", "found = 3")
    desk.collect()
    desk.decide(decision(DecisionKind.RETURN, "QIS/2026Q1", "returned"))
    assert desk.form().state is ReturnState.RETURNED
    desk.decide(decision(DecisionKind.RETURN, "QIS/2026Q1", "accepted"))
    assert desk.form().state is ReturnState.ACCEPTED
    desk.decide(decision(DecisionKind.WAIVER, "QIS/2026Q1", "waived", unit="0102"))
    assert desk.form("0102").state is ReturnState.WAIVED
    assert desk.form("0102").days_late == 0


def test_the_chase_list_is_sorted_by_lateness_with_whom_to_call(desk: Desk) -> None:
    desk.put("2026-04-12/a.txt", "QIS 2026Q1 0102", "found = x", "!found")
    desk.collect()
    office = desk.office
    chase = status(office, register(office, typed)).chase
    assert [(one.unit, one.days_late) for one in chase] == [("0101", 10), ("0102", 10), ("0103", 10)]
    assert chase[0].contact.phone == "1"


def test_the_register_the_assessment_counts_by(desk: Desk) -> None:
    desk.put("2026-04-14/a.txt", "QIS 2026Q1 0101", "found = 3")
    desk.collect()
    office = desk.office
    told = submissions(status(office, register(office, typed)))
    (mine,) = [one for one in told if one.unit == "0101" and one.period == "2026Q1"]
    assert (mine.due, mine.received, mine.days_late) == (date(2026, 4, 10), date(2026, 4, 14), 4)


def test_a_notice_tells_the_unit_what_the_unit_must_do_and_not_what_the_office_must(desk: Desk) -> None:
    def mismatched(payload: tuple[str, str]) -> Return:
        found = read(payload)
        place = Place(unit="0101", form="QIS")
        return replace(found, findings=(Finding(UNIT_MISMATCH, place, {"one": "First", "other": "Other"}),))

    desk.put("2026-04-08/a.txt", "QIS 2026Q1 0101", "found = 3")
    desk.collect(reader=mismatched)
    office = desk.office
    known = register(office, typed)
    (one,) = [one for one in owed(office, known, status(office, known)) if one.unit == "0101"]
    (gap,) = one.forms[0].gaps
    assert gap.remedy.startswith("Write your own name into the form.")
    assert "units.xlsx" not in gap.remedy


@pytest.mark.parametrize(
    "code", [code for room in UNITS_READ for code in vars(room).values() if isinstance(code, Code)]
)
def test_no_unit_is_told_to_ask_itself_or_to_open_what_only_the_office_has(code: Code) -> None:
    if code.level is Level.ERROR:
        assert not re.search(r"[Aa]sk for|Ask which|[Aa]sk the (other )?unit|units\.xlsx", code.for_unit or code.remedy)
