"""The signatures of a book: the issuers' with their seals, and the empty field in which the unit puts its own.

    signer = Signer(key, seal, Wording(reason="..."))
    signed = certify(pdf, Issue((signer,), at))         # Signed(pdf, findings): issued bytes, never to be changed again
    both = countersign(signed.pdf, Signer(unit_key, unit_seal), at)

The first issuer certifies that only forms may be filled in and signatures added from then on (DocMDP 2). With the same
key and moment the same bytes come out, as far as the key's kind allows: RSA signatures are the same every time.
Everything is put on the end of the file; what was signed before stays, byte for byte.
"""

import asyncio
import hashlib
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from itertools import combinations
from typing import Any

from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils.generic import ByteStringObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes
from pyhanko.sign.signers.pdf_signer import PdfSigner, PdfSigningSession
from pyhanko_certvalidator.registry import SimpleCertificateStore

from docgen.findings import Finding
from docgen.findings import signing as codes
from docgen.pdf.boxes import ISSUERS, UNIT, Box, find_boxes
from docgen.pdf.keys import SigningKey
from docgen.pdf.seal import Seal
from docgen.pdf.timestamps import TROUBLES, Level, TimeStamps

_DIGEST = "sha256"
_SPARE = 16
"""Bytes an elliptic signature may be longer than another."""


@dataclass(frozen=True, slots=True)
class Wording:
    """What a signature says besides who and when."""

    reason: str = ""
    location: str = ""


@dataclass(frozen=True)
class Signer:
    """One who signs: key, seal and wording, made ready once for any number of books."""

    key: SigningKey
    seal: Seal
    wording: Wording = Wording()
    stamps: TimeStamps = field(default_factory=TimeStamps)

    @cached_property
    def cms(self) -> "signers.Signer":
        """The key as pyHanko wants it."""
        return _LoadedSigner(self.key)

    @cached_property
    def reserved(self) -> int | None:
        """Hexadecimal digits the signature takes in the file; None if a time-stamp makes that uncertain."""
        if self.stamps.level is not Level.B:
            return None
        attributes = PdfCMSSignedAttributes(signing_time=datetime(2000, 1, 1, tzinfo=UTC))
        work = self.cms.async_sign(bytes(32), _DIGEST, use_pades=True, dry_run=True, signed_attr_settings=attributes)
        return 2 * (len(asyncio.run(work).dump()) + _SPARE * isinstance(self.key.private, ec.EllipticCurvePrivateKey))


@dataclass(frozen=True, slots=True)
class Issue:
    """By whom documents are issued, the certifying one first, and the moment they claim.

    A `countersigned` one keeps a field for the unit.
    """

    signers: tuple[Signer, ...]
    at: datetime
    countersigned: bool = True

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields the signers sign, in order."""
        return ISSUERS[: len(self.signers)]

    @property
    def boxes(self) -> tuple[str, ...]:
        """The fields that need a box in the document."""
        return (*self.fields, UNIT) if self.countersigned else self.fields


@dataclass(frozen=True, slots=True)
class Signed:
    """The signed PDF, or nothing and why."""

    pdf: bytes = b""
    findings: tuple[Finding, ...] = ()


def certify(pdf: bytes, issue: Issue) -> Signed:
    """Seal and sign `pdf` in the issuers' boxes; the unit's field, if any, is left empty. All or nothing."""
    boxes = {box.field: box for box in find_boxes(pdf)}
    missing = [name for name in issue.boxes if name not in boxes]
    if missing:
        return Signed(findings=tuple(Finding(codes.BOX_MISSING, values={"field": name}) for name in missing))
    touching = tuple(_touching([boxes[name] for name in issue.boxes]))
    if touching:
        return Signed(findings=touching)
    writer = _Writer(pdf, issue.at)
    for name in issue.boxes:
        fields.append_signature_field(writer, _spec(boxes[name]))
    for name, signer in zip(issue.fields, issue.signers, strict=True):
        signed = sign_field(writer, name, signer, issue.at, certifies=name == ISSUERS[0])
        if not signed.pdf:
            return signed
        writer = _Writer(signed.pdf, issue.at)
    return signed


def countersign(pdf: bytes, signer: Signer, at: datetime) -> Signed:
    """Sign the unit's field of a released book."""
    return sign_field(_Writer(pdf, at), UNIT, signer, at, certifies=False)


