"""What is said of each file that may come back: the good one, and every kind of bad one."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Dictionary, Name
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from docgen.verify import Standing
from tests.verify.office import (
    Office,
    certified,
    changed,
    countersigned,
    keyholder,
    open_office,
    plain_book,
    signed_beside,
)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    office = open_office(tmp_path)
    yield office
    office.store.close()


@pytest.fixture
def issued(office: Office) -> bytes:
    return office.issue("0001")


def codes(office: Office, data: bytes, unit: str = "") -> set[str]:
    return {finding.code.id for finding in office.verify(data, unit=unit).findings}


def test_a_book_signed_by_both_sides_is_good_and_says_who_and_when(office: Office, issued: bytes) -> None:
    verdict = office.verdict(countersigned(issued, office.key("0001")))
    assert (verdict.standing, verdict.findings) == (Standing.GOOD, ())
    assert (verdict.unit, verdict.version, verdict.same_book) == ("0001", 1, True)
    (issuer,) = verdict.issuers
    assert (issuer.who, issuer.valid) == ("Issuer", True)
    hand = verdict.countersigner
    assert hand is not None
    assert (hand.who, hand.valid, hand.stamped) == ("Unit 0001", True, False)


def test_the_issued_book_itself_is_not_countersigned(office: Office, issued: bytes) -> None:
    assert office.standing(issued) is Standing.NOT_COUNTERSIGNED


def test_a_book_that_nobody_signed_is_told(office: Office) -> None:
    assert office.standing(office.issue("0001", signed=False)) is Standing.NOT_SIGNED


def test_a_book_that_was_stripped_of_its_signatures_is_told(office: Office, issued: bytes) -> None:
    assert office.standing(plain_book("0001")) is Standing.NOT_SIGNED


def test_only_the_unit_signed(office: Office) -> None:
    assert "E-RETURN-ONE-SIDE" in codes(office, signed_beside(office.issue("0001", signed=False), office.key("0001")))


def reworded(writer: IncrementalPdfFileWriter) -> None:
    page = writer.root["/Pages"]["/Kids"][0]
    said = page["/Contents"].data.replace(b"at most 2", b"at most 9")
    page[generic.pdf_name("/Contents")] = writer.add_object(generic.StreamObject(stream_data=said))
    writer.update_container(page)


def test_words_changed_before_countersigning_are_named_with_their_page(office: Office, issued: bytes) -> None:
    verdict = office.verdict(countersigned(changed(issued, reworded), office.key("0001")))
    assert verdict.standing is Standing.ALTERED
    told = next(f for f in verdict.findings if f.code.id == "E-RETURN-WORDS")
    assert dict(told.values) == {"page": 1, "gone": "2", "come": "9"}


def annotated(writer: IncrementalPdfFileWriter) -> None:
    page = writer.root["/Pages"]["/Kids"][0]
    note = generic.DictionaryObject(
        {
            generic.pdf_name("/Type"): generic.pdf_name("/Annot"),
            generic.pdf_name("/Subtype"): generic.pdf_name("/Square"),
            generic.pdf_name("/Rect"): generic.ArrayObject(map(generic.NumberObject, (60, 600, 200, 650))),
        }
    )
    page[generic.pdf_name("/Annots")] = generic.ArrayObject([writer.add_object(note)])
    writer.update_container(page)


def test_a_note_added_after_both_signed_is_told(office: Office, issued: bytes) -> None:
    both = countersigned(issued, office.key("0001"))
    assert {"E-RETURN-ADDED", "E-RETURN-INSIDE"} <= codes(office, changed(both, annotated))


def test_one_changed_byte_of_the_issued_part_is_told(office: Office, issued: bytes) -> None:
    both = bytearray(countersigned(issued, office.key("0001")))
    both[both.index(b"/MediaBox") + 12] ^= 1
    assert office.standing(bytes(both)) not in (Standing.GOOD, Standing.SCAN)


def test_one_changed_byte_of_the_units_part_is_told(office: Office, issued: bytes) -> None:
    both = bytearray(countersigned(issued, office.key("0001")))
    both[both.rindex(b"/Type/XRef" if b"/Type/XRef" in both else b"/Size") + 1] ^= 1
    assert office.standing(bytes(both)) is not Standing.GOOD


def test_a_book_saved_anew_by_another_program_is_told_apart_from_a_changed_one(office: Office, issued: bytes) -> None:
    written = io.BytesIO()
    with pikepdf.open(io.BytesIO(countersigned(issued, office.key("0001")))) as pdf:
        pdf.save(written)
    verdict = office.verdict(written.getvalue())
    assert (verdict.standing, verdict.same_book) == (Standing.ALTERED, False)
    assert [finding.code.id for finding in verdict.findings] == ["E-RETURN-SAVED-ANEW"]


def test_a_signature_in_a_new_field_does_not_count(office: Office, issued: bytes) -> None:
    assert "E-RETURN-EXTRA" in codes(office, signed_beside(issued, office.key("0001")))


def test_bytes_after_the_end_are_told(office: Office, issued: bytes) -> None:
    both = countersigned(issued, office.key("0001"))
    assert "E-RETURN-ADDED" in codes(office, both + b"\nmore")


def test_a_book_forged_whole_by_the_unit_is_not_ours(office: Office, issued: bytes) -> None:
    key = office.key("0001")
    verdict = office.verdict(countersigned(certified(plain_book("0001"), key), key))
    assert (verdict.standing, verdict.same_book) == (Standing.ALTERED, False)


def test_the_key_of_another_unit_does_not_count(office: Office, issued: bytes) -> None:
    verdict = office.verdict(countersigned(issued, office.key("0002")))
    assert verdict.standing is Standing.WRONG_SIGNER
    assert [finding.code.id for finding in verdict.findings] == ["E-RETURN-CERTIFICATE"]


def test_a_unit_whose_certificate_is_not_kept_is_not_taken_on_trust(office: Office, issued: bytes) -> None:
    (office.campaign.folder / "certificates" / "0001.crt").unlink()
    verdict = office.verdict(countersigned(issued, office.key("0001")))
    assert verdict.standing is Standing.WRONG_SIGNER
    assert "certificates/0001.crt" in verdict.findings[0].remedy


def test_a_certificate_that_had_expired_when_it_signed_does_not_count(office: Office, issued: bytes) -> None:
    late = keyholder("Unit 0001, long ago", days=1000)
    (office.campaign.folder / "certificates" / "0001.crt").write_bytes(late.pem)
    assert "E-RETURN-EXPIRED" in codes(office, countersigned(issued, late))


def test_an_older_issue_is_told_even_if_well_signed(office: Office, issued: bytes) -> None:
    office.issue("0001", 2)
    verdict = office.verdict(countersigned(issued, office.key("0001")))
    assert (verdict.standing, verdict.version) == (Standing.OLD_ISSUE, 1)


def test_another_units_book_is_told_when_the_sender_is_known(office: Office, issued: bytes) -> None:
    verdict = office.verdict(countersigned(issued, office.key("0001")), unit="0002")
    assert verdict.standing is Standing.OTHER_UNIT


def test_a_file_cut_short_is_told(office: Office, issued: bytes) -> None:
    both = countersigned(issued, office.key("0001"))
    for length in (len(issued) // 2, len(both) - 2000):
        verdict = office.verdict(both[:length])
        assert (verdict.standing, [f.code.id for f in verdict.findings]) == (
            Standing.UNREADABLE,
            ["E-RETURN-CUT-SHORT"],
        )


def test_a_file_under_a_password_is_told(office: Office, issued: bytes) -> None:
    written = io.BytesIO()
    with pikepdf.open(io.BytesIO(issued)) as pdf:
        pdf.save(written, encryption=pikepdf.Encryption(owner="o", user="u"))
    assert codes(office, written.getvalue()) == {"E-RETURN-LOCKED"}


def moved(writer: IncrementalPdfFileWriter) -> None:
    field = next(f.get_object() for f in writer.root["/AcroForm"]["/Fields"] if f.get_object()["/T"] == "Unit")
    field[generic.pdf_name("/Rect")] = generic.ArrayObject(map(generic.NumberObject, (50, 690, 480, 730)))
    writer.update_container(field)


def test_a_signature_drawn_over_the_text_is_told(office: Office, issued: bytes) -> None:
    assert "E-RETURN-PLACE" in codes(office, countersigned(changed(issued, moved), office.key("0001")))


def scripted(writer: IncrementalPdfFileWriter) -> None:
    action = {"/S": generic.pdf_name("/JavaScript"), "/JS": generic.pdf_string("app.alert(1)")}
    writer.root[generic.pdf_name("/OpenAction")] = generic.DictionaryObject(
        {generic.pdf_name(key): value for key, value in action.items()}
    )
    writer.update_root()


def test_a_script_slipped_in_before_countersigning_is_told(office: Office, issued: bytes) -> None:
    assert "E-RETURN-INSIDE" in codes(office, countersigned(changed(issued, scripted), office.key("0001")))


def extended(writer: IncrementalPdfFileWriter) -> None:
    """Something slipped in where a signer may name the edition of PDF it writes."""
    hidden = generic.DictionaryObject({generic.pdf_name("/JS"): generic.pdf_string("app.alert(1)")})
    makers = generic.DictionaryObject({generic.pdf_name("/ADBE"): hidden})
    writer.root[generic.pdf_name("/Extensions")] = makers
    writer.update_root()


def test_what_is_hidden_beside_the_edition_is_told(office: Office, issued: bytes) -> None:
    assert "E-RETURN-INSIDE" in codes(office, countersigned(changed(issued, extended), office.key("0001")))


def resealed(writer: IncrementalPdfFileWriter) -> None:
    field = next(f.get_object() for f in writer.root["/AcroForm"]["/Fields"] if f.get_object()["/T"] == "Issuer1")
    drawing = generic.StreamObject(stream_data=b"1 0 0 rg 0 0 150 100 re f")
    drawing[generic.pdf_name("/Type")] = generic.pdf_name("/XObject")
    drawing[generic.pdf_name("/Subtype")] = generic.pdf_name("/Form")
    drawing[generic.pdf_name("/BBox")] = generic.ArrayObject(map(generic.NumberObject, (0, 0, 150, 100)))
    look = {generic.pdf_name("/N"): writer.add_object(drawing)}
    field[generic.pdf_name("/AP")] = generic.DictionaryObject(look)
    writer.update_container(field)


def test_another_seal_over_the_issuers_is_told(office: Office, issued: bytes) -> None:
    found = codes(office, countersigned(changed(issued, resealed), office.key("0001")))
    assert {"E-RETURN-INSIDE", "E-RETURN-LOOK"} <= found


def test_a_file_that_is_no_book_is_told(office: Office, issued: bytes) -> None:
    written = io.BytesIO()
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page()
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        page.Resources = Dictionary(Font=Dictionary(F1=font))
        page.Contents = pdf.make_stream(b"BT /F1 20 Tf 60 70 Td (An invoice) Tj ET")
        pdf.save(written)
    assert office.standing(written.getvalue()) is Standing.NOT_OURS
    assert office.verdict(b"no PDF at all", name="x.docx").standing is Standing.UNREADABLE


def test_a_word_file_beside_a_book_is_not_called_damaged(office: Office, issued: bytes) -> None:
    word = io.BytesIO()
    with zipfile.ZipFile(word, "w") as packed:
        packed.writestr("word/document.xml", "<w/>")
    assert codes(office, word.getvalue()) == {"E-RETURN-OFFICE"}
    assert office.standing(word.getvalue()) is Standing.OTHER_KIND
