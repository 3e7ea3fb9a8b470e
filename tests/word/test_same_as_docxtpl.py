"""Everything docxtpl renders, docgen renders to the same XML; where it differs on purpose, the case says so.

Each case is a template, rendered by both at test time, every part compared in canonical form.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage, Listing, RichText, RichTextParagraph

from docgen.word.template import WordTemplate
from tests.word.building import MC, Draft, differences, members, p, png, r, tbl, tc, tr

Build = Callable[[DocxTemplate], Mapping[str, object]]


@dataclass(frozen=True)
class Case:
    """A template and its data. `own_way`: the data needs docxtpl's objects."""

    feature: str
    draft: Draft
    data: Mapping[str, object] = field(default_factory=dict)
    own_way: Build | None = None

    def __str__(self) -> str:
        return self.feature


UNIT = {"name": "Ferry Company", "code": "007", "tags": ["a", "b", "c"]}
ROWS = [{"a": 1, "b": "one", "sub": ["x", "y"]}, {"a": 2, "b": "two", "sub": []}, {"a": 3, "b": "three", "sub": ["z"]}]
HEAD = tr("No.", "What")
LOOP = (tr("{%tr for row in rows %}"), tr("{{ row.a }}", "{{ row.b }}"), tr("{%tr endfor %}"))
BOLD = "<w:b/>"
VMERGE = (
    tr("{%tr for row in rows %}"),
    tr(tc("{% vm %}all rows"), tc("{{ row.b }}")),
    tr("{%tr endfor %}"),
)


def rich() -> RichText:
    text = RichText("plain ")
    text.add("bold", bold=True, color="FF0000", size=28)
    text.add(" italic", italic=True, underline="dotted", font="Arial")
    text.add(" small", subscript=True, strike=True, highlight="#ffff00", style="Strong", lang="fr-FR")
    text.add(" עברית", rtl=True, bold=True, italic=True)
    text.add(" <tag> & more\nnext line\ttab")
    text.add(RichText("nested", superscript=True))
    return text


def rich_paragraphs() -> RichTextParagraph:
    text = RichTextParagraph()
    text.add("a first paragraph", parastyle="Heading 1")
    text.add(RichText("a second one", bold=True))
    return text


def text_box(text: str) -> str:
    box = f"<w:txbxContent>{p(text)}</w:txbxContent>"
    inline = f'<wp:inline><wp:docPr id="3" name="b"/>{box}</wp:inline>'
    choice = f'<mc:Choice Requires="wps"><w:drawing>{inline}</w:drawing></mc:Choice>'
    fallback = f"<mc:Fallback><w:pict><v:shape><v:textbox>{box}</v:textbox></v:shape></w:pict></mc:Fallback>"
    return f"<w:p><w:r><mc:AlternateContent {MC}>{choice}{fallback}</mc:AlternateContent></w:r></w:p>"


def drawing(number: int) -> str:
    return f'<w:p><w:r><w:drawing><wp:inline><wp:docPr id="{number}" name="d"/></wp:inline></w:drawing></w:r></w:p>'


