"""A book of two pages to sign, and keys to sign it with, both made once."""

import io
from datetime import UTC, datetime
from functools import cache

import pikepdf

from docgen.pdf.boxes import ISSUERS, UNIT, markers, picture_of
from docgen.pdf.demokeys import Authority
from docgen.pdf.keys import SigningKey
from docgen.pdf.seal import drawn_seal
from docgen.pdf.signing import Issue, Signer, certify

AT = datetime.now(UTC).replace(microsecond=0)


@cache
def authority() -> Authority:
    return Authority.new(AT)


@cache
def issuer_key() -> SigningKey:
    return authority().key("澜江市交通运输局", "", AT)


@cache
def unit_key() -> SigningKey:
    return authority().key("Fengling County Transport Bureau", "0101", AT)


@cache
def issuer() -> Signer:
    return Signer(issuer_key(), drawn_seal("澜江市交通运输局", "示例"))


@cache
def unsigned(fields: tuple[str, ...] = (ISSUERS[0], UNIT)) -> bytes:
    """A PDF of two pages, the boxes of `fields` side by side on the second."""
    document = pikepdf.new()
    document.add_blank_page(page_size=(595, 842))
    page = document.add_blank_page(page_size=(595, 842))
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary())
    drawn = ""
    for place, field in enumerate(fields):
        page.Resources.XObject[f"/{field}"] = _picture(document, markers([picture_of(field)])[picture_of(field)])
        drawn += f"q 130 0 0 130 {20 + 140 * place} 300 cm /{field} Do Q "
    page.Contents = document.make_stream(drawn.encode())
    written = io.BytesIO()
    document.save(written, deterministic_id=True)
    return written.getvalue()


def _picture(document: pikepdf.Pdf, png: bytes) -> pikepdf.Stream:
    width, height = int.from_bytes(png[16:20]), int.from_bytes(png[20:24])
    return pikepdf.Stream(
        document,
        b"\xff" * (width * height),
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=width,
        Height=height,
        BitsPerComponent=8,
        ColorSpace=pikepdf.Name.DeviceGray,
    )


@cache
def issued() -> bytes:
    signed = certify(unsigned(), Issue((issuer(),), AT))
    assert signed.pdf, signed.findings
    return signed.pdf
