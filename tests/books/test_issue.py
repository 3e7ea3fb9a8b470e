"""A released book is frozen: a changed roster is reported, and only a person with a reason changes anything."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from docgen.books import BookOutcome, BookResult, Choice, Difference, ReleaseReport, reissue, release, supplement
from docgen.books.desk import KIND, SUPPLEMENT
from docgen.campaign import Campaign
from docgen.errors import StoreError, UsageError
from docgen.model import BookState
from docgen.store import Act, Archive, Document, Who, documents, journal, open_store, verify_journal
from tests.books.office import WHO, campaign, codes, files, make, means, outcomes, renamed, stamps, units, without_out

LATER = replace(WHO, at=WHO.at + timedelta(days=90))


def issued(folder: Path, count: int = 2) -> Campaign:
    """A campaign whose books are all out."""
    office = campaign(folder, units(count))
    make(office)
    assert give_out(office).released == tuple(u.code for u in office.units)
    return office


def give_out(office: Campaign) -> ReleaseReport:
    return release(office, who=WHO, means=means())


def limited(office: Campaign, code: str, limit: int) -> Campaign:
    return campaign(office.folder, office.units, {code: limit})


def stored(folder: Path, kind: str = KIND) -> tuple[Document, ...]:
    with open_store(folder / "docgen.db") as store, store.begin() as tx:
        return documents.of_kind(tx, kind, 2026)


def acts(folder: Path) -> list[Act]:
    with open_store(folder / "docgen.db") as store, store.begin() as tx:
        assert verify_journal(tx).broken == ()
        return [entry.act for entry in journal.entries(tx, last=1000)]


def test_a_released_book_is_archived_recorded_and_in_the_journal(tmp_path: Path) -> None:
    issued(tmp_path, 1)
    (book,) = stored(tmp_path)
    archive = Archive(tmp_path / "archive")
    assert (book.state, book.released) == (BookState.RELEASED, WHO.utc)
    assert archive.get(book.pdf, ".pdf") == (tmp_path / "out/books/0001 Unit 0001.pdf").read_bytes()
    assert archive.get(book.docx, ".docx") == (tmp_path / "out/books/0001 Unit 0001.docx").read_bytes()
    assert [act.action for act in acts(tmp_path)] == ["number reserved", "released"]
    assert acts(tmp_path)[-1].after == book.pdf


def test_only_books_made_from_the_data_of_now_are_released(tmp_path: Path) -> None:
    office = campaign(tmp_path, units(3))
    make(office)
    (tmp_path / "out/books/0003 Unit 0003.pdf").write_bytes(b"altered")
    report = give_out(limited(office, "0002", 7))
    assert report.released == ("0001",)
    assert [(f.code.id, f.place.unit) for f in report.findings] == [("W-NOT-READY", "0002"), ("W-NOT-READY", "0003")]


def test_drafts_spoilt_books_and_word_files_alone_are_never_released(tmp_path: Path) -> None:
    office = renamed(campaign(tmp_path, units(2)), "0002", "SPOILT")
    make(office, Choice(draft=True))
    make(office, Choice(pdf=False))
    assert give_out(office).released == ()


def test_releasing_twice_releases_nothing_more(tmp_path: Path) -> None:
    office = issued(tmp_path)
    before = acts(tmp_path)
    assert give_out(office).released == ()
    assert acts(tmp_path) == before


def test_an_unchanged_issued_book_is_left_alone(tmp_path: Path) -> None:
    office = issued(tmp_path)
    report = make(office)
    assert set(outcomes(report).values()) == {BookOutcome.FROZEN}
    assert report.releasable == ()


def test_thirty_changed_rows_of_issued_books_are_thirty_differences_and_no_file_is_touched(tmp_path: Path) -> None:
    office = issued(tmp_path, 100)
    changed = {u.code: 3 for u in office.units[20:50]}
    out, archive = stamps(tmp_path / "out"), stamps(tmp_path / "archive")
    made: list[str] = []
    report = make(campaign(tmp_path, office.units, changed), made=made)
    differing = [r for r in report.results if r.outcome is BookOutcome.DIFFERS]
    assert [r.unit for r in differing] == sorted(changed)
    assert {r.differences for r in differing} == {(Difference("indicators.deaths.limit", 2, 3, "Deaths: limit"),)}
    assert "Deaths: limit 2 → 3" in differing[0].findings[0].message
    assert made == []
    assert (stamps(tmp_path / "out"), stamps(tmp_path / "archive")) == (out, archive)


def test_a_renamed_unit_is_reported_with_its_clauses(tmp_path: Path) -> None:
    office = issued(tmp_path, 1)
    (result,) = make(renamed(office, "0001", "Harbour Office")).results
    assert [(d.field, d.title) for d in result.differences] == [
        ("duties.A.clauses.A1.wording", "Clause A1"),
        ("unit.name", "Name of the unit"),
    ]


def test_a_changed_template_is_reported_too(tmp_path: Path) -> None:
    office = issued(tmp_path, 1)
    (tmp_path / "templates/book.docx").write_bytes(b"another")
    (result,) = make(office).results
    assert [d.field for d in result.differences] == ["template"]


def test_copies_of_issued_books_come_back_from_the_archive(tmp_path: Path) -> None:
    office = issued(tmp_path)
    before = files(tmp_path / "out")
    without_out(office)
    made: list[str] = []
    report = make(limited(office, "0001", 5), made=made)
    assert files(tmp_path / "out") == before
    assert made == []
    assert codes(report).count("I-BOOK-RESTORED") == 4


def test_a_damaged_archive_is_refused_not_copied(tmp_path: Path) -> None:
    office = issued(tmp_path, 1)
    without_out(office)
    (book,) = stored(tmp_path)
    path = Archive(tmp_path / "archive").path(book.pdf, ".pdf")
    path.chmod(0o644)
    path.write_bytes(b"forged")
    with pytest.raises(StoreError, match="altered"):
        make(office)


def test_an_issued_book_keeps_its_file_name_and_its_unit_gone_is_reported(tmp_path: Path) -> None:
    office = issued(tmp_path)
    report = make(replace(renamed(office, "0001", "Other"), units=renamed(office, "0001", "Other").units[:1]))
    assert outcomes(report) == {"0001": BookOutcome.DIFFERS, "0002": BookOutcome.STALE}
    assert "W-ISSUED-STALE" in codes(report)
    assert len(files(tmp_path / "out/books")) == 4


def again(office: Campaign, code: str = "0001", reason: str = "indicator corrected") -> BookResult:
    return reissue(office, code, reason, who=LATER, means=means())


def test_a_reissued_book_is_a_new_version_under_the_same_number(tmp_path: Path) -> None:
    office = limited(issued(tmp_path, 1), "0001", 5)
    result = again(office)
    assert (result.outcome, result.number, len(result.differences)) == (BookOutcome.MADE, "No. 1", 1)
    old, new = stored(tmp_path)
    assert (old.state, old.version, new.state, new.version) == (BookState.SUPERSEDED, 1, BookState.RELEASED, 2)
    assert new.number == old.number
    assert new.released == LATER.utc
    archive = Archive(tmp_path / "archive")
    assert archive.get(old.pdf, ".pdf") != archive.get(new.pdf, ".pdf")
    assert (tmp_path / "out/books/0001 Unit 0001.pdf").read_bytes() == archive.get(new.pdf, ".pdf")
    assert outcomes(make(office)) == {"0001": BookOutcome.FROZEN}


def test_the_journal_says_why_a_book_was_reissued(tmp_path: Path) -> None:
    again(limited(issued(tmp_path, 1), "0001", 5), reason="  indicator corrected ")
    old, new = stored(tmp_path)
    assert acts(tmp_path)[-1] == Act("reissued", "book 2026 0001 v2", old.pdf, new.pdf, "indicator corrected")


def test_a_new_version_that_is_not_fit_leaves_the_issued_one_valid(tmp_path: Path) -> None:
    office = issued(tmp_path, 1)
    before = files(tmp_path / "out/books")
    result = again(renamed(office, "0001", "SPOILT"))
    assert result.outcome is BookOutcome.FAILED
    assert [b.state for b in stored(tmp_path)] == [BookState.RELEASED]
    assert files(tmp_path / "out/books") == before
    assert len(files(tmp_path / "out/quarantine")) == 3
    assert again(office).outcome is BookOutcome.MADE
    assert not files(tmp_path / "out/quarantine")


def sheet(office: Campaign, who: Who = LATER) -> BookResult:
    return supplement(office, "0001", "renamed by order 7", who=who, means=means())


def test_a_supplementary_sheet_lists_what_changed_and_leaves_the_book(tmp_path: Path) -> None:
    office = issued(tmp_path, 1)
    before = stamps(tmp_path / "out/books")
    result = sheet(limited(office, "0001", 5))
    assert result.files == ("0001 Unit 0001 S1.docx", "0001 Unit 0001 S1.pdf")
    said = (tmp_path / "out/supplements/0001 Unit 0001 S1.docx").read_bytes()
    assert b'"after":5,"before":2,"field":"indicators.deaths.limit","title":"Deaths: limit"' in said
    assert b'"number":"No. 1"' in said
    assert stamps(tmp_path / "out/books") == before
    (paper,) = stored(tmp_path, SUPPLEMENT)
    assert acts(tmp_path)[-1] == Act(
        "supplemented", "supplement 2026 0001 v1", stored(tmp_path)[0].pdf, paper.pdf, "renamed by order 7"
    )


def test_what_a_supplementary_sheet_said_is_no_difference_any_more(tmp_path: Path) -> None:
    office = limited(issued(tmp_path, 1), "0001", 5)
    sheet(office)
    assert outcomes(make(office)) == {"0001": BookOutcome.FROZEN}
    more = limited(office, "0001", 6)
    assert [str(d) for d in make(more).results[0].differences] == ["Deaths: limit 5 → 6"]
    assert sheet(more).files[0] == "0001 Unit 0001 S2.docx"


def test_a_supplementary_sheet_without_changed_data_is_refused(tmp_path: Path) -> None:
    office = issued(tmp_path, 1)
    (tmp_path / "templates/book.docx").write_bytes(b"another")
    with pytest.raises(UsageError, match="Nothing has changed"):
        sheet(office)


@pytest.mark.parametrize("act", [reissue, supplement])
@pytest.mark.parametrize(("code", "reason", "why"), [("0001", "  ", "reason"), ("0007", "r", "no released book")])
def test_without_a_reason_or_an_issued_book_nothing_is_done(
    tmp_path: Path, act: object, code: str, reason: str, why: str
) -> None:
    office = limited(issued(tmp_path, 1), "0001", 5)
    before = acts(tmp_path)
    assert callable(act)
    with pytest.raises(UsageError, match=why):
        act(office, code, reason, who=LATER, means=means())
    assert acts(tmp_path) == before


def test_a_book_that_was_only_made_cannot_be_reissued(tmp_path: Path) -> None:
    office = campaign(tmp_path, units(1))
    make(office)
    with pytest.raises(UsageError, match="no released book"):
        again(office)
