"""Columns of tables: counted as docxtpl counts them, and only where the data can change their number."""

from io import BytesIO

from docxtpl import DocxTemplate
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from docgen.word.tables import has_unsteady_table, mend_tables
from tests.word.building import SPACES, p, tbl, tc, tr

SPANS = st.lists(st.lists(st.integers(1, 3), max_size=5), max_size=4)
TABLES = st.builds(lambda columns, rows: table(columns, rows), st.integers(1, 6), SPANS)


def table(columns: int, rows: list[list[int]]) -> str:
    """A table whose rows have cells that span so many columns."""
    return tbl(*(tr(*(tc("x", look=f'<w:gridSpan w:val="{span}"/>') for span in row)) for row in rows), columns=columns)


def canonical(xml: bytes) -> bytes:
    return etree.tostring(etree.fromstring(xml), method="c14n")


@given(st.lists(TABLES, min_size=1, max_size=3))
def test_columns_are_counted_as_docxtpl_counts_them(tables: list[str]) -> None:
    document = f"<w:document {SPACES}><w:body>{''.join(tables)}</w:body></w:document>".encode()
    expected = etree.tostring(DocxTemplate(BytesIO()).fix_tables(document))
    assert canonical(mend_tables(document)) == canonical(expected)


@given(TABLES)
def test_a_table_that_is_steady_needs_no_mending(xml: str) -> None:
    document = f"<w:document {SPACES}><w:body>{xml}</w:body></w:document>".encode()
    assert has_unsteady_table(xml) or canonical(mend_tables(document)) == canonical(document)


def test_rows_that_may_be_left_out_make_a_table_unsteady_unless_one_row_stays() -> None:
    loop = (tr("{%tr for r in rows %}"), tr("a", "b"), tr("{%tr endfor %}"))
    prepared = DocxTemplate(BytesIO()).patch_xml
    assert has_unsteady_table(prepared(p("") + tbl(*loop)))
    assert not has_unsteady_table(prepared(p("") + tbl(tr("No.", "What"), *loop)))
    assert has_unsteady_table(prepared(tbl(tr("{%tc for c in row %}", "a", "{%tc endfor %}"))))
