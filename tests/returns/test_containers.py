"""What a file really is decides how it is read; what cannot be read ends in a finding that names why."""

import io
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path

import pikepdf
import pytest

from docgen.language import speaking
from docgen.returns import ReturnReader
from docgen.returns.sniff import kind_of
from tests.returns.forms import DOCX, EXPECTED, FILLED, PDF, XLSX, Sent, blank, fill_xlsx, ids, read, xlsx, zipped
from tests.returns.test_formats import MEANT

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)


def wide(name: str) -> bytes:
    return name.encode("utf-16-le")


@pytest.mark.parametrize(
    ("data", "outcome"),
    [
        (b"", "E-EMPTY"),
        (bytes(700), "E-EMPTY"),
        (Sent(XLSX).filled()[:3000], "E-CORRUPT"),
        (Sent(DOCX).filled()[:-40], "E-CORRUPT"),
        (Sent(PDF).filled()[:2000], "E-CORRUPT"),
        (OLE + wide("EncryptedPackage"), "E-ENCRYPTED"),
        (OLE + wide("Workbook"), "E-NOT-CONVERTED"),
        (OLE, "E-FORMAT"),
        (PNG, "E-SCAN-NO-TEXT"),
        (b"\xff\xd8\xff\xe0" + bytes(90), "E-SCAN-NO-TEXT"),
        (b"\x00\x01\x02\x03" * 40, "E-FORMAT"),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes, outcome: str) -> None:
    found = read(data, "a.xlsx")
    assert (found.records, ids(found), found.end) == ((), [outcome], "refused")
    assert found.findings[0].place.file == "a.xlsx"


def test_an_office_that_speaks_chinese_is_told_in_chinese_why_and_where() -> None:
    expected = replace(EXPECTED, language="zh")
    (broken,) = read(Sent(XLSX).filled()[:3000], "表.xlsx", expected).findings
    doubtful = read(Sent(XLSX, "zh").filled(FILLED | {"work/inspections": "about 3"}), "表.xlsx", expected).findings
    with speaking("zh"):
        assert not re.search("[A-Za-z]{2,} [A-Za-z]{2,}", broken.message)
        assert "“专项检查次数”" in str(doubtful[0])


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (b"\x00\x01\x02\x03" * 40, "a.xlsx", "（类型不明）"),
        (OLE, "a.xlsx", "（旧版程序的文件）"),
        (b"a,b\n" + b"x" * 200_000, "a.csv", "（纯文本）"),
    ],
)
def test_the_kind_of_a_file_that_cannot_be_read_is_told_in_the_language_of_the_office(
    data: bytes, name: str, kind: str
) -> None:
    (finding,) = read(data, name, replace(EXPECTED, language="zh")).findings
    with speaking("zh"):
        assert finding.code.id == "E-FORMAT"
        assert kind in finding.message


def test_a_pdf_behind_a_password_is_told(tmp_path: Path) -> None:
    path = tmp_path / "locked.pdf"
    with pikepdf.open(io.BytesIO(Sent(PDF).filled())) as opened:
        opened.save(path, encryption=pikepdf.Encryption(owner="a", user="b"))
    assert ids(read(path.read_bytes(), path.name)) == ["E-ENCRYPTED"]


def archive(names: dict[bytes, bytes]) -> bytes:
    """A zip archive with names as Chinese Windows writes them: GBK, and nothing that says so."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as writer:
        for name, data in names.items():
            writer.writestr(stand_in(name), data)
    archived = made.getvalue()
    for name in names:
        archived = archived.replace(stand_in(name).encode(), name)
    return archived


def stand_in(name: bytes) -> str:
    return "~" * len(name)


def test_an_archive_is_read_with_the_names_its_sender_gave() -> None:
    found = read(archive({"季报/澜江.xlsx".encode("gbk"): Sent(XLSX).filled()}), "all.zip")
    assert (found.container, found.attachments) == ("zip", ("澜江.xlsx",))
    assert [record.unit for record in found.records] == ["0101"]
    assert {a.place.file for record in found.records for a in record.answers} == {"all.zip/澜江.xlsx"}


def test_what_is_found_in_one_file_of_an_archive_is_said_of_its_form_alone_with_both_names() -> None:
    """One of two forms of an archive holds a comment: nothing is asked about the other one."""
    doubtful = io.BytesIO()
    with pikepdf.open(io.BytesIO(Sent(PDF).filled())) as opened:
        note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[9, 9, 9, 9], Contents="?")
        opened.pages[0].obj.Annots.append(opened.make_indirect(note))
        opened.save(doubtful)
    second = fill_xlsx(xlsx(blank(unit="0102")), FILLED | {"head/unit_name": "Yunxi County Transport Bureau"})
    found = read(zipped({"one.pdf": doubtful.getvalue(), "two.xlsx": second}), "all.zip")
    assert [record.unit for record in found.records] == ["0101", "0102"]
    assert [(one.code.id, one.place.unit, one.place.form, one.place.file) for one in found.findings] == [
        ("W-COMMENT", "0101", "TRY", "all.zip/one.pdf")
    ]


def test_a_mail_is_read_by_its_attachments() -> None:
    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["To"] = "Q1", "a@example.org", "b@example.org"
    mail.set_content("Attached.")
    mail.add_attachment(Sent(DOCX).filled(), maintype="application", subtype="octet-stream", filename="季报.docx")
    mail.add_attachment(PNG, maintype="image", subtype="png", filename="logo.png")
    found = read(mail.as_bytes(), "mail.eml")
    assert (found.container, found.attachments) == ("eml", ("季报.docx", "logo.png"))
    assert {a.path: a.value for a in found.records[0].answers} == MEANT


@pytest.mark.parametrize("form", [XLSX, DOCX], ids=lambda one: one[0])
def test_macros_are_told_and_never_run(form: tuple[str, object, object]) -> None:
    made = io.BytesIO(Sent(form).filled())  # type: ignore[arg-type]
    with zipfile.ZipFile(made, "a") as writer:
        writer.writestr("xl/vbaProject.bin", b"macro")
    found = read(made.getvalue(), f"a.{form[0]}")
    assert ids(found) == ["W-MACROS"]
    assert {a.path: a.value for a in found.records[0].answers} == MEANT


CONVERSIONS = [
    (XLSX, "xls", "xls"),
    (XLSX, "ods", "ods"),
    (DOCX, "doc", "doc"),
    (DOCX, "odt", "odt"),
    (DOCX, "rtf", "rtf"),
]


@pytest.mark.libreoffice
@pytest.mark.parametrize(("form", "suffix", "kind"), CONVERSIONS, ids=[one[1] for one in CONVERSIONS])
def test_an_old_format_is_converted_and_read(form: object, suffix: str, kind: str, tmp_path: Path) -> None:
    source = tmp_path / f"a.{form[0]}"  # type: ignore[index]
    source.write_bytes(Sent(form).filled())  # type: ignore[arg-type]
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    soffice = shutil.which("soffice")
    assert soffice
    subprocess.run([soffice, profile, "--headless", "--convert-to", suffix, "--outdir", tmp_path, source], check=True)
    saved = tmp_path / f"a.{suffix}"
    assert kind_of(saved.read_bytes()).value == kind
    with ReturnReader(EXPECTED) as reader:
        found = reader.read(saved)
    assert "W-CONVERTED" in ids(found)
    (record,) = found.records
    wrong = {a.path: (a.value, a.raw) for a in record.answers if a.value is not None and a.value != MEANT.get(a.path)}
    assert wrong == {}
    assert (record.unit, record.period) == ("0101", "2026Q1")
