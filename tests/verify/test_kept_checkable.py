"""A unit that signs at B-LT or B-LTA adds proofs and a time-stamp after its signature; nothing else may stand there."""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import hashes
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.sign.timestamps import HTTPTimeStamper

from docgen.pdf.facts import Compared
from docgen.pdf.returned import compare
from docgen.pdf.signing import Issue, certify, countersign
from docgen.pdf.timestamps import Level
from docgen.verify import Standing
from docgen.verify.judge import Expected, judge
from tests.pdf.signed import AT, unsigned
from tests.pdf.trust import Trust, trust
from tests.verify.office import TODAY, changed, signed_beside
from tests.verify.test_figures import OTHER, UNIT
from tests.verify.test_verdicts import annotated, resealed, scripted

PROOFS = (Level.LT, Level.LTA)


@dataclass(frozen=True)
class Kept:
    """Books issued at a level and signed by the unit at B-LT and B-LTA while the services ran."""

    services: Trust
    issued: dict[Level, bytes]
    signed: dict[tuple[Level, Level], bytes]

    def found(self, data: bytes, folder: Path, by: Level = Level.B) -> tuple[Standing, set[str]]:
        returned, original = folder / "returned.pdf", folder / "issued.pdf"
        returned.write_bytes(data)
        original.write_bytes(self.issued[by])
        facts = Compared.of(compare([returned, original], {"field": "Unit"}))
        pin = self.services.certificate("issuer").fingerprint(hashes.SHA256()).hex()
        told = judge(facts, Expected(len(self.issued[by]), "Unit", {"Unit": pin, "Issuer": pin}, {}))
        return told.standing, {finding.code.id for finding in told.findings}


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kept]:
    with trust(tmp_path_factory.mktemp("authority")) as services:
        issued = {
            level: certify(unsigned(), Issue((services.signer(level),), AT)).pdf for level in (Level.B, Level.LTA)
        }
        signed = {
            (by, level): countersign(pdf, services.signer(level), TODAY).pdf
            for by, pdf in issued.items()
            for level in PROOFS
        }
        yield Kept(services, issued, signed)


@pytest.mark.parametrize("level", PROOFS)
@pytest.mark.parametrize("by", [Level.B, Level.LTA])
def test_a_unit_that_keeps_its_signature_checkable_is_good(kept: Kept, by: Level, level: Level, tmp_path: Path) -> None:
    assert b"/DSS" in kept.signed[by, level]
    assert kept.found(kept.signed[by, level], tmp_path, by) == (Standing.GOOD, set())


def test_a_time_stamp_upon_the_whole_file_may_come_later(kept: Kept, tmp_path: Path) -> None:
    writer = IncrementalPdfFileWriter(io.BytesIO(kept.signed[Level.B, Level.LT]), strict=False)
    stamper = signers.PdfTimeStamper(HTTPTimeStamper(kept.services.stamps(Level.T).url))
    out = stamper.timestamp_pdf(writer, "sha256", output=io.BytesIO())
    assert isinstance(out, io.BytesIO)
    assert kept.found(out.getvalue(), tmp_path) == (Standing.GOOD, set())


def store_of(writer: IncrementalPdfFileWriter) -> generic.DictionaryObject:
    store = writer.root["/DSS"]
    assert isinstance(store, generic.DictionaryObject)
    return store


def put(writer: IncrementalPdfFileWriter, holder: generic.PdfObject, key: str, value: generic.PdfObject) -> None:
    assert isinstance(holder, generic.DictionaryObject)
    holder[generic.pdf_name(key)] = value
    writer.update_container(holder)


def script_among_proofs(writer: IncrementalPdfFileWriter) -> None:
    put(writer, store_of(writer), "/JS", generic.pdf_string("app.alert(1)"))


def words_as_a_proof(writer: IncrementalPdfFileWriter) -> None:
    told = writer.add_object(generic.StreamObject(stream_data=b"Deaths at most 9"))
    put(writer, store_of(writer), "/Certs", generic.ArrayObject([*store_of(writer)["/Certs"], told]))


def file_as_a_proof(writer: IncrementalPdfFileWriter) -> None:
    """A value in DER that is no Sequence, in a stream that says more of itself than proofs do."""
    stream = generic.StreamObject(stream_data=b"\x30\x00")
    stream[generic.pdf_name("/F")] = generic.pdf_string("other.bin")
    put(
        writer,
        store_of(writer),
        "/Certs",
        generic.ArrayObject([*store_of(writer)["/Certs"], writer.add_object(stream)]),
    )


