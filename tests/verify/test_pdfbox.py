"""A unit may sign with a program built on PDFBox, whose additions are judged as strictly as the others'."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from docgen.verify import Standing
from tests.proof import size
from tests.verify.office import certified, changed, plain_book
from tests.verify.test_figures import ISSUER, UNIT, standing
from tests.verify.test_verdicts import annotated, moved, resealed, reworded, scripted

PROGRAM = Path(__file__).with_name("SignField.java")
JARS = [Path("/usr/share/java") / f"{name}.jar" for name in ("pdfbox2", "fontbox2", "commons-logging")]
pytestmark = pytest.mark.skipif(
    not all(map(shutil.which, ("javac", "openssl"))) or not all(jar.exists() for jar in JARS),
    reason="needs PDFBox, a JDK and OpenSSL: apt-get install libpdfbox2-java default-jdk-headless",
)
HONEST = size(20, 1000)
Change = Callable[[IncrementalPdfFileWriter], None]


def signed_by_pdfbox(books: list[bytes], folder: Path) -> list[bytes]:
    """Each of `books` with the unit's field signed, in one run of the program."""
    (folder / "key.pem").write_bytes(UNIT.private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    (folder / "crt.pem").write_bytes(UNIT.pem)
    (inbox := folder / "inbox").mkdir()
    for number, book in enumerate(books):
        (inbox / f"{number:04}.pdf").write_bytes(book)
    classpath = ":".join(map(str, JARS))
    command = ["java", "-cp", classpath, str(PROGRAM), str(inbox), str(folder / "key.pem"), str(folder / "crt.pem")]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return [path.read_bytes() for path in sorted(inbox.glob("*.signed"))]


@pytest.mark.slow
def test_no_honest_return_that_pdfbox_signed_is_refused(tmp_path: Path) -> None:
    issued = [certified(plain_book(f"{n:04}", pages=1 + n % 4), ISSUER) for n in range(HONEST)]
    returned = signed_by_pdfbox(issued, tmp_path)
    assert len(returned) == HONEST
    refused = [n for n in range(HONEST) if standing(returned[n], issued[n], tmp_path) is not Standing.GOOD]
    assert refused == []


def test_a_field_moved_over_the_text_after_pdfbox_signed_is_told(tmp_path: Path) -> None:
    issued = certified(plain_book("0001"), ISSUER)
    (returned,) = signed_by_pdfbox([issued], tmp_path)
    assert standing(changed(returned, moved), issued, tmp_path) is Standing.ALTERED


def hide_the_issuers(writer: IncrementalPdfFileWriter) -> None:
    """What the unit's field may, the issuer's may not."""
    hide(writer, "Issuer1")


def hide(writer: IncrementalPdfFileWriter, name: str) -> None:
    for field in writer.root["/AcroForm"]["/Fields"]:
        if field.get_object()["/T"] == name:
            field.get_object()["/Rect"] = generic.ArrayObject(map(generic.NumberObject, (0, 0, 0, 0)))
            writer.mark_update(field.reference)


@pytest.mark.parametrize("tamper", [reworded, annotated, resealed, scripted, hide_the_issuers])
def test_what_else_was_changed_before_pdfbox_signed_is_told(tamper: Change, tmp_path: Path) -> None:
    issued = certified(plain_book("0001"), ISSUER)
    (returned,) = signed_by_pdfbox([changed(issued, tamper)], tmp_path)
    assert standing(returned, issued, tmp_path) is not Standing.GOOD


def test_an_empty_field_of_the_unit_that_was_hidden_is_told(tmp_path: Path) -> None:
    issued = certified(plain_book("0001"), ISSUER)
    assert standing(changed(issued, lambda writer: hide(writer, "Unit")), issued, tmp_path) is Standing.ALTERED
