"""The visible text of a Word file, which the PDF made from it must show."""

import pytest

from docgen.word.package import TemplateTroubleError
from docgen.word.text import plain_text
from tests.word.building import MC, Draft, p, r, tbl, tc, tr

W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'


def field(instruction: str, result: str) -> str:
    marks = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
    return f"{marks[0]}<w:r><w:instrText>{instruction}</w:instrText></w:r>{marks[1]}{result}{marks[2]}"


def paragraph(*runs: str) -> str:
    return f"<w:p>{''.join(runs)}</w:p>"


@pytest.mark.parametrize(
    ("xml", "seen"),
    [
        (p("one ", "two"), ["one two"]),
        (p("a") + p("") + p("b"), ["a", "b"]),
        (tbl(tr("1", "2"), tr(tc("3", "4"), tc(tbl(tr("5"), columns=1), "6"))), ["1", "2", "3", "4", "5", "6"]),
        (paragraph("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/></w:r>"), ["a\tb\nc-"]),
        (paragraph('<w:pPr><w:tabs><w:tab w:val="left" w:pos="1"/></w:tabs></w:pPr>', r("a")), ["a"]),
        (paragraph(r("a"), "<w:del><w:r><w:delText>gone</w:delText></w:r></w:del>", r("b")), ["ab"]),
        (paragraph(r("a"), f"<w:moveFrom>{r('moved')}</w:moveFrom>", f"<w:ins>{r('b')}</w:ins>"), ["ab"]),
        (paragraph(r("a"), r("hidden", "<w:vanish/>"), r("b", '<w:vanish w:val="0"/>')), ["ab"]),
        (paragraph(field("DATE", r("today"))), ["today"]),
        (paragraph(r("see "), field(" PAGEREF x ", r("12")), r(".")), ["see ."]),
        (paragraph(field("TOC", r("A") + field("PAGEREF a", r("3")))), ["A"]),
        (paragraph(field(f"IF {field('PAGE', r('1'))} = 1", r("first"))), ["first"]),
        (paragraph(r("p. "), f'<w:fldSimple w:instr=" PAGE ">{r("1")}</w:fldSimple>'), ["p. "]),
        (f"<w:sdt><w:sdtContent>{p('in a control')}</w:sdtContent></w:sdt>", ["in a control"]),
        (paragraph(f'<w:hyperlink w:anchor="x">{r("link")}</w:hyperlink>'), ["link"]),
        (p("<&> 𠮷 עב"), ["<&> 𠮷 עב"]),
    ],
)
def test_the_body_reads_as_a_person_reads_it(xml: str, seen: list[str]) -> None:
    assert list(plain_text(Draft(xml).docx()).body) == seen


def test_text_boxes_are_told_apart_and_read_once() -> None:
    box = f"<w:txbxContent>{p('boxed')}</w:txbxContent>"
    both = f'<mc:Choice Requires="wps">{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>'
    text = plain_text(
        Draft(paragraph(r("a"), f"<w:r><mc:AlternateContent {MC}>{both}</mc:AlternateContent></w:r>")).docx()
    )
    assert (text.body, text.boxes) == (("a",), ("boxed",))


def test_headers_footers_and_notes_are_told_apart() -> None:
    note = f'<w:footnote w:id="2">{p("note")}</w:footnote>'
    text = plain_text(Draft(p("body"), header=p("above"), footer=p("below"), footnotes=note).docx())
    assert (text.body, text.headers, text.footers, text.notes) == (("body",), ("above",), ("below",), ("note",))
    assert text.all == ("body", "above", "below", "note")


def test_what_is_no_word_file_is_told_so() -> None:
    with pytest.raises(TemplateTroubleError):
        plain_text(b"no zip")
