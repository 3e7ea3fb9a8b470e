"""Sealed and signed books, judged by pyHanko's validator, poppler's pdfsig and qpdf."""

import asyncio
import io
import subprocess
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.validation import PdfSignatureStatus, async_validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from docgen.pdf.boxes import ISSUERS, UNIT, find_boxes
from docgen.pdf.demokeys import as_pem, as_pkcs12
from docgen.pdf.keys import KeyFile, open_key
from docgen.pdf.seal import drawn_seal, picture_seal
from docgen.pdf.signing import Issue, Signer, as_asn1, awaits_unit, certify, countersign, sign_bytes
from tests.pdf.signed import AT, authority, issued, issuer, issuer_key, unit_key, unsigned


def statuses(pdf: bytes) -> list[PdfSignatureStatus]:
    found = PdfFileReader(io.BytesIO(pdf)).embedded_regular_signatures
    root = as_asn1(authority().certificate)
    return [asyncio.run(async_validate_pdf_signature(s, ValidationContext(trust_roots=[root]))) for s in found]


def countersigned() -> bytes:
    return countersign(issued(), Signer(unit_key(), drawn_seal("Fengling", "DEMO")), AT).pdf


def test_an_issued_book_is_certified_for_signatures_only_and_holds_the_units_empty_field() -> None:
    (status,) = statuses(issued())
    assert status.bottom_line
    certification = PdfFileReader(io.BytesIO(issued())).root["/Perms"]["/DocMDP"]
    assert certification["/Reference"][0]["/TransformParams"]["/P"] == 2
    fields = {name: value for name, value, _ in enumerate_sig_fields(PdfFileReader(io.BytesIO(issued())))}
    assert list(fields) == ["Issuer1", "Unit"]
    assert fields["Unit"] is None


def test_a_countersigned_book_begins_with_the_issued_one_and_both_signatures_hold() -> None:
    both = countersigned()
    assert both.startswith(issued())
    first, second = statuses(both)
    assert first.bottom_line
    assert second.bottom_line
    assert first.modification_level is ModificationLevel.FORM_FILLING
    assert awaits_unit(issued())
    assert not awaits_unit(both)


