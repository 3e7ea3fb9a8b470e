"""What waits for a person goes out as one workbook, and comes back as decisions: each upon what it was asked about."""

import io
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from docgen.desk import Decided, decide, questions, register, review_workbook, status
from docgen.desk.questions import by_key
from docgen.desk.review import typed_into
from docgen.findings.desk import DECISION_CHANGED
from docgen.language import say, speaking
from docgen.model import Choice, DecisionKind, Question, ReturnState, Wording
from docgen.store import decisions, verify_journal
from tests.desk.office import Desk, ids, typed

Cells = Mapping[str, str]
"""Heading to what a person types there."""


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = Desk(tmp_path / "campaign")
    desk.put("2026-04-09/a.txt", "QIS 2026Q1 0101", "found = about 3", "fixed = 1", "!found")
    desk.collect()
    return desk


def waiting(desk: Desk) -> tuple[Question, ...]:
    office = desk.office
    known = register(office, typed)
    return questions(office, known, status(office, known))


def write(desk: Desk, path: Path) -> Path:
    path.write_bytes(review_workbook(desk.office, waiting(desk)))
    return path


def fill(path: Path, answers: Mapping[str, Cells]) -> Path:
    """Type into the workbook as a person does: by unit and subject, what to write under which heading."""
    book = openpyxl.load_workbook(path)
    sheet = book.active
    assert sheet is not None
    heads = {str(cell.value): number for number, cell in enumerate(sheet[1])}
    for row in sheet.iter_rows(min_row=2):
        _, unit, subject = str(row[heads["Key"]].value).split(":", 2)
        for heading, text in answers.get(f"{unit} {subject}", {}).items():
            row[heads[heading]].value = text
    book.save(path)
    return path


def written_again(desk: Desk, path: Path) -> bool:
    """Write the workbook once more to the same place; whether something typed could not be taken over."""
    before = typed_into(desk.office, path, waiting(desk), typed)
    path.write_bytes(review_workbook(desk.office, waiting(desk), before))
    return before.left


def read(desk: Desk, path: Path) -> Decided:
    office = desk.office
    return decide(office, path, waiting(desk), lambda _, text: text.isdecimal(), office.who)


def test_what_waits_is_called_as_people_call_it(desk: Desk) -> None:
    desk.put("2026-04-11/c.txt", "ACR 2026 0102", "accident_no = 7", "deaths = x", "!deaths")
    desk.collect()
    assert {q.subject: q.title for q in waiting(desk) if q.unit == "0102"} == {
        "QIS/2026Q1": "QIS Q1 2026",
        "ACR/2026/7": "ACR 2026 7",
        "ACR/2026/7/deaths": "ACR 2026 7: deaths",
    }


def test_a_case_is_called_by_the_words_of_the_choice_that_tells_it_apart(desk: Desk) -> None:
    desk.put("2026-04-11/c.txt", "ACR 2026 0102", "accident_no = 7", "deaths = x", "!deaths")
    desk.collect()
    known, of = register(desk.office, typed), desk.office.forms["ACR"]
    words = (Choice("7", Wording((("en", "First report"),))),)
    body = tuple(replace(one, choices=words) if one.name == "accident_no" else one for one in of.fields)
    office = replace(desk.office, forms={**desk.office.forms, "ACR": replace(of, body=body)})
    titles = {q.subject: q.title for q in questions(office, known, status(office, known))}
    assert titles["ACR/2026/7"] == "ACR 2026 First report"


def test_what_waits_is_a_doubtful_value_a_whole_return_and_forms_that_did_not_come(desk: Desk) -> None:
    told = [(q.kind, q.unit, q.subject) for q in waiting(desk)]
    assert told == [
        (DecisionKind.RETURN, "0101", "QIS/2026Q1"),
        (DecisionKind.VALUE, "0101", "QIS/2026Q1/found"),
        (DecisionKind.WAIVER, "0102", "QIS/2026Q1"),
        (DecisionKind.WAIVER, "0103", "QIS/2026Q1"),
    ]