PLAIN = [
    Case("a variable", Draft(p("Unit {{ unit.name }}, code {{ unit.code }}.")), {"unit": UNIT}),
    Case("a tag split over runs", Draft(p("A {", "{ un", "it.", "name }", "} B")), {"unit": UNIT}),
    Case("a tag split over runs of different looks", Draft(p(r("{{ unit", BOLD), r(".name }}"), "!")), {"unit": UNIT}),
    Case(
        "a block tag split over runs", Draft(p("{%", "p if ", "yes %", "}") + p("in") + p("{%p endif %}")), {"yes": 1}
    ),
    Case(
        "a loop over paragraphs",
        Draft(p("{%p for t in unit.tags %}") + p("{{ t }}", style="ListBullet") + p("{%p endfor %}")),
        {"unit": UNIT},
    ),
    Case(
        "loops over paragraphs inside one another",
        Draft(
            p("{%p for row in rows %}")
            + p("{{ row.b }}")
            + p("{%p for s in row.sub %}")
            + p("- {{ s }} of {{ row.a }}")
            + p("{%p endfor %}")
            + p("{%p endfor %}")
        ),
        {"rows": ROWS},
    ),
    Case(
        "a choice between paragraphs",
        Draft(
            p("{%p if n == 1 %}")
            + p("one")
            + p("{%p elif n == 2 %}")
            + p("two")
            + p("{%p else %}")
            + p("many")
            + p("{%p endif %}")
        ),
        {"n": 2},
    ),
    Case("a choice inside a line", Draft(p("It is {% if ok %}well{% else %}ill{% endif %}.")), {"ok": True}),
    Case(
        "a choice in one expression",
        Draft(p("It is {{ 'well' if ok else 'ill' }}{{ 'x' if ok == 2 }}.")),
        {"ok": False},
    ),
    Case(
        "a loop inside a line",
        Draft(p("{% for t in unit.tags %}{{ t }}{% if not loop.last %}, {% endif %}{% endfor %}")),
        {"unit": UNIT},
    ),
    Case(
        "a loop over runs", Draft(p("{%r for t in unit.tags %}", r("{{ t }}", BOLD), "{%r endfor %}")), {"unit": UNIT}
    ),
    Case("a loop over rows", Draft(tbl(HEAD, *LOOP)), {"rows": ROWS}),
    Case("a loop over rows that has none", Draft(tbl(HEAD, *LOOP)), {"rows": []}),
    Case("a table of nothing but looped rows", Draft(tbl(*LOOP)), {"rows": ROWS}),
    Case("a table of looped rows of which there is none", Draft(tbl(*LOOP)), {"rows": []}),
    Case(
        "loops over rows inside one another",
        Draft(
            tbl(
                HEAD,
                tr("{%tr for row in rows %}"),
                tr("{{ row.a }}", "{{ row.b }}"),
                tr("{%tr for s in row.sub %}"),
                tr("", "{{ s }}"),
                tr("{%tr endfor %}"),
                tr("{%tr endfor %}"),
            )
        ),
        {"rows": ROWS},
    ),
    Case(
        "a row that may be left out",
        Draft(tbl(HEAD, tr("{%tr if no %}"), tr("a", "b"), tr("{%tr endif %}"))),
        {"no": False},
    ),
    Case(
        "a loop inside a cell",
        Draft(tbl(HEAD, tr("1", "{% for t in unit.tags %}{{ t }} {% endfor %}"))),
        {"unit": UNIT},
    ),
    Case(
        "a loop over paragraphs inside a cell",
        Draft(tbl(HEAD, tr("1", tc("{%p for t in unit.tags %}", "{{ t }}", "{%p endfor %}")))),
        {"unit": UNIT},
    ),
    Case(
        "a loop over columns, more than the table has",
        Draft(
            tbl(
                tr("Name", "{%tc for t in unit.tags %}", "{{ t }}", "{%tc endfor %}"), tr("a", "b", "c", "d"), columns=4
            )
        ),
        {"unit": {"tags": list("vwxyz")}},
    ),
    Case(
        "a loop over columns, fewer than the table has",
        Draft(tbl(tr("Name", "{%tc for t in unit.tags %}", "{{ t }}", "{%tc endfor %}"), columns=6)),
        {"unit": UNIT},
    ),
    Case(
        "a loop over columns in a loop over rows",
        Draft(
            tbl(
                tr("{%tr for row in rows %}"),
                tr("{{ row.a }}", "{%tc for t in tags %}", "{{ t }}{{ row.b }}", "{%tc endfor %}"),
                tr("{%tr endfor %}"),
            )
        ),
        {"rows": ROWS, "tags": ["p", "q", "r", "s"]},
    ),
    Case("a table in a cell", Draft(tbl(HEAD, tr("outer", tc(tbl(HEAD, *LOOP), "")))), {"rows": ROWS}),
    Case(
        "a table in a loop over rows",
        Draft(
            tbl(
                HEAD,
                tr("{%tr for row in rows %}"),
                tr("{{ row.a }}", tc(tbl(tr("{{ row.b }}"), columns=1), "")),
                tr("{%tr endfor %}"),
            )
        ),
        {"rows": ROWS},
    ),
    Case(
        "a table in a loop over paragraphs",
        Draft(p("{%p for row in rows %}") + tbl(HEAD, tr("{{ row.a }}", "{{ row.b }}")) + p("{%p endfor %}")),
        {"rows": ROWS},
    ),
    Case("a cell spanning columns", Draft(tbl(tr("{% colspan n %}wide"), tr("a", "b", "c"), columns=3)), {"n": 3}),
    Case(
        "a cell spanning fewer columns than the table has", Draft(tbl(tr("{% colspan n %}wide"), columns=5)), {"n": 2}
    ),
    Case(
        "the background of a cell",
        Draft(tbl(HEAD, tr("{%tr for row in rows %}"), tr("{% cellbg row.c %}{{ row.c }}", "b"), tr("{%tr endfor %}"))),
        {"rows": [{"c": "FF0000"}, {"c": "00FF00"}]},
    ),
    Case(
        "the background of a cell that has one",
        Draft(tbl(tr(tc("{% cellbg 'AABBCC' %}a", look='<w:shd w:val="clear" w:fill="FFFFFF"/>'), "b"))),
    ),
    Case("cells merged downwards", Draft(tbl(HEAD, *VMERGE)), {"rows": ROWS}),
    Case(
        "cells merged to the right",
        Draft(
            tbl(
                tr("{%tc for t in unit.tags %}", "{% hm %}over all", "{%tc endfor %}"),
                tr("{%tc for t in unit.tags %}", "{{ t }}", "{%tc endfor %}"),
                columns=3,
            )
        ),
        {"unit": UNIT},
    ),
    Case(
        "cells merged to the right that span columns already",
        Draft(
            tbl(
                tr(
                    "{%tc for t in unit.tags %}",
                    tc("{% hm %}over all", look='<w:gridSpan w:val="2"/>'),
                    "{%tc endfor %}",
                ),
                columns=6,
            )
        ),
        {"unit": UNIT},
    ),
    Case("rich text", Draft(p("Before {{r text }} after")), {"text": rich()}),
    Case(
        "rich text by a plain tag, in its own run",
        Draft(p("{{r text}}", style="Heading1")),
        {"text": RichText("x & y", bold=True)},
    ),
    Case("rich paragraphs", Draft(p("{{p text }}") + p("after")), {"text": rich_paragraphs()}),
    Case("rich text with new paragraphs and pages", Draft(p("{{r text }}")), {"text": RichText("one\atwo\fthree")}),
    Case(
        "a listing with line breaks, tabs, paragraphs and pages",
        Draft(p(r("Note: {{ text }} end", BOLD), style="Heading2")),
        {"text": Listing("one\ntwo\tthree\afour & <five>\fsix")},
    ),
    Case("a plain text with line breaks and tabs", Draft(p("{{ text }}") + p("x\ty")), {"text": "one\ntwo\tthree\n"}),
    Case("a line break inside a cell", Draft(tbl(HEAD, tr("1", "{{ text }}"))), {"text": "one\ntwo"}),
    Case("the header", Draft(p("body"), header=p("Header of {{ unit.name }}", style="Header")), {"unit": UNIT}),
    Case(
        "the footer",
        Draft(p("{{ n }}"), footer=p("Footer {{ n }}") + p("{%p if n %}") + p("on") + p("{%p endif %}")),
        {"n": 5},
    ),
    Case("a table in the header", Draft(p("body"), header=tbl(HEAD, *LOOP) + p("")), {"rows": ROWS}),
    Case(
        "headers and footers of several sections",
        Draft(p("{{ n }}"), header=p("H {{ n }}"), footer=p("F {{ n }}"), sections=3),
        {"n": 1},
    ),
    Case(
        "footnotes",
        Draft(p("body"), footnotes=f'<w:footnote w:id="2">{p("Note on {{ unit.name }}")}</w:footnote>'),
        {"unit": UNIT},
    ),
    Case(
        "properties of the document",
        Draft(
            p("body"),
            properties=(
                ("title", "Book of {{ unit.name }}"),
                ("author", "{{ author }}"),
                ("subject", "s"),
                ("comments", "{{ unit.code }}"),
            ),
        ),
        {"unit": UNIT, "author": "The office"},
    ),
    Case(
        "white space taken away before a tag",
        Draft(p("one ") + p("{%- if ok %} two{% endif %}") + p("three")),
        {"ok": True},
    ),
    Case(
        "white space taken away after a tag",
        Draft(p("{% if ok -%}") + p(" two ") + p("{%- endif %} three")),
        {"ok": True},
    ),
    Case(
        "lines of a paragraph joined",
        Draft(p("A") + p("{%- for t in unit.tags -%}") + p("{{ t }}") + p("{%- endfor -%}") + p("Z")),
        {"unit": UNIT},
    ),
    Case("leading and trailing spaces kept", Draft(p("{{ a }}", " {{ b }} ", "end")), {"a": " x", "b": "y "}),
    Case("braces that are typed", Draft(p("{_{ not a tag }_} {_% nor this %_} {{ a }}")), {"a": 1}),
    Case("characters that XML escapes", Draft(p("{{ a }} {{ b|e }}")), {"a": "R&D <b>\"q\" 'r'", "b": "1 < 2 & 3"}),
    Case("text marked safe", Draft(p("{{ a|safe }}")), {"a": "</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>bold"}),
    Case("comparisons in tags", Draft(p("{% if a < 3 and b > 1 %}both{% endif %}")), {"a": 1, "b": 2}),
    Case("typographic quotes in tags", Draft(p("{{ “a” ~ ‘b’ }} “kept”")), {}),
    Case("comments", Draft(p("a{# nothing #}b") + p("{#p left out #}") + tbl(HEAD, tr("{#tr left out #}")))),
    Case(
        "variables of the template",
        Draft(p("{% set x = n * 2 %}{{ x }}") + p("{% with y = x + 1 %}{{ y }}{% endwith %}")),
        {"n": 4},
    ),
    Case("a captured text", Draft(p("{% set x %}<{{ n }}>{% endset %}{{ x }}{{ x }}")), {"n": "a & b"}),
    Case("a macro", Draft(p("{% macro m(a, b=2) %}{{ a }}/{{ b }};{% endmacro %}{{ m(1) }}{{ m('<', 3) }}"))),
    Case(
        "a call block",
        Draft(p("{% macro m() %}[{{ caller() }}]{% endmacro %}{% call m() %}{{ n }}{% endcall %}")),
        {"n": "&"},
    ),
    Case("a filter block", Draft(p("{% filter upper %}abc {{ n }}{% endfilter %}")), {"n": "d"}),
    Case(
        "filters",
        Draft(p("{{ t|upper }} {{ l|join(', ') }} {{ x|default('none') }} {{ f|round(1) }} {{ l|length }}")),
        {"t": "a", "l": ["p", "<q>"], "f": 2.345},
    ),
    Case(
        "methods of values",
        Draft(p("{{ t.upper() }} {{ d.year }} {{ d.strftime('%d/%m') }} {{ '{:.2f}'.format(f) }}")),
        {"t": "ab", "d": date(2026, 3, 4), "f": 2.0},
    ),
    Case(
        "numbers, dates, lists as they are",
        Draft(p("{{ i }} {{ f }} {{ d }} {{ b }} {{ t }} {{ l }}")),
        {"i": 7, "f": 1.50, "d": Decimal("2.50"), "b": True, "t": date(2026, 1, 2), "l": [1, "<a>", {"k": 2}]},
    ),
    Case(
        "pairs of a mapping",
        Draft(p("{% for k, v in m.items() %}{{ k }}={{ v }} {% endfor %}{{ m['x'] }}{{ l[0] }}{{ l[1:] }}")),
        {"m": {"x": 1, "y": 2}, "l": [1, 2, 3]},
    ),
    Case(
        "what a loop knows",
        Draft(
            p(
                "{% for t in unit.tags %}{{ loop.index }}{{ loop.revindex0 }}{{ loop.cycle('o', 'e') }}",
                "{{ loop.length }}{{ loop.previtem or '' }}{% else %}-{% endfor %}",
            )
        ),
        {"unit": UNIT},
    ),
    Case(
        "a loop with a condition",
        Draft(p("{% for row in rows if row.sub %}{{ row.a }}{% else %}none{% endfor %}")),
        {"rows": ROWS},
    ),
    Case(
        "a loop that calls itself",
        Draft(p("{% for n in tree recursive %}{{ n.t }}({{ loop(n.c) }}){% endfor %}")),
        {"tree": [{"t": 1, "c": [{"t": 2, "c": []}]}]},
    ),
    Case(
        "a namespace",
        Draft(
            p("{% set ns = namespace(n=0) %}{% for row in rows %}{% set ns.n = ns.n + row.a %}{% endfor %}{{ ns.n }}")
        ),
        {"rows": ROWS},
    ),
    Case(
        "sorting, grouping, summing",
        Draft(
            p(
                "{% for g, l in rows|groupby('a') %}{{ g }}{{ l|length }}{% endfor %}",
                "{{ rows|sum('a') }}{{ rows|map(attribute='b')|sort|first }}",
            )
        ),
        {"rows": ROWS},
    ),
    Case(
        "drawings numbered anew",
        Draft(drawing(1) + p("{%p for t in unit.tags %}") + drawing(1) + p("{%p endfor %}")),
        {"unit": UNIT},
    ),
    Case("text boxes", Draft(text_box("In the box: {{ n }}")), {"n": "<1>"}),
    Case(
        "a content control",
        Draft(f'<w:sdt><w:sdtPr><w:alias w:val="a"/></w:sdtPr><w:sdtContent>{p("{{ n }}")}</w:sdtContent></w:sdt>'),
        {"n": 1},
    ),
    Case(
        "a link with a tag in its text",
        Draft(f'<w:p><w:hyperlink w:anchor="x">{r("{{ n }}")}</w:hyperlink></w:p>'),
        {"n": "there"},
    ),
    Case(
        "a field beside a tag",
        Draft(f'<w:p><w:fldSimple w:instr="PAGE">{r("1")}</w:fldSimple>{r("{{ n }}")}</w:p>'),
        {"n": 1},
    ),
    Case("no tags at all", Draft(p("Nothing to fill in.") + tbl(tr("a", "b")))),
    Case(
        "placeholder pictures left as they are",
        Draft(p("{{ n }}"), pictures=(("body", "docgen:qr", 9), ("header", "docgen:seal", 5))),
        {"n": 1},
    ),
]


