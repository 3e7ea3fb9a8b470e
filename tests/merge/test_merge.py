"""A mail merge makes one document a row, only what is missing or changed, and says what is wrong at the cell."""

from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from openpyxl import Workbook

from docgen.errors import FileTroubleError, UsageError
from docgen.merge import Job, Means, MergeReport, merge, split_pattern
from docgen.model import ItemState
from tests.press.drawn import chart

NOW = datetime(2026, 2, 2, 12, tzinfo=UTC)
Rows = list[tuple[object, ...]]


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    document = Document()
    document.add_paragraph("Dear {{ name }}, you owe {{ fee | number(2) }}.")
    path = tmp_path / "letter.docx"
    document.save(str(path))
    return path


@pytest.fixture
def people(tmp_path: Path) -> Callable[[Rows], Path]:
    def write(rows: Rows) -> Path:
        book = Workbook()
        for row in [("name", "fee"), *rows]:
            book.worksheets[0].append(list(row))
        book.save(tmp_path / "people.xlsx")
        return tmp_path / "people.xlsx"

    return write


def run(letter: Path, data: Path, pattern: str = "{name}.docx", jobs: int = 1) -> MergeReport:
    folder, names = split_pattern(str(letter.parent / "out" / pattern))
    return merge(Job(letter, data, names), folder, now=NOW, means=Means(jobs=jobs))


def states(report: MergeReport) -> list[str]:
    return [row.state.value for row in report.rows]


def text(path: Path) -> str:
    return "\n".join(p.text for p in Document(BytesIO(path.read_bytes())).paragraphs)


def test_each_row_becomes_a_document(letter: Path, people: Callable[[Rows], Path]) -> None:
    report = run(letter, people([("Kim", 12.5), ("Bo", 7)]))
    assert [(row.row, row.name, row.state) for row in report.rows] == [
        (2, "Kim.docx", ItemState.DONE),
        (3, "Bo.docx", ItemState.DONE),
    ]
    assert text(letter.parent / "out" / "Kim.docx") == "Dear Kim, you owe 12.50."


def test_the_patterns_ending_decides_what_is_made(letter: Path, people: Callable[[Rows], Path]) -> None:
    run(letter, people([("Kim", 1)]), "{name}.pdf")
    made = [path.name for path in (letter.parent / "out").iterdir() if path.is_file()]
    assert made == ["Kim.pdf"]
    assert (letter.parent / "out" / "Kim.pdf").read_bytes().startswith(b"%PDF")


def test_the_same_call_again_makes_nothing(letter: Path, people: Callable[[Rows], Path]) -> None:
    data = people([("Kim", 1), ("Bo", 2)])
    run(letter, data)
    assert states(run(letter, data)) == ["skipped", "skipped"]


def test_only_what_changed_or_went_missing_is_made_again(letter: Path, people: Callable[[Rows], Path]) -> None:
    run(letter, people([("Kim", 1), ("Bo", 2), ("Lu", 3)]))
    (letter.parent / "out" / "Lu.docx").unlink()
    assert states(run(letter, people([("Kim", 1), ("Bo", 9), ("Lu", 3)]))) == ["skipped", "done", "done"]


def test_a_document_somebody_changed_is_made_as_it_should_be(letter: Path, people: Callable[[Rows], Path]) -> None:
    data = people([("Kim", 1)])
    run(letter, data)
    (letter.parent / "out" / "Kim.docx").write_bytes(b"spoilt")
    assert states(run(letter, data)) == ["done"]


def test_one_bad_row_stops_only_itself_and_is_told_at_its_cell(letter: Path, people: Callable[[Rows], Path]) -> None:
    report = run(letter, people([("Kim", 1), ("Bo", None), ("Lu", 3)]))
    assert states(report) == ["done", "failed", "done"]
    (fault,) = report.rows[1].findings
    assert (fault.code.id, fault.place.file, fault.place.cell) == ("E-FIELD-MISSING", "people.xlsx", "B3")
    assert not (letter.parent / "out" / "Bo.docx").exists()


