"""The lint of Word templates: every seeded fault is found once, placed, with a remedy; good templates give none."""

from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.findings import Finding, Level, Place, has_errors
from docgen.language import speaking
from docgen.model import MissingPolicy
from docgen.word.contract import Contract
from docgen.word.lint import lint_template, lint_text
from docgen.word.missing import MissingRules
from docgen.word.template import WordTemplate
from tests.word.faulty import (
    Build,
    Seed,
    both,
    cell_of,
    changed,
    chart,
    chinese,
    comment,
    even_pages,
    footnote_part,
    header,
    heading,
    in_content_control,
    inside,
    link,
    nested_table,
    new_section,
    outside,
    picture,
    run,
    runs,
    section_break_with,
    table,
    template,
    text,
    text_box,
    title,
    title_page,
    tracked_insertion,
    xml,
)
from tests.word.test_safety import EXECUTING
from tests.word.test_same_as_docxtpl import OWN_WAY, PLAIN, Case

CONTEXT = {
    "unit": {"code": "0101", "name": "Road Bureau", "contact": {"phone": "555"}, "hazards": [{"title": "Slope"}]},
    "basis": ["Work Safety Law"],
    "duties": [{"letter": "A", "heading": "Governance", "clauses": [{"number": "1", "wording": "The head …"}]}],
    "indicators": [{"title": "Deaths", "limit": 0, "last_year": None}],
    "term": {"first": date(2026, 1, 1), "last": date(2026, 12, 31)},
    "fee": 1005,
    "sheet": {"items": [1]},
}
CONTRACT = Contract.from_context(CONTEXT)

HERE = "t.docx, body, under “Duties”, paragraph 3"
CELL = "t.docx, body, under “Duties”, table 1, row 2, column 3, paragraph 1"


def seed(content: str, code: str, place: str = HERE) -> Seed:
    return Seed(content, text(content), code, place)


def in_cell(content: str, code: str) -> Seed:
    return Seed(f"cell: {content}", table(("a", "b", "c"), ("a", "b", content)), code, CELL)


WRITTEN = (
    seed("{{ unit.name", "E-TAG-UNCLOSED"),
    Seed("a condition not closed", text("{% if fee", "{% endif %}"), "E-TAG-UNCLOSED", HERE),
    seed("unit.name }} answers", "E-TAG-STRAY"),
    seed("{{ unit.name }", "E-TAG-CLOSED-WRONG"),
    seed("{% if fee }}yes{% endif %}", "E-TAG-CLOSED-WRONG"),
    seed("{{% if fee %}}yes{% endif %}", "E-TAG-DOUBLED"),
    seed("{{{ unit.name }}}", "E-TAG-DOUBLED"),
    seed("{ { unit.name } }", "E-TAG-SPACED"),
    seed("{ % if fee %}yes{% endif %}", "E-TAG-SPACED"),
    seed("｛｛ unit.name ｝｝", "E-TAG-WIDE"),
    seed("{{ unit．name }}", "E-TAG-WIDE"),
    seed("{{ fee|number（2） }}", "E-TAG-WIDE"),
    seed("{{ term.first|date(“long”) }}", "W-TAG-SMART-QUOTES"),
    seed("{{ }}", "E-TAG-EMPTY"),
    seed("{% %}", "E-TAG-EMPTY"),
    seed("The unit {unit.name} answers", "W-TAG-SINGLE-BRACE"),
    seed("{{ unit name }}", "E-TAG-NAME-BLANK"),
    seed("{% if fee = 5 %}yes{% endif %}", "E-TAG-SINGLE-EQUALS"),
    seed("{% if (fee %}yes{% endif %}", "E-TAG-SYNTAX"),
    seed("{% fi fee %}yes{% endif %}", "E-TAG-UNKNOWN"),
    seed("{% if fee %}yes{% end if %}", "E-TAG-UNKNOWN"),
    seed("{% if fee %}yes{% else if basis %}no{% endif %}", "E-TAG-UNKNOWN"),
    seed("{% p if fee %}yes{% endif %}", "E-TAG-PREFIX-BLANK"),
    seed("{% include 'other.docx' %}", "E-TAG-NOT-ALLOWED"),
    seed("{% import 'macros' as m %}", "E-TAG-NOT-ALLOWED"),
    seed("{% extends 'base' %}", "E-TAG-NOT-ALLOWED"),
    Seed("a tag over two paragraphs", text("{{ unit.", "name }} answers"), "E-TAG-SPLIT", HERE),
    Seed("a tag over two runs", runs("{", "{ unit.na", "m }", "}"), "E-FIELD-UNKNOWN", HERE),
)

