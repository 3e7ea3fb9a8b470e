"""The two figures: no honest return is refused, no tampered one accepted. In full under DOCGEN_PROVE=full."""

import io
import os
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from cryptography.hazmat.primitives import hashes
from pyhanko.pdf_utils.misc import PdfError

from docgen.pdf.facts import Compared
from docgen.pdf.returned import compare
from docgen.verify.judge import Expected, judge
from docgen.verify.verdict import Standing
from tests.verify.office import (
    Keyholder,
    certified,
    changed,
    countersigned,
    keyholder,
    plain_book,
    signed_beside,
)
from tests.verify.test_verdicts import annotated, moved, resealed, reworded, scripted

FULL = os.environ.get("DOCGEN_PROVE") == "full"
HONEST, TAMPERED = (1000, 100) if FULL else (40, 3)
ISSUER, UNIT, OTHER = keyholder("Issuer"), keyholder("Unit 0001"), keyholder("Unit 0002")


def standing(data: bytes, issued: bytes, folder: Path) -> Standing:
    """The word on `data`, as `docgen verify` says it of a file that begins with the issued bytes."""
    if not data.startswith(issued):
        return Standing.ALTERED  # never good: it is only asked what it is
    returned, original = folder / "returned.pdf", folder / "issued.pdf"
    returned.write_bytes(data)
    original.write_bytes(issued)
    facts = Compared.of(compare([returned, original], {"field": "Unit"}))
    pins = {"Unit": fingerprint(UNIT), "Issuer1": fingerprint(ISSUER)}
    return judge(facts, Expected(len(issued), "Unit", pins, {})).standing


def fingerprint(key: Keyholder) -> str:
    return key.certificate.fingerprint(hashes.SHA256()).hex()


@pytest.mark.slow
def test_no_honest_return_is_refused(tmp_path: Path) -> None:
    refused = []
    for number in range(HONEST):
        issued = certified(plain_book(f"{number:04}", pages=1 + number % 4), ISSUER, page=number % (1 + number % 4))
        if standing(countersigned(issued, UNIT), issued, tmp_path) is not Standing.GOOD:
            refused.append(number)
    assert refused == []


def both(issued: bytes) -> bytes:
    return countersigned(issued, UNIT)


def flipped(issued: bytes) -> bytes:
    data = bytearray(both(issued))
    data[len(issued) + (len(data) - len(issued)) // 3] ^= 1
    return bytes(data)


def saved_anew(issued: bytes) -> bytes:
    written = io.BytesIO()
    with pikepdf.open(io.BytesIO(both(issued))) as pdf:
        pdf.save(written)
    return written.getvalue()


def range_widened(issued: bytes) -> bytes:
    """The signature is said to cover less, so that something can be slipped in behind it."""
    data = both(issued)
    place = data.rindex(b"/ByteRange")
    end = data.index(b"]", place)
    numbers = data[place:end].split(b"[")[1].split()
    numbers[3] = str(int(numbers[3]) - 40).encode()
    told = b"/ByteRange [" + b" ".join(numbers)
    return data[:place] + told.ljust(end - place) + data[end:]


TAMPERS: dict[str, Callable[[bytes], bytes]] = {
    "words changed, then countersigned": lambda issued: countersigned(changed(issued, reworded), UNIT),
    "note added after both": lambda issued: changed(both(issued), annotated),
    "note added, then countersigned": lambda issued: countersigned(changed(issued, annotated), UNIT),
    "one bit flipped": flipped,
    "saved anew": saved_anew,
    "signed in a new field": lambda issued: signed_beside(issued, UNIT),
    "bytes after the end": lambda issued: both(issued) + b"\nmore",
    "forged whole, both fields by the unit": lambda issued: both(certified(plain_book("0001"), UNIT)),
    "never signed": lambda issued: issued,
    "another unit's key": lambda issued: countersigned(issued, OTHER),
    "field moved over the text": lambda issued: countersigned(changed(issued, moved), UNIT),
    "the issuer's seal replaced": lambda issued: countersigned(changed(issued, resealed), UNIT),
    "a script slipped in": lambda issued: countersigned(changed(issued, scripted), UNIT),
    "signature said to cover less": range_widened,
    "words changed after both": lambda issued: changed(both(issued), reworded),
    "cut short": lambda issued: both(issued)[:-500] + b"\n%%EOF\n",
}


@pytest.mark.slow
@pytest.mark.parametrize("kind", TAMPERS)
def test_no_tampered_return_is_accepted(kind: str, tmp_path: Path) -> None:
    accepted = []
    for number in range(TAMPERED):
        issued = certified(plain_book(f"{number:04}"), ISSUER)
        tampered = TAMPERS[kind](issued)
        try:
            found = standing(tampered, issued, tmp_path)
        except (pikepdf.PdfError, PdfError):
            continue  # in the limited reader an exception is a refusal
        if found is Standing.GOOD:
            accepted.append(number)
    assert accepted == []
