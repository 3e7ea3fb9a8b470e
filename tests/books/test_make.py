"""Books are made once, kept current, and never left wrong in silence."""

from dataclasses import replace
from pathlib import Path

import pytest

from docgen.books import BookOutcome, Choice
from docgen.errors import ExitCode, FileTroubleError, UsageError
from docgen.files import PARTIAL
from docgen.store import numbers, open_store, verify_journal
from tests.books.office import campaign, codes, files, make, outcomes, renamed, stamps, unit, units, without_out


def test_every_unit_gets_its_book_under_its_own_name_and_number(tmp_path: Path) -> None:
    office = campaign(tmp_path, units(3))
    report = make(office)
    assert set(outcomes(report).values()) == {BookOutcome.MADE}
    assert [r.number for r in report.results] == ["No. 1", "No. 2", "No. 3"]
    assert sorted(files(tmp_path / "out")) == [
        f"books/{code} Unit {code}.{ending}" for code in ("0001", "0002", "0003") for ending in ("docx", "pdf")
    ]
    assert report.releasable == ("0001", "0002", "0003")


def test_a_second_run_makes_nothing_and_touches_nothing(tmp_path: Path) -> None:
    office = campaign(tmp_path, units(3))
    make(office)
    before, made = stamps(tmp_path / "out"), list[str]()
    assert set(outcomes(make(office, made=made)).values()) == {BookOutcome.UNCHANGED}
    assert made == []
    assert stamps(tmp_path / "out") == before


def test_only_books_whose_data_changed_are_made_again(tmp_path: Path) -> None:
    roster = units(1000)
    make(campaign(tmp_path, roster))
    changed = {u.code for u in roster[100:130]}
    before, made = stamps(tmp_path / "out"), list[str]()
    make(campaign(tmp_path, roster, dict.fromkeys(changed, 9)), made=made)
    assert sorted(made) == sorted(changed)
    after = stamps(tmp_path / "out")
    assert {name[:4] for name in after if after[name] != before[name]} == changed


def test_a_deleted_folder_comes_back_with_the_same_bytes(tmp_path: Path) -> None:
    office = campaign(tmp_path, units(4))
    make(office)
    before = files(tmp_path / "out")
    without_out(office)
    make(office)
    assert files(tmp_path / "out") == before


def test_a_changed_template_or_engine_makes_every_book_again(tmp_path: Path) -> None:
    office = campaign(tmp_path, units(2))
    make(office)
    (tmp_path / "templates/book.docx").write_bytes(b"another template")
    made: list[str] = []
    make(office, made=made)
    books = office.settings.books.model_copy(update={"engine": "libreoffice"})
    make(replace(office, settings=office.settings.model_copy(update={"books": books})), made=made)
    assert sorted(made) == ["0001", "0001", "0002", "0002"]


def test_a_file_a_person_changed_is_made_again_and_theirs_is_kept(tmp_path: Path) -> None:
    office = campaign(tmp_path, [unit("0001")])
    make(office)
    book = tmp_path / "out/books/0001 Unit 0001.docx"
    made = book.read_bytes()
    book.write_bytes(b"with my corrections")
    report = make(office)
    assert book.read_bytes() == made
    assert codes(report) == ["W-BOOK-EDITED"]
    assert b"with my corrections" in files(tmp_path / "out/quarantine").values()


def test_a_new_name_of_a_unit_leaves_no_file_under_the_old_one(tmp_path: Path) -> None:
    office = campaign(tmp_path, units(2))
    make(office)
    make(renamed(office, "0001", "New Name"))
    assert sorted(p.name for p in (tmp_path / "out/books").glob("0001*")) == ["0001 New Name.docx", "0001 New Name.pdf"]