BLOCKS = (
    seed("{% if fee %}yes", "E-BLOCK-NOT-ENDED"),
    seed("{% for d in duties %}{{ d.heading }}", "E-BLOCK-NOT-ENDED"),
    seed("yes{% endfor %}", "E-BLOCK-NOT-BEGUN"),
    seed("{% for d in duties %}{{ d.heading }}{% endif %}", "E-BLOCKS-MIXED"),
    seed("{% if fee %}{% for d in duties %}x{% endif %}{% endfor %}", "E-BLOCKS-MIXED"),
    seed("{% if fee %}{% for d in duties %}x{% endif %}", "E-BLOCK-NOT-ENDED"),
    seed("{% else %}", "E-ELSE-MISPLACED"),
    seed("{% if fee %}a{% else %}b{% else %}c{% endif %}", "E-ELSE-MISPLACED"),
    Seed(
        "a loop from one cell to another",
        table(("a", "b", "c"), ("{% for d in duties %}", "x", "{% endfor %}")),
        "E-BLOCK-LEVELS",
        CELL,
    ),
    Seed(
        "a loop over paragraphs ended as if over text",
        text("{%p for d in duties %}", "x", "{% endfor %}"),
        "E-BLOCK-LEVELS",
        "t.docx, body, under “Duties”, paragraph 5",
    ),
)

NAMES = (
    seed("{{ unti.name }}", "E-NAME-UNKNOWN"),
    seed("{{ unit.nmae }}", "E-FIELD-UNKNOWN"),
    seed("{{ unit.contact.phon }}", "E-FIELD-UNKNOWN"),
    seed("{% for d in duties %}{{ d.headin }}{% endfor %}", "E-FIELD-UNKNOWN"),
    seed("{% for d in duties %}{% for c in d.clauses %}{{ c.nummer }}{% endfor %}{% endfor %}", "E-FIELD-UNKNOWN"),
    seed("{% for d in duties %}{{ loop.indx }}{% endfor %}", "E-FIELD-UNKNOWN"),
    in_cell("{{ unti.name }}", "E-NAME-UNKNOWN"),
    seed("{{ duties.heading }}", "E-FIELD-OF-LIST"),
    seed("{% for i in sheet.items %}{{ i }}{% endfor %}", "E-FIELD-HIDDEN"),
    seed("{{ fee | nummber }}", "E-FILTER-UNKNOWN"),
    seed("{{ term.first | date('lang') }}", "E-FILTER-ARGUMENTS"),
    seed("{{ fee | rmb(2) }}", "E-FILTER-ARGUMENTS"),
    seed("{{ basis | join(1, 2, 3) }}", "E-FILTER-ARGUMENTS"),
    seed("{% if fee is deffined %}yes{% endif %}", "E-TEST-UNKNOWN"),
    seed("{{ term.first | number }}", "E-FILTER-KIND"),
    seed("{{ fee | date }}", "E-FILTER-KIND"),
    seed("{{ unit.name | safe }}", "W-FILTER-SAFE"),
    seed("{% set unit = 1 %}", "E-NAME-TAKEN"),
    seed("{% for unit in duties %}{{ unit.heading }}{% endfor %}", "E-NAME-TAKEN"),
    seed("{% for d in duties %}{% endfor %}{{ d.heading }}", "E-LOOP-NAME-OUTSIDE"),
    seed("{{ loop.index }}", "E-LOOP-NAME-OUTSIDE"),
    seed("{% for d in duties %}{% for d in d.clauses %}{{ d.number }}{% endfor %}{% endfor %}", "E-LOOP-NAME-AGAIN"),
    seed("{% for letter in unit.name %}{{ letter }}{% endfor %}", "E-LOOP-NOT-LIST"),
    seed("{% for field in unit %}{{ field }}{% endfor %}", "E-LOOP-NOT-LIST"),
    seed("{{ duties }}", "E-LIST-PRINTED"),
    seed("{{ unit.contact }}", "E-LIST-PRINTED"),
    seed("{{ basis | rmb }}", "E-LIST-PRINTED"),
    seed("{{ ''.__class__.__mro__[1].__subclasses__() }}", "E-ATTRIBUTE-FORBIDDEN"),
    seed("{{ unit['__init__'] }}", "E-ATTRIBUTE-FORBIDDEN"),
    seed("{{ unit | attr('__class__') }}", "E-ATTRIBUTE-FORBIDDEN"),
    seed("{{ basis | sum('__class__') }}", "E-ATTRIBUTE-FORBIDDEN"),
    seed("{{ '{0.__class__}'.format(fee) }}", "E-ATTRIBUTE-FORBIDDEN"),
    seed("{% set unit.code = 2 %}", "E-NAME-TAKEN"),
    seed("{{ open('/etc/passwd') }}", "E-CALL-FORBIDDEN"),
    seed("{{ unit.pop('name') }}", "E-CALL-FORBIDDEN"),
)

