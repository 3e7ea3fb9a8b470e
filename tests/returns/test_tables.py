"""Tables as units fill them in: totals, examples, blank rows, hidden ones."""

import pytest

from tests.returns.forms import DOCX, FILLED, XLSX, Format, Sent, Typed, cells_of, ids, parts_of, read, zipped

FORMATS = pytest.mark.parametrize("form", [XLSX, DOCX], ids=lambda one: one[0])


def filled(form: Format, **rows: Typed) -> bytes:
    """The trial form with further cells of its table: `day3="合计"` is column day of row 3."""
    more = {f"rows[{name[-1]}]/{name[:-1]}": value for name, value in rows.items()}
    return Sent(form, "zh").filled(FILLED | more)


@FORMATS
@pytest.mark.parametrize("word", ["合计", "合 计", "Total", "小计"])
def test_a_total_row_is_no_record(form: Format, word: str) -> None:
    found = read(filled(form, day3=word, found3="4"), f"a.{form[0]}")
    assert found.records[0].rows == {"rows": 2}
    assert found.records[0].value("rows[3]/found") is None


@FORMATS
def test_a_total_that_is_not_the_sum_of_its_rows_is_told(form: Format) -> None:
    assert "W-TOTAL" not in ids(read(filled(form, day3="合计", found3="4"), f"a.{form[0]}"))
    assert "W-TOTAL" in ids(read(filled(form, day3="合计", found3="5"), f"a.{form[0]}"))


@FORMATS
def test_an_example_row_is_no_record(form: Format) -> None:
    found = read(filled(form, day1="例：2026年1月1日", subject1="桥梁", found1="9"), f"a.{form[0]}")
    assert [found.records[0].value(f"rows[{row}]/found") for row in (1, 2)] == [0, None]


@FORMATS
def test_blank_rows_between_records_are_passed_over(form: Format) -> None:
    found = read(filled(form, day4="2026-03-09", subject4="Roads", found4="1"), f"a.{form[0]}")
    assert found.records[0].rows == {"rows": 3}
    assert found.records[0].value("rows[3]/found") == 1


@FORMATS
def test_a_table_whose_first_row_says_none_has_no_rows(form: Format) -> None:
    nothing = {path: value for path, value in FILLED.items() if not path.startswith("rows")}
    found = read(Sent(form, "zh").filled(nothing | {"rows[1]/subject": "无"}), f"a.{form[0]}")
    assert found.records[0].rows == {"rows": 0}
    assert found.records[0].nil


def test_what_stands_in_a_hidden_row_is_read_at_its_mark_alone_and_told() -> None:
    book = filled(XLSX, day3="2026-03-09", subject3="Roads", found3="1")
    _, cell = cells_of(book)["dg.try.rows.3.found"]
    row = cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    parts = parts_of(book)
    parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"].replace(
        f'<row r="{row}"'.encode(), f'<row r="{row}" hidden="1"'.encode()
    )
    found = read(zipped(parts), "a.xlsx")
    assert "W-HIDDEN" in ids(found)
