"""Where docgen differs from docxtpl on purpose: each difference has its name, and shows that docxtpl does otherwise."""

from collections.abc import Mapping
from io import BytesIO

import pytest
from docx import Document
from docx.oxml.ns import qn
from docxtpl import DocxTemplate
from jinja2 import TemplateError

from docgen.findings import Level
from docgen.findings.render import FIELD_MISSING, NOT_WELL_FORMED
from docgen.word.package import TemplateTroubleError
from docgen.word.template import Rendered, WordTemplate
from tests.word.building import Draft, body_text, members, p, tbl, tc, tr


def by_docxtpl(draft: Draft, data: Mapping[str, object], *, autoescape: bool = False) -> bytes:
    template = DocxTemplate(BytesIO(draft.docx()))
    template.render(dict(data), autoescape=autoescape)
    saved = BytesIO()
    template.save(saved)
    return saved.getvalue()


def by_docgen(draft: Draft, data: Mapping[str, object]) -> Rendered:
    return WordTemplate(draft.docx()).render(data)


def test_values_are_always_escaped_where_docxtpl_drops_text() -> None:
    draft, data = Draft(p("{{ a }} end")), {"a": "R&D <new>"}
    assert "new" not in body_text(by_docxtpl(draft, data))[0]
    assert body_text(by_docgen(draft, data).docx)[0] == "R&D <new> end"


def test_broken_xml_is_refused_where_docxtpl_mends_it_by_dropping() -> None:
    draft = Draft(p("{% if a %}") + p("kept") + tbl(tr("x", "{% endif %}")))
    assert body_text(by_docxtpl(draft, {"a": False}))
    rendered = by_docgen(draft, {"a": False})
    assert rendered.docx == b""
    assert [f.code for f in rendered.findings] == [NOT_WELL_FORMED]


def test_a_missing_field_is_an_error_where_docxtpl_prints_nothing() -> None:
    draft = Draft(p("[{{ unit.nmae }}]"))
    assert body_text(by_docxtpl(draft, {"unit": {}}))[0] == "[]"
    assert [f.code for f in by_docgen(draft, {"unit": {}}).findings] == [FIELD_MISSING]


def test_a_field_without_a_value_is_missing_where_docxtpl_prints_none() -> None:
    draft = Draft(p("[{{ unit.name }}]"))
    assert body_text(by_docxtpl(draft, {"unit": {"name": None}}))[0] == "[None]"
    assert [f.code for f in by_docgen(draft, {"unit": {"name": None}}).findings] == [FIELD_MISSING]


def test_the_sandbox_refuses_what_docxtpl_runs() -> None:
    draft = Draft(p("{{ ''.__class__.__mro__[1].__name__ }}"))
    assert body_text(by_docxtpl(draft, {}))[0] == "object"
    rendered = by_docgen(draft, {})
    assert [f.level for f in rendered.findings] == [Level.ERROR]


def test_typed_braces_in_a_value_stay_as_typed_where_docxtpl_rewrites_them() -> None:
    draft, data = Draft(p("{{ a }}")), {"a": "{_{ x }_} {_% y %_}"}
    assert body_text(by_docxtpl(draft, data))[0] == "{{ x }} {% y %}"
    assert body_text(by_docgen(draft, data).docx)[0] == "{_{ x }_} {_% y %_}"


def test_a_value_in_a_footnote_is_never_a_template_where_docxtpl_renders_it_once_a_section() -> None:
    draft = Draft(p("b"), footnotes=f'<w:footnote w:id="2">{p("{{ a }}")}</w:footnote>', sections=2)
    data = {"a": "{{ 6 * 7 }}"}
    assert b">42<" in members(by_docxtpl(draft, data))["word/footnotes.xml"]
    assert b">{{ 6 * 7 }}<" in members(by_docgen(draft, data).docx)["word/footnotes.xml"]


def test_properties_keep_an_ampersand_where_docxtpl_escapes_it_twice() -> None:
    draft = Draft(p("b"), properties=(("title", "{{ a }}"),))
    assert b">R&amp;amp;D<" in members(by_docxtpl(draft, {"a": "R&D"}, autoescape=True))["docProps/core.xml"]
    assert b">R&amp;D<" in members(by_docgen(draft, {"a": "R&D"}).docx)["docProps/core.xml"]


def test_a_table_keeps_its_columns_where_docxtpl_gives_it_those_of_a_table_inside_it() -> None:
    inner = tbl(tr("{{ a }}", "b", "c"), columns=3)
    draft = Draft(tbl(tr(tc(inner, "")), columns=1))
    assert grid(by_docxtpl(draft, {"a": 1})) == ["333", "333", "333"]
    assert grid(by_docgen(draft, {"a": 1}).docx) == ["1000"]
    assert grid(by_docgen(Draft(tbl(tr("{%tc for n in a %}", tc(inner, ""), "{%tc endfor %}"))), {"a": "x"}).docx) == [
        "2000"
    ]


def grid(docx: bytes) -> list[str]:
    """The column widths of the first table."""
    table = Document(BytesIO(docx)).tables[0]
    return [column.get(qn("w:w"), "") for column in table._tbl.tblGrid]


def test_a_line_end_of_another_system_is_one_line_break_where_docxtpl_makes_a_blank_too() -> None:
    draft, data = Draft(p("{{ a }}")), {"a": "one\r\ntwo"}
    assert b"one\n</w:t><w:br>" in members(by_docxtpl(draft, data))["word/document.xml"]
    rendered = by_docgen(draft, data)
    assert b"one</w:t><w:br>" in members(rendered.docx)["word/document.xml"]
    assert [f.code.id for f in rendered.findings] == ["I-LINE-ENDS-MENDED"]


@pytest.mark.parametrize("name", ["random", "pprint"])
def test_filters_that_draw_lots_or_print_internals_are_not_there(name: str) -> None:
    draft = Draft(p(f"{{{{ [1, 2]|{name} }}}}"))
    assert by_docxtpl(draft, {})
    with pytest.raises(TemplateTroubleError):
        WordTemplate(draft.docx())


def test_tags_that_do_not_fit_together_are_told_when_the_template_is_opened() -> None:
    draft = Draft(p("{% if a %}") + p("no end"))
    with pytest.raises(TemplateError):
        by_docxtpl(draft, {"a": 1})
    with pytest.raises(TemplateTroubleError, match=r"what was begun is not ended"):
        WordTemplate(draft.docx())
