"""PDFs and pictures made to hang or swell whoever opens them: each ends in time and by name, and the next file is read.

Rows 14 to 22 of the table of attacks: without fields of a form, so that pages are looked at.
"""

import io
import struct
import time
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from docgen.batch import Limits
from docgen.returns import ReturnReader
from tests.returns.forms import EXPECTED, XLSX, Sent
from tests.returns.test_formats import MEANT

LIMITS = Limits(cpu=2, wall=2)


def pdf(*objects: bytes, start: bytes = b"") -> bytes:
    """A PDF of these objects, numbered from 1, the first of them its catalogue."""
    data, places = b"%PDF-1.7\n" + start, []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return data + b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF" % (
        size,
        table,
        size,
        len(data),
    )


CATALOGUE, PAGES = b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
FONT = b"/Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>"


def page(content: bytes, *more: bytes, resources: bytes = FONT, box: bytes = b"0 0 595 842") -> bytes:
    """A PDF of one page that draws `content`."""
    head = b"<</Type/Page/Parent 2 0 R/MediaBox[%s]/Resources<<%s>>/Contents 4 0 R>>" % (box, resources)
    return pdf(CATALOGUE, PAGES, head, stream(content), *more)


def stream(content: bytes, entries: bytes = b"") -> bytes:
    packed = zlib.compress(content, 9)
    return b"<</Filter/FlateDecode%s/Length %d>>stream\n%s\nendstream" % (entries, len(packed), packed)


def swelling_page() -> bytes:
    """Row 14: a gigabyte of blanks, packed twice."""
    content = zlib.compress(zlib.compress(bytes(1 << 28), 9), 9)
    body = b"<</Filter[/FlateDecode/FlateDecode]/Length %d>>stream\n%s\nendstream" % (len(content), content)
    return pdf(CATALOGUE, PAGES, b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>", body)


def endless_pages() -> bytes:
    """Row 15: pages that hold themselves."""
    return pdf(CATALOGUE, b"<</Type/Pages/Kids[2 0 R]/Count 1>>")


def countless_pages() -> bytes:
    """Row 15: a hundred million pages said to be there."""
    return pdf(CATALOGUE, b"<</Type/Pages/Kids[3 0 R]/Count 100000000>>", b"<</Type/Page/Parent 2 0 R>>")


def form_in_itself() -> bytes:
    """Row 16: a drawing that draws itself."""
    own = stream(b"/X Do", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 5 0 R>>>>")
    return page(b"/X Do", own, resources=b"/XObject<</X 5 0 R>>")


def drawing_tree() -> bytes:
    """Row 17: a drawing of ten drawings of ten drawings, nine deep."""
    entries = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<<%s/XObject<</X %d 0 R>>>>"
    forms = [stream(b"/X Do " * 10, entries % (FONT, number + 6)) for number in range(9)]
    last = stream(b"BT /F 9 Tf (x) Tj ET", entries % (FONT, 5))
    return page(b"/X Do " * 10, *forms, last, resources=b"/XObject<</X 5 0 R>>")


def nested_arrays() -> bytes:
    """Row 18: brackets two hundred thousand deep."""
    return pdf(CATALOGUE, PAGES, b"<</Type/Page/Parent 2 0 R/MediaBox " + b"[" * 200_000 + b"]" * 200_000 + b">>")


def rectangles() -> bytes:
    """Row 19: three hundred thousand of them on one page."""
    return page(b"".join(b"%d %d 3 3 re S " % (n % 590, n % 830) for n in range(300_000)) + b"BT /F 9 Tf (x) Tj ET")


def crowded_page() -> bytes:
    """Row 20: a hundred thousand letters on one page."""
    return page(b"BT /F 9 Tf 9 800 Td " + b"(letters ) Tj 0 -1 Td " * 12_500 + b"ET")


def vast_page() -> bytes:
    """Row 21: a page of seventy metres, without text, so that it would be looked at as a picture."""
    return page(b"0 0 9 9 re f", box=b"0 0 200000 200000")


def vast_picture() -> bytes:
    """Row 22: fifty thousand points squared, in some kilobytes."""
    head = struct.pack(">IIBBBBB", 50_000, 50_000, 1, 0, 0, 0, 0)
    packed = zlib.compress(bytes(50_000 * 50), 9)

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


def large_picture() -> bytes:
    """Row 22: a hundred and eight million points, honestly saved."""
    made = io.BytesIO()
    Image.new("1", (12_000, 9_000)).save(made, "PNG")
    return made.getvalue()


ATTACKS: tuple[Callable[[], bytes], ...] = (
    *(swelling_page, endless_pages, countless_pages, form_in_itself, drawing_tree, nested_arrays, rectangles),
    *(crowded_page, vast_page, vast_picture, large_picture),
)


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ReturnReader]:
    path = tmp_path_factory.mktemp("first") / "first.xlsx"
    path.write_bytes(Sent(XLSX).filled())
    with ReturnReader(EXPECTED, limits=LIMITS) as reader:
        reader.read(path)  # the process at hand starts once, in its own time
        yield reader


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.__name__)
def test_it_ends_in_time_and_by_name_and_the_next_file_is_read(
    attack: Callable[[], bytes], reader: ReturnReader, tmp_path: Path
) -> None:
    path, honest = tmp_path / "return", tmp_path / "honest.xlsx"
    path.write_bytes(attack())
    honest.write_bytes(Sent(XLSX).filled())
    before = time.monotonic()
    found = reader.read(path)
    assert time.monotonic() - before < LIMITS.wall + 4
    assert (found.records, bool(found.findings)) == ((), True)
    assert {a.path: a.value for record in reader.read(honest).records for a in record.answers} == MEANT


def test_the_small_ones_are_no_forms_and_nothing_worse() -> None:
    with pikepdf.open(io.BytesIO(page(b"BT /F 9 Tf 9 9 Td (Letter) Tj ET"))) as opened:
        assert len(opened.pages) == 1, "the PDFs above are whole but for what is the matter with them"
