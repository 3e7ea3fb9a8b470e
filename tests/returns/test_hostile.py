"""Files made to hurt or to deceive whoever reads them: each is refused by name, or read rightly, in time.

The rows are those of the attacks an office is known to be sent; every one is a file made here.
"""

import io
import struct
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pikepdf
import pytest

from docgen.batch import Limits
from docgen.model import Return
from docgen.returns import ReturnReader
from tests.returns.forms import DOCX, EXPECTED, PDF, XLSX, Format, Sent, cells_of, fill_xlsx, ids, parts_of, zipped
from tests.returns.test_formats import MEANT

SHEET, DOCUMENT = "xl/worksheets/sheet1.xml", "word/document.xml"
LAUGHS = b'<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


def changed(form: Format, part: str, change: Callable[[bytes], bytes]) -> bytes:
    parts = parts_of(Sent(form).filled())
    parts[part] = change(parts[part])
    return zipped(parts)


def after_head(inserted: bytes) -> Callable[[bytes], bytes]:
    return lambda data: data.replace(b"?>", b"?>" + inserted, 1)


def bomb(form: Format, part: str) -> bytes:
    return changed(form, part, lambda data: data + b" " * (101 << 20))


def stray_cell(data: bytes) -> bytes:
    row = b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
    return data.replace(b"</sheetData>", row)


def huge_merge(data: bytes) -> bytes:
    return data.replace(b"<mergeCells", b'<mergeCells><mergeCell ref="AA1:XFD1048576"/></mergeCells><x', 1)


def deep(data: bytes) -> bytes:
    return data.replace(b"<w:body>", b"<w:body>" + b"<w:x>" * 5_000 + b"</w:x>" * 5_000)


def wide_span(data: bytes) -> bytes:
    return data.replace(b"<w:tcPr>", b'<w:tcPr><w:gridSpan w:val="100000000"/>', 1)


def nested(data: bytes) -> bytes:
    inner = b"<w:tbl><w:tr><w:tc>" * 60 + b"<w:p/>" + b"</w:tc></w:tr></w:tbl>" * 60
    return data.replace(b"<w:body>", b"<w:body>" + inner, 1)


def twice(form: Format, part: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as writer:
        for name, data in parts_of(Sent(form).filled()).items():
            writer.writestr(name, data)
        with pytest.warns(UserWarning, match="Duplicate"):
            writer.writestr(part, b"<other/>")
    return made.getvalue()


def lying_header(data: bytes) -> bytes:
    """The first member's own header names another size than the directory does."""
    size = struct.unpack_from("<I", data, 22)[0]
    return data[:22] + struct.pack("<I", size + 1) + data[26:]


def many_members() -> bytes:
    return zipped(parts_of(Sent(XLSX).filled()) | {f"xl/media/{n}.png": b"x" for n in range(2_100)})


def far_cells(data: bytes) -> bytes:
    """Three thousand rows, each with a cell in the last column."""
    rows = b"".join(b'<row r="%d"><c r="XFD%d"><v>1</v></c></row>' % (n, n) for n in range(5_000, 8_000))
    return data.replace(b"</sheetData>", rows + b"</sheetData>")


def locked_member() -> bytes:
    """A container whose first part is enciphered, as its directory and its own header say."""
    data = bytearray(Sent(XLSX).filled())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + at] |= 1
    return bytes(data)


def parts_over_one_another() -> bytes:
    """Two entries of the directory that lead to the same bytes."""
    data = bytearray(Sent(XLSX).filled())
    first = data.index(b"PK\x01\x02")
    second = data.index(b"PK\x01\x02", first + 4)
    data[second + 42 : second + 46] = data[first + 42 : first + 46]
    return bytes(data)


def flate_bomb() -> bytes:
    once = zlib.compress(bytes(200 << 20), 9)
    with pikepdf.open(io.BytesIO(Sent(PDF).filled())) as document:
        page = document.pages[0]
        page.obj.Contents = pikepdf.Stream(document, zlib.compress(once, 9))
        page.obj.Contents.Filter = pikepdf.Array([pikepdf.Name.FlateDecode, pikepdf.Name.FlateDecode])
        made = io.BytesIO()
        document.save(made, compress_streams=False)
    return made.getvalue()


def endless_kids() -> bytes:
    """A field that is its own kid."""
    with pikepdf.open(io.BytesIO(Sent(PDF).filled())) as document:
        top = document.Root.AcroForm.Fields[0]
        top.Kids.append(top)
        made = io.BytesIO()
        document.save(made)
    return made.getvalue()


