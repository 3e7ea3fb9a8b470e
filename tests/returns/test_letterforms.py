"""A PDF printed so that it does not say which letters it draws (no ToUnicode): they are told by how they are drawn.

Printed by poppler; what it embeds are the glyphs of the form's own fonts.
"""

import io
from collections.abc import Callable
from functools import cache

import pikepdf
import pytest
from fontTools.ttLib import TTFont

from docgen.model import UNSAID, FieldState, Return
from docgen.pdf.letterforms import chosen
from docgen.returns import read_bytes_of
from tests.pdf.poppler import needs_poppler
from tests.perturb.copies import Copy, written
from tests.perturb.pdf_damage import printed_without_letters
from tests.perturb.score import score
from tests.perturb.sent import expected


def on_paper(test: Callable[..., None]) -> Callable[..., None]:
    """A test that prints first."""
    for mark in needs_poppler:
        test = mark(test)
    return test


@cache
def printed(code: str, language: str) -> Copy:
    return printed_without_letters(written(code, language, "pdf", 1))


def read(one: Copy, data: bytes | None = None) -> Return:
    return read_bytes_of(data or one.data, "a.pdf", expected(one.language))


def redrawn(data: bytes, wanted: Callable[[TTFont], list[str]]) -> bytes:
    """The file with some glyphs of its Chinese fonts drawn a little otherwise: as those of a face nobody knows."""
    with pikepdf.open(io.BytesIO(data)) as opened:
        for one in opened.objects:
            if isinstance(one, pikepdf.Dictionary) and one.get("/Subtype") == pikepdf.Name.CIDFontType2:
                file = one.FontDescriptor.FontFile2
                font = TTFont(io.BytesIO(file.read_bytes()), recalcTimestamp=False)
                for name in wanted(font):
                    if font["glyf"][name].numberOfContours > 0:
                        font["glyf"][name].coordinates.translate((3, 1))
                made = io.BytesIO()
                font.save(made)
                file.write(made.getvalue())
        saved = io.BytesIO()
        opened.save(saved)
    return saved.getvalue()


@on_paper
@pytest.mark.parametrize("code", ["QIS", "DRL", "MTG"])
def test_chinese_is_read_as_it_stands_on_the_page_and_the_reader_says_how(code: str) -> None:
    one = printed(code, "zh")
    found = read(one)
    assert score(found, one.truth, code).accuracy == 1
    assert "I-LETTERFORMS" in {finding.code.id for finding in found.findings}


@on_paper
@pytest.mark.parametrize("code", ["QIS", "DRL"])
def test_latin_letters_are_read_all_the_same(code: str) -> None:
    one = printed(code, "en")
    assert score(read(one), one.truth, code).accuracy == 1


@on_paper
def test_letters_of_a_face_nobody_knows_are_not_guessed_but_asked_for_as_a_file() -> None:
    one = printed("QIS", "zh")
    found = read(one, redrawn(one.data, TTFont.getGlyphOrder))
    assert found.records == ()
    assert [finding.code.id for finding in found.findings] == ["E-NO-LETTERS", "W-SCAN-OF"]
    assert [(scan.form, scan.unit) for scan in found.scans] == [("QIS", "0101")]


@on_paper
def test_an_answer_with_one_letter_nobody_knows_is_shown_and_not_taken_over() -> None:
    one = printed("MTG", "zh")

    def last_typed(font: TTFont) -> list[str]:
        """The sign 修, which stands in what was typed alone; poppler numbers signs as it meets them."""
        return list(font.getGlyphOrder()[-1:])

    before, after = read(one).records[0], read(one, redrawn(one.data, last_typed)).records[0]
    changed = [(b, a) for b, a in zip(before.answers, after.answers, strict=True) if b != a]
    assert changed
    assert {a.state for _, a in changed} == {FieldState.UNREADABLE}
    assert all(a.value is None and UNSAID in a.raw for _, a in changed)


@pytest.mark.parametrize(
    ("alike", "meant"),
    [
        ("AΑА", "A"),
        ("-\u00ad\u2010", "-"),
        ("一⼀", "一"),
        ("ΩΩ", "Ω"),
        ("·\u2219", "·"),
        ("ÐĐ", ""),
        ("土士", ""),
        ("", ""),
    ],
)
def test_of_characters_that_look_the_same_the_one_offices_write_is_meant_if_there_is_one(
    alike: str, meant: str
) -> None:
    assert chosen(alike) == meant
