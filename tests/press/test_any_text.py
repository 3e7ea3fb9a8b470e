"""Whatever a roster holds comes out of the DOCX and of the PDF as it went in, or a finding says what was done."""

import re
import unicodedata
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from docgen.files import digest
from docgen.model import Identity
from docgen.press import Order, Pressed, make
from docgen.word.text import plain_text
from tests.pdf.documents import docx_of
from tests.proof import size

BREAKS = re.compile("[\a\f]")
"""What docxtpl makes a new paragraph and a new page of."""
IDENTITY = Identity("B", "0101", 1, "3f9a2c41d5e6b7f8")
_UNSEEN = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]")
"""Characters without a picture that Unicode does not call blanks, controls or formats."""


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("templates") / "book.docx"
    path.write_bytes(docx_of(["Begin {{ name }} end"]))
    return path


def pressed_with(source: Path, name: str) -> Pressed:
    return make(Order(source, digest(source.read_bytes()), {"name": name}, IDENTITY))


def essence(text: str) -> str:
    """What a reader sees: compared without blanks, controls and marks that have no picture, however composed."""
    composed = unicodedata.normalize("NFKC", text)
    shown = (char for char in composed if unicodedata.category(char) not in ("Cc", "Cf", "Zs", "Zl", "Zp"))
    return unicodedata.normalize("NFKC", _UNSEEN.sub("", "".join(shown)))


@given(st.text(max_size=60))
@settings(max_examples=size(120, 10_000))
@example("<w:t>&amp;")
@example("{{ name }} {% if %}")
@example("\x00\x01\x1f")
@example("\ud800")
@example("שלום عربي 123")
@example("👩‍👩‍👧 🇨🇳")
@example("𠮷䶮")
def test_any_text_arrives_in_both_files_or_a_finding_says_what_became_of_it(source: Path, text: str) -> None:
    pressed = pressed_with(source, text)
    if pressed.findings:
        assert all(finding.message and finding.remedy for finding in pressed.findings)
        return
    body = " ".join(plain_text(pressed.docx).body)
    assert body.split() == f"Begin {BREAKS.sub(' ', text)} end".split()
    with pypdfium2.PdfDocument(pressed.pdf) as document:
        seen = "".join(page.get_textpage().get_text_bounded() for page in document)
    wanted = essence(f"Begin {text} end")
    if any(unicodedata.bidirectional(char) in ("R", "AL", "AN") for char in text):
        assert sorted(essence(seen)) == sorted(wanted)  # the order on the page is the reader's, not the file's
    else:
        assert essence(seen) == wanted