STANDING = (
    seed("{{tr fee }}", "E-ROW-TAG-OUTSIDE"),
    seed("{% cellbg fee %}", "E-CELL-TAG-OUTSIDE"),
    Seed(
        "text beside a paragraph tag",
        text("Also: {%p if fee %}", "x", "{%p endif %}"),
        "E-TEXT-LOST",
        HERE,
    ),
    Seed(
        "text in the row of a row tag",
        table(
            ("No.", "", ""),
            ("{%tr for d in duties %}", "b", ""),
            ("{{ d.heading }}", "", ""),
            ("{%tr endfor %}", "", ""),
        ),
        "E-TEXT-LOST",
        "t.docx, body, under “Duties”, table 1, row 2, column 1, paragraph 1",
    ),
    Seed(
        "a section break beside a paragraph tag",
        both(section_break_with("{%p if fee %}"), text("x", "{%p endif %}")),
        "E-SECTION-LOST",
        HERE,
    ),
    Seed(
        "a percent sign in a paragraph tag",
        text("{%p if fee % 2 %}", "x", "{%p endif %}"),
        "E-TAG-PREFIX-PERCENT",
        HERE,
    ),
    Seed(
        "a tag in a field code",
        xml(
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>HYPERLINK "{{ fee }}"</w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        ),
        "E-TAG-IN-FIELD",
        HERE,
    ),
    Seed(
        "a mail-merge field",
        xml(f'<w:fldSimple w:instr=" MERGEFIELD Name ">{run("Name")}</w:fldSimple>'),
        "E-TAG-MERGE-FIELD",
        HERE,
    ),
    Seed("a tag in a hyperlink's address", link("https://example.org/{{ unit.code }}"), "E-TAG-IN-LINK", HERE),
    Seed(
        "a tag in a bookmark's name",
        xml(f'<w:bookmarkStart w:id="7" w:name="{{{{ unit.code }}}}"/>{run("x")}<w:bookmarkEnd w:id="7"/>'),
        "E-TAG-IN-BOOKMARK",
        HERE,
    ),
    Seed(
        "a tag in a tracked insertion",
        xml(f'<w:ins w:id="1" w:author="Li">{run("{{ fee }}")}</w:ins>'),
        "E-TAG-IN-REVISION",
        HERE,
    ),
    Seed(
        "a tag in a tracked deletion",
        xml('<w:del w:id="1" w:author="Li"><w:r><w:delText>{{ fee }}</w:delText></w:r></w:del>'),
        "E-TAG-IN-REVISION",
        HERE,
    ),
    Seed(
        "a tag in a content control that Word fills",
        in_content_control("{{ unit.name }}", bound=True),
        "E-TAG-IN-CONTROL",
        HERE,
    ),
    Seed(
        "a cell of which nothing may be left",
        cell_of("{%p if fee %}", "{{ fee }}", "{%p endif %}"),
        "W-CELL-EMPTIED",
        "t.docx, body, under “Duties”, table 1, row 1, column 1, paragraph 1",
    ),
    Seed(
        "a table of which nothing may be left",
        table(("{%tr for d in duties %}",), ("{{ d.heading }}",), ("{%tr endfor %}",)),
        "W-TABLE-EMPTIED",
        "t.docx, body, under “Duties”, table 1, row 1, column 1, paragraph 1",
    ),
    Seed("tracked changes without tags", tracked_insertion, "W-REVISIONS-LEFT", HERE),
    Seed(
        "a tag in an endnote",
        footnote_part("endnotes", "{{ fee }}"),
        "E-TAG-NOT-FILLED",
        "t.docx, endnotes, paragraph 1",
    ),
    Seed("a tag in a comment", comment("{{ fee }}"), "E-TAG-NOT-FILLED", "t.docx, comments, paragraph 1"),
    Seed("a tag in a chart", chart("{{ fee }}"), "E-TAG-NOT-FILLED", "t.docx, chart 1"),
    Seed(
        "a tag in the keywords",
        title("{{ fee }}", field="keywords"),
        "E-TAG-NOT-FILLED",
        "t.docx, document properties, field keywords",
    ),
    Seed(
        "an unknown name in the title",
        title("{{ unti.name }}"),
        "E-NAME-UNKNOWN",
        "t.docx, document properties, field title",
    ),
    Seed("an unknown name in the header", header("{{ unti.name }}"), "E-NAME-UNKNOWN", "t.docx, header 1, paragraph 1"),
    Seed(
        "an unknown name in a footnote",
        footnote_part("footnotes", "{{ unti.name }}"),
        "E-NAME-UNKNOWN",
        "t.docx, footnotes, paragraph 1",
    ),
    Seed(
        "an unknown name in a text box",
        text_box("{{ unti.name }}"),
        "E-NAME-UNKNOWN",
        "t.docx, text box 1 in body, under “Duties”, paragraph 1",
    ),
    Seed("an unknown name in a content control", in_content_control("{{ unti.name }}"), "E-NAME-UNKNOWN", HERE),
    Seed(
        "an unknown name in a nested table",
        nested_table("{{ unti.name }}"),
        "E-NAME-UNKNOWN",
        "t.docx, body, under “Duties”, table 2, row 1, column 2, paragraph 1",
    ),
)