@pytest.mark.poppler
@pytest.mark.qpdf
def test_pdfsig_and_qpdf_agree(tmp_path: Path) -> None:
    path = tmp_path / "book.pdf"
    path.write_bytes(countersigned())
    said = subprocess.run(["pdfsig", "-nocert", path], capture_output=True, text=True).stdout
    assert said.count("Signature is Valid.") == 2
    assert "Total document signed" in said.split("Signature #2")[1]
    checked = subprocess.run(["qpdf", "--check", path], capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_the_same_key_and_moment_give_the_same_bytes() -> None:
    assert certify(unsigned(), Issue((issuer(),), AT)).pdf == issued()
    assert certify(unsigned(), Issue((issuer(),), AT + timedelta(seconds=1))).pdf != issued()


def test_the_seal_is_red_in_its_box_and_nowhere_else() -> None:
    with pdfium.PdfDocument(issued()) as document:
        document.init_forms()
        picture = document[1].render(scale=1, may_draw_forms=True).to_pil().convert("RGB")
    red = {
        (x, y)
        for x in range(picture.width)
        for y in range(picture.height)
        if (p := picture.getpixel((x, y))) and isinstance(p, tuple) and p[0] > 150 and p[1] < 100
    }
    assert len(red) > 500
    assert all(20 <= x <= 150 and 842 - 430 <= y <= 842 - 300 for x, y in red)


def test_further_issuers_sign_after_the_first_in_boxes_of_their_own() -> None:
    fields = (ISSUERS[0], ISSUERS[1], UNIT)
    second = Signer(unit_key(), drawn_seal("Traffic Police", "DEMO"))
    signed = certify(unsigned(fields), Issue((issuer(), second), AT)).pdf
    assert [status.bottom_line for status in statuses(signed)] == [True, True]
    assert awaits_unit(signed)


def test_a_book_without_its_boxes_is_not_signed() -> None:
    signed = certify(unsigned((ISSUERS[0],)), Issue((issuer(),), AT))
    assert not signed.pdf
    assert [(f.code.id, f.values["field"]) for f in signed.findings] == [("E-BOX-MISSING", "Unit")]


def test_seals_that_would_touch_are_told_and_nothing_is_signed(monkeypatch: pytest.MonkeyPatch) -> None:
    first, unit = find_boxes(unsigned())
    near = replace(unit, left=first.right - 1, right=first.right + 100)
    monkeypatch.setattr("docgen.pdf.signing.find_boxes", lambda _pdf: (first, near))
    signed = certify(unsigned(), Issue((issuer(),), AT))
    assert not signed.pdf
    assert [(f.code.id, f.values["field"], f.values["other"]) for f in signed.findings] == [
        ("E-BOX-TOUCH", "Issuer1", "Unit")
    ]
    assert not first.overlaps(unit)


def test_no_field_name_begins_like_another() -> None:
    names = (*ISSUERS, UNIT)
    assert not [(a, b) for a in names for b in names if a != b and b.startswith(a)]


def test_boxes_are_found_where_they_are_drawn() -> None:
    assert [(box.field, box.page, box.corners) for box in find_boxes(unsigned())] == [
        ("Issuer1", 1, (20, 300, 150, 430)),
        ("Unit", 1, (160, 300, 290, 430)),
    ]


def test_a_manifest_is_proved_by_openssl(tmp_path: Path) -> None:
    (tmp_path / "m.json").write_bytes(b"{}")
    (tmp_path / "m.p7s").write_bytes(sign_bytes(b"{}", issuer_key(), AT))
    (tmp_path / "ca.pem").write_bytes(as_pem(authority().certificate))
    command = "openssl cms -verify -binary -inform DER -in m.p7s -content m.json -CAfile ca.pem -purpose any"
    done = subprocess.run(command.split(), cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("passphrase", "days", "said"),
    [
        ("right", 0, ["W-SIGNKEY-DEMO"]),
        ("wrong-secret-canary", 0, ["E-SIGNKEY-PASSPHRASE"]),
        (None, 0, ["E-SIGNKEY-PASSPHRASE"]),
        ("right", 900, ["E-SIGNKEY-EXPIRED"]),
        ("right", -30, ["E-SIGNKEY-NOT-YET"]),
    ],
)
def test_a_key_is_opened_by_its_passphrase_within_its_time(
    tmp_path: Path, passphrase: str | None, days: int, said: list[str]
) -> None:
    path = tmp_path / "issuer.p12"
    path.write_bytes(as_pkcs12(issuer_key(), "right"))
    opened = open_key(KeyFile(path), passphrase, AT + timedelta(days=days))
    assert [f.code.id for f in opened.findings] == said
    assert (opened.key is not None) == (said == ["W-SIGNKEY-DEMO"])
    assert "canary" not in "".join(map(str, opened.findings)) + repr(opened)


def test_what_is_no_signing_key_is_named(tmp_path: Path) -> None:
    path = tmp_path / "k"
    cases = {
        "E-SIGNKEY-MISSING": None,
        "E-SIGNKEY-UNREADABLE": b"hello",
        "E-SIGNKEY-EMPTY": as_pem(authority().certificate),
    }
    for code, content in cases.items():
        if content is not None:
            path.write_bytes(content)
        assert [f.code.id for f in open_key(KeyFile(path, "pem"), None, AT).findings] == [code]
    ca = replace(issuer_key(), certificate=authority().certificate, private=authority().private, chain=())
    path.write_bytes(as_pkcs12(ca))
    assert [f.code.id for f in open_key(KeyFile(path), None, AT).findings] == ["E-SIGNKEY-NO-SIGNING"]


def test_a_pem_key_with_its_certificate_beside_it_signs(tmp_path: Path) -> None:
    private = issuer_key().private
    assert isinstance(private, rsa.RSAPrivateKey)
    kind = serialization.PrivateFormat.PKCS8, serialization.BestAvailableEncryption(b"right")
    (tmp_path / "key.pem").write_bytes(private.private_bytes(serialization.Encoding.PEM, *kind))
    (tmp_path / "crt.pem").write_bytes(as_pem(issuer_key().certificate))
    opened = open_key(KeyFile(tmp_path / "key.pem", "pem", tmp_path / "crt.pem"), "right", AT)
    assert opened.key
    assert opened.key.fingerprint == issuer_key().fingerprint


def test_a_seal_that_is_no_picture_is_none() -> None:
    assert picture_seal(b"no picture") is None


def test_a_very_long_chinese_name_gets_a_demo_key_with_the_beginning_of_it() -> None:
    key = authority().key("望港新城(综合保税区)交通运输和建设综合行政管理服务中心" * 3, "0105", AT)
    (common,) = key.certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    assert str(common.value).startswith("望港新城(综合保税区)")
    assert len(str(common.value).encode()) <= 64
