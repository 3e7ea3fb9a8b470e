"""The pace of sending, its one connection, a message a unit or a document; both notices; data that are no formulas."""

import asyncio
import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from docgen.campaign.settings import Settings
from docgen.model import BookState
from docgen.press import make
from docgen.results import Mailroom, Pace, Postman, Year, deliver
from docgen.results.parcels import parcels_of
from docgen.results.ranking import ranking_bytes
from docgen.results.report import notice_piece, report_context, report_piece
from docgen.store import Archive, Document, documents
from docgen.word.text import plain_text
from tests.results.office import WHO, Office, unit
from tests.results.server import Breaking, serving
from tests.results.test_letters import year_of


def test_messages_keep_their_distance_and_share_one_connection(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[object] = []
    started = Breaking.connection_made

    def counted(self: Breaking, transport: asyncio.BaseTransport) -> None:
        made.append(transport)
        started(self, transport)

    monkeypatch.setattr(Breaking, "connection_made", counted)
    now, waited = [0.0], []

    def sleep(seconds: float) -> None:
        waited.append(round(seconds, 6))
        now[0] += seconds

    with serving() as (port, box):
        made.clear()  # the server tries itself when it starts
        office = Office.at(tmp_path, port)
        mail = office.campaign().settings.mail
        assert mail
        waiting = office.queue(office.parcels([unit(f"{n:02}") for n in range(4)])).waiting
        room = Mailroom(office.store, Archive(tmp_path / "archive"), WHO, Pace(lambda: now[0], sleep, 60 / 30))
        with Postman(mail, "safety@bureau.example") as postman:
            deliver(room, postman, waiting)
    assert (len(box.mails), waited) == (4, [2.0, 2.0, 2.0]), "thirty a minute: two seconds from one to the next"
    assert len(made) == 1


@pytest.mark.parametrize(("per", "messages"), [("unit", 1), ("document", 2)])
def test_one_message_a_unit_with_all_that_is_for_it_or_one_a_document(tmp_path: Path, per: str, messages: int) -> None:
    office = Office.at(tmp_path)
    archive = Archive(tmp_path / "archive")
    for kind in ("letter", "order"):
        digest = archive.put(f"{kind} of 01".encode(), ".pdf")
        paper = Document(kind, 2026, "01", 1, "No. 12", BookState.RELEASED, kind, "", digest, "", WHO.utc, WHO.utc)
        with office.store.begin() as tx:
            documents.put(tx, paper)
    campaign = replace(office.campaign(per=per), units=(unit("01"), unit("02")))
    parcels = parcels_of(campaign, office.store, "results")
    assert [parcel.unit.code for parcel in parcels] == ["01"] * messages
    assert sorted(e.name for parcel in parcels for e in parcel.enclosures) == ["letter.pdf", "order.pdf"]


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Year:
    return year_of(tmp_path_factory.mktemp("papers") / "contractors", "contractors")


@pytest.mark.parametrize("layout", ["scores", "grades"])
def test_the_notice_names_units_with_scores_or_by_grade_only(year: Year, layout: str) -> None:
    settings = year.campaign.settings
    changed: Settings = settings.model_copy(update={"choices": settings.choices.model_copy(update={"publish": layout})})
    piece = notice_piece(replace(year, campaign=replace(year.campaign, settings=changed)))
    pressed = make(replace(piece.order, pdf=False))
    lines = plain_text(pressed.docx).body
    text = "\n".join(lines)
    assert all(one.unit.name in text for one in year.settled)
    assert all(str(one.result.grade) in text for one in year.settled)
    scores = {one.told.score for one in year.settled}
    assert all((score in lines) is (layout == "scores") for score in scores), "a score stands in a cell of its own"
    assert ("no order of merit" in text) is (layout == "grades")


def test_names_that_look_like_formulas_stay_text_in_the_ranking(year: Year) -> None:
    first, *rest = year.units
    sly = replace(first, unit=replace(first.unit, name="=HYPERLINK(1)"))
    book = openpyxl.load_workbook(io.BytesIO(ranking_bytes(replace(year, units=(sly, *rest), day=date(2027, 2, 1)))))
    cells = [c for sheet in book for row in sheet.iter_rows() for c in row if c.value == "=HYPERLINK(1)"]
    assert cells
    assert all(cell.data_type != "f" for cell in cells)
    scores = [c for sheet in book for row in sheet.iter_rows() for c in row if isinstance(c.value, (int, float))]
    assert scores, "scores are numbers"


def test_a_campaign_without_awards_has_no_column_and_no_list_of_them(year: Year) -> None:
    book = openpyxl.load_workbook(io.BytesIO(ranking_bytes(year)))
    assert book.sheetnames[-1] == "Barred from honours"
    assert "Awards" not in book.sheetnames
    for sheet in book.worksheets[:-1]:
        (column,) = (cell.column_letter for cell in sheet[3] if cell.value == "award")
        assert sheet.column_dimensions[column].hidden, sheet.title


def test_a_row_of_the_lists_is_as_high_as_its_text_is_long(year: Year) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(ranking_bytes(year)))["Barred from honours"]
    rows = enumerate(sheet.iter_rows(min_row=4), 4)
    heights = {str(row[3].value): sheet.row_dimensions[number].height for number, row in rows}
    assert heights
    for text, height in heights.items():
        lines = len(text) / sheet.column_dimensions["D"].width
        assert height >= 15 * max(1, lines), text


def test_a_report_without_indicators_says_so_in_place_of_an_empty_table(year: Year) -> None:
    none = replace(year.campaign, settings=year.campaign.settings.model_copy(update={"indicators": {}}))
    text = "\n".join(
        plain_text(make(replace(report_piece(replace(year, campaign=none), {}).order, pdf=False)).docx).body
    )
    assert "No totals of the indicators are set for this year." in text
    assert "Not reported" not in text


def test_indicators_the_office_set_no_total_of_are_told_by_the_sum_of_the_units(year: Year) -> None:
    assert not any(one.total for one in year.campaign.settings.indicators.values())
    limits = [row.limit for one in year.units for row in year.campaign.indicators_of(one.unit)
              if row.indicator == "lost_time"]  # fmt: skip
    units = tuple(replace(one, actual={"lost_time": number}) for number, one in enumerate(year.units))
    told = report_context(replace(year, units=units), {})["indicators"]
    known = {one["title"]: (one["limit"], one["actual"], one["unknown"]) for one in told}
    title = year.campaign.settings.indicators["lost_time"].title
    assert known[title] == (sum(int(str(limit)) for limit in limits), sum(range(len(units))), 0)
    rate = year.campaign.settings.indicators["recordable_rate"].title
    assert rate not in known, "the sum of rates is no rate"