def awaits_unit(pdf: bytes) -> bool:
    """Whether `pdf` is a signed book whose unit has not signed yet."""
    try:
        found = list(fields.enumerate_sig_fields(PdfFileReader(io.BytesIO(pdf))))
    except (PdfError, ValueError):
        return False
    return any(name == UNIT and value is None for name, value, _ in found)


def sign_field(writer: IncrementalPdfFileWriter, name: str, signer: Signer, at: datetime, *, certifies: bool) -> Signed:
    """Sign the empty field `name` of the document in `writer`."""
    meta = signers.PdfSignatureMetadata(
        field_name=name,
        md_algorithm=_DIGEST,
        reason=signer.wording.reason or None,
        location=signer.wording.location or None,
        name=signer.key.name,
        certify=certifies,
        docmdp_permissions=fields.MDPPerm.FILL_FORMS,
        subfilter=fields.SigSeedSubFilter.PADES,
        **signer.stamps.meta(signer.key, name),
    )
    worker = _TimedSigner(meta, signer.cms, stamp_style=signer.seal.style, timestamper=signer.stamps.client, moment=at)
    try:
        output = worker.sign_pdf(writer, existing_fields_only=True, bytes_reserved=signer.reserved)
    except TROUBLES as why:
        return Signed(findings=(signer.stamps.trouble(why),))
    return Signed(output.getvalue())


def sign_bytes(data: bytes, key: SigningKey, at: datetime) -> bytes:
    """A detached signature of `data` in CMS (a `.p7s` file), as `openssl cms -verify` reads it."""
    attributes = PdfCMSSignedAttributes(signing_time=at)
    work = _LoadedSigner(key).async_sign_general_data(data, _DIGEST, detached=True, signed_attr_settings=attributes)
    return bytes(asyncio.run(work).dump())


def _touching(boxes: Sequence[Box]) -> Iterator[Finding]:
    for one, other in combinations(boxes, 2):
        if one.overlaps(other):
            yield Finding(codes.BOXES_TOUCH, values={"field": one.field, "other": other.field})


def _spec(box: Box) -> fields.SigFieldSpec:
    return fields.SigFieldSpec(box.field, on_page=box.page, box=box.corners)


class _Writer(IncrementalPdfFileWriter):
    """Adds to a PDF without asking clock or chance: the same addition gives the same bytes."""

    def __init__(self, pdf: bytes, at: datetime) -> None:
        super().__init__(io.BytesIO(pdf))
        self._document_id[1] = ByteStringObject(hashlib.sha256(pdf + at.isoformat().encode()).digest()[:16])

    def _update_meta(self) -> None:
        """Leave the document's properties as they are, without the moment and the program of this addition."""


class _TimedSigner(PdfSigner):
    """Claims the moment it is given instead of the clock's."""

    def __init__(self, *args: Any, moment: datetime, **more: Any) -> None:
        super().__init__(*args, **more)
        self._moment = moment

    def register_extensions(self, pdf_out: BasePdfFileWriter, *, md_algorithm: str) -> None:
        """Declare, at certification, all that the unit's signature may need: later nothing but signatures is added."""
        if self.signature_meta.certify:
            super().register_extensions(pdf_out, md_algorithm=md_algorithm)

    def init_signing_session(self, *args: Any, **more: Any) -> PdfSigningSession:
        session = super().init_signing_session(*args, **more)
        session.system_time = self._moment
        return session


class _LoadedSigner(signers.Signer):
    """Signs with a key that is loaded once. pyHanko's own signer reads and checks it twice a document."""

    def __init__(self, key: SigningKey) -> None:
        self._key = key
        registry = SimpleCertificateStore()
        registry.register_multiple(map(as_asn1, key.chain))
        super().__init__(signing_cert=as_asn1(key.certificate), cert_registry=registry)

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        match self._key.private:
            case rsa.RSAPrivateKey() as private:
                return private.sign(data, padding.PKCS1v15(), hashes.SHA256())
            case ec.EllipticCurvePrivateKey() as private:
                return private.sign(data, ec.ECDSA(hashes.SHA256()))
            case token:
                return token.sign(data, digest_algorithm)


def as_asn1(certificate: x509.Certificate) -> asn1_x509.Certificate:
    """The certificate as pyHanko wants it."""
    return asn1_x509.Certificate.load(certificate.public_bytes(Encoding.DER))
