"""The returned files of `samples/returns`: by what means each was made, and what must be read from it."""

import io
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from email.message import EmailMessage
from pathlib import Path

import pikepdf
from PIL import Image, ImageDraw

from docgen.excel.form import form_workbook
from docgen.model import FieldState, FieldType
from docgen.model.blanks import bookmark, mark
from docgen.pdf.qr import qr_png
from tests.perturb import excel_damage, pdf_damage, word_damage
from tests.perturb.copies import Copy, written
from tests.perturb.fills import Entry, random_fill
from tests.perturb.office import saved_as
from tests.perturb.sent import blank, definition, definitions, sent
from tests.perturb.typists import fill_docx, fill_xlsx
from tests.word.form.office import Job, typed_and_saved

Truth = Mapping[str, Mapping[str, Entry]]


@dataclass(frozen=True)
class Sample:
    """A file and what is known of it without reading it.

    `truth` are the entries of each form in it, by its code. `says` are the findings it must bring, errors all of them
    but those of the codes that begin with W. With `exact`, every value is read as written; else what is not is shown.
    """

    name: str
    language: str
    data: bytes
    made: str
    covers: tuple[str, ...] = ()
    truth: Truth = field(default_factory=dict)
    says: tuple[str, ...] = ()
    exact: bool = True


def samples() -> Iterator[Sample]:
    """Every file, in the order of its table."""
    yield from _plain()
    yield from _typed_in_office()
    yield from _damaged()
    yield from _converted()
    yield from _wrapped()
    yield from _spoilt()
    yield from _mistaken()


def _of(one: Copy, name: str, made: str, *covers: str, says: tuple[str, ...] = (), exact: bool = True) -> Sample:
    return Sample(name, one.language, one.data, made, covers, {one.form.code: one.truth}, says, exact)


_TYPIST = {"xlsx": "raw XML", "docx": "raw XML", "pdf": "pikepdf"}


def _plain() -> Iterator[Sample]:
    for number, form in enumerate(definitions()):
        language = ("en", "zh")[number % 2]
        for kind in ("xlsx", "docx", "pdf"):
            one = written(form.code, language, kind, 7)
            yield _of(one, f"{form.code} {language}.{kind}", f"filled by {_TYPIST[kind]}", kind, "f5")


def _typed_in_office() -> Iterator[Sample]:
    """Word forms into which LibreOffice typed, through UNO, at the bookmarks."""
    with tempfile.TemporaryDirectory() as folder:
        jobs, copies = [], []
        for code, language in (("MTG", "zh"), ("OBJ", "en"), ("QIS", "zh")):
            form = definition(code)
            entries = {p: _simple(e) for p, e in random_fill(form, 3, language).items() if _is_typed(form.field(p))}
            place = Path(folder) / code
            place.mkdir()
            (place / "form.docx").write_bytes(sent(code, language, "docx"))
            typed = {bookmark(mark(code, p)): e.text for p, e in entries.items() if e.text}
            jobs.append(Job(place / "form.docx", place, typed))
            copies.append((code, language, entries))
        for saved, (code, language, entries) in zip(typed_and_saved(jobs, Path(folder)), copies, strict=True):
            made = "typed into and saved by LibreOffice through UNO"
            yield Sample(f"{code} typed.docx", language, saved.file("docx"), made, ("uno",), {code: entries})


def _is_typed(asked: object) -> bool:
    kind = getattr(asked, "type", None)
    return kind in (FieldType.TEXT, FieldType.INTEGER)


def _simple(entry: Entry) -> Entry:
    text = entry.text.split("\n")[0]
    return replace(entry, text=text, value=text) if entry.state is FieldState.READ and "\n" in entry.text else entry


_FOR_DAMAGE = {"xlsx": ("HRL", "zh"), "docx": ("QIS", "en"), "pdf": ("MTG", "zh")}
_SAYS = {
    "22 formula without result": ("E-FORMULA-NOCACHE", "E-CELL-ERROR"),
    "21 percent as fraction": ("E-PCT-AMBIGUOUS",),
    "15 changes tracked": ("W-TRACKED",),
}
_NOT_EXACT = ("9 labels edited, marks gone", "9 labels edited, names lost", "19 copied, names lost", "26", "27")
_COVERS = {"15 changes tracked": "f13", "14 cells merged": "t3", "26 flattened": "f6", "9 labels edited": "t5"}


def _damaged() -> Iterator[Sample]:
    for kind, module in (("xlsx", excel_damage), ("docx", word_damage), ("pdf", pdf_damage)):
        for name, damage in module.DAMAGES.items():
            code, language = ("QIS", "zh") if name.startswith("21 percent") else _FOR_DAMAGE[kind]
            one = damage(written(code, language, kind, 5))
            if one is not None:
                covers = (f"perturbation {name.split()[0]}", *_COVERS.get(name, "").split())
                exact = not name.startswith(_NOT_EXACT)
                title = f"{code} {name}.{kind}".replace("%", "percent")
                yield _of(one, title, "raw edit", *covers, says=_SAYS.get(name, ()), exact=exact)


