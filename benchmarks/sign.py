"""CPU time per signed book of six pages: docgen against pyHanko's own `SimpleSigner`, with RSA-2048 and the same seal.

    python benchmarks/sign.py [--runs N]

Both sides certify the same PDF, stamp the same prebuilt seal with Chinese text into the same box and add the unit's
empty field; they take turns in one process, and the median of the runs counts. docgen's side includes finding the
boxes on the pages. Before anything is timed, one book of each side is validated.

The last line is `ratio: X`: how many times more books a second docgen signs.
"""

import argparse
import asyncio
import io
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from statistics import median

import pikepdf
from pyhanko.keys.internal import translate_pyca_cryptography_key_to_asn1
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields, signers
from pyhanko.sign.validation import async_validate_pdf_signature
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

from docgen.pdf.boxes import find_boxes
from docgen.pdf.demokeys import Authority
from docgen.pdf.seal import drawn_seal
from docgen.pdf.signing import Issue, Signer, as_asn1, certify

TARGET = 4.5
BOOKS_A_RUN = 10
AT = datetime.now(UTC).replace(microsecond=0)


def six_pages() -> bytes:
    """A PDF of six pages of text with the two boxes on the last."""
    document = pikepdf.new()
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    for number in range(1, 7):
        page = document.add_blank_page(page_size=(595, 842))
        lines = "".join(f"(Line {line} of page {number}) Tj 0 -14 Td " for line in range(45))
        drawn = f"BT /F1 11 Tf 60 780 Td {lines}ET "
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        if number == 6:
            page.Resources.XObject = pikepdf.Dictionary(I=_marker(document, 8), U=_marker(document, 9))
            drawn += "q 130 0 0 130 80 300 cm /I Do Q q 130 0 0 130 320 300 cm /U Do Q"
        page.Contents = document.make_stream(drawn.encode())
    written = io.BytesIO()
    document.save(written, deterministic_id=True)
    return written.getvalue()


def _marker(document: pikepdf.Pdf, height: int) -> pikepdf.Stream:
    about = {"Width": 7, "Height": height, "BitsPerComponent": 8, "ColorSpace": pikepdf.Name.DeviceGray}
    kind = {"Type": pikepdf.Name.XObject, "Subtype": pikepdf.Name.Image}
    return pikepdf.Stream(document, b"\xff" * (7 * height), **kind, **about)


def main() -> int:
    """Measure, print, and tell by the exit code whether the figure is reached."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("--runs", type=int, default=7, help="turns of each side; the median counts")
    runs = cli.parse_args().runs
    pdf, authority = six_pages(), Authority.new(AT)
    key, seal = authority.key("澜江市交通运输局", "", AT), drawn_seal("澜江市交通运输局", "示例")
    signer, boxes = Signer(key, seal), {box.field: box for box in find_boxes(pdf)}
    registry = SimpleCertificateStore()
    registry.register_multiple([as_asn1(authority.certificate)])
    stock = signers.SimpleSigner(
        as_asn1(key.certificate), translate_pyca_cryptography_key_to_asn1(key.private), registry
    )

    def theirs() -> bytes:
        writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
        for name, box in boxes.items():
            fields.append_signature_field(writer, fields.SigFieldSpec(name, box.page, box.corners))
        meta = signers.PdfSignatureMetadata(
            field_name="Issuer1",
            md_algorithm="sha256",
            certify=True,
            subfilter=fields.SigSeedSubFilter.PADES,
            docmdp_permissions=fields.MDPPerm.FILL_FORMS,
        )
        return signers.PdfSigner(meta, stock, stamp_style=seal.style).sign_pdf(writer).getvalue()

    def ours() -> bytes:
        return certify(pdf, Issue((signer,), AT)).pdf

    for side in (theirs, ours):
        check(side(), authority)
    times = [(_cpu(theirs), _cpu(ours)) for _ in range(runs)]
    slow, fast = median(t for t, _ in times), median(t for _, t in times)
    print(f"pyHanko SimpleSigner: {slow * 1000:.1f} ms CPU a book, {1 / slow:.0f} a second and core")
    print(f"docgen:               {fast * 1000:.1f} ms CPU a book, {1 / fast:.0f} a second and core")
    print(f"ratio: {slow / fast:.2f}")
    return 0 if slow / fast >= TARGET else 1


def check(pdf: bytes, authority: Authority) -> None:
    """Raise AssertionError unless the first signature holds."""
    (signature,) = PdfFileReader(io.BytesIO(pdf)).embedded_regular_signatures
    trust = ValidationContext(trust_roots=[as_asn1(authority.certificate)])
    status = asyncio.run(async_validate_pdf_signature(signature, trust))
    assert status.bottom_line, status.pretty_print_details()


def _cpu(sign: Callable[[], bytes]) -> float:
    started = time.process_time()
    for _ in range(BOOKS_A_RUN):
        sign()
    return (time.process_time() - started) / BOOKS_A_RUN


if __name__ == "__main__":
    sys.exit(main())