def sub_document(template: DocxTemplate) -> Mapping[str, object]:
    sub = template.new_subdoc()
    sub.add_paragraph("In the sub-document", style="Heading 2")
    sub.add_table(2, 2).cell(0, 0).text = "cell"
    return {"sub": sub}


def sub_document_of_file(template: DocxTemplate) -> Mapping[str, object]:
    other = Document()
    other.add_paragraph("From a file", style="List Bullet")
    other.add_picture(BytesIO(png(3)))
    file = BytesIO()
    other.save(file)
    file.seek(0)
    return {"sub": template.new_subdoc(file)}


def inline_image(template: DocxTemplate) -> Mapping[str, object]:
    return {"image": InlineImage(template, BytesIO(png(8)), width=Mm(20), anchor="https://example.org/?a=1&b=2")}


def inline_images_in_rows(template: DocxTemplate) -> Mapping[str, object]:
    return {"rows": [{"a": n, "b": InlineImage(template, BytesIO(png(n)))} for n in range(3)]}


def hyperlink(template: DocxTemplate) -> Mapping[str, object]:
    text = RichText("See ")
    text.add("the site", url_id=template.build_url_id("https://example.org/"), color="0000FF", underline=True)
    return {"text": text}


def replaced_picture(template: DocxTemplate) -> Mapping[str, object]:
    template.replace_pic("docgen:qr", BytesIO(png(77)))
    return {}