def test_two_units_that_swap_names_swap_files(tmp_path: Path) -> None:
    books = campaign(tmp_path, []).settings.books.model_copy(update={"file_name": "{name}"})
    office = campaign(tmp_path, [unit("0001", "East"), unit("0002", "West")])
    office = replace(office, settings=office.settings.model_copy(update={"books": books}))
    make(office)
    make(renamed(renamed(office, "0001", "West"), "0002", "East"))
    found = files(tmp_path / "out/books")
    assert sorted(found) == ["East.docx", "East.pdf", "West.docx", "West.pdf"]
    assert b'"code":"0002"' in found["East.docx"]
    assert b'"code":"0001"' in found["West.docx"]


def test_another_pattern_of_names_renames_the_books_without_making_them(tmp_path: Path) -> None:
    office = campaign(tmp_path, units(2))
    make(office)
    before, made = sorted(files(tmp_path / "out/books").values()), list[str]()
    books = office.settings.books.model_copy(update={"file_name": "Book {code}"})
    report = make(replace(office, settings=office.settings.model_copy(update={"books": books})), made=made)
    assert made == []
    assert sorted(files(tmp_path / "out/books")) == [f"Book 000{n}.{e}" for n in (1, 2) for e in ("docx", "pdf")]
    assert sorted(files(tmp_path / "out/books").values()) == before
    assert set(codes(report)) == {"I-BOOK-RENAMED"}


def test_units_of_one_name_get_different_files(tmp_path: Path) -> None:
    office = campaign(tmp_path, [unit("1", "Bureau"), unit("2", "BUREAU"), unit("3", "bureau")])
    books = office.settings.books.model_copy(update={"file_name": "{name}"})
    make(replace(office, settings=office.settings.model_copy(update={"books": books})))
    assert len({name.casefold() for name in files(tmp_path / "out/books")}) == 6


def test_a_unit_gone_from_the_roster_is_reported_until_a_person_deletes_its_book(tmp_path: Path) -> None:
    office = campaign(tmp_path, units(3))
    make(office)
    smaller = replace(office, units=office.units[:2])
    report = make(smaller)
    assert outcomes(report)["0003"] is BookOutcome.STALE
    assert codes(report) == ["W-BOOK-STALE"]
    assert (tmp_path / "out/books/0003 Unit 0003.docx").exists()
    for copy in (tmp_path / "out/books").glob("0003*"):
        copy.unlink()
    assert codes(make(smaller)) == ["I-STALE-GONE"]
    assert codes(make(smaller)) == []


def test_a_stale_book_is_never_overwritten_by_a_namesake(tmp_path: Path) -> None:
    settings = campaign(tmp_path, []).settings
    books = settings.books.model_copy(update={"file_name": "{name}"})
    settings = settings.model_copy(update={"books": books})
    make(replace(campaign(tmp_path, [unit("1", "Bureau")]), settings=settings))
    old = (tmp_path / "out/books/Bureau.docx").read_bytes()
    make(replace(campaign(tmp_path, [unit("2", "Bureau")]), settings=settings))
    assert (tmp_path / "out/books/Bureau.docx").read_bytes() == old
    assert len(list((tmp_path / "out/books").glob("*.docx"))) == 2


def test_numbers_stay_with_their_units_whatever_happens_to_the_roster(tmp_path: Path) -> None:
    make(campaign(tmp_path, units(3)))
    report = make(campaign(tmp_path, [unit("0009"), *units(3)[1:]]))
    assert [(r.unit, r.number) for r in report.results][:3] == [
        ("0009", "No. 4"),
        ("0002", "No. 2"),
        ("0003", "No. 3"),
    ]


def test_numbers_follow_the_roster_even_if_one_unit_is_made_first(tmp_path: Path) -> None:
    report = make(campaign(tmp_path, units(3)), Choice(units=("0002",)))
    assert [(r.unit, r.number) for r in report.results] == [("0002", "No. 2")]
    with open_store(tmp_path / "docgen.db") as store, store.begin() as tx:
        assert numbers.reserved(tx, "book", 2026) == {"0001": 1, "0002": 2, "0003": 3}
        assert verify_journal(tx).entries == 3


