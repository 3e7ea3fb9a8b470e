"""What happens to PDF forms on their way: saved again and again, looks that lag behind, flattened, printed."""

import io
import subprocess
import tempfile
from pathlib import Path

import pikepdf

from tests.perturb.copies import Copy, Damage
from tests.perturb.typists import fill_pdf, pdf_fields

_SCALE = 0.97


def saved_again(one: Copy) -> Copy:
    """25: every value written into an increment behind the file, as viewers save."""
    with pikepdf.open(io.BytesIO(one.data)) as opened:
        made = io.BytesIO()
        opened.save(made, object_stream_mode=pikepdf.ObjectStreamMode.disable, compress_streams=False)
    data = made.getvalue()
    return one.damaged(data + _increment(data))


def _increment(data: bytes) -> bytes:
    """The catalogue once more, unchanged, with a table and trailer of its own."""
    with pikepdf.open(io.BytesIO(data)) as opened:
        number, root = opened.Root.objgen[0], opened.Root.unparse(resolved=True)
        size = int(opened.trailer.Size)
    start = len(data)
    body = b"%d 0 obj\n%s\nendobj\n" % (number, root)
    previous = data.rindex(b"startxref")
    before = int(data[previous:].split()[1])
    table = b"xref\n0 1\n0000000000 65535 f \n%d 1\n%010d 00000 n \n" % (number, start)
    trailer = b"trailer\n<</Size %d/Root %d 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n"
    return body + table + trailer % (size, number, before, start + len(body))


def stale_looks(one: Copy) -> Copy:
    """25: what the fields show is what stood there before; what they hold is the answer."""
    with pikepdf.open(io.BytesIO(one.data)) as opened:
        opened.Root.AcroForm.NeedAppearances = False
        for _, field in pdf_fields(opened):
            if field.FT == "/Tx" and "/V" in field:
                stream = opened.make_stream(b"/Tx BMC BT /Helv 9 Tf 2 3 Td (99) Tj ET EMC")
                stream.Type, stream.Subtype, stream.BBox = pikepdf.Name.XObject, pikepdf.Name.Form, [0, 0, 100, 20]
                field.AP = pikepdf.Dictionary(N=stream)
        made = io.BytesIO()
        opened.save(made)
    return one.damaged(made.getvalue())


def flattened(one: Copy) -> Copy:
    """26: fields drawn into the page, as poppler prints them; no field is left."""
    with tempfile.TemporaryDirectory() as folder:
        before, after = Path(folder) / "a.pdf", Path(folder) / "b.pdf"
        before.write_bytes(one.data)
        subprocess.run(["pdftocairo", "-pdf", before, after], check=True, capture_output=True, timeout=120)
        return one.damaged(after.read_bytes())


def printed(one: Copy) -> Copy:
    """27: printed to PDF at 97 per cent, by a printer that leaves out what its letters mean in every second font."""
    with pikepdf.open(io.BytesIO(flattened(one).data)) as opened:
        fonts = 0
        for page in opened.pages:
            width, height = (float(page.MediaBox[n]) for n in (2, 3))
            left, low = width * (1 - _SCALE) / 2, height * (1 - _SCALE) / 2
            page.contents_add(f"q {_SCALE} 0 0 {_SCALE} {left:.3f} {low:.3f} cm\n".encode(), prepend=True)
            page.contents_add(b"\nQ")
        made = io.BytesIO()
        opened.save(made)
        assert fonts == 0
    return one.damaged(made.getvalue())


DAMAGES: dict[str, Damage] = {
    "25 saved again": saved_again,
    "25 looks left behind": stale_looks,
    "26 flattened": flattened,
    "27 printed at 97 %": printed,
}
"""Every damage by its number and name."""

__all__ = ["DAMAGES", "fill_pdf"]
