"""What a Word template does with data, pictures and properties, and what it tells when something is missing."""

import pickle
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.findings import Finding, has_errors
from docgen.model import Facts, MissingPolicy
from docgen.word.missing import MissingRules
from docgen.word.package import TemplateTroubleError
from docgen.word.properties import DocumentProperties
from docgen.word.template import WordTemplate
from docgen.word.text import plain_text
from tests.proof import size
from tests.word.building import Draft, body_text, members, p, png, tbl, tc, tr


def codes(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.code.id for finding in findings]


def text_of(draft: Draft, data: Mapping[str, object]) -> str:
    return body_text(WordTemplate(draft.docx()).render(data).docx)[0]


@dataclass(frozen=True)
class Person:
    name: str

    @property
    def initial(self) -> str:
        return self.name[:1]


@pytest.mark.parametrize(
    "unit", [{"name": "Li"}, Facts({"name": "Li"}), Person("Li")], ids=["dict", "Facts", "dataclass"]
)
def test_data_may_be_mappings_facts_or_dataclasses(unit: object) -> None:
    assert text_of(Draft(p("{{ unit.name }} {{ unit['name'] }}")), {"unit": unit}) == "Li Li"


def test_a_column_may_bear_the_name_of_a_method_of_rows() -> None:
    assert (
        text_of(Draft(p("{{ unit['items'] }} {{ unit.title }}")), {"unit": Facts({"items": 3, "title": "t"})}) == "3 t"
    )


def test_properties_of_a_dataclass_are_read() -> None:
    assert text_of(Draft(p("{{ p.initial }}")), {"p": Person("Wang")}) == "W"


def test_the_digest_is_that_of_the_file() -> None:
    template = Draft(p("a")).docx()
    assert WordTemplate(template).digest == sha256(template).hexdigest()


def test_a_template_goes_to_a_worker_and_renders_the_same_bytes_there() -> None:
    template = WordTemplate(Draft(p("{{ a }}"), header=p("{{ a }}")).docx(), name="book.docx")
    copy = pickle.loads(pickle.dumps(template))
    assert copy.name == "book.docx"
    assert copy.render({"a": 1}).docx == template.render({"a": 1}).docx


def test_no_render_leaves_anything_for_the_next() -> None:
    template = WordTemplate(Draft(p("{{ a }}") + p("{% set a = a ~ 'x' %}{{ a }}")).docx())
    first = template.render({"a": "1\n2"})
    template.render({"a": "other"})
    template.render({})
    assert template.render({"a": "1\n2"}) == first


