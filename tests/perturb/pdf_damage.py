"""What happens to PDF forms on their way: saved again and again, looks that lag behind, flattened, printed."""

import io
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

import pikepdf

from docgen.model import Field, FieldState, FieldType
from tests.pdf.form.eyes import machine_with_chinese_fonts
from tests.perturb.copies import Copy, Damage
from tests.perturb.fills import Entry
from tests.perturb.sent import sent
from tests.perturb.typists import fill_pdf, pdf_fields

_SCALE = 0.97
_FITS = 24
"""Letters that fit on one line of any field."""


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
    """26: fields drawn into the page, as poppler prints them; no field is left.

    Poppler drops what the font of a field has no letters for, so only such is typed as can be drawn.
    """
    fields = {path: one.form.field(path) for path in one.truth}
    typed = {path: _drawable(entry, fields[path], one.language) for path, entry in one.truth.items()}
    data = fill_pdf(sent(one.form.code, one.language, "pdf"), typed, one.form)
    with tempfile.TemporaryDirectory() as folder:
        before, after = Path(folder) / "a.pdf", Path(folder) / "b.pdf"
        before.write_bytes(data)
        command = ["pdftocairo", "-pdf", str(before), str(after)]
        subprocess.run(command, check=True, capture_output=True, timeout=120, env=machine_with_chinese_fonts())
        return one.damaged(after.read_bytes(), typed)


def _drawable(entry: Entry, field: Field | None, language: str) -> Entry:
    """An entry with letters the font of its place has: figures and days in Latin ones, words in one script."""
    assert field is not None
    if entry.ticks is not None or not entry.text:
        return entry
    if field.type is FieldType.TEXT and entry.state is FieldState.READ and not entry.none:
        plain = "Ferry crossing no. 3" if language == "en" else "长江大桥维修"
        kept = entry.text.isascii() and language == "en" and len(entry.text) < _FITS
        return entry if kept else replace(entry, text=plain, value=plain)
    if entry.text.isascii():
        return entry
    if entry.none:
        return replace(entry, text="none") if language == "en" or field.type is not FieldType.TEXT else entry
    return replace(entry, text=str(entry.value) + "%" * field.percent)


def printed(one: Copy) -> Copy:
    """27: printed to PDF at 97 per cent."""
    flat = flattened(one)
    with pikepdf.open(io.BytesIO(flat.data)) as opened:
        _scale(opened)
        made = io.BytesIO()
        opened.save(made)
    return flat.damaged(made.getvalue())


def printed_without_letters(one: Copy) -> Copy:
    """27: the same by a printer that does not say which letters its signs are (no ToUnicode)."""
    flat = printed(one)
    with pikepdf.open(io.BytesIO(flat.data)) as opened:
        for found in opened.objects:
            if isinstance(found, pikepdf.Dictionary) and "/ToUnicode" in found:
                del found["/ToUnicode"]
        made = io.BytesIO()
        opened.save(made)
    return flat.damaged(made.getvalue())


def _scale(opened: pikepdf.Pdf) -> None:
    for page in opened.pages:
        width, height = (float(page.MediaBox[n]) for n in (2, 3))
        left, low = width * (1 - _SCALE) / 2, height * (1 - _SCALE) / 2
        page.contents_add(f"q {_SCALE} 0 0 {_SCALE} {left:.3f} {low:.3f} cm\n".encode(), prepend=True)
        page.contents_add(b"\nQ")


DAMAGES: dict[str, Damage] = {
    "25 saved again": saved_again,
    "25 looks left behind": stale_looks,
    "26 flattened": flattened,
    "27 printed at 97 %": printed,
    "27 printed, no ToUnicode": printed_without_letters,
}
"""Every damage by its number and name."""