def replaced_media(template: DocxTemplate) -> Mapping[str, object]:
    template.replace_media(BytesIO(png(9)), BytesIO(png(78)))
    return {}


def replaced_by_name(template: DocxTemplate) -> Mapping[str, object]:
    template.zipname_to_replace["word/media/image1.png"] = png(79)
    return {}


OWN_WAY = [
    Case("a sub-document", Draft(p("a") + p("{{p sub }}") + p("z")), own_way=sub_document),
    Case("a sub-document from a file", Draft(p("{{p sub }}")), own_way=sub_document_of_file),
    Case("an inline image", Draft(p("Picture: {{ image }}.")), own_way=inline_image),
    Case("an inline image in the header", Draft(p("b"), header=p("{{ image }}")), own_way=inline_image),
    Case("inline images in looped rows", Draft(tbl(HEAD, *LOOP)), own_way=inline_images_in_rows),
    Case("a hyperlink in rich text", Draft(p("{{r text }}")), own_way=hyperlink),
    Case("a replaced picture", Draft(p("b"), pictures=(("body", "docgen:qr", 9),)), own_way=replaced_picture),
    Case(
        "a replaced picture in the header",
        Draft(p("b"), pictures=(("header", "docgen:qr", 9),)),
        own_way=replaced_picture,
    ),
    Case("replaced media", Draft(p("b"), pictures=(("footer", "x", 9),)), own_way=replaced_media),
    Case("a member replaced by its name", Draft(p("b"), pictures=(("body", "x", 9),)), own_way=replaced_by_name),
]


