"""The signatures of a PDF from outside, as facts: which field, whose certificate, whether it holds.

Whether that is as it should be is not asked here. pyHanko does the cryptography; a certificate is trusted by no chain,
since the campaign pins the very certificates that may sign.
"""

import io
from collections.abc import Iterator
from datetime import UTC, datetime

from asn1crypto import cms
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import EmbeddedPdfSignature, validate_pdf_signature, validate_pdf_timestamp
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko_certvalidator import ValidationContext

from docgen.pdf.facts import Signature


def signatures(pdf: bytes) -> tuple[Signature, ...]:
    """Every signature of `pdf`, oldest first. Raises what pyHanko raises on a broken file."""
    reader = PdfFileReader(io.BytesIO(pdf), strict=False)  # poppler's additions are not strict, and yet signed
    return tuple(_signatures(reader, pdf))


def _signatures(reader: PdfFileReader, pdf: bytes) -> Iterator[Signature]:
    for embedded in reader.embedded_signatures:
        try:
            yield _signature(embedded, pdf)
        except (SignatureValidationError, ValueError) as trouble:  # what stands there is no signature at all
            yield Signature(
                embedded.field_name, intact=False, covers=0, fingerprint="", signer="?", trouble=str(trouble)
            )


def _signature(embedded: EmbeddedPdfSignature, pdf: bytes) -> Signature:
    certificate = embedded.signer_cert
    at, stamped, intact, trouble = _checked(embedded)
    return Signature(
        field=embedded.field_name,
        intact=intact,
        covers=_covered(embedded, pdf),
        fingerprint=certificate.sha256.hex(),
        signer=str(certificate.subject.native.get("common_name") or certificate.subject.human_friendly),
        at=at.astimezone(UTC).isoformat(timespec="seconds") if at else "",
        stamped=stamped,
        in_date=at is None or certificate.not_valid_before <= at <= certificate.not_valid_after,
        trouble=trouble,
        renews=_renews(embedded),
    )


def _checked(embedded: EmbeddedPdfSignature) -> tuple[datetime | None, bool, bool, str]:
    """When it was made, whether a time-stamp says so, whether it holds, and why not."""
    at = embedded.self_reported_timestamp
    context = ValidationContext(
        trust_roots=[embedded.signer_cert], moment=at or datetime.now(UTC), allow_fetching=False
    )
    if _renews(embedded):
        return _checked_time(embedded)
    anyone = KeyUsageConstraints(key_usage=set(), match_all_key_usages=True)
    try:
        status = validate_pdf_signature(
            embedded, context, _taken_at_its_word(*_stamps(embedded)), key_usage_settings=anyone, skip_diff=True
        )
    except (SignatureValidationError, ValueError) as trouble:
        return at, False, False, str(trouble)
    stamp = status.timestamp_validity
    if stamp is not None and stamp.intact and stamp.valid:
        return stamp.timestamp, True, status.intact and status.valid, ""
    return at, False, status.intact and status.valid, ""


def _checked_time(embedded: EmbeddedPdfSignature) -> tuple[datetime | None, bool, bool, str]:
    """The same of a time-stamp upon the whole file."""
    try:
        status = validate_pdf_timestamp(embedded, _taken_at_its_word(embedded.signed_data), skip_diff=True)
    except (SignatureValidationError, ValueError) as trouble:
        return None, False, False, str(trouble)
    holds = status.intact and status.valid
    return status.timestamp, holds, holds, ""


def _renews(embedded: EmbeddedPdfSignature) -> bool:
    return bool(embedded.sig_object.get("/Type") == "/DocTimeStamp")


def _stamps(embedded: EmbeddedPdfSignature) -> Iterator[cms.SignedData]:
    """The time-stamps upon one signature."""
    (signer,) = embedded.signed_data["signer_infos"]
    for attribute in signer["unsigned_attrs"] or ():
        if attribute["type"].native == "signature_time_stamp_token":
            yield from (token["content"] for token in attribute["values"])


def _taken_at_its_word(*stamps: cms.SignedData) -> ValidationContext:
    """Who made a time-stamp is not judged here: its own certificates vouch for it."""
    certificates = [one.chosen for stamp in stamps for one in stamp["certificates"]]
    return ValidationContext(trust_roots=certificates, allow_fetching=False)


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