WHOLE_FILE = (
    Seed(
        "a template elsewhere",
        outside("attachedTemplate", "http://example.org/a.dotm"),
        "E-TEMPLATE-EXTERNAL",
        "t.docx",
    ),
    Seed("a picture elsewhere", outside("image", "http://example.org/a.png"), "E-TEMPLATE-EXTERNAL", "t.docx"),
    Seed(
        "macros",
        inside("/word/vbaProject.bin", "http://schemas.microsoft.com/office/2006/relationships/vbaProject"),
        "E-TEMPLATE-MACROS",
        "t.docx",
    ),
    Seed(
        "an embedded object",
        inside(
            "/word/embeddings/oleObject1.bin",
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships/oleObject",
        ),
        "E-TEMPLATE-EMBEDDED",
        "t.docx",
    ),
    Seed("a misspelt placeholder", picture("docgen:qrr", where="body"), "E-PICTURE-UNKNOWN", HERE),
    Seed("Chinese without a font", chinese(font=False, language=True), "W-EAST-ASIAN-FONT", HERE),
    Seed("Chinese without a language", chinese(font=True, language=False), "W-EAST-ASIAN-LANGUAGE", HERE),
)

SEEDS = (*WRITTEN, *BLOCKS, *NAMES, *STANDING, *WHOLE_FILE)


def lint(*builds: Build, contract: Contract = CONTRACT) -> tuple[Finding, ...]:
    # The template that python-docx starts from names no East Asian font, which only matters where Chinese stands.
    return lint_template(template(*builds), name="t.docx", contract=contract)


def told(findings: tuple[Finding, ...]) -> list[tuple[str, str]]:
    return [(finding.code.id, str(finding.place)) for finding in findings]


