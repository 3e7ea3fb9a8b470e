"""A unit may sign with any program: poppler's, here, whose additions are judged as strictly as pyHanko's."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import NoEncryption, pkcs12

from docgen.verify import Standing
from tests.proof import size
from tests.verify.office import Office, certified, changed, countersigned, open_office, plain_book
from tests.verify.test_figures import ISSUER, standing
from tests.verify.test_verdicts import annotated, moved, resealed, reworded, scripted

needed = [shutil.which(program) for program in ("pdfsig", "pk12util", "certutil")]
pytestmark = [pytest.mark.poppler, pytest.mark.skipif(not all(needed), reason="needs pdfsig, and NSS's own programs")]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    office = open_office(tmp_path)
    yield office
    office.store.close()


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """NSS's database with the key of unit 0001, named `unit`."""
    folder = tmp_path_factory.mktemp("nss")
    office = open_office(tmp_path_factory.mktemp("office"))
    key = office.key("0001")
    office.store.close()
    (folder / "key.p12").write_bytes(
        pkcs12.serialize_key_and_certificates(b"unit", key.private, key.certificate, None, NoEncryption())
    )
    database = f"sql:{folder}"
    run("certutil", "-N", "-d", database, "--empty-password")
    run("pk12util", "-i", str(folder / "key.p12"), "-d", database, "-W", "", "-K", "")
    run("certutil", "-M", "-n", "unit", "-t", "CTu,CTu,CTu", "-d", database)
    return folder


def run(*words: str, fails: bool = False) -> str:
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert fails or done.returncode == 0, done.stderr
    return done.stdout


def by_poppler(pdf: bytes, keys: Path, *more: str) -> bytes:
    source, target = keys / "in.pdf", keys / "out.pdf"
    source.write_bytes(pdf)
    target.unlink(missing_ok=True)
    run(
        "pdfsig",
        "-nssdir",
        f"sql:{keys}",
        "-nick",
        "unit",
        *(more or ("-sign", "Unit")),
        str(source),
        str(target),
        fails=True,
    )
    return target.read_bytes()


def test_a_book_that_poppler_signed_is_good(office: Office, keys: Path) -> None:
    verdict = office.verdict(by_poppler(office.issue("0001"), keys))
    assert (verdict.standing, verdict.findings) == (Standing.GOOD, ())
    assert verdict.countersigner is not None
    assert verdict.countersigner.who == "Unit 0001"


@pytest.mark.slow
def test_no_honest_return_that_poppler_signed_is_refused(tmp_path: Path, keys: Path) -> None:
    refused = []
    for number in range(size(5, 1000)):
        issued = certified(plain_book(f"{number:04}", pages=1 + number % 4), ISSUER)
        if standing(by_poppler(issued, keys), issued, tmp_path) is not Standing.GOOD:
            refused.append(number)
    assert refused == []


@pytest.mark.parametrize("tamper", [reworded, annotated, moved, scripted, resealed], ids=lambda each: each.__name__)
def test_what_else_was_changed_before_poppler_signed_is_told(tamper: object, office: Office, keys: Path) -> None:
    assert callable(tamper)
    assert office.standing(by_poppler(changed(office.issue("0001"), tamper), keys)) is Standing.ALTERED


def test_a_new_field_of_popplers_does_not_count(office: Office, keys: Path) -> None:
    assert office.standing(by_poppler(office.issue("0001"), keys, "-add-signature")) is not Standing.GOOD


def test_poppler_finds_both_signatures_of_a_good_book_valid(office: Office, keys: Path) -> None:
    path = keys / "both.pdf"
    path.write_bytes(countersigned(office.issue("0001"), office.key("0001")))
    said = run("pdfsig", "-nocert", str(path), fails=True)
    assert said.count("Signature is Valid.") == 2
    assert "Total document signed" in said


@pytest.mark.qpdf
@pytest.mark.skipif(not shutil.which("qpdf"), reason="needs qpdf")
def test_qpdf_has_nothing_to_say_of_a_good_book(office: Office, keys: Path) -> None:
    path = keys / "both.pdf"
    path.write_bytes(countersigned(office.issue("0001"), office.key("0001")))
    assert "No syntax or stream encoding errors found" in run("qpdf", "--check", str(path))
