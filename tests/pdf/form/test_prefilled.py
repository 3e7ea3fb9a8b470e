"""Values a form is sent out with: whole in their fields whatever they are, and drawn with letters of our own."""

import io
from datetime import date, datetime, time
from decimal import Decimal

import pikepdf
import pypdf
import pypdfium2 as pdfium
import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.model.blanks import Filled
from docgen.model.campaign import Unit
from docgen.model.forms import Choice, Field, FieldType, FormDefinition, Node, Wording
from docgen.model.returns import AnswerValue
from docgen.pdf.fonts import unshowable
from docgen.pdf.form.write import pdf_form, unprintable
from tests.pdf.form.definitions import asked, blank_of, code_of_page, said

TEXTS = st.text(max_size=40)
CHOICES = (Choice("road", said("road", "道路")), Choice("water", said("water", "水上")))
CHINESE = (Choice("道路"), Choice("水上"), Choice("a.b"))


def filled(*nodes: Node, language: str = "zh", locked: bool = False, **values: AnswerValue) -> bytes:
    definition = FormDefinition("T", "1", said("Test", "测试"), nodes)
    blank = blank_of(definition, language, values={name: Filled(v, locked=locked) for name, v in values.items()})
    return pdf_form(blank, code_of_page=code_of_page(blank))


def values(pdf: bytes) -> dict[str, object]:
    fields = pypdf.PdfReader(io.BytesIO(pdf)).get_fields() or {}
    return {name: field.get("/V") for name, field in fields.items()}


def drawn(pdf: bytes) -> str:
    """The text of the first page with the fields drawn into it, as PDFium reads it."""
    with pdfium.PdfDocument(pdf) as document:
        document.init_forms()
        document[0].flatten()
        return str(document[0].get_textpage().get_text_bounded())


@given(TEXTS, TEXTS)
def test_any_text_is_whole_in_its_field_and_in_the_identity_line(text: str, name: str) -> None:
    pdf = filled(asked("x", FieldType.TEXT, "X", "X"), asked("y", FieldType.TEXT, "Y", "Y"), x=text, y=name)
    with pikepdf.open(io.BytesIO(pdf)) as document:
        tree = document.Root.AcroForm.Fields[1].Kids[0].Kids
        assert [bytes(one.V).decode("utf-16") for one in tree] == [text, name]


@given(TEXTS, TEXTS, TEXTS)
def test_any_wording_makes_a_form_and_is_whole_in_its_tooltip(title: str, label: str, hint: str) -> None:
    field = Field("x", FieldType.TEXT, Wording((("zh", label),)), hint=Wording((("zh", hint),)))
    definition = FormDefinition("T", "1", Wording((("zh", title),)), (field,))
    blank = blank_of(definition, values={})
    with pikepdf.open(io.BytesIO(pdf_form(blank, code_of_page=code_of_page(blank)))) as document:
        told = str(document.Root.AcroForm.Fields[1].Kids[0].Kids[0].TU)
    assert told == "；".join(part for part in (label or "x", hint) if part)


@given(st.text(st.characters(categories=("L", "N", "P", "S"), max_codepoint=0xFFFF), min_size=1, max_size=12))
def test_what_the_bundled_fonts_have_is_drawn(text: str) -> None:
    shown = "".join(char for char in text if not unshowable(char))
    before, after = (
        drawn(filled(asked("x", FieldType.TEXT, "X", "X"))),
        drawn(filled(asked("x", FieldType.TEXT, "X", "X"), x=text)),
    )
    assert set(shown) <= set(after) | set(before)


def test_a_character_without_a_glyph_leaves_the_others_and_is_told() -> None:
    definition = FormDefinition("T", "1", said("Test", "测试"), (asked("x", FieldType.TEXT, "X", "X"),))
    blank = blank_of(definition, values={"x": Filled("王\U000f0000明")})
    assert {"王", "明"} <= set(drawn(pdf_form(blank, code_of_page=code_of_page(blank))))
    (finding,) = unprintable(blank)
    assert (finding.code.id, finding.values["code"], finding.place.unit) == ("W-FONT-GLYPH", "U+F0000", "0101")


@pytest.mark.parametrize(
    ("kind", "value", "held"),
    [
        (FieldType.INTEGER, 0, "0"),
        (FieldType.INTEGER, -12, "-12"),
        (FieldType.DECIMAL, Decimal("1200.50"), "1200.50"),
        (FieldType.DECIMAL, Decimal("1E+3"), "1000"),
        (FieldType.DATE, date(2026, 3, 5), "2026-03-05"),
        (FieldType.TIME, time(9, 5), "09:05"),
        (FieldType.DATETIME, datetime(2026, 3, 5, 9, 30), "2026-03-05 09:30"),
        (FieldType.TEXT, "(=cmd) \\ <w:t> {{ x }} %PDF", "(=cmd) \\ <w:t> {{ x }} %PDF"),
        (FieldType.TEXT, "两行\n文字", "两行\n文字"),
    ],
)
def test_a_value_is_held_as_people_type_it(kind: FieldType, value: AnswerValue, held: str) -> None:
    assert values(filled(asked("x", kind, "X", "X"), x=value))["dg.T.x"] == held


