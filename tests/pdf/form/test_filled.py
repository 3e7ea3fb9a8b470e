"""Forms filled in by other programs: values are where they belong, and are seen in pdf.js and in poppler."""

import io
from collections.abc import Iterator, Mapping

import pikepdf
import pypdf
import pytest
from pikepdf.form import ChoiceField, Form, RadioButtonGroup, TextField

from docgen.pdf.form.geometry import Layout
from docgen.pdf.form.layout import form_layout
from docgen.pdf.form.shape import Shape
from docgen.pdf.form.write import pdf_form
from tests.pdf.form.definitions import QIS, blank_of, code_of_page
from tests.pdf.form.eyes import DPI, ink, machine_with_chinese_fonts, needs_chinese_codes, seen_by_poppler
from tests.pdf.form.viewer import Viewer, needs_viewer, viewer
from tests.pdf.poppler import needs_poppler, output_of

TYPED = {
    "dg.QIS.head.principal": "王小明 Li",
    "dg.QIS.head.phone": "0555-12345",
    "dg.QIS.head.fill_date": "2026-04-08",
    "dg.QIS.figures.ents_inspected": "77",
    "dg.QIS.figures.summary": "第一行\n第二行 in two scripts",
    "dg.QIS.inspections.12.subject": "打非治违",
}
FIRST_PAGE = [mark for mark in TYPED if "inspections" not in mark]
TICKED = {"dg.QIS.head.quarter": "3", "dg.QIS.figures.meeting_held": "no"}
languages = pytest.mark.parametrize("language", QIS.languages)


@pytest.fixture(scope="module")
def shown() -> Iterator[Viewer]:
    with viewer(machine_with_chinese_fonts()) as one:
        yield one


def form(language: str) -> bytes:
    blank = blank_of(language=language)
    return pdf_form(blank, code_of_page=code_of_page(blank))


def layout(language: str) -> Layout:
    return form_layout(Shape.of(blank_of(language=language)))


def values(pdf: bytes) -> Mapping[str, object]:
    fields = pypdf.PdfReader(io.BytesIO(pdf)).get_fields() or {}
    return {name: field.get("/V") for name, field in fields.items()}