@pytest.mark.parametrize("seeded", SEEDS, ids=[seeded.name for seeded in SEEDS])
def test_each_seeded_fault_is_found_once_and_placed(seeded: Seed) -> None:
    findings = lint(seeded.build)
    assert told(findings) == [(seeded.code, seeded.place)]
    assert findings[0].message
    assert findings[0].remedy


def test_at_least_sixty_faults_of_at_least_thirty_kinds_are_seeded() -> None:
    assert len(SEEDS) >= 60
    assert len({seeded.code for seeded in SEEDS}) >= 30


def test_all_faults_are_found_in_one_run() -> None:
    findings = lint(text("{{ unti.name }}"), text("{{ fee | nummber }}"), text("{% if fee %}"), header("{{ x }}"))
    assert sorted(told(findings)) == [
        ("E-BLOCK-NOT-ENDED", "t.docx, body, under “Duties”, paragraph 5"),
        ("E-FILTER-UNKNOWN", "t.docx, body, under “Duties”, paragraph 4"),
        ("E-NAME-STRANGE", "t.docx, header 1, paragraph 1"),
        ("E-NAME-UNKNOWN", "t.docx, body, under “Duties”, paragraph 3"),
    ]


GOOD: dict[str, tuple[Build, ...]] = {
    "plain text": (text("Nothing to fill in here; {braces} of one's own and 100 % are text."),),
    "rows": (
        table(
            ("No.", "Duty", "Clauses"),
            ("{%tr for d in duties %}", "", ""),
            ("{{ loop.index }}", "{{ d.heading }}", "{% for c in d.clauses %}{{ c.number }} {% endfor %}"),
            ("{%tr endfor %}", "", ""),
        ),
    ),
    "paragraphs in a cell": (
        cell_of("{%p if fee %}", "{{ fee }}", "{%p else %}", "none", "{%p endif %}"),
        cell_of("{%p for b in basis %}", "{{ b }}", "{%p endfor %}", ""),
    ),
    "columns": (table(("{%tc for d in duties %}", "{{ d.letter }}", "{%tc endfor %}")),),
    "paragraphs": (text("{%p for b in basis %}", "{{ b }}", "{%p else %}", "none", "{%p endfor %}"),),
    "nested conditions": (
        text("{% if fee > 5 and basis %}a{% elif not basis %}b{% else %}c{% endif %}"),
        text(
            "{%p if unit.hazards %}", "{%p for h in unit.hazards %}", "{{ h.title }}", "{%p endfor %}", "{%p endif %}"
        ),
    ),
    "filters": (
        text("{{ fee|rmb }} {{ fee|number(2) }} {{ term.first|date('long') }} {{ basis|join(', ') }}"),
        text("{{ indicators|map(attribute='title')|join }} {{ indicators[0].last_year|number|dash }}"),
    ),
    "a blank to write in": (text("{{ indicators[0].last_year or '______' }}"),),
    "a namespace": (
        text("{% set ns = namespace(n=0) %}{% for d in duties %}{% set ns.n = ns.n + 1 %}{% endfor %}{{ ns.n }}"),
    ),
    "names of one's own": (text("{% set half = fee / 2 %}{{ half }}{% with x = basis[0] %}{{ x }}{% endwith %}"),),
    "macros": (text("{% macro line(a, b='') %}{{ a }}: {{ b }}{% endmacro %}{{ line(unit.name) }}"),),
    "raw text and comments": (text("{% raw %}{{ as it is }}{% endraw %}{# a {{ note }} #}"),),
    "strings with braces": (text("{{ '}}' ~ fee }} {{ {'a': {'b': 1}}['a']['b'] }}"),),
    "methods of values": (text("{{ unit.name.upper() }} {{ term.first.year }}"),),
    "a name that may be missing": (text("{{ my_note if my_note is defined }}"),),
    "split runs": (runs("{", "{ uni", "t.name ", "}", "}"), runs("{% if f", "ee %}x{% en", "dif %}")),
    "a loop over a list with a filter": (text("{% for d in duties if d.letter != 'T' %}{{ d.heading }}{% endfor %}"),),
    "hidden field read with brackets": (text("{% for i in sheet['items'] %}{{ i }}{% endfor %}"),),
    "a text box": (text_box("{{ unit.name }}"),),
    "a loop around a text box": (text("{%p for d in duties %}"), text_box("{{ d.heading }}"), text("{%p endfor %}")),
    "header, footnote, title": (header("{{ unit.name }}"), footnote_part("footnotes", "{{ fee }}"), title("{{ fee }}")),
    "an ordinary link": (link("https://example.org/rules"),),
    "a page number field": (xml(f'<w:fldSimple w:instr=" PAGE ">{run("1")}</w:fldSimple>'),),
    "Chinese with font and language": (chinese(font=True, language=True),),
    "a heading with a tag": (heading("Duties of {{ unit.name }}"),),
    "whitespace control": (text("{%- if fee -%}", "x", "{%- endif -%}"),),
    "a shaded cell": (table(("{% cellbg fee %}x", "y")),),
}


