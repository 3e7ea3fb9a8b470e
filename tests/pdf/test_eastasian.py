"""Runs are split by script so that each part names its own font; nothing else changes."""

import io

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.text.run import Run
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.pdf.eastasian import with_script_fonts
from docgen.pdf.fonts import SONG

from .documents import docx_of, packed, set_fonts


def fonts_in(docx: bytes) -> list[tuple[str, str | None]]:
    """The runs of the first paragraph: text, and the font named for it."""
    paragraph = Document(io.BytesIO(docx)).paragraphs[0]
    return [(run.text, run.font.name) for run in paragraph.runs]


def converted(text: str, *, eastern: str = "黑体", hint: str = "") -> list[tuple[str, str | None]]:
    """What becomes of a run in Arial and `eastern`."""
    document = Document()
    run = document.add_paragraph().add_run(text)
    set_fonts(run, "Arial", eastern)
    if hint:
        run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:hint"), hint)
    return fonts_in(with_script_fonts(packed(document)))


def test_each_script_names_its_own_font() -> None:
    assert converted("第1条 A类 of 三") == [
        ("第", "黑体"),
        ("1", "Arial"),
        ("条", "黑体"),
        (" A", "Arial"),
        ("类", "黑体"),
        (" of ", "Arial"),
        ("三", "黑体"),
    ]


@pytest.mark.parametrize(
    ("text", "wide"),
    [
        ("落实“三同时”规定", "落实“三同时”规定"),
        ("the “three” rule 三", "三"),
        ("见——附件", "见——附件"),
        ("“A”类", "“”类"),
    ],
)
def test_signs_of_both_scripts_follow_their_neighbours(text: str, wide: str) -> None:
    assert "".join(part for part, font in converted(text) if font == "黑体") == wide


def test_a_run_may_say_itself_that_its_signs_are_chinese() -> None:
    assert converted("“A”", hint="eastAsia") == [("“", "黑体"), ("A", "Arial"), ("”", "黑体")]


def test_text_that_comes_out_the_same_anyway_is_left_alone() -> None:
    assert converted("第1条", eastern="仿宋") == [("第1条", "Arial")]
    english = docx_of(["no Chinese “at all”"])
    assert with_script_fonts(english) is english


def test_the_font_may_stand_in_the_style_its_parent_or_the_defaults() -> None:
    document = Document()
    base, style = document.styles["Normal"], document.styles["Quote"]
    base.font.name = "Arial"
    base.element.rPr.rFonts.set(qn("w:eastAsia"), "黑体")
    document.add_paragraph("引“用”", style=style)
    assert fonts_in(with_script_fonts(packed(document))) == [("引“用”", "黑体")]


def test_without_any_chinese_font_named_it_is_song() -> None:
    document = Document()
    document.styles.element.find(qn("w:docDefaults")).getparent().remove(
        document.styles.element.find(qn("w:docDefaults"))
    )
    document.add_paragraph("引“用”")
    assert fonts_in(with_script_fonts(packed(document))) == [("引“用”", SONG)]


def runs_of(docx: bytes) -> list[Run]:
    return [run for paragraph in Document(io.BytesIO(docx)).paragraphs for run in paragraph.runs]


words = st.text(st.sampled_from("第三条“”—· \t\nAb1，。（）①é\u3000😀𠮷"), max_size=30)


@settings(max_examples=60, deadline=None)
@given(st.lists(words, min_size=1, max_size=4))
def test_no_character_changes_and_properties_stay(texts: list[str]) -> None:
    document = Document()
    paragraph = document.add_paragraph()
    for text in texts:
        run = paragraph.add_run(text)
        run.bold = True
    docx = packed(document)
    split = with_script_fonts(docx)
    assert Document(io.BytesIO(split)).paragraphs[0].text == Document(io.BytesIO(docx)).paragraphs[0].text
    assert all(run.bold for run in runs_of(split))


def test_what_is_no_word_file_comes_back_as_it_is() -> None:
    assert with_script_fonts(b"nothing") == b"nothing"
