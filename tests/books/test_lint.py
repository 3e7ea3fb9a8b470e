"""Templates and wordings are checked against what a book can really say, before any book is made."""

from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document

from docgen.books import lint_characters, lint_templates, lint_wordings
from docgen.campaign import Campaign, load_campaign, sample_names, start_campaign


def campaign(folder: Path, sample: str = "contractors") -> Campaign:
    if not folder.exists():
        start_campaign(folder, sample, {})
    found = load_campaign(folder).campaign
    assert found is not None
    return found


def add(folder: Path, template: str, text: str) -> None:
    document = Document(str(folder / template))
    document.add_paragraph(text)
    document.save(str(folder / template))


def ids(folder: Path) -> list[tuple[str, str]]:
    return [(lint.name, fault.code.id) for lint in lint_templates(campaign(folder)) for fault in lint.faults]


@pytest.mark.parametrize("sample", sample_names())
def test_shipped_templates_and_wordings_are_faultless(tmp_path: Path, sample: str) -> None:
    shipped = campaign(tmp_path / "c", sample)
    assert [fault for lint in lint_templates(shipped) for fault in lint.faults] == []
    assert lint_wordings(shipped) == ()


@pytest.mark.parametrize(
    "tag",
    [
        "{{ unit.contact.phone }}",
        "{{ book.short_code }}",
        "{{ term.first | date('long') }}",
        "{% for i in indicators %}{{ i.title }}{% endfor %}",
        "{% for g in duties %}{% for c in g.clauses %}{{ c.wording }}{% endfor %}{% endfor %}",
    ],
)
def test_all_that_the_architecture_page_promises_is_known(tmp_path: Path, tag: str) -> None:
    shipped = campaign(tmp_path / "c")
    add(tmp_path / "c", shipped.settings.books.template, tag)
    assert ids(tmp_path / "c") == []


def test_what_only_a_supplement_is_told_is_unknown_to_a_book(tmp_path: Path) -> None:
    books = campaign(tmp_path / "c").settings.books
    for template in (books.template, books.supplement):
        add(tmp_path / "c", template, "{{ supplement.reason }}")
    assert {name for name, _ in ids(tmp_path / "c")} == {books.template}


def test_a_book_without_its_code_is_a_fault(tmp_path: Path) -> None:
    shipped = campaign(tmp_path / "c")
    document = Document()
    document.add_paragraph("{{ unit.name }}")
    document.save(str(tmp_path / "c" / shipped.settings.books.template))
    assert (shipped.settings.books.template, "E-PICTURE-MISSING") in ids(tmp_path / "c")


def test_a_faulty_wording_is_placed_at_its_cell(tmp_path: Path) -> None:
    shipped = campaign(tmp_path / "c")
    clause = replace(shipped.clauses[0], wording="Reports to {{ issuer.nam }}.")
    (fault,) = lint_wordings(replace(shipped, clauses=(clause,)))
    assert fault.place.cell == clause.place.cell


def test_a_feature_the_engine_leaves_out_is_told(tmp_path: Path) -> None:
    shipped = campaign(tmp_path / "c")
    path = tmp_path / "c" / shipped.settings.books.template
    document = Document(str(path))
    document.add_paragraph().add_run("void").font.strike = True
    document.save(str(path))
    assert ids(tmp_path / "c") == [(shipped.settings.books.template, "W-ENGINE-DRAWS-PLAINLY")]


def test_a_font_that_is_not_bundled_is_told_with_its_substitute(tmp_path: Path) -> None:
    shipped = campaign(tmp_path / "c")
    path = tmp_path / "c" / shipped.settings.books.template
    document = Document(str(path))
    document.add_paragraph().add_run("fancy").font.name = "Comic Sans MS"
    document.save(str(path))
    fonts = {font.values["font"] for font in lint_templates(campaign(tmp_path / "c"))[0].fonts}
    assert "Comic Sans MS" in fonts


def test_a_character_no_font_has_is_told_at_its_row(tmp_path: Path) -> None:
    shipped = campaign(tmp_path / "c")
    unit = replace(shipped.units[0], name="Works 𠮷")
    found = lint_characters(replace(shipped, units=(unit, *shipped.units[1:])))
    assert [(lack.values["character"], lack.place) for lack in found] == [("𠮷", unit.place)]


def test_a_character_no_font_has_is_told_at_its_paragraph_of_the_template(tmp_path: Path) -> None:
    shipped = campaign(tmp_path / "c")
    path = tmp_path / "c" / shipped.settings.books.template
    add(tmp_path / "c", shipped.settings.books.template, "bus 🚌 𠮷")
    add(tmp_path / "c", shipped.settings.books.template, "bus 🚌 again")
    found = lint_templates(campaign(tmp_path / "c"))[0].faults
    assert {fault.values["character"] for fault in found} == {"🚌", "𠮷"}
    assert len({fault.place for fault in found}) == 1
    number = len(Document(str(path)).paragraphs) - 1
    assert (found[0].place.part, found[0].place.paragraph) == ("body", number)