def test_every_entry_of_the_file_bears_the_same_date() -> None:
    rendered = WordTemplate(Draft(p("{{ a }}")).docx()).render({"a": 1})
    with ZipFile(BytesIO(rendered.docx)) as zipped:
        assert zipped.testzip() is None
        assert {info.date_time for info in zipped.infolist()} == {(2000, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("source", [b"", b"no zip", Draft(p("a")).docx()[:-200]], ids=["empty", "text", "cut off"])
def test_what_is_no_word_file_is_told_so(source: bytes) -> None:
    with pytest.raises(TemplateTroubleError):
        WordTemplate(source)


def test_a_zip_bomb_is_not_unpacked() -> None:
    bomb = BytesIO()
    with ZipFile(bomb, "w", 8) as zipped:
        for number in range(3):
            zipped.writestr(f"word/{number}.xml", bytes(100 * 2**20))
    with pytest.raises(TemplateTroubleError, match="far more"):
        WordTemplate(bomb.getvalue())


# Missing fields


def test_all_missing_fields_of_a_document_are_told_at_once_with_their_places() -> None:
    draft = Draft(
        p("fine")
        + p("{{ unit.nmae }}")
        + tbl(tr("{%tr for h in unit.hazards %}"), tr("{{ h.until }}", "x"), tr("{%tr endfor %}")),
        header=p("{{ bok.number }}"),
    )
    rendered = WordTemplate(draft.docx()).render({"unit": {"name": "x", "hazards": [{}, {}]}})
    assert rendered.docx == b""
    assert codes(rendered.findings) == ["E-FIELD-MISSING"] * 3
    assert [f.place.field for f in rendered.findings] == ["unit.nmae", "unit.hazards.until", "bok.number"]
    assert [f.values["tag"] for f in rendered.findings] == ["unit.nmae", "h.until", "bok.number"]
    assert rendered.findings[0].place.paragraph == 2


def test_what_a_property_lacks_is_told_as_such() -> None:
    template = WordTemplate(Draft(p("a"), properties=(("title", "{{ x }}"),)).docx(), name="book.docx")
    (finding,) = template.render({}).findings
    assert str(finding.place) == "book.docx, document properties, field x"


@pytest.mark.parametrize(
    ("use", "text"),
    [
        ("{% if unit.x %}yes{% endif %}.", "."),
        ("{% for a in unit.x %}{{ a }}{% endfor %}.", "."),
        ("{{ unit.x + 1 }}.", "."),
        ("{{ unit.x.y.z }}.", "."),
        ("{{ unit.x|upper }}.", "."),
        ("{{ unit.x ~ 'a' }}.", "a."),
        ("{{ unit.x == 1 }}.", "False."),
        ("{{ unit.x() }}.", "."),
    ],
)
def test_any_use_of_a_missing_field_counts(use: str, text: str) -> None:
    template = Draft(p(use)).docx()
    assert codes(WordTemplate(template).render({"unit": {}}).findings) == ["E-FIELD-MISSING"]
    lenient = WordTemplate(template, missing=MissingRules(MissingPolicy.BLANK)).render({"unit": {}})
    assert (body_text(lenient.docx)[0], lenient.findings) == (text, ())


@pytest.mark.parametrize(
    "use",
    [
        "{{ unit.x|default('-') }}",
        "{{ unit.x|d('-') }}",
        "{{ unit.x if unit.x is defined else '-' }}",
    ],
)
def test_a_template_may_provide_for_a_missing_field(use: str) -> None:
    rendered = WordTemplate(Draft(p(use)).docx()).render({"unit": {}})
    assert rendered.findings == ()
    assert body_text(rendered.docx)[0] == "-"


def test_a_filter_may_print_a_blank_but_not_hide_a_wrong_name() -> None:
    template = WordTemplate(Draft(p("{{ unit.x|dash }}{{ unit.x|or_blank }}")).docx())
    assert body_text(template.render({"unit": {"x": None}}).docx)[0] == "—"
    assert codes(template.render({"unit": {}}).findings) == ["E-FIELD-MISSING"]


def test_rules_choose_by_field_what_becomes_of_it() -> None:
    rules = MissingRules(
        fields=(
            ("*", MissingPolicy.ERROR),
            ("unit.contact.*", MissingPolicy.BLANK),
            ("unit.*.until", MissingPolicy.MARK),
        )
    )
    draft = Draft(p("[{{ unit.contact.fax }}]") + p("{% for h in unit.hazards %}{{ h.until }}{% endfor %}"))
    data = {"unit": {"contact": {}, "hazards": [{"until": None}]}}
    rendered = WordTemplate(draft.docx(), missing=rules).render(data)
    assert body_text(rendered.docx)[:2] == ["[]", "[h.until: to be filled in]"]
    assert codes(rendered.findings) == ["W-FIELD-MARKED"]


# Values


@settings(max_examples=size(300, 10_000))
@given(st.text(st.characters(codec=None, exclude_characters="\a\f")))
def test_any_text_comes_out_as_it_went_in_or_a_finding_says_what_was_done(text: str) -> None:
    template = WordTemplate(ANY_TEXT)
    rendered = template.render({"a": text})
    assert not has_errors(rendered.findings)
    found = plain_text(rendered.docx)
    expected = (f"[{kept(text, codes(rendered.findings))}]",)
    assert (found.body, found.headers, found.notes) == (expected, expected, expected)


def kept(text: str, found: list[str]) -> str:
    """`text` as the findings say it was changed."""
    changed = text
    if "I-LINE-ENDS-MENDED" in found:
        changed = changed.replace("\r\n", "\n").replace("\r", "\n")
    if "W-CHARACTERS-REPLACED" in found:
        changed = "".join("�" if "\ud800" <= c <= "\udfff" else c for c in changed)
    if "W-CHARACTERS-REMOVED" in found:
        changed = "".join(c for c in changed if c in "\t\n\r" or (c >= " " and c not in "\ufffe\uffff"))
    return changed


ANY_TEXT = Draft(
    p("[{{ a }}]"), header=p("[{{ a }}]"), footnotes=f'<w:footnote w:id="2">{p("[{{ a }}]")}</w:footnote>'
).docx()


@pytest.mark.parametrize(
    "text",
    [
        "{{ x }}",
        "{% if %}",
        "{# a #}",
        "{{",
        "%}",
        "{_{",
        "{%p for",
        "<w:p>",
        "&amp;",
        "]]>",
        "a\u202eb",
        "😀\u200d👩",
        "𠮷䶮",
        "\x7f\x85\u2028",
    ],
)
def test_text_that_looks_like_something_else_comes_out_as_typed(text: str) -> None:
    rendered = WordTemplate(ANY_TEXT).render({"a": text})
    assert rendered.findings == ()
    assert plain_text(rendered.docx).body == (f"[{text}]",)


@pytest.mark.parametrize(
    ("text", "code", "named"),
    [("a\x00b\x1f", "W-CHARACTERS-REMOVED", "U+0000, U+001F"), ("a\ud800", "W-CHARACTERS-REPLACED", "U+D800")],
)
def test_a_character_word_cannot_hold_is_named(text: str, code: str, named: str) -> None:
    (finding, *others) = WordTemplate(ANY_TEXT).render({"a": text}).findings
    assert (finding.code.id, finding.values["characters"], finding.values["tag"]) == (code, named, "a")
    assert len(others) == 2  # header and footnote have it too


def test_a_filter_that_cannot_print_a_value_says_so() -> None:
    rendered = WordTemplate(Draft(p("{{ a|rmb }}")).docx()).render({"a": "many"})
    assert codes(rendered.findings) == ["E-FILTER-NUMBER"]


# Pictures


def shown(docx: bytes, part: str) -> dict[str, bytes]:
    """The image each placeholder of a part shows, by its alternative text."""
    document = Document(BytesIO(docx))
    owner = document.part if part == "body" else getattr(document.sections[0], part).part
    inlines = owner.element.iter("{*}inline")
    pairs = ((next(i.iter("{*}docPr")), next(i.iter("{*}blip"))) for i in inlines)
    embed = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"
    return {name.get("descr"): owner.related_parts[blip.get(embed)].blob for name, blip in pairs}


PICTURED = Draft(
    p("{{ a }}"),
    pictures=(
        ("body", "docgen:qr", 9),
        ("header", "docgen:qr", 9),
        ("footer", "docgen:qr", 5),
        ("body", "docgen:seal", 9),
        ("body", "", 9),
    ),
)


def test_a_picture_replaces_its_placeholder_in_every_part_and_no_other() -> None:
    template = WordTemplate(PICTURED.docx())
    assert template.picture_names == ("docgen:qr", "docgen:seal")
    docx = template.render({"a": 1}, pictures={"docgen:qr": png(77)}).docx
    assert shown(docx, "body") == {"docgen:qr": png(77), "docgen:seal": png(9), "": png(9)}
    assert shown(docx, "header") == shown(docx, "footer") == {"docgen:qr": png(77)}


def test_a_picture_shown_in_several_parts_is_one_file() -> None:
    docx = WordTemplate(PICTURED.docx()).render({"a": 1}, pictures={"docgen:qr": png(77)}).docx
    assert list(members(docx).values()).count(png(77)) == 1


def test_pictures_of_one_document_are_not_those_of_the_next() -> None:
    template = WordTemplate(PICTURED.docx())
    template.render({"a": 1}, pictures={"docgen:qr": png(1)})
    assert shown(template.render({"a": 1}).docx, "header") == {"docgen:qr": png(9)}


def test_a_picture_without_a_place_and_one_of_another_kind_are_told() -> None:
    rendered = WordTemplate(PICTURED.docx()).render(
        {"a": 1}, pictures={"docgen:sael": png(1), "docgen:seal": b"GIF89a"}
    )
    assert rendered.docx == b""
    assert codes(rendered.findings) == ["E-PICTURE-NOT-IN-TEMPLATE", "E-PICTURE-OF-OTHER-KIND"]


# Properties


def test_properties_are_set_for_each_document_and_name_no_user() -> None:
    properties = DocumentProperties(
        title="Book & seal",
        author="The office",
        created=datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC),
        modified=datetime(2026, 1, 2, 12, tzinfo=timezone(timedelta(hours=8))),
    )
    draft = Draft(
        p("{{ a }}"), properties=(("author", "Typist"), ("last_modified_by", "typist-pc"), ("subject", "{{ a }}"))
    )
    docx = WordTemplate(draft.docx()).render({"a": 1}, properties=properties).docx
    core = members(docx)["docProps/core.xml"]
    assert b"Typist" not in core
    assert b"typist" not in core
    assert core.count(b">The office</cp:lastModifiedBy>") == 1
    found = Document(BytesIO(docx)).core_properties
    assert (found.title, found.author, found.subject) == ("Book & seal", "The office", "1")
    assert (found.created, found.modified) == (
        datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC),
        datetime(2026, 1, 2, 4, tzinfo=UTC),
    )