def _converted() -> Iterator[Sample]:
    """Saved by LibreOffice in another format; .et and .wps are the old formats under the names WPS gives them."""
    book, words = written("QIS", "zh", "xlsx", 9), written("MTG", "zh", "docx", 9)
    for base, kinds in ((book, ("xlsx", "xls", "ods")), (words, ("docx", "doc", "odt", "rtf"))):
        for kind in kinds:
            [one] = saved_as([base], kind)
            says = () if kind in ("xlsx", "docx") else ("W-CONVERTED",)
            made = f"saved as .{kind} by LibreOffice"
            yield _of(one, f"{base.form.code} saved.{kind}", made, kind, "f2", says=says, exact=kind != "rtf")
            if kind in ("xls", "doc"):
                name = {"xls": "et", "doc": "wps"}[kind]
                yield _of(one, f"{base.form.code} saved.{name}", f"{made}, renamed .{name}", name, "f2", says=says)


def _wrapped() -> Iterator[Sample]:
    book, words = written("MTG", "zh", "xlsx", 11), written("OBJ", "zh", "docx", 11)
    truth = {"MTG": book.truth, "OBJ": words.truth}
    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["To"] = "报送材料", "a@example.org", "b@example.org"
    mail.set_content("请查收。")
    mail.add_attachment(book.data, maintype="application", subtype="octet-stream", filename="会议 贯彻.xlsx")
    mail.add_attachment(words.data, maintype="application", subtype="octet-stream", filename="异议.docx")
    yield Sample("mail.eml", "zh", mail.as_bytes(), "written by Python's email", ("eml",), truth)
    packed = _gbk_zip({"会议.xlsx": book.data, "异议.docx": words.data})
    yield Sample("压缩包.zip", "zh", packed, "a zip with names in GBK", ("zip",), truth)
    one = [blank(code, "zh") for code in ("MTG", "OBJ")]
    both = form_workbook(one, {form.definition.code: qr_png(form.code) for form in one})
    for code, entries in truth.items():
        both = fill_xlsx(both, entries, definition(code))
    yield Sample("two forms.xlsx", "zh", both, "filled by raw XML", ("two forms",), truth)


def _gbk_zip(files: Mapping[str, bytes]) -> bytes:
    """A zip whose names are in GBK without saying so, as older Chinese programs write them."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as writer:
        for name, data in files.items():
            info = zipfile.ZipInfo(name.encode("gbk").decode("cp437"))
            info.flag_bits = 0
            writer.writestr(info, data)
    return made.getvalue()


def _spoilt() -> Iterator[Sample]:
    book = written("QIS", "en", "xlsx", 13).data
    yield Sample("empty.xlsx", "en", b"", "nothing", ("f7",), {}, ("E-EMPTY",))
    yield Sample("cut short.xlsx", "en", book[: len(book) // 2], "half of a file", ("f7",), {}, ("E-CORRUPT",))
    locked = io.BytesIO()
    with pikepdf.open(io.BytesIO(written("QIS", "en", "pdf", 13).data)) as opened:
        opened.save(locked, encryption=pikepdf.Encryption(owner="a", user="b"))
    yield Sample("locked.pdf", "en", locked.getvalue(), "pikepdf, with a password", ("f7",), {}, ("E-ENCRYPTED",))
    picture = Image.new("RGB", (620, 877), "white")
    ImageDraw.Draw(picture).text((80, 80), "A photograph of a form", fill="black")
    for name, form in (("微信图片_20260405.jpg", "JPEG"), ("scan.pdf", "PDF")):
        made = io.BytesIO()
        picture.save(made, form)
        covers = ("f1", "f6")
        yield Sample(name, "zh", made.getvalue(), "a picture by Pillow", covers, {}, ("E-SCAN-NO-TEXT",))


def _mistaken() -> Iterator[Sample]:
    words, book = written("DRL", "zh", "docx", 15), written("ACR", "en", "xlsx", 15)
    yield _of(words, "新建 Microsoft Word 文档(1).docx", "raw XML, any name", "f1")
    yield _of(book, "really a workbook.docx", "raw XML, renamed", "f3", says=("W-SUFFIX",))
    old = random_fill(definition("QIS"), 15, "en")
    data = fill_xlsx(sent("QIS", "en", "xlsx", 2025), old, definition("QIS"))
    yield Sample("last year.xlsx", "en", data, "raw XML, the form of 2025", ("f11",), {"QIS": old}, ("E-WRONG-YEAR",))
    for name, typed, code, covers in (
        ("other unit.docx", "Yueting County Transport Bureau", "E-UNIT-MISMATCH", "f10"),
        ("unknown unit.docx", "Somewhere Else Bureau", "E-UNKNOWN-UNIT", "f12"),
    ):
        entries = random_fill(definition("MTG"), 15, "en") | {"header/unit_name": Entry(typed, FieldState.READ, typed)}
        made = fill_docx(sent("MTG", "en", "docx"), entries, definition("MTG"))
        yield Sample(name, "en", made, "raw XML", (covers,), {"MTG": entries}, (code,))
    both = random_fill(definition("QIS"), 17, "en") | {
        "inspection/meeting_held": Entry("☑Yes ☑No", FieldState.CONFLICTING),
        "hazards/gen_found": Entry("约30", FieldState.UNREADABLE),
    }
    made = fill_docx(sent("QIS", "en", "docx"), both, definition("QIS"))
    says = ("E-CHOICE-TWO", "E-APPROX")
    yield Sample("both boxes.docx", "en", made, "raw XML", ("n8",), {"QIS": both}, says)