def test_the_workbook_shows_what_stands_there_and_hides_what_only_the_program_needs(desk: Desk, tmp_path: Path) -> None:
    sheet = openpyxl.load_workbook(write(desk, tmp_path / "review.xlsx")).active
    assert sheet is not None
    heads = [str(cell.value) for cell in sheet[1]]
    value = next(row for row in sheet.iter_rows(min_row=2, values_only=True) if row[2] == "QIS Q1 2026: found")
    told = dict(zip(heads, value, strict=True))
    assert (told["Unit"], told["As it stands"], told["Decision"]) == ("0101 First", "about 3", None)
    away = [one for one in sheet.column_dimensions.values() if one.hidden]
    hidden = [heads[number - 1] for one in away for number in range(one.min or 0, (one.max or 0) + 1)]
    assert hidden == ["Key", "Decided upon"]
    offered = [str(one.formula1) for one in sheet.data_validations.dataValidation]
    assert not [words for words in offered if "as read" in words], "nothing was read that could be taken as read"


def test_answers_are_applied_with_who_and_why(desk: Desk, tmp_path: Path) -> None:
    path = write(desk, tmp_path / "review.xlsx")
    fill(
        path,
        {
            "0101 QIS/2026Q1/found": {"Decision": "3", "Reason": "asked by phone"},
        },
    )
    done = read(desk, path)
    assert (ids(done.findings), [d.new for d in done.entered]) == ([], ["3"])
    assert desk.form().state is ReturnState.ACCEPTED
    office = desk.office
    with office.store.begin() as tx:
        (kept,) = decisions.of_year(tx, 2026)
        assert (kept.who, kept.old, kept.new, kept.reason) == ("clerk", "about 3", "3", "asked by phone")
        assert verify_journal(tx).broken == ()


def test_applied_twice_is_applied_once(desk: Desk, tmp_path: Path) -> None:
    path = fill(write(desk, tmp_path / "r.xlsx"), {"0101 QIS/2026Q1/found": {"Decision": "3", "Reason": "phone"}})
    first, second = read(desk, path), read(desk, path)
    assert (len(first.entered), len(second.entered), second.before, ids(second.findings)) == (1, 0, 1, [])


@pytest.mark.parametrize(
    ("subject", "cells", "expected"),
    [
        ("0101 QIS/2026Q1/found", {"Decision": "3"}, "E-DECISION-NO-REASON"),
        ("0101 QIS/2026Q1/found", {"Decision": "three or so", "Reason": "x"}, "E-DECISION-VALUE"),
        ("0101 QIS/2026Q1/found", {"Decision": "as read", "Reason": "x"}, "E-DECISION-VALUE"),  # nothing was read
        ("0101 QIS/2026Q1", {"Decision": "perhaps", "Reason": "x"}, "E-DECISION-WORD"),
        ("0101 QIS/2026Q1", {"Decision": "waived", "Reason": "x"}, "E-DECISION-WORD"),
    ],
)
def test_a_faulty_answer_is_told_with_its_cell_and_changes_nothing(
    desk: Desk, tmp_path: Path, subject: str, cells: Cells, expected: str
) -> None:
    done = read(desk, fill(write(desk, tmp_path / "r.xlsx"), {subject: cells}))
    assert (ids(done.findings), done.entered) == ([expected], ())
    assert done.findings[0].place.cell


def test_what_was_typed_and_is_not_entered_yet_stands_in_the_workbook_written_anew(desk: Desk, tmp_path: Path) -> None:
    path = fill(write(desk, tmp_path / "r.xlsx"), {"0101 QIS/2026Q1/found": {"Decision": "3", "Reason": "phone"}})
    desk.put("2026-04-12/b.txt", "QIS 2026Q1 0102", "found = about 9", "!found")
    desk.collect()
    assert not written_again(desk, path)
    assert [(d.new, d.reason) for d in read(desk, path).entered] == [("3", "phone")]


def test_what_was_typed_upon_something_that_changed_is_not_taken_over_and_told(desk: Desk, tmp_path: Path) -> None:
    path = fill(write(desk, tmp_path / "r.xlsx"), {"0101 QIS/2026Q1/found": {"Decision": "3", "Reason": "phone"}})
    desk.put("2026-04-12/b.txt", "QIS 2026Q1 0101", "found = about 9", "!found")
    desk.collect()
    assert written_again(desk, path)
    assert read(desk, path).entered == ()