@pytest.mark.parametrize("name", GOOD)
def test_a_good_template_gives_no_finding(name: str) -> None:
    assert told(lint(*GOOD[name])) == []


@pytest.mark.parametrize("name", GOOD)
def test_what_the_lint_passes_the_engine_fills(name: str) -> None:
    missing = MissingRules(default=MissingPolicy.BLANK)
    rendered = WordTemplate(template(*GOOD[name]), missing=missing).render(CONTEXT)
    assert not has_errors(rendered.findings)
    assert rendered.docx


NOT_ABOUT_THE_TAGS = {
    "E-NAME-UNKNOWN",  # their data comes from docxtpl's objects
    "E-NAME-STRANGE",
    "E-LIST-PRINTED",  # docxtpl prints lists with their brackets
    "E-PICTURE-UNKNOWN",
}


@pytest.mark.parametrize("case", [*PLAIN, *OWN_WAY], ids=str)
def test_nothing_that_docxtpl_can_render_is_called_a_fault_of_the_tags(case: Case) -> None:
    findings = lint_template(case.draft.docx(), contract=Contract.from_context(case.data))
    assert {f.code.id for f in findings if f.level is Level.ERROR} <= NOT_ABOUT_THE_TAGS


@pytest.mark.parametrize(
    ("tag", "remedy"),
    [
        ("{{ unti.name }}", "Did you mean “unit”?"),
        ("{{ name }}", "Did you mean “unit.name”?"),
        ("{{ unit.nmae }}", "Did you mean “unit.name”?"),
        ("{{ unit.contact.phon }}", "Did you mean “unit.contact.phone”?"),
        ("{% for d in duties %}{{ d.hading }}{% endfor %}", "Did you mean “d.heading”?"),
        ("{{ fee | nummber }}", "Did you mean “number”?"),
        ("{% fi fee %}{% endif %}", "Did you mean “if”?"),
    ],
)
def test_a_remedy_names_the_nearest_known_name(tag: str, remedy: str) -> None:
    (finding,) = lint(text(tag))
    assert remedy in finding.remedy


def test_a_message_quotes_the_tag_and_shows_the_braces_to_type() -> None:
    (finding,) = lint(text("{{ unit.name }"))
    assert "{{ unit.name }" in finding.message
    assert "“}}”" in finding.remedy


def test_findings_speak_chinese_places_too() -> None:
    with speaking("zh"):
        assert "，" in str(lint(text("{{ unti }}"))[0].place)


BOOK = Contract.from_context(CONTEXT, required=("docgen:qr",))


def test_a_required_picture_must_be_there() -> None:
    assert told(lint(contract=BOOK)) == [("E-PICTURE-MISSING", "t.docx")]
    assert told(lint(picture("docgen:qr"), contract=BOOK)) == []


def test_a_misspelt_required_picture_is_told_once() -> None:
    assert told(lint(picture("docgen:QR-code"), contract=BOOK)) == [
        ("E-PICTURE-UNKNOWN", "t.docx, header 1, paragraph 1"),
    ]


@pytest.mark.parametrize(
    ("builds", "where"),
    [
        ((new_section(own_header=True),), "section 2"),
        ((title_page,), "the first page of section 1"),
        ((even_pages,), "the even pages of section 1"),
    ],
)
def test_the_qr_code_must_be_on_every_page(builds: tuple[Build, ...], where: str) -> None:
    (finding,) = lint(picture("docgen:qr"), *builds, contract=BOOK)
    assert finding.code.id == "E-PICTURE-NOT-EVERY-PAGE"
    assert where in finding.message


