"""Values a form is sent out with: whatever they are, they are text in their place, and nothing else changes."""

import zipfile
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from docgen.model import FieldType, Filled
from docgen.model.blanks import mark, tag
from docgen.model.returns import AnswerValue
from docgen.word.form import placeholder, word_form
from tests.word.form import raw
from tests.word.form.forms import EVERYTHING, QIS, UNIT, asked, blank

ILLEGAL = "".join(map(chr, [*range(9), *range(0x0E, 0x20), 0xFFFE, 0xFFFF]))


@pytest.mark.parametrize(
    ("path", "value", "language", "expected"),
    [
        ("text", "局长", "zh", "局长"),
        ("long", "first\nsecond\r\nthird", "en", "first\nsecond\nthird"),
        ("integer", 1234, "en", "1234"),
        ("integer", 0, "en", "0"),
        ("decimal", Decimal("12.50"), "en", "12.50"),
        ("decimal", Decimal("1E+7"), "en", "10000000"),
        ("share", Decimal(98), "en", "98"),
        ("date", date(2026, 4, 10), "en", "10 April 2026"),
        ("date", date(2026, 4, 10), "zh", "2026年4月10日"),
        ("time", time(9, 5), "en", "09:05"),
        ("moment", datetime(2026, 3, 5, 9, 30), "zh", "2026年3月5日 09:30"),
        ("yes", "yes", "en", "Yes"),
        ("kind", "works", "en", "Works & sites"),
        ("kind", "works", "zh", "工程施工"),
        ("agreed", True, "en", "☒"),
        ("agreed", False, "en", "☐"),
        ("total", 4, "en", "4"),
        ("part/rows[2]/level", "major", "zh", "重大"),
    ],
)
def test_a_value_stands_in_its_control_as_people_write_it(
    path: str, value: AnswerValue, language: str, expected: str
) -> None:
    docx = word_form(blank(EVERYTHING, language, values={path: Filled(value)})).docx
    control = raw.controls(docx)[mark("ALL", path)]
    assert (control.text, control.is_placeholder) == (expected, False)


def test_a_date_is_also_written_for_the_calendar() -> None:
    docx = word_form(blank(EVERYTHING, values={"date": Filled(date(2026, 4, 10))})).docx
    control = raw.controls(docx)["dg.ALL.date"].element.find(f".//{raw.W}date")
    assert control is not None and control.get(f"{raw.W}fullDate") == "2026-04-10T00:00:00Z"


def test_of_several_choices_each_has_a_box_of_its_own() -> None:
    docx = word_form(blank(EVERYTHING, values={"kinds": Filled(("port", "works"))})).docx
    boxes = {of: control.text for of, control in raw.controls(docx).items() if of.startswith("dg.ALL.kinds.")}
    ticked = {"port": "☒", "road": "☐", "works": "☒", "water": "☐", "other": "☐"}
    assert boxes == {f"dg.ALL.kinds.{name}": box for name, box in ticked.items()}


def test_the_state_of_a_box_is_what_its_sign_shows() -> None:
    docx = word_form(blank(EVERYTHING, values={"agreed": Filled(True), "kinds": Filled(("water",))})).docx
    for name, control in raw.controls(docx).items():
        states = [state.get(f"{raw.W14}val") for state in control.element.iter(f"{raw.W14}checked")]
        if control.kind == "checkbox":
            assert states == [{"☒": "1", "☐": "0"}[control.text]], name


@pytest.mark.parametrize(("locked", "lock"), [(True, "sdtContentLocked"), (False, "sdtLocked")])
def test_a_value_that_is_not_the_unit_s_to_change_is_locked(locked: bool, lock: str) -> None:
    docx = word_form(blank(EVERYTHING, values={"text": Filled("x", locked=locked)})).docx
    assert raw.controls(docx)["dg.ALL.text"].lock == lock


def test_where_nothing_is_typed_yet_the_control_says_so_and_shows_what_readers_take_for_a_blank() -> None:
    for language in ("en", "zh"):
        form = blank(EVERYTHING, language)
        controls = raw.controls(word_form(form).docx)
        for of, field in asked(form).items():
            if field.type not in (FieldType.ACKNOWLEDGE, FieldType.SELECT_MULTIPLE):
                control = controls[tag(of)]
                assert (control.is_placeholder, control.text) == (True, placeholder(field, language)), of


@given(st.text(max_size=60))
def test_any_text_is_found_as_it_was(text: str) -> None:
    docx = word_form(blank(EVERYTHING, values={"text": Filled(text), "part/rows[1]/text": Filled(text)})).docx
    controls = raw.controls(docx)
    expected = lines(text)
    for of in ("dg.ALL.text", "dg.ALL.part.rows.1.text"):
        assert controls[of].text == (expected or "\u2002" * 5)


def lines(text: str) -> str:
    """`text` as a form can hold it: every line end alike, a tab a blank, and no letters that XML lacks."""
    for end in ("\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"):
        text = text.replace(end, "\n")
    text = text.replace("\t", " ")
    return "".join(letter for letter in text if letter not in ILLEGAL and not 0xD800 <= ord(letter) <= 0xDFFF)


HOSTILE = (
    "{{ 7 * 7 }}",
    "{% for x in range(9) %}{{ x }}{% endfor %}",
    '{{ field("integer") }}',
    "</w:t></w:r><w:r><w:instrText> DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe </w:instrText></w:r>",
    "<w:sdt><w:sdtPr><w:tag w:val='dg.ALL.integer'/></w:sdtPr></w:sdt>",
    '"/><w:fldSimple w:instr=" INCLUDETEXT /etc/passwd "/>',
    "=cmd|' /C calc'!A0",
    "]]><!-- &amp; &#x41; -->",
    "{_{ x }_}",
    "\u202e\u2066override",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_no_value_and_no_name_of_a_roster_becomes_anything_but_text(text: str) -> None:
    plain = word_form(blank(EVERYTHING)).docx
    unit = type(UNIT)("0101", text, "county_bureau")
    docx = word_form(blank(EVERYTHING, unit=unit, values={"text": Filled(text)})).docx
    assert raw.controls(docx)["dg.ALL.text"].text == text
    assert shape(docx) == shape(plain)
    assert any(text in raw.text_of(part) for part in raw.stories(docx))


def shape(docx: bytes) -> list[str]:
    """The elements of every part, in order: what a value must not change."""
    return [str(element.tag) for part in raw.stories(docx) for element in part.iter() if element.tag not in FLEXIBLE]


FLEXIBLE = {f"{raw.W}showingPlcHdr", f"{raw.W}rStyle", f"{raw.W}rPr"}


def test_the_same_form_gives_the_same_bytes_and_opens_in_another_reader() -> None:
    values = {"text": Filled("局长"), "date": Filled(date(2026, 4, 10))}
    first, second = (word_form(blank(EVERYTHING, "zh", values=values)).docx for _ in range(2))
    assert first == second
    assert "季度" in Document(BytesIO(word_form(blank(QIS, "zh")).docx)).core_properties.title
    with zipfile.ZipFile(BytesIO(first)) as zipped:
        assert {info.date_time for info in zipped.infolist()} == {(2000, 1, 1, 0, 0, 0)}


def test_numbers_of_controls_and_of_bookmarks_are_given_once() -> None:
    body = raw.body(word_form(blank(EVERYTHING)).docx)
    for name in ("sdtPr/{0}id", "bookmarkStart"):
        path = f".//{raw.W}{name.format(raw.W)}"
        numbers = [each.get(f"{raw.W}val") or each.get(f"{raw.W}id") for each in body.iterfind(path)]
        assert len(numbers) == len(set(numbers)) > 20