def test_a_draft_has_a_watermark_and_no_number_and_cannot_be_released(tmp_path: Path) -> None:
    report = make(campaign(tmp_path, units(2)), Choice(draft=True))
    found = files(tmp_path / "out")
    assert all(name.startswith("drafts/") for name in found)
    assert all(content.endswith(b"DRAFT") for name, content in found.items() if name.endswith("docx"))
    assert [r.number for r in report.results] == ["", ""]
    assert report.releasable == ()
    with open_store(tmp_path / "docgen.db") as store, store.begin() as tx:
        assert numbers.reserved(tx, "book", 2026) == {}


def test_without_pdf_only_the_word_files_are_made_and_the_pdfs_follow_later(tmp_path: Path) -> None:
    office = campaign(tmp_path, units(1))
    report = make(office, Choice(pdf=False))
    assert report.releasable == ()
    assert [Path(name).suffix for name in files(tmp_path / "out/books")] == [".docx"]
    make(office)
    assert [Path(name).suffix for name in files(tmp_path / "out/books")] == [".docx", ".pdf"]
    assert set(outcomes(make(office, Choice(pdf=False))).values()) == {BookOutcome.UNCHANGED}
    assert len(files(tmp_path / "out/books")) == 2


def test_what_is_not_fit_goes_to_quarantine_with_its_reasons_and_spoils_no_other(tmp_path: Path) -> None:
    office = campaign(tmp_path, units(3))
    make(office)
    report = make(renamed(office, "0002", "SPOILT"))
    assert outcomes(report)["0002"] is BookOutcome.FAILED
    assert {"E-TEST-SPOILT", "E-BOOK-NOT-FIT", "W-OLD-BOOK-REMOVED"} == set(codes(report))
    assert "0002" not in report.releasable
    assert not list((tmp_path / "out/books").glob("0002*"))
    aside = files(tmp_path / "out/quarantine")
    assert sorted(aside) == ["0002 SPOILT.docx", "0002 SPOILT.pdf", "0002 SPOILT.txt"]
    assert b"It is spoilt." in aside["0002 SPOILT.txt"]


def test_a_mended_book_leaves_quarantine(tmp_path: Path) -> None:
    office = campaign(tmp_path, [unit("0001", "SPOILT")])
    make(office)
    assert files(tmp_path / "out/quarantine")
    (tmp_path / "templates/book.docx").write_bytes(b"mended")
    make(renamed(office, "0001", "Mended"))
    assert sorted(files(tmp_path / "out")) == ["books/0001 Mended.docx", "books/0001 Mended.pdf"]


def test_a_failed_book_is_tried_again_every_time(tmp_path: Path) -> None:
    office = campaign(tmp_path, [unit("0001", "SPOILT")])
    made: list[str] = []
    for _ in range(2):
        make(office, made=made)
    assert made == ["0001", "0001"]


def test_an_unknown_unit_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="0099"):
        make(campaign(tmp_path, units(2)), Choice(units=("0001", "0099")))


def test_a_missing_template_stops_before_anything_is_made(tmp_path: Path) -> None:
    office = campaign(tmp_path, units(2))
    (tmp_path / "templates/book.docx").unlink()
    with pytest.raises(FileTroubleError, match=r"book\.docx") as stopped:
        make(office)
    assert stopped.value.exit_code is ExitCode.CANNOT_GO_ON
    assert not (tmp_path / "out").exists()


def test_a_file_in_place_of_the_folder_is_said_and_leaves_nothing_behind(tmp_path: Path) -> None:
    office = campaign(tmp_path, units(2))
    (tmp_path / "out").write_text("not a folder")
    with pytest.raises(FileTroubleError, match="cannot be written"):
        make(office)
    (tmp_path / "out").unlink()
    assert set(outcomes(make(office)).values()) == {BookOutcome.MADE}


def test_no_working_folder_is_left_behind(tmp_path: Path) -> None:
    make(campaign(tmp_path, [*units(2), unit("0009", "SPOILT")]))
    assert not list(tmp_path.rglob(PARTIAL))
