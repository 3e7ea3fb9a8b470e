"""The signatures of a PDF from outside, as facts: which field, whose certificate, whether it holds.

Whether that is as it should be is not asked here. pyHanko does the cryptography; a signer's certificate is trusted by
no chain, since the campaign pins the very certificates that may sign. A time-stamp is trusted if a chain leads from its
certificate, as it was at that time, to an authority that is pinned.
"""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from asn1crypto import cms
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import EmbeddedPdfSignature, validate_pdf_signature, validate_pdf_timestamp
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko_certvalidator import ValidationContext

from docgen.pdf.facts import Signature


@dataclass(frozen=True, slots=True)
class _Checked:
    """When a signature was made, on whose word, and whether it holds or why not."""

    at: datetime | None
    intact: bool
    stamped: bool = False
    trusted: bool = False
    trouble: str = ""


def signatures(pdf: bytes, authorities: Sequence[x509.Certificate] = ()) -> tuple[Signature, ...]:
    """Every signature of `pdf`, oldest first; `authorities` are trusted to stamp times.

    Raises what pyHanko raises on a broken file.
    """
    reader = PdfFileReader(io.BytesIO(pdf), strict=False)  # poppler's additions are not strict, and yet signed
    roots = [asn1_x509.Certificate.load(one.public_bytes(Encoding.DER)) for one in authorities]
    return tuple(_signatures(reader, pdf, roots))


def _signatures(reader: PdfFileReader, pdf: bytes, roots: list[asn1_x509.Certificate]) -> Iterator[Signature]:
    for embedded in reader.embedded_signatures:
        try:
            yield _signature(embedded, pdf, roots)
        except (SignatureValidationError, ValueError) as trouble:  # what stands there is no signature at all
            yield Signature(
                embedded.field_name, intact=False, covers=0, fingerprint="", signer="?", trouble=str(trouble)
            )


def _signature(embedded: EmbeddedPdfSignature, pdf: bytes, roots: list[asn1_x509.Certificate]) -> Signature:
    certificate = embedded.signer_cert
    checked = _checked_time(embedded, roots) if _renews(embedded) else _checked(embedded, roots)
    at = checked.at
    return Signature(
        field=embedded.field_name,
        intact=checked.intact,
        covers=_covered(embedded, pdf),
        fingerprint=certificate.sha256.hex(),
        signer=str(certificate.subject.native.get("common_name") or certificate.subject.human_friendly),
        at=at.astimezone(UTC).isoformat(timespec="seconds") if at else "",
        stamped=checked.stamped,
        trusted=checked.trusted,
        in_date=at is None or certificate.not_valid_before <= at <= certificate.not_valid_after,
        trouble=checked.trouble,
        renews=_renews(embedded),
    )


def _checked(embedded: EmbeddedPdfSignature, roots: list[asn1_x509.Certificate]) -> _Checked:
    at = embedded.self_reported_timestamp
    context = ValidationContext(
        trust_roots=[embedded.signer_cert], moment=at or datetime.now(UTC), allow_fetching=False
    )
    anyone = KeyUsageConstraints(key_usage=set(), match_all_key_usages=True)
    stampers = _trusting(roots, *_stamps(embedded))
    try:
        status = validate_pdf_signature(embedded, context, stampers, key_usage_settings=anyone, skip_diff=True)
    except (SignatureValidationError, ValueError) as trouble:
        return _Checked(at, intact=False, trouble=str(trouble))
    stamp, holds = status.timestamp_validity, status.intact and status.valid
    if stamp is not None and stamp.intact and stamp.valid:
        return _Checked(stamp.timestamp, holds, stamped=True, trusted=stamp.trusted)
    return _Checked(at, holds)


def _checked_time(embedded: EmbeddedPdfSignature, roots: list[asn1_x509.Certificate]) -> _Checked:
    """The same of a time-stamp upon the whole file."""
    try:
        status = validate_pdf_timestamp(embedded, _trusting(roots, embedded.signed_data), skip_diff=True)
    except (SignatureValidationError, ValueError) as trouble:
        return _Checked(None, intact=False, trouble=str(trouble))
    holds = status.intact and status.valid
    return _Checked(status.timestamp, holds, stamped=holds, trusted=holds and status.trusted)


def _renews(embedded: EmbeddedPdfSignature) -> bool:
    return bool(embedded.sig_object.get("/Type") == "/DocTimeStamp")


def _stamps(embedded: EmbeddedPdfSignature) -> Iterator[cms.SignedData]:
    """The time-stamps upon one signature."""
    (signer,) = embedded.signed_data["signer_infos"]
    for attribute in signer["unsigned_attrs"] or ():
        if attribute["type"].native == "signature_time_stamp_token":
            yield from (token["content"] for token in attribute["values"])


def _trusting(roots: list[asn1_x509.Certificate], *stamps: cms.SignedData) -> ValidationContext:
    """Trusts `roots`, by the certificates that lie in the time-stamps, as they were when the first of them was made."""
    kept = [one.chosen for stamp in stamps for one in stamp["certificates"]]
    told = (stamp["encap_content_info"]["content"].parsed["gen_time"].native for stamp in stamps)
    moment = next(told, None)
    return ValidationContext(trust_roots=roots, other_certs=kept, moment=moment, allow_fetching=False)


def _covered(embedded: EmbeddedPdfSignature, pdf: bytes) -> int:
    """The bytes covered, if nothing but the signature's own hexadecimal digits is left out of them."""
    ranges = [int(number) for number in embedded.byte_range]
    if len(ranges) != 4:
        return 0
    start, first, second, length = ranges
    gap = pdf[first:second]
    digits = gap[1:-1].strip(b"0123456789abcdefABCDEF")
    whole = start == 0 and gap[:1] == b"<" and gap[-1:] == b">" and not digits and length > 0
    here = embedded.pkcs7_content.hex().encode() in gap.lower()
    return second + length if whole and here else 0
