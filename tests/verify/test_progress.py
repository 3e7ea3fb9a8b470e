"""How far each unit's book is: ink is as good as a key, and whoever has neither is chased."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from docgen.campaign import Campaign, load_campaign
from docgen.campaign.start import start_campaign
from docgen.excel.writer import NewSheet, workbook_bytes
from docgen.model import BookState, InkSigning
from docgen.store import documents, verify_journal
from docgen.store.journal import entries
from docgen.verify import SigningState, progress, take_over_ink
from tests.books.office import WHO
from tests.verify.office import Office, open_office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    office = open_office(tmp_path, ("0001", "0002", "0003"))
    for code in ("0001", "0002"):
        office.issue(code, signed=False)
    yield office
    office.store.close()


def with_ink(office: Office, day: date = date(2026, 2, 10)) -> Campaign:
    return replace(office.campaign, signings=(InkSigning("0001", day, "B. Head", "Director", 2),))


def states(office: Office, campaign: Campaign) -> dict[str, SigningState]:
    return {unit.unit: unit.state for unit in progress(campaign, office.store).units}


def test_units_without_a_book_are_missing_and_issued_ones_are_chased_with_their_contact(office: Office) -> None:
    assert states(office, office.campaign) == {
        "0001": SigningState.RELEASED,
        "0002": SigningState.RELEASED,
        "0003": SigningState.MISSING,
    }
    (first, second) = progress(office.campaign, office.store).to_chase
    assert (first.unit, first.contact.name, first.contact.phone, second.unit) == ("0001", "A. Head", "123", "0002")


def test_a_book_in_the_ledger_is_signed_on_paper_and_nobody_is_chased_for_it(office: Office) -> None:
    campaign = with_ink(office)
    assert take_over_ink(campaign, office.store, WHO) == ("0001",)
    assert states(office, office.campaign)["0001"] is SigningState.ON_PAPER
    assert [unit.unit for unit in progress(campaign, office.store).to_chase] == ["0002"]


def test_taking_over_is_entered_in_the_journal_once(office: Office) -> None:
    campaign = with_ink(office)
    assert [take_over_ink(campaign, office.store, WHO) for _ in range(2)] == [("0001",), ()]
    with office.store.begin() as tx:
        (entry,) = entries(tx, last=5)
        assert verify_journal(tx).broken == ()
    assert (entry.act.object, entry.act.after) == ("book 2026 0001 v1", "on_paper")
    assert entry.act.reason == "2026-02-10 B. Head Director"


def test_ink_on_an_older_issue_does_not_count_for_the_new_one(office: Office) -> None:
    office.issue("0001", 2, signed=False)
    campaign = with_ink(office, date(2026, 1, 20))
    assert take_over_ink(campaign, office.store, WHO) == ()
    assert states(office, campaign)["0001"] is SigningState.RELEASED


def test_a_countersigned_book_stays_so_whatever_the_ledger_says(office: Office) -> None:
    with office.store.begin() as tx:
        document = documents.of_kind(tx, "book", 2026)[0]
        documents.set_state(tx, document, BookState.COUNTERSIGNED)
    assert take_over_ink(with_ink(office), office.store, WHO) == ()
    assert states(office, with_ink(office))["0001"] is SigningState.COUNTERSIGNED


def ledger(rows: list[tuple[object, ...]]) -> bytes:
    heads = ("Unit code", "Signed on", "Signed by", "Position", "Copies")
    return workbook_bytes([NewSheet("signing", heads, rows)])  # type: ignore[arg-type]


def test_the_ledger_is_read_from_the_folder_with_its_faults_named(tmp_path: Path) -> None:
    start_campaign(tmp_path / "campaign", "contractors", {})
    campaign = load_campaign(tmp_path / "campaign").campaign
    assert campaign is not None
    first, second, *_ = campaign.units
    rows = [
        (first.code, date(2026, 2, 3), "B. Head", "Director", 2),
        (first.code, date(2026, 2, 4), "B. Head", "Director", 2),
        (second.code, "some day", "C. Head", "", 2),
        ("nobody", date(2026, 2, 3), "", "", None),
    ]
    (tmp_path / "campaign" / "ledgers.xlsx").write_bytes(ledger(list(rows)))
    loaded = load_campaign(tmp_path / "campaign")
    assert loaded.campaign is not None
    read = [(s.unit, s.date, s.signer, s.title, s.copies) for s in loaded.campaign.signings]
    assert read == rows[:2]
    told = {(f.code.id, f.place.cell) for f in loaded.findings if f.place.file == "ledgers.xlsx"}
    assert {cell for _, cell in told} == {"A3", "B4", "A5"}