REFUSED = {
    "entities that swell, in Word": (changed(DOCX, DOCUMENT, after_head(LAUGHS)), "E-UNSAFE"),
    "entities that swell, in Excel": (changed(XLSX, SHEET, after_head(LAUGHS)), "E-UNSAFE"),
    "an entity from outside, in Word": (changed(DOCX, DOCUMENT, after_head(OUTSIDE)), "E-UNSAFE"),
    "an entity from outside, in Excel": (changed(XLSX, SHEET, after_head(OUTSIDE)), "E-UNSAFE"),
    "a zip bomb, in Word": (bomb(DOCX, DOCUMENT), "E-RETURN-LIMITS"),
    "a zip bomb, in Excel": (bomb(XLSX, SHEET), "E-RETURN-LIMITS"),
    "XML nested very deeply": (changed(DOCX, DOCUMENT, deep), "E-CORRUPT"),
    "two parts of one name, in Excel": (twice(XLSX, SHEET), "E-UNSAFE"),
    "two parts of one name, in Word": (twice(DOCX, DOCUMENT), "E-UNSAFE"),
    "a header that lies": (lying_header(Sent(XLSX).filled()), "E-UNSAFE"),
    "thousands of parts": (many_members(), "E-RETURN-LIMITS"),
    "a part that is enciphered": (locked_member(), "E-ENCRYPTED"),
    "parts that lie over one another": (parts_over_one_another(), "E-UNSAFE"),
}
READ = {
    "a cell in the last corner of a sheet": changed(XLSX, SHEET, stray_cell),
    "thousands of cells in the last column": changed(XLSX, SHEET, far_cells),
    "a size that is not the sheet's": changed(
        XLSX, SHEET, lambda data: data.replace(b"<sheetViews", b'<dimension ref="A1:XFD1048576"/><sheetViews', 1)
    ),
    "a cell that spans a hundred million columns": changed(DOCX, DOCUMENT, wide_span),
    "tables sixty deep": changed(DOCX, DOCUMENT, nested),
    "a name of a part that leads outside": zipped(parts_of(Sent(XLSX).filled()) | {"../../etc/passwd": b"x"}),
    "a page that swells": flate_bomb(),
    "a field that is its own kid": endless_kids(),
}


@pytest.fixture(scope="module")
def reader() -> Iterator[ReturnReader]:
    with ReturnReader(EXPECTED, limits=Limits(cpu=10, wall=15)) as reader:
        yield reader


def timed(reader: ReturnReader, data: bytes, tmp_path: Path) -> tuple[Return, float]:
    path = tmp_path / "return"
    path.write_bytes(data)
    before = time.monotonic()
    return reader.read(path), time.monotonic() - before


@pytest.mark.parametrize("attack", REFUSED)
def test_it_is_refused_by_name(attack: str, reader: ReturnReader, tmp_path: Path) -> None:
    data, code = REFUSED[attack]
    found, took = timed(reader, data, tmp_path)
    assert (found.records, ids(found), found.end) == ((), [code], "refused")
    assert took < 15


@pytest.mark.parametrize("attack", READ)
def test_it_is_read_all_the_same(attack: str, reader: ReturnReader, tmp_path: Path) -> None:
    found, took = timed(reader, READ[attack], tmp_path)
    assert {a.path: a.value for record in found.records for a in record.answers} == MEANT
    assert took < 15


def test_a_merge_over_the_whole_sheet_does_not_hang(reader: ReturnReader, tmp_path: Path) -> None:
    found, took = timed(reader, changed(XLSX, SHEET, huge_merge), tmp_path)
    assert found.end in ("parsed", "refused")
    assert took < 15


def test_a_link_to_a_template_elsewhere_is_told_and_not_followed(reader: ReturnReader, tmp_path: Path) -> None:
    link = (
        b'<Relationship Id="rIdOut" TargetMode="External" Target="http://203.0.113.1/x.dotm" '
        b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"/></Relationships>'
    )
    rels = "word/_rels/document.xml.rels"
    found, _ = timed(reader, changed(DOCX, rels, lambda data: data.replace(b"</Relationships>", link)), tmp_path)
    assert ids(found) == ["W-EXTERNAL"]
    assert {a.path: a.value for a in found.records[0].answers} == MEANT


def test_a_formula_whose_result_was_not_saved_is_never_blank(reader: ReturnReader, tmp_path: Path) -> None:
    sheet, cell = cells_of(Sent(XLSX).filled())["dg.try.work.inspections"]
    assert sheet

    def uncalculated(data: bytes) -> bytes:
        start = data.index(f'r="{cell}"'.encode())
        end = data.index(b"</c>", start)
        opened = data.index(b">", start) + 1
        return data[:opened] + b"<f>1+1</f>" + data[end:]

    found, _ = timed(reader, changed(XLSX, SHEET, uncalculated), tmp_path)
    assert "E-FORMULA-NOCACHE" in ids(found)
    answer = found.records[0].answer("work/inspections")
    assert answer is not None
    assert (answer.state.value, answer.value) == ("unreadable", None)


@pytest.mark.parametrize(("written", "meant"), [("a_xD800_b", "a\ufffdb"), ("_xD83D__xDE00_", "😀"), ("_x4E2D_", "中")])
def test_half_a_letter_never_gets_out_of_a_cell(written: str, meant: str, reader: ReturnReader, tmp_path: Path) -> None:
    data = fill_xlsx(Sent(XLSX).filled(), {"work/remark": written})
    found, _ = timed(reader, data, tmp_path)
    assert found.records[0].value("work/remark") == meant