def test_a_cell_that_cannot_be_read_stops_only_its_row(letter: Path, people: Callable[[Rows], Path]) -> None:
    report = run(letter, people([("Kim", 1), ("Bo", "#REF!"), ("Lu", 3)]))
    assert states(report)[0] == states(report)[2] == "done"
    assert states(report)[1] == "failed"


def test_the_mended_row_is_made_by_the_same_call(letter: Path, people: Callable[[Rows], Path]) -> None:
    run(letter, people([("Kim", 1), ("Bo", None)]))
    assert states(run(letter, people([("Kim", 1), ("Bo", 2)]))) == ["skipped", "done"]


def test_a_tag_that_names_no_column_is_told_once_before_anything_is_made(
    letter: Path, people: Callable[[Rows], Path]
) -> None:
    document = Document(str(letter))
    document.add_paragraph("{{ nmae }}")
    document.save(str(letter))
    report = run(letter, people([("Kim", 1), ("Bo", 2)]))
    (fault,) = report.findings
    assert (fault.code.id, fault.values["nearest"]) == ("E-NAME-UNKNOWN", "name")
    assert fault.place.file == "letter.docx"
    assert not (letter.parent / "out").exists()


def test_a_chart_that_the_pdfs_would_lack_is_told_before_anything_is_made(
    tmp_path: Path, people: Callable[[Rows], Path]
) -> None:
    (template := tmp_path / "chart.docx").write_bytes(chart())
    job = Job(template, people([("Code", "name"), ("01", "Li")]), split_pattern(str(tmp_path / "{Code}.pdf"))[1])
    report = merge(job, tmp_path, now=NOW)
    assert [found.code.id for found in report.findings] == ["E-ENGINE-LEAVES-OUT"]
    assert not (tmp_path / "01.pdf").exists()


def test_numbers_and_dates_of_a_text_file_go_through_filters(letter: Path) -> None:
    data = letter.parent / "people.csv"
    data.write_text("name,fee\nKim,12.5\n", encoding="utf-8")
    assert states(run(letter, data)) == ["done"]
    assert text(letter.parent / "out" / "Kim.docx") == "Dear Kim, you owe 12.50."


def test_lists_of_a_json_file_can_be_looped_over(letter: Path) -> None:
    document = Document()
    document.add_paragraph("{% for i in items %}{{ i.what }} {{ i.price | number(2) }}; {% endfor %}")
    document.save(str(letter))
    data = letter.parent / "orders.json"
    data.write_text('{"items": [{"what": "tea", "price": 2.5}, {"what": "milk", "price": "1"}]}', encoding="utf-8")
    assert states(run(letter, data, "order.docx")) == ["done"]
    assert text(letter.parent / "out" / "order.docx") == "tea 2.50; milk 1.00; "


def test_a_blank_in_a_name_is_a_warning(letter: Path, people: Callable[[Rows], Path]) -> None:
    report = run(letter, people([("Kim", 1), ("Bo", None)]), "{row} {fee}.docx")
    assert "W-MERGE-NAME-BLANK" in [finding.code.id for finding in report.findings]


def test_a_pattern_that_names_no_column_makes_nothing(letter: Path, people: Callable[[Rows], Path]) -> None:
    with pytest.raises(UsageError, match="Did you mean 'name'"):
        run(letter, people([("Kim", 1)]), "{nome}.docx")
    assert not (letter.parent / "out").exists()


def test_the_same_rows_give_the_same_bytes_on_any_number_of_workers(
    letter: Path, people: Callable[[Rows], Path]
) -> None:
    data = people([("Kim", 1), ("Bo", 2), ("Lu", 3)])
    run(letter, data, "one/{name}.pdf", jobs=1)
    run(letter, data, "two/{name}.pdf", jobs=3)
    one, two = (sorted((letter.parent / "out" / name).glob("*.pdf")) for name in ("one", "two"))
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in two]
    assert len(one) == 3


def test_a_name_taken_by_a_folder_is_a_trouble_not_a_half_written_file(
    letter: Path, people: Callable[[Rows], Path]
) -> None:
    (letter.parent / "out" / "Kim.docx").mkdir(parents=True)
    with pytest.raises(FileTroubleError, match=r"Kim\.docx"):
        run(letter, people([("Kim", 1)]))