def test_no_value_is_no_value() -> None:
    assert values(filled(asked("x", FieldType.INTEGER, "X", "X"), x=None))["dg.T.x"] is None


@pytest.mark.parametrize(
    ("choices", "value", "state"), [(CHOICES, "water", "/water"), (CHINESE, "水上", "/1"), (CHINESE, "a.b", "/2")]
)
def test_one_choice_is_the_state_of_the_group(choices: tuple[Choice, ...], value: str, state: str) -> None:
    field = Field("x", FieldType.SELECT_ONE, said("X", "X"), choices=choices)
    with pikepdf.open(io.BytesIO(filled(field, x=value))) as document:
        group = document.Root.AcroForm.Fields[1].Kids[0].Kids[0]
        assert state == group.V
        assert [str(kid.AS) for kid in group.Kids].count(state) == 1
        assert {str(kid.AS) for kid in group.Kids} == {state, "/Off"}
        if choices is CHINESE:
            assert str(group.Opt[int(state[1:])]) == value


def test_each_of_several_choices_is_a_box_of_its_own() -> None:
    field = Field("x", FieldType.SELECT_MULTIPLE, said("X", "X"), choices=CHOICES)
    assert values(filled(field, x=("water",))) | {"docgen.T": ""} == {
        "docgen": None,
        "docgen.T": "",
        "dg": None,
        "dg.T": None,
        "dg.T.x": None,
        "dg.T.x.road": "/Off",
        "dg.T.x.water": "/Yes",
    }


def test_a_choice_of_any_name_is_the_last_part_of_its_box() -> None:
    field = Field("x", FieldType.SELECT_MULTIPLE, said("X", "X"), choices=CHINESE)
    found = values(filled(field, x=("水上", "a.b")))
    assert [found[f"dg.T.x.{choice.name}"] for choice in CHINESE] == ["/Off", "/Yes", "/Yes"]


@pytest.mark.parametrize(("value", "state"), [("OK", "/Yes"), (True, "/Yes"), (False, "/Off"), ("", "/Off")])
def test_an_acknowledgement_is_a_box(value: AnswerValue, state: str) -> None:
    assert values(filled(asked("x", FieldType.ACKNOWLEDGE, "X", "X"), x=value))["dg.T.x"] == state


@pytest.mark.parametrize("kind", [FieldType.TEXT, FieldType.SELECT_ONE, FieldType.ACKNOWLEDGE])
@pytest.mark.parametrize("locked", [True, False])
def test_a_locked_value_is_read_only(kind: FieldType, locked: bool) -> None:
    field = Field("x", kind, said("X", "X"), choices=CHOICES if kind is FieldType.SELECT_ONE else ())
    fields = pypdf.PdfReader(io.BytesIO(filled(field, locked=locked, x="road"))).get_fields() or {}
    assert bool(fields["dg.T.x"].get("/Ff", 0) & 1) is locked


@pytest.mark.parametrize(("required", "flag"), [(True, 2), (False, 0)])
def test_a_required_field_says_so(required: bool, flag: int) -> None:
    pdf = filled(asked("x", FieldType.TEXT, "X", "X", required=required))
    fields = pypdf.PdfReader(io.BytesIO(pdf)).get_fields() or {}
    assert fields["dg.T.x"]["/Ff"] & 2 == flag
    assert fields["dg.T.x"]["/TU"] == ("X\u00a0*" if required else "X")


HOSTILE = (
    "<script>app.alert(1)</script>",
    ") Tj ET /JS (app.alert(1)) /S /JavaScript (",
    "<</S/JavaScript/JS(app.alert(1))>>",
    "<</Type/Action/S/Launch/F(cmd.exe)>>",
    '=HYPERLINK("http://x","y")',
    "{{ 7 * 7 }}{% raw %}",
    "endstream endobj %%EOF",
    "</rdf:li></x:xmpmeta>\\",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_no_value_and_no_name_of_a_roster_becomes_anything_but_text(text: str) -> None:
    field = asked("x", FieldType.TEXT, "X", "X")
    definition = FormDefinition("T", "1", said("Test", "测试"), (field,))

    def made(words: str) -> bytes:
        blank = blank_of(
            definition, "en", unit=Unit("0101", words, "agency"), values={"x": Filled(words)}, issuer=words
        )
        return pdf_form(blank, code_of_page=code_of_page(blank))

    assert shape(made(text)) == shape(made("An ordinary name, Ltd."))
    assert values(made(text))["dg.T.x"] == text
    assert text in drawn(made(text))


def shape(pdf: bytes) -> list[tuple[str, ...]]:
    """The keys of every dictionary and stream, in order: what a value must not change."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        kept = [one for one in document.objects if isinstance(one, pikepdf.Dictionary | pikepdf.Stream)]
        assert document.open_metadata()
        return sorted(tuple(sorted(one.keys())) for one in kept if one.get("/Type") != "/XRef")


def test_no_script_runs_in_a_form() -> None:
    with pikepdf.open(io.BytesIO(filled(asked("x", FieldType.TEXT, "X", "X")))) as document:
        keys = {key for one in document.objects if isinstance(one, pikepdf.Dictionary) for key in dict(one)}
    assert keys & {"/JS", "/JavaScript", "/AA", "/OpenAction", "/XFA"} == set()