def by_docxtpl(template: bytes, case: Case) -> bytes:
    docxtpl = DocxTemplate(BytesIO(template))
    docxtpl.init_docx()
    docxtpl.render(dict(case.own_way(docxtpl) if case.own_way else case.data), autoescape=True)
    saved = BytesIO()
    docxtpl.save(saved)
    return saved.getvalue()


@pytest.mark.parametrize("case", PLAIN, ids=str)
def test_it_renders_the_same_xml_as_docxtpl(case: Case) -> None:
    template = case.draft.docx()
    rendered = WordTemplate(template).render(case.data)
    assert rendered.findings == ()
    assert differences(by_docxtpl(template, case), rendered.docx) == []


@pytest.mark.parametrize("case", [*PLAIN, *OWN_WAY], ids=str)
def test_it_renders_the_same_xml_as_docxtpl_when_docxtpl_does_the_work(case: Case) -> None:
    template = case.draft.docx()
    rendered = WordTemplate(template).render_with_docxtpl(case.own_way or (lambda _: case.data))
    assert rendered.findings == ()
    assert differences(by_docxtpl(template, case), rendered.docx) == []


def test_it_replaces_an_embedded_file_and_a_member_by_name_as_docxtpl_does(tmp_path: Path) -> None:
    document = Document(BytesIO(Draft(p("{{ n }}")).docx()))
    name = "word/embeddings/sheet1.xlsx"
    document.part.relate_to(
        Part(PackURI(f"/{name}"), CONTENT_TYPE.SML_SHEET, b"old", document.part.package), RELATIONSHIP_TYPE.PACKAGE
    )
    template = BytesIO()
    document.save(template)
    (tmp_path / "old").write_bytes(b"old")
    (tmp_path / "new").write_bytes(b"new")

    def by_content(docxtpl: DocxTemplate) -> Mapping[str, object]:
        docxtpl.replace_embedded(tmp_path / "old", tmp_path / "new")
        return {"n": 1}

    def by_name(docxtpl: DocxTemplate) -> Mapping[str, object]:
        docxtpl.replace_zipname(name, tmp_path / "new")
        return {"n": 1}

    for build in (by_content, by_name):
        rendered = WordTemplate(template.getvalue()).render_with_docxtpl(build)
        case = Case("an embedded file", Draft(""), own_way=build)
        assert differences(by_docxtpl(template.getvalue(), case), rendered.docx) == []
        assert members(rendered.docx)[name] == b"new"
