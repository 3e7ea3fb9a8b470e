"""A small office whose books were issued with signatures, units that countersign them, and people who tamper."""

import hashlib
import io
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import pikepdf
from asn1crypto import keys, x509
from cryptography import x509 as certificates
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko_certvalidator.registry import SimpleCertificateStore

from docgen.campaign import Campaign
from docgen.model import BookState, Identity
from docgen.pdf.qr import qr_modules
from docgen.press.identity import encode, short_code
from docgen.store import Archive, Document, Store, canonical, documents, open_store
from docgen.verify import Standing, Verdict, VerifyReport, verify_files
from tests.books.office import campaign as campaign_in
from tests.books.office import unit

UNIT_BOX, ISSUER_BOX = (330, 60, 480, 160), (60, 60, 210, 160)
TODAY = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Keyholder:
    """A key with its certificate, as pyHanko and as other programs take it."""

    private: rsa.RSAPrivateKey
    certificate: certificates.Certificate

    @property
    def signer(self) -> signers.SimpleSigner:
        der = self.private.private_bytes(
            serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        return signers.SimpleSigner(
            signing_cert=x509.Certificate.load(self.certificate.public_bytes(serialization.Encoding.DER)),
            signing_key=keys.PrivateKeyInfo.load(der),
            cert_registry=SimpleCertificateStore(),
        )

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.PEM)


@cache
def keyholder(name: str, *, days: int = 4000) -> Keyholder:
    """Self-signed, valid from two thousand days ago for `days`."""
    private = rsa.generate_private_key(65537, 2048)
    subject = certificates.Name([certificates.NameAttribute(NameOID.COMMON_NAME, name)])
    first = datetime.now(UTC) - timedelta(days=2000)
    usage = certificates.KeyUsage(True, True, False, False, False, False, False, False, False)
    built = (
        certificates.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(private.public_key())
        .serial_number(certificates.random_serial_number())
        .not_valid_before(first)
        .not_valid_after(first + timedelta(days=days))
        .add_extension(usage, critical=True)
        .sign(private, hashes.SHA256())
    )
    return Keyholder(private, built)


def plain_book(code: str, version: int = 1, pages: int = 2) -> bytes:
    """The unsigned book of a unit: on each page words, and the QR code that says which page it is."""
    identity = identity_of(code, version)
    with pikepdf.new() as pdf:
        font = pdf.make_indirect(
            pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        )
        for number in range(1, pages + 1):
            page = pdf.add_blank_page(page_size=(595, 842))
            words = f"BT /F1 20 Tf 60 700 Td (Unit {code}, version {version}: deaths at most 2, page {number}) Tj ET\n"
            page.Contents = pdf.make_stream(words.encode() + _code(encode(identity, number, pages)))
            page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        written = io.BytesIO()
        pdf.save(written, deterministic_id=True)
    return written.getvalue()


def identity_of(code: str, version: int = 1) -> Identity:
    return Identity("B", code, version, f"{int.from_bytes(code.encode()) * 7 + version:016x}"[-16:])


def _code(text: str) -> bytes:
    """The QR code drawn in squares of 2 points at the top right."""
    rows = qr_modules(text)
    squares = [
        f"{470 + 2 * x} {810 - 2 * y} 2 2 re" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark
    ]
    return ("\n".join(squares) + " f\n").encode()


def certified(pdf: bytes, issuer: Keyholder, *, page: int = -1) -> bytes:
    """The book as it is issued: the issuer's certification, and an empty field for the unit."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    fields.append_signature_field(writer, fields.SigFieldSpec("Unit", on_page=page, box=UNIT_BOX))
    place = fields.SigFieldSpec("Issuer1", on_page=page, box=ISSUER_BOX)
    meta = signers.PdfSignatureMetadata(
        field_name="Issuer1", certify=True, docmdp_permissions=fields.MDPPerm.FILL_FORMS, subfilter=PADES
    )
    return _bytes(signers.sign_pdf(writer, meta, signer=issuer.signer, new_field_spec=place))


PADES = fields.SigSeedSubFilter.PADES


def countersigned(pdf: bytes, key: Keyholder, field: str = "Unit") -> bytes:
    """Signed in an empty field that is there, as any honest unit does."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf), strict=False)
    meta = signers.PdfSignatureMetadata(field_name=field, subfilter=PADES)
    return _bytes(signers.sign_pdf(writer, meta, signer=key.signer, existing_fields_only=True))


def signed_beside(pdf: bytes, key: Keyholder, field: str = "Unit2") -> bytes:
    """Signed in a new field."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    place = fields.SigFieldSpec(field, on_page=-1, box=(330, 200, 480, 300))
    meta = signers.PdfSignatureMetadata(field_name=field, subfilter=PADES)
    return _bytes(signers.sign_pdf(writer, meta, signer=key.signer, new_field_spec=place))


def changed(pdf: bytes, change: Callable[[IncrementalPdfFileWriter], None]) -> bytes:
    """Something else added on the end of the file."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf), strict=False)
    change(writer)
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def _bytes(output: object) -> bytes:
    assert isinstance(output, io.BytesIO)
    return output.getvalue()


@dataclass(frozen=True)
class Office:
    """A campaign with released books; `issuer` and `keys` hold the keys of both sides."""

    campaign: Campaign
    store: Store
    issuer: Keyholder

    def key(self, code: str) -> Keyholder:
        return keyholder(f"Unit {code}")

    def issue(self, code: str, version: int = 1, *, signed: bool = True, pages: int = 2) -> bytes:
        """Issue a book, as `docgen books` does, and give its bytes."""
        plain = plain_book(code, version, pages)
        pdf = certified(plain, self.issuer) if signed else plain
        Archive(self.campaign.folder / "archive").put(pdf, ".pdf")
        data = canonical({"data": {"book": {"short_code": short_code(identity_of(code, version))}}})
        document = Document(
            "book", 2026, code, version, f"No. {code}", BookState.RELEASED, code, "", hashlib.sha256(pdf).hexdigest(),
            data, "2026-02-01T00:00:00+00:00", "2026-02-01T00:00:00+00:00",
        )  # fmt: skip
        with self.store.begin() as tx:
            if version > 1:
                documents.set_state(tx, replace(document, version=version - 1), BookState.SUPERSEDED)
            documents.put(tx, document)
        return pdf

    def verify(self, data: bytes, *, unit: str = "", name: str = "returned.pdf") -> VerifyReport:
        path = self.campaign.folder / name
        path.write_bytes(data)
        return verify_files(self.campaign, self.store, [path], unit=unit)

    def verdict(self, data: bytes, *, unit: str = "", name: str = "returned.pdf") -> Verdict:
        (verdict,) = self.verify(data, unit=unit, name=name).verdicts
        return verdict

    def standing(self, data: bytes) -> Standing:
        return self.verdict(data).standing


def open_office(folder: Path, codes: tuple[str, ...] = ("0001", "0002")) -> Office:
    """The office with units of `codes`, whose certificates it keeps; nothing is issued yet."""
    campaign = campaign_in(folder, [unit(code) for code in codes])
    kept = folder / "certificates"
    kept.mkdir(exist_ok=True)
    for code in codes:
        (kept / f"{code}.crt").write_bytes(keyholder(f"Unit {code}").pem)
    return Office(campaign, open_store(folder / "docgen.db"), keyholder("Issuer"))