def by_pypdf(pdf: bytes) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf))
    entries = {**TYPED, "dg.QIS.figures.kinds.water": "/Yes", "dg.QIS.figures.level": "county"}
    writer.update_page_form_field_values(None, entries)
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def by_pikepdf(pdf: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        fields = Form(document)
        for name, text in TYPED.items():
            field = fields[name]
            assert isinstance(field, TextField)
            field.value = text
        for name, choice in TICKED.items():
            group = fields[name]
            assert isinstance(group, RadioButtonGroup)
            group.value = pikepdf.Name(f"/{choice}")
        level = fields["dg.QIS.figures.level"]
        assert isinstance(level, ChoiceField)
        level.value = "county"
        written = io.BytesIO()
        document.save(written)
        return written.getvalue()


def by_hand(pdf: bytes, shown: Viewer, language: str) -> bytes:
    shown.open(pdf)
    for name, text in TYPED.items():
        shown.type(name, text, 2 if "inspections" in name else 1)
    shown.click("dg.QIS.head.quarter", option=2)
    shown.click("dg.QIS.figures.meeting_held", option=1)
    shown.click("dg.QIS.figures.kinds.water")
    shown.click("dg.QIS.figures.sealed")
    shown.choose("dg.QIS.figures.level", "县级" if language == "zh" else "county")
    return shown.save()


def assert_more_ink(before: dict[str, int], after: dict[str, int]) -> None:
    assert [mark for mark, dark in before.items() if after[mark] < dark + 20] == []


def inks(pdf: bytes, language: str) -> dict[str, int]:
    picture = seen_by_poppler(pdf, 1, machine_with_chinese_fonts())
    return {mark: ink(picture, layout(language), mark) for mark in FIRST_PAGE}


def inks_in(shown: Viewer, pdf: bytes, language: str) -> dict[str, int]:
    shown.open(pdf)
    picture = shown.picture(1, dpi=DPI)
    return {mark: ink(picture, layout(language), mark) for mark in FIRST_PAGE}


@languages
def test_what_pypdf_writes_is_in_the_fields(language: str) -> None:
    found = values(by_pypdf(form(language)))
    assert {name: found[name] for name in TYPED} == TYPED
    assert (found["dg.QIS.figures.kinds.water"], found["dg.QIS.figures.level"]) == ("/Yes", "county")


@languages
def test_what_pikepdf_writes_is_in_the_fields(language: str) -> None:
    found = values(by_pikepdf(form(language)))
    assert {name: found[name] for name in TYPED} == TYPED
    assert {name: found[name] for name in TICKED} == {name: f"/{choice}" for name, choice in TICKED.items()}
    assert found["dg.QIS.figures.level"] == "county"


class TestInPoppler:
    pytestmark = needs_poppler

    @needs_chinese_codes
    @pytest.mark.parametrize("fill", [by_pypdf, by_pikepdf])
    def test_what_programs_write_is_seen(self, fill: type) -> None:
        pdf = form("zh")
        assert_more_ink(inks(pdf, "zh"), inks(fill(pdf), "zh"))

    @languages
    def test_prefilled_values_are_seen_without_a_chinese_font_on_the_machine(self, language: str) -> None:
        blank = blank_of(language=language)
        empty = pdf_form(blank_of(language=language, values={}), code_of_page=code_of_page(blank))
        marks = ("dg.QIS.head.unit_name", "dg.QIS.figures.ents_total", "dg.QIS.figures.level")
        before, after = (seen_by_poppler(pdf, 1) for pdf in (empty, form(language)))
        for mark in marks:
            assert ink(before, layout(language), mark) == 0
            assert ink(after, layout(language), mark) > 40
        for option, ticked in (("road", True), ("water", False), ("works", True)):
            assert (ink(after, layout(language), "dg.QIS.figures.kinds", option=option) > 10) is ticked
        assert blank.unit.name in output_of("pdftotext", form(language)).replace("\n", "")


class TestInTheViewer:
    pytestmark = needs_viewer

    @languages
    def test_what_is_typed_is_in_the_fields_and_is_seen_again(self, shown: Viewer, language: str) -> None:
        pdf = form(language)
        before = inks_in(shown, pdf, language)
        saved = by_hand(pdf, shown, language)
        found = values(saved)
        assert {name: found[name] for name in TYPED} == TYPED
        assert {name: found[name] for name in TICKED} == {name: f"/{choice}" for name, choice in TICKED.items()}
        kinds = [found[f"dg.QIS.figures.kinds.{kind}"] for kind in ("road", "water", "works")]
        assert (kinds, found["dg.QIS.figures.sealed"]) == (["/Yes", "/Yes", "/Yes"], "/Yes")
        assert found["dg.QIS.figures.level"] == "county"
        assert_more_ink(before, inks_in(shown, saved, language))

    @needs_poppler[1]
    @needs_chinese_codes
    def test_what_is_typed_in_the_viewer_is_seen_in_poppler(self, shown: Viewer) -> None:
        pdf = form("zh")
        assert_more_ink(inks(pdf, "zh"), inks(by_hand(pdf, shown, "zh"), "zh"))

    @pytest.mark.parametrize("fill", [by_pypdf, by_pikepdf])
    @languages
    def test_what_programs_write_is_seen(self, shown: Viewer, fill: type, language: str) -> None:
        pdf = form(language)
        assert_more_ink(inks_in(shown, pdf, language), inks_in(shown, fill(pdf), language))

    def test_a_rare_character_typed_takes_nothing_else_with_it(self, shown: Viewer) -> None:
        shown.open(form("zh"))
        shown.type("dg.QIS.head.principal", "王𠮷䶮明")
        saved = shown.save()
        assert values(saved)["dg.QIS.head.principal"] == "王𠮷䶮明"
        assert inks_in(shown, saved, "zh")["dg.QIS.head.principal"] > 40

    def test_a_locked_value_cannot_be_typed_over(self, shown: Viewer) -> None:
        pdf = form("zh")
        shown.open(pdf)
        shown.run("showPage(1)")
        assert shown.run("""document.querySelector('[name="dg.QIS.head.unit_name"]').checkVisibility()""") is False
        assert values(shown.save())["dg.QIS.head.unit_name"] == blank_of().unit.name
        assert ink(shown.picture(1, dpi=DPI), layout("zh"), "dg.QIS.head.unit_name") > 40

    def test_the_label_is_the_tooltip(self, shown: Viewer) -> None:
        shown.open(form("zh"))
        shown.run("showPage(1)")
        title = shown.run(
            """document.querySelector('[name="dg.QIS.figures.ents_inspected"]').closest("section").title"""
        )
        assert title == "已检企业数（家）\u00a0*；不得大于应检企业数。"

    def test_the_tab_key_goes_from_box_to_box_as_they_are_read(self, shown: Viewer) -> None:
        shown.open(form("zh"))
        shown.run("showPage(1)")
        shown.run("""document.querySelector('[name="dg.QIS.head.principal"]').focus()""")
        names = []
        for _ in range(3):
            shown.call("Input.dispatchKeyEvent", type="keyDown", key="Tab", code="Tab", windowsVirtualKeyCode=9)
            names.append(shown.run("document.activeElement.name"))
        assert names == ["dg.QIS.head.phone", "dg.QIS.head.fill_date", "dg.QIS.head.quarter"]