def proof_lost(writer: IncrementalPdfFileWriter) -> None:
    put(writer, store_of(writer), "/Certs", generic.ArrayObject([]))


def unit_field(writer: IncrementalPdfFileWriter) -> generic.PdfObject:
    every: list[generic.DictionaryObject] = [one.get_object() for one in writer.root["/AcroForm"]["/Fields"]]
    return next(one for one in every if one["/T"] == "Unit")


def another_look(writer: IncrementalPdfFileWriter) -> None:
    """What the unit's signature shows is drawn anew after it signed."""
    drawing = generic.StreamObject(stream_data=b"1 0 0 rg 0 0 50 50 re f")
    for key, value in (("/Type", "/XObject"), ("/Subtype", "/Form")):
        drawing[generic.pdf_name(key)] = generic.pdf_name(value)
    drawing[generic.pdf_name("/BBox")] = generic.ArrayObject(map(generic.NumberObject, (0, 0, 50, 50)))
    look = generic.DictionaryObject({generic.pdf_name("/N"): writer.add_object(drawing)})
    put(writer, unit_field(writer), "/AP", look)


def another_page_count(writer: IncrementalPdfFileWriter) -> None:
    put(writer, writer.root["/Pages"], "/Count", generic.NumberObject(1))


def empty_field_on_the_page(writer: IncrementalPdfFileWriter) -> None:
    place = fields.SigFieldSpec("Timestamp-1", on_page=0, box=(60, 600, 200, 650))
    fields.append_signature_field(writer, place)


TAMPERED: tuple[Callable[[IncrementalPdfFileWriter], None], ...] = (
    script_among_proofs, words_as_a_proof, file_as_a_proof, another_look, another_page_count,
    empty_field_on_the_page, annotated, scripted,
)  # fmt: skip


@pytest.mark.parametrize("tamper", TAMPERED)
@pytest.mark.parametrize("level", PROOFS)
def test_what_else_is_added_after_the_unit_signed_is_told(
    kept: Kept, level: Level, tamper: Callable[[IncrementalPdfFileWriter], None], tmp_path: Path
) -> None:
    standing, _ = kept.found(changed(kept.signed[Level.B, level], tamper), tmp_path)
    assert standing is Standing.ALTERED


def test_the_issuers_proofs_may_not_be_lost(kept: Kept, tmp_path: Path) -> None:
    data = changed(kept.signed[Level.LTA, Level.LT], proof_lost)
    assert kept.found(data, tmp_path, Level.LTA)[0] is Standing.ALTERED


@pytest.mark.parametrize("tamper", [resealed, scripted, annotated])
def test_a_book_changed_before_the_unit_signed_is_told_at_every_level(
    kept: Kept, tamper: Callable[[IncrementalPdfFileWriter], None], tmp_path: Path
) -> None:
    with trust(tmp_path) as services:
        data = countersign(changed(kept.issued[Level.B], tamper), services.signer(Level.LTA), TODAY).pdf
    assert not data or kept.found(data, tmp_path)[0] is not Standing.GOOD


def test_bytes_behind_the_proofs_are_told(kept: Kept, tmp_path: Path) -> None:
    for level in PROOFS:
        standing, codes = kept.found(kept.signed[Level.B, level] + b"\nmore", tmp_path)
        assert (standing, "E-RETURN-ADDED" in codes) == (Standing.ALTERED, True)


def test_a_second_hand_after_the_unit_is_no_time_stamp(kept: Kept, tmp_path: Path) -> None:
    for key in (UNIT, OTHER):
        standing, codes = kept.found(signed_beside(kept.signed[Level.B, Level.LT], key), tmp_path)
        assert (standing, "E-RETURN-EXTRA" in codes) == (Standing.ALTERED, True)


def test_one_changed_byte_of_a_time_stamp_is_told(kept: Kept, tmp_path: Path) -> None:
    data = bytearray(kept.signed[Level.B, Level.LTA])
    place = data.rindex(b"/Contents") + 600
    data[place] = ord("0") if data[place] != ord("0") else ord("1")
    assert kept.found(bytes(data), tmp_path)[0] is Standing.ALTERED
