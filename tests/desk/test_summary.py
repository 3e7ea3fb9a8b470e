"""The table of all units, as a workbook whose totals are formulas and as a paper by the office's template."""

import io
import re
import shutil
import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from docgen.desk import Version, register, status
from docgen.desk.summary import Summary, label_of, summaries, summary_workbook
from docgen.desk.summary_paper import summary_paper
from docgen.language import speaking
from docgen.model import Answer, Field, FieldState, FieldType, FormDefinition, Wording
from tests.desk.office import DAY, Desk, typed
from tests.templates.documents import TEMPLATES


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Two of three units have reported; one of them with a figure that cannot be read."""
    desk = Desk(tmp_path / "campaign")
    desk.put("a.txt", "QIS 2026Q1 0101", "found = 3", "fixed = 1")
    desk.put("b.txt", "QIS 2026Q1 0102", "found = 4", "fixed = 2")
    desk.collect()
    return desk


def tables(desk: Desk) -> tuple[Summary, ...]:
    office = desk.office
    known = register(office, typed)
    return summaries(office, known, status(office, known), "2026Q1")


def words(docx: bytes) -> list[str]:
    body = zipfile.ZipFile(io.BytesIO(docx)).read("word/document.xml").decode()
    return [re.sub(r"<[^>]+>", "", part) for part in re.findall(r"<w:p[ >].*?</w:p>", body, re.DOTALL)]


def test_totals_are_formulas_over_the_units_above_and_missing_units_are_marked(desk: Desk) -> None:
    book = summary_workbook(desk.office, tables(desk))
    live = openpyxl.load_workbook(io.BytesIO(book)).worksheets[0]
    shown = openpyxl.load_workbook(io.BytesIO(book), data_only=True).worksheets[0]
    rows = [[cell.value for cell in row] for row in live.iter_rows()]
    assert [row[:3] for row in rows[1:4]] == [["0101", "First", 3], ["0102", "Second", 4], ["0103", "Third", "missing"]]
    formula = str(rows[-1][2])
    assert formula.startswith("=")
    assert "C2:C4" in formula
    assert [cell.value for cell in shown[shown.max_row]][2:4] == [7, 3]


def test_the_paper_says_the_same_as_the_workbook(desk: Desk) -> None:
    paper = summary_paper(desk.office, tables(desk), "2026Q1", DAY)
    assert paper.is_fit, paper.findings
    told = words(paper.docx)
    assert "2 of 3 units are counted below. Missing: Third" in told
    start = told.index("First")
    assert told[start : start + 3] == ["First", "3", "1"]
    assert told[told.index("Third") :][:3] == ["Third", "missing", "—"]
    assert told[told.index("Total") :][:3] == ["Total", "7", "3"]


def test_more_figures_than_fit_side_by_side_stand_below_one_another(desk: Desk) -> None:
    (table,) = tables(desk)
    many = 8
    wide = Summary(
        table.form,
        table.title,
        table.period,
        tuple(f"figure {number}" for number in range(many)),
        tuple(type(row)(row.unit, row.name, row.missing, (1,) * many) for row in table.rows),
        (2,) * many,
        (True,) * many,
    )
    told = words(summary_paper(desk.office, (wide,), "2026Q1", DAY).docx)
    assert [told.count(f"figure {number}") for number in range(many)] == [1] * many
    assert told.count("First") == 2


@pytest.mark.parametrize("where", ["en", "zh", "contractors"])
def test_every_shipped_template_of_the_paper_says_every_figure(desk: Desk, where: str) -> None:
    (desk.folder / "templates").mkdir(parents=True)
    shutil.copy(TEMPLATES / where / "summary.docx", desk.folder / "templates")
    paper = summary_paper(desk.office, tables(desk), "2026Q1", DAY)
    assert paper.is_fit, paper.findings
    told = words(paper.docx)
    assert [told[told.index(name) :][1:3] for name in ("First", "Second")] == [["3", "1"], ["4", "2"]]


def test_an_office_may_word_the_paper_its_own_way(desk: Desk) -> None:
    from docx import Document

    own = Document()
    own.add_paragraph("{% for t in tables %}{{ t.form }}: {{ t.accepted }}/{{ t.units }}{% endfor %}")
    (desk.folder / "templates").mkdir(parents=True)
    own.save(str(desk.folder / "templates" / "summary.docx"))
    assert words(summary_paper(desk.office, tables(desk), "2026Q1", DAY).docx)[:1] == ["QIS: 2/3"]


def test_a_rate_of_cases_per_hour_is_no_amount_to_be_added_up(desk: Desk) -> None:
    def field(name: str, calculation: str = "") -> Field:
        return Field(name, FieldType.DECIMAL, Wording((("en", name),)), calculation=calculation)

    rates = {
        "rate": "round(${found} * 200000 div ${fixed}, 1)",
        "double": "${rate} * 2",
        "both": "${found} + ${fixed}",
        "in_thousands": "${found} div 1000",
    }
    qis = FormDefinition(
        "QIS", "1", Wording((("en", "QIS"),)), (field("found"), field("fixed"), *(field(*one) for one in rates.items()))
    )
    office = replace(desk.office, forms={"QIS": replace(qis, digest=desk.office.forms["QIS"].digest)})
    known = register(office, typed)
    given = {
        one: replace(standing, versions=tuple(map(_filled, standing.versions)))
        for one, standing in known.standings.items()
    }
    [table] = summaries(office, replace(known, standings=given), status(office, known), "2026Q1")
    assert dict(zip(table.columns, table.totals, strict=True)) == {
        "found": 7,
        "fixed": 3,
        "rate": None,
        "double": None,
        "both": 20,
        "in_thousands": 20,
    }


def _filled(version: Version) -> Version:
    """With 10 in every calculated figure."""
    told = [Answer(name, FieldState.READ, 10) for name in ("rate", "double", "both", "in_thousands")]
    return replace(version, record=replace(version.record, answers=(*version.record.answers, *told)))


def test_a_figure_is_counted_in_brackets_of_its_language() -> None:
    counted = Field("groups", FieldType.INTEGER, Wording((("en", "Groups"), ("zh", "检查组数"))))
    measured = replace(counted, measure=Wording((("en", "teams"), ("zh", "个"))))
    with speaking("zh"):
        assert label_of(measured, "zh") == "检查组数（个）"
    assert label_of(measured, "en") == "Groups (teams)"