def test_what_was_entered_is_neither_taken_over_nor_told(desk: Desk, tmp_path: Path) -> None:
    path = fill(write(desk, tmp_path / "r.xlsx"), {"0101 QIS/2026Q1/found": {"Decision": "3", "Reason": "phone"}})
    read(desk, path)
    assert not written_again(desk, path)
    assert (read(desk, path).entered, read(desk, path).before) == ((), 0)


def test_a_decision_is_never_applied_to_another_value(desk: Desk, tmp_path: Path) -> None:
    path = fill(write(desk, tmp_path / "r.xlsx"), {"0101 QIS/2026Q1/found": {"Decision": "3", "Reason": "phone"}})
    desk.put("2026-04-12/b.txt", "QIS 2026Q1 0101", "found = about 9", "!found")
    desk.collect()
    done = read(desk, path)
    assert ([f.code for f in done.findings], done.entered) == ([DECISION_CHANGED], ())


def test_what_no_longer_waits_is_told(desk: Desk, tmp_path: Path) -> None:
    path = fill(write(desk, tmp_path / "r.xlsx"), {"0101 QIS/2026Q1/found": {"Decision": "3", "Reason": "phone"}})
    desk.put("2026-04-12/b.txt", "QIS 2026Q1 0101", "found = 5")
    desk.collect()
    assert ids(read(desk, path).findings) == ["E-DECISION-UNKNOWN"]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_whole_return_is_accepted_in_either_language(desk: Desk, tmp_path: Path, language: str) -> None:
    with speaking(language):
        word = say("accepted").capitalize()
    path = fill(
        write(desk, tmp_path / "r.xlsx"), {"0101 QIS/2026Q1": {"Decision": word, "Reason": "the paper shows 3"}}
    )
    assert [d.new for d in read(desk, path).entered] == ["accepted"]
    assert desk.form().state is ReturnState.ACCEPTED
    assert [q.subject for q in waiting(desk) if q.unit == "0101"] == [], "what was taken as it is waits no more"


def test_a_form_that_did_not_come_is_waived(desk: Desk, tmp_path: Path) -> None:
    path = fill(write(desk, tmp_path / "r.xlsx"), {"0102 QIS/2026Q1": {"Decision": "waived", "Reason": "flood"}})
    read(desk, path)
    assert (desk.form("0102").state, desk.form("0103").state) == (ReturnState.WAIVED, ReturnState.MISSING)


def test_a_decision_survives_a_repeated_collect(desk: Desk, tmp_path: Path) -> None:
    read(desk, fill(write(desk, tmp_path / "r.xlsx"), {"0101 QIS/2026Q1/found": {"Decision": "3", "Reason": "phone"}}))
    desk.later(days=1).collect(key="2")
    assert desk.form().state is ReturnState.ACCEPTED


@pytest.mark.libreoffice
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not on this machine")
@pytest.mark.parametrize("ending", ["xlsx", "ods"])
def test_opened_and_saved_in_libreoffice_it_is_the_same(desk: Desk, tmp_path: Path, ending: str) -> None:
    path = fill(write(desk, tmp_path / "review.xlsx"), {"0101 QIS/2026Q1/found": {"Decision": "3", "Reason": "phone"}})
    out = tmp_path / "saved"
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    for source, target in ((path, ending), (out / f"review.{ending}", "xlsx")):
        folder = out if source is path else out / "again"
        command = ["soffice", profile, "--headless", "--convert-to", target, "--outdir", str(folder), str(source)]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
    done = read(desk, out / "again" / "review.xlsx")
    assert (ids(done.findings), [d.new for d in done.entered]) == ([], ["3"])


def test_an_empty_workbook_decides_nothing(desk: Desk, tmp_path: Path) -> None:
    done = read(desk, write(desk, tmp_path / "r.xlsx"))
    assert (done.entered, done.findings) == ((), ())


def test_questions_are_known_by_what_they_ask(desk: Desk) -> None:
    every = waiting(desk)
    assert len(by_key(every)) == len(every)
    assert io.BytesIO(review_workbook(desk.office, every)).getbuffer().nbytes > 1000