def test_a_section_that_goes_on_with_the_header_before_is_fine() -> None:
    assert told(lint(picture("docgen:qr"), new_section(own_header=False), contract=BOOK)) == []


def zipped(**members: str) -> bytes:
    stream = BytesIO()
    with ZipFile(stream, "w") as target:
        for name, content in members.items():
            target.writestr(name, content)
    return stream.getvalue()


OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(512)

NO_TEMPLATES = {
    "empty": (b"", "E-TEMPLATE-EMPTY"),
    "an old Word file": (OLE, "E-TEMPLATE-OLD"),
    "protected with a password": (OLE + "EncryptedPackage".encode("utf-16-le"), "E-TEMPLATE-ENCRYPTED"),
    "a text": (b"Dear Sir", "E-TEMPLATE-NOT-WORD"),
    "another zip": (zipped(readme="hello"), "E-TEMPLATE-NOT-WORD"),
    "cut off": (template()[:3000], "E-TEMPLATE-DAMAGED"),
    "broken XML": (changed(template(), "word/document.xml", lambda data: data[:-20]), "E-TEMPLATE-DAMAGED"),
    "Strict Open XML": (
        changed(
            template(),
            "_rels/.rels",
            lambda data: data.replace(
                b"http://schemas.openxmlformats.org/officeDocument/2006", b"http://purl.oclc.org/ooxml/officeDocument"
            ),
        ),
        "E-TEMPLATE-STRICT",
    ),
    "a .dotx": (
        changed(
            template(), "[Content_Types].xml", lambda data: data.replace(b"document.main+xml", b"template.main+xml")
        ),
        "E-TEMPLATE-NOT-WORD",
    ),
}


@pytest.mark.parametrize("name", NO_TEMPLATES)
def test_a_file_that_is_no_word_document_is_one_finding(name: str) -> None:
    data, code = NO_TEMPLATES[name]
    findings = lint_template(data, name="t.docx", contract=CONTRACT)
    assert told(findings) == [(code, "t.docx")]
    assert findings[0].message
    assert findings[0].remedy


def test_a_template_on_the_disk_is_named_by_its_file(tmp_path: Path) -> None:
    path = tmp_path / "book.docx"
    path.write_bytes(template(text("{{ unti }}")))
    (finding,) = lint_template(path, contract=CONTRACT)
    assert finding.place.file == "book.docx"


def test_the_wording_of_a_clause_is_linted_at_the_place_its_caller_names() -> None:
    place = Place(file="units.xlsx", sheet="duties", cell="F7")
    findings = lint_text("Deaths stay within {{ indicatrs[0].limit }} by {{ term.last | date }}.", CONTRACT, place)
    assert [(f.code.id, f.place) for f in findings] == [("E-NAME-UNKNOWN", place)]


def test_a_contract_knows_the_fields_of_all_sample_contexts_together() -> None:
    contract = Contract.from_context({"unit": {"a": [], "b": None}}, {"unit": {"a": [{"x": 1}], "c": 1}})
    good = "{{ unit.b.anything }}{{ unit.c }}{% for row in unit.a %}{{ row.x }}{% endfor %}"
    assert lint_text(good, contract, Place()) == ()
    (finding,) = lint_text("{% for row in unit.a %}{{ row.y }}{% endfor %}", contract, Place())
    assert finding.level is Level.ERROR


FRAGMENTS = st.sampled_from(
    [
        *("{{", "}}", "{%", "%}", "{#", "#}", "{", "}", "%", " ", "｛｛", "“", "'", '"', "\\", "\n"),
        *("if", "for", "in", "endif", "endfor", "else", "elif", "set", "raw", "endraw", "macro", "with", "p ", "tr "),
        *("unit", ".name", "duties", "x", "_", "__class__", "|", "date", "(", ")", "[", "]", "==", "=", ",", "1", "~"),
    ]
)


