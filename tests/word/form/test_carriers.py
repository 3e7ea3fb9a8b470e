"""A Word form carries who it is for and where each field is, several times over."""

import pytest

from docgen.model.blanks import bookmark
from docgen.word.form import word_form
from tests.word.form import raw
from tests.word.form.forms import asked, blank


@pytest.mark.parametrize("language", ["en", "zh"])
def test_each_field_has_a_control_with_its_mark_and_label_and_a_hidden_bookmark_round_it(language: str) -> None:
    form = blank(language=language)
    docx = word_form(form).docx
    controls, bookmarks = raw.controls(docx), raw.bookmarks(docx)
    for of, field in asked(form).items():
        assert controls[of].alias == field.label.said(language)
        assert bookmarks[bookmark(of)] == controls[of].text
    assert len(controls) == 17 + 7 * 10


def test_each_repeat_has_a_bookmark_in_the_first_cell_of_its_table() -> None:
    docx = word_form(blank()).docx
    start = next(
        each
        for each in raw.body(docx).iter(f"{raw.W}bookmarkStart")
        if each.get(f"{raw.W}name") == bookmark("dg.QIS.inspections")
    )
    table = next(start.iterancestors(f"{raw.W}tbl"))
    assert "Overdue" in raw.text_of(table)
    assert next(start.iterancestors(f"{raw.W}tc")) is next(table.iter(f"{raw.W}tc"))


def test_the_file_says_whose_form_it_is_in_a_property_in_the_custom_part_and_in_the_footer() -> None:
    form = blank()
    docx = word_form(form).docx
    assert raw.properties(docx) == {"docgen.QIS": form.code}
    assert raw.form_parts(docx) == [("QIS", form.code)]
    assert form.short_code.encode() in raw.parts(docx)["word/footer1.xml"]