def test_a_template_without_properties_gets_none_from_the_clock_or_the_library() -> None:
    document = Document(BytesIO(Draft(p("{{ a }}")).docx()))
    rels = document.part.package.rels
    del rels[next(key for key, rel in rels.items() if rel.reltype.endswith("core-properties"))]
    bare = BytesIO()
    document.save(bare)
    found = members(WordTemplate(bare.getvalue()).render({"a": 1}).docx)["docProps/core.xml"]
    assert b"modified" not in found
    assert b"python-docx" not in found


def test_docxtpls_own_way_gives_the_same_bytes_each_time() -> None:
    template = WordTemplate(Draft(p("{{p sub }}")).docx())
    make = lambda t: {"sub": t.new_subdoc()}  # noqa: E731
    assert template.render_with_docxtpl(make).docx == template.render_with_docxtpl(make).docx


def test_cells_keep_their_text_when_the_table_is_mended() -> None:
    draft = Draft(tbl(tr("{%tc for t in l %}", tc("{{ t }}"), "{%tc endfor %}"), columns=1))
    assert body_text(WordTemplate(draft.docx()).render({"l": ["a&b", "c"]}).docx)[:2] == ["a&b", "c"]


def test_a_template_is_taken_by_its_path_as_a_text_or_a_path_or_by_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "letter.docx"
    path.write_bytes(Draft(p("{{ a }}")).docx())
    for source in (str(path), path, path.read_bytes()):
        assert body_text(WordTemplate(source).render({"a": "x"}).docx)[0] == "x"


def test_a_field_without_a_value_may_be_let_stay_blank_as_the_remedy_says() -> None:
    (finding,) = WordTemplate(Draft(p("{{ due }}")).docx()).render({"due": None}).findings
    for tag in ("{{ due|dash }}", "{{ due|or_blank }}"):
        assert tag in finding.remedy
        assert WordTemplate(Draft(p(tag)).docx()).render({"due": None}).findings == ()


@pytest.mark.parametrize("division", ["1 / n", "1 // n", "1 % n", "1.5 / n", "1.5 // n", "1.5 % n", "n ** -1"])
def test_a_division_by_0_is_told_plainly_at_its_paragraph(division: str) -> None:
    template = WordTemplate(Draft(p("x") + p(f"{{{{ {division} }}}}")).docx(), name="book.docx")
    (finding,) = template.render({"n": 0}).findings
    assert "something is divided by 0" in finding.message
    assert str(finding.place) == "book.docx, body, paragraph 2"
