"""What a unit writes into comments is no answer, and is shown to the office: with its cell and its words, all of it."""

import io

import openpyxl
import pytest
from lxml import etree
from openpyxl.comments import Comment

from docgen.findings import Finding
from docgen.returns import read_bytes_of
from tests.perturb.copies import written
from tests.perturb.office import SOFFICE, saved_as
from tests.perturb.score import score
from tests.perturb.sent import expected
from tests.perturb.typists import W, parts_of, xml, zipped

FORM = written("QIS", "zh", "xlsx", 3)
R = "http://schemas.openxmlformats.org/package/2006/relationships"
T = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
THREAD = (
    f'<ThreadedComments xmlns="{T}"><threadedComment ref="C9" id="{{1}}" personId="{{A}}"><text>含二季度补报</text>'
    '</threadedComment><threadedComment ref="C9" id="{2}" parentId="{1}" personId="{B}"><text>已与交警核对</text>'
    "</threadedComment></ThreadedComments>"
)


def told(data: bytes, name: str = "a.xlsx") -> list[Finding]:
    found = read_bytes_of(data, name, expected("zh"))
    return [one for one in found.findings if one.code.id.startswith("W-COMMENT")]


def commented(said: dict[str, str], author: str = "科员") -> bytes:
    """The filled form with comments on cells, saved by openpyxl."""
    book = openpyxl.load_workbook(io.BytesIO(FORM.data))
    for cell, text in said.items():
        book.worksheets[0][cell].comment = Comment(text, author)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def with_thread(data: bytes) -> bytes:
    """The same with a thread beside the notes of its first sheet, as Excel of today writes it."""
    parts = parts_of(data)
    name = next(name for name in parts if name.startswith("xl/worksheets/_rels/sheet1"))
    root = etree.fromstring(parts[name])
    kind = "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"
    etree.SubElement(root, f"{{{R}}}Relationship", Id="t1", Type=kind, Target="../threadedComments/t1.xml")
    return zipped(parts | {name: xml(root), "xl/threadedComments/t1.xml": THREAD.encode()})


def test_each_note_on_a_cell_is_told_with_its_cell_and_its_words() -> None:
    said = {"C7": "数据来自安委会\n未含外包单位", "D12": "x" * 1500}
    found = told(commented(said))
    assert {one.place.cell: one.values["text"] for one in found} == said
    assert all(one.place.sheet for one in found)


def test_comments_change_no_answer() -> None:
    found = read_bytes_of(commented({"C7": "12"}), FORM.name, expected("zh"))
    assert score(found, FORM.truth, "").accuracy == 1


def test_a_thread_is_told_with_its_replies_and_not_twice() -> None:
    copy = commented({"C9": "[Threaded comment]\n\nYour version of Excel ..."}, author="tc={1}")
    assert [(one.place.cell, one.values["text"]) for one in told(with_thread(copy))] == [
        ("C9", "含二季度补报"),
        ("C9", "已与交警核对"),
    ]


def test_of_very_many_comments_it_is_told_how_many_more_there_are() -> None:
    found = told(commented({f"Z{row}": f"note {row}" for row in range(1, 211)}))
    assert len(found) == 201
    assert (found[-1].code.id, found[-1].values["count"]) == ("W-COMMENT-MORE", 10)


def test_a_form_nobody_commented_on_says_nothing() -> None:
    assert told(FORM.data) == []


@pytest.mark.libreoffice
@pytest.mark.skipif(not SOFFICE, reason="LibreOffice is not here")
def test_a_note_survives_libreoffice() -> None:
    [saved] = saved_as([FORM.damaged(commented({"C7": "请看附件"}))], "xlsx")
    assert [(one.place.cell, one.values["text"]) for one in told(saved.data)] == [("C7", "请看附件")]


def test_of_many_comments_in_a_word_form_none_is_passed_over_in_silence() -> None:
    parts = parts_of(written("QIS", "zh", "docx", 3).data)
    root = etree.Element(f"{W}comments", nsmap={"w": W[1:-1]})
    for number in range(205):
        comment = etree.SubElement(root, f"{W}comment", {f"{W}id": str(number), f"{W}author": "科员"})
        run = etree.SubElement(etree.SubElement(comment, f"{W}p"), f"{W}r")
        etree.SubElement(run, f"{W}t").text = f"说明{number}"
    found = told(zipped(parts | {"word/comments.xml": xml(root)}), "a.docx")
    assert [one.values["text"] for one in found[:200]] == [f"说明{number}" for number in range(200)]
    assert (found[200].code.id, found[200].values["count"]) == ("W-COMMENT-MORE", 5)