@given(st.lists(st.lists(FRAGMENTS, max_size=25).map("".join), max_size=3))
def test_whatever_is_written_the_lint_answers_with_findings_that_can_be_read(texts: list[str]) -> None:
    for written in texts:
        for finding in lint_text(written, CONTRACT, Place()):
            assert finding.message
            assert finding.remedy


@pytest.mark.parametrize("payload", EXECUTING)
def test_the_lint_names_every_payload_that_reaches_for_the_program(payload: str) -> None:
    contract = Contract.from_context({**CONTEXT, "a": "text"})
    assert has_errors(lint_text(payload, contract, Place()))


@pytest.mark.parametrize(
    "written",
    ["{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}", "{{ " + "1 + " * 20000 + "1 }}", "{{ " + "9" * 20000 + " }}"],
    ids=["brackets", "sums", "digits"],
)
def test_a_tag_made_to_exhaust_the_lint_is_a_finding(written: str) -> None:
    assert {finding.code.id for finding in lint_text(written, CONTRACT, Place())} == {"E-TAG-SYNTAX"}


WHOLE = template()
BYTES = st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 255))


@given(st.lists(BYTES, max_size=4), st.integers(0, len(WHOLE)))
def test_a_file_damaged_anywhere_gets_an_answer(changes: list[tuple[int, int]], length: int) -> None:
    damaged = bytearray(WHOLE)
    for position, value in changes:
        damaged[position] = value
    for data in (bytes(damaged), bytes(damaged[:length])):
        assert all(finding.message for finding in lint_template(data, name="t.docx", contract=CONTRACT))


@pytest.mark.parametrize("name", ["单位.名称", "nonsense", "g.heading"])
def test_a_name_like_none_of_the_data_gets_no_guess(name: str) -> None:
    (fault,) = lint_text(f"{{{{ {name} }}}}", CONTRACT, Place())
    assert fault.code.id == "E-NAME-STRANGE"
    assert "Did you mean" not in str(fault)


def test_a_field_like_none_of_its_group_gets_no_guess() -> None:
    (fault,) = lint_text("{{ unit.名称 }}", CONTRACT, Place())
    assert fault.code.id == "E-FIELD-STRANGE"


@pytest.mark.parametrize("entry", ["g", "duty", "indicator"])
def test_a_loop_without_its_beginning_is_told_once_and_its_variable_not_at_all(entry: str) -> None:
    source = template(text(f"{{{{ {entry}.heading }}}}", f"{{{{ {entry}.letter }}}}", "{%p endfor %}"))
    assert [fault.code.id for fault in lint_template(source, contract=CONTRACT)] == ["E-BLOCK-NOT-BEGUN"]


def test_a_slip_beside_a_loop_without_its_beginning_is_still_told() -> None:
    source = template(text("{{ unti.name }}", "{{ g.heading }}", "{%p endfor %}", "{{ h.heading }}"))
    found = [fault.code.id for fault in lint_template(source, contract=CONTRACT)]
    assert sorted(found) == ["E-BLOCK-NOT-BEGUN", "E-NAME-STRANGE", "E-NAME-UNKNOWN"]


@pytest.mark.parametrize("mark", ["", "p", "tr", "tc"])
def test_the_end_to_write_bears_the_mark_of_its_beginning(mark: str) -> None:
    content = table(("a", "b", "c"), (f"{{%{mark} for d in duties %}}", "", ""), ("x", "{{ d.heading }}", ""))
    (fault,) = [f for f in lint_template(template(content), contract=CONTRACT) if f.code.id == "E-BLOCK-NOT-ENDED"]
    assert f"Write {{%{mark} endfor %}} where it ends." in str(fault)


def test_the_beginning_to_write_bears_the_mark_of_its_end() -> None:
    (fault,) = lint_template(template(text("{%p endif %}")), contract=CONTRACT)
    assert "{%p if … %}" in str(fault)


@pytest.mark.parametrize("sign", ["/", "//", "%"])
def test_a_division_by_0_is_told_before_any_data(sign: str) -> None:
    (fault,) = lint_text(f"{{{{ fee {sign} 0 }}}}", CONTRACT, Place())
    assert fault.code.id == "E-TAG-DIVIDES-BY-0"
