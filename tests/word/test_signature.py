"""The signature block is known by the boxes kept free for the seals."""

from docx import Document

from docgen.word.signature import signature_block
from tests.pdf.documents import packed
from tests.press.template import add_named_picture


def test_the_block_is_the_last_outermost_table_with_a_box_for_a_seal() -> None:
    document = Document()
    document.add_table(rows=1, cols=1).cell(0, 0).text = "Deaths: 2"
    table = document.add_table(rows=2, cols=2)
    table.cell(0, 0).text = "Party A"
    table.cell(0, 1).text = "Party B"
    inner = table.cell(1, 0).add_table(rows=1, cols=1).cell(0, 0)
    inner.text = "Signed:"
    add_named_picture(inner.paragraphs[0].add_run(), "docgen:seal:issuer")
    assert signature_block(packed(document)) == ("Party A", "Party B", "Signed:")


def test_a_document_without_boxes_has_no_block() -> None:
    document = Document()
    document.add_table(rows=1, cols=1).cell(0, 0).text = "Party A"
    add_named_picture(document.add_paragraph().add_run(), "docgen:seal:issuer")
    assert signature_block(packed(document)) == ()
