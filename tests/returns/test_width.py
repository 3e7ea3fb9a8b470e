"""What else comes back: several forms in one workbook, two forms in one PDF, old fields, web pages called workbooks."""

import io
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from docgen.excel.form import form_workbook
from docgen.model import FieldType, Group
from docgen.pdf.qr import qr_png
from docgen.returns import Expected, ReturnReader
from docgen.returns.sniff import Kind, kind_of
from tests.returns.forms import (
    DOCX,
    EXPECTED,
    FORM,
    PDF,
    UNITS,
    Sent,
    ask,
    blank,
    fill_xlsx,
    ids,
    parts_of,
    read,
    words,
    zipped,
)

OTHER = replace(FORM, code="TWO", digest="cd" * 32)


def test_every_form_in_one_workbook_is_a_record_of_its_own() -> None:
    sent = [blank(), blank(form=OTHER)]
    book = form_workbook(sent, {one.definition.code: qr_png(one.code) for one in sent})
    book = fill_xlsx(book, {"work/inspections": "12"})
    book = fill_xlsx(book, {"work/inspections": "7"}, form=OTHER)
    found = read(book, "a.xlsx", Expected((FORM, OTHER), UNITS, 2026))
    assert {one.form: one.value("work/inspections") for one in found.records} == {"TRY": 12, "TWO": 7}
    assert {one.unit for one in found.records} == {"0101"}


NAMED = ask("head/unit_name", FieldType.TEXT, "Unit", "单位", shared="who")
SHARED = replace(FORM, body=(Group("head", words("Reporting", "填报"), (NAMED,)),))


@pytest.mark.parametrize("result", ["<v></v>", "", "<v>Yunxi County Transport Bureau</v>"])
def test_what_a_later_form_only_repeats_is_read_where_it_was_typed(result: str) -> None:
    """A program typed into the first sheet and calculated nothing: the link has no result, or an empty one."""
    sent = [blank(form=SHARED), blank(form=replace(SHARED, code="TWO"))]
    book = form_workbook(sent, {one.definition.code: qr_png(one.code) for one in sent})
    parts = parts_of(fill_xlsx(book, {"head/unit_name": "Yunxi County Transport Bureau"}))
    linked = re.compile(r'(<c r="\w+" s="\d+" t="str"><f>IF\([^<]*</f>)<v>[^<]*</v>')
    second = "xl/worksheets/sheet2.xml"
    text, count = linked.subn(rf"\g<1>{result}", parts[second].decode())
    assert count == 1
    found = read(zipped(parts | {second: text.encode()}), "a.xlsx", Expected((SHARED, replace(SHARED, code="TWO"))))
    assert [one.value("head/unit_name") for one in found.records] == ["Yunxi County Transport Bureau"] * 2


def test_a_formula_that_is_more_than_a_link_has_no_value_without_its_result() -> None:
    book = fill_xlsx(form_workbook([blank()], {"TRY": qr_png(blank().code)}), {"work/inspections": "4712"})
    parts = parts_of(book)
    sheet = "xl/worksheets/sheet1.xml"
    text, count = re.subn(
        r'(<c r="\w+" s="\d+")[^>]*>(?:<is><t[^>]*>4712</t></is>|<v>4712</v>)</c>',
        r"\1><f>6+6</f></c>",
        parts[sheet].decode(),
    )
    assert count == 1
    found = read(zipped(parts | {sheet: text.encode()}), "a.xlsx")
    assert "E-FORMULA-NOCACHE" in ids(found)


def with_second_form(inspections: str) -> bytes:
    """The PDF form filled in, with the data of a second form (XFA) beside its fields."""
    data = f"<d:datasets xmlns:d='urn:d'><d:data><inspections>{inspections}</inspections></d:data></d:datasets>"
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(Sent(PDF).filled())) as opened:
        stream = opened.make_indirect(pikepdf.Stream(opened, data.encode()))
        opened.Root.AcroForm.XFA = pikepdf.Array([pikepdf.String("datasets"), stream])
        opened.save(made)
    return made.getvalue()


@pytest.mark.parametrize(("inspections", "told"), [("12", False), ("21", True)])
def test_a_pdf_that_holds_two_forms_is_told_where_they_differ(inspections: str, told: bool) -> None:
    assert ("E-XFA" in ids(read(with_second_form(inspections), "a.pdf"))) is told


OLD = """<w:p><w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:name w:val="{name}"/>{holds}</w:ffData>
</w:fldChar></w:r><w:r><w:instrText> FORM </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>"""
LIST = '<w:ddList><w:result w:val="1"/><w:listEntry w:val="general"/><w:listEntry w:val="major"/></w:ddList>'
BOX = '<w:checkBox><w:sizeAuto/><w:default w:val="0"/><w:checked/></w:checkBox>'


def test_old_form_fields_of_word_are_read_by_their_names() -> None:
    parts = parts_of(Sent(DOCX).filled({}))
    head, _, _ = parts["word/document.xml"].partition(b"<w:body>")
    fields = OLD.format(name="dg.TRY.work.level", holds=LIST) + OLD.format(name="dg.TRY.work.held", holds=BOX)
    parts["word/document.xml"] = head + b"<w:body>" + fields.encode() + b"</w:body></w:document>"
    (record,) = read(zipped(parts), "a.docx").records
    assert (record.value("work/level"), record.value("work/held")) == ("major", True)


@pytest.mark.libreoffice
def test_a_web_page_called_a_workbook_is_read_by_its_labels(tmp_path: Path) -> None:
    path = tmp_path / "a.xls"
    rows = "".join(
        f"<tr><td>{label}</td><td>{value}</td></tr>"
        for label, value in (("填报单位", UNITS[0].name), ("专项检查次数", "12"), ("投入资金", "3.5"), ("备注", "good"))
    )
    more = "".join(
        f"<tr><td>{label}</td><td></td></tr>" for label in ("报出日期", "整改率", "是否召开会议", "隐患等级")
    )
    path.write_text(f"<html><meta charset='utf-8'><body><table>{rows}{more}</table></body></html>", encoding="utf-8")
    with ReturnReader(EXPECTED) as reader:
        found = reader.read(path)
    assert {"W-CONVERTED", "W-NO-IDENTITY"} <= set(ids(found))
    assert found.records[0].value("work/inspections") == 12


def saved_behind_a_password(folder: Path, kind: str) -> bytes:
    """An empty document as LibreOffice saves it in an old format with a password."""
    program = (
        "import sys, time, uno\n"
        "from com.sun.star.beans import PropertyValue\n"
        "def said(n, v):\n    p = PropertyValue(); p.Name, p.Value = n, v; return p\n"
        "local = uno.getComponentContext()\n"
        "find = local.ServiceManager.createInstanceWithContext('com.sun.star.bridge.UnoUrlResolver', local)\n"
        "for _ in range(300):\n"
        "    try:\n        remote = find.resolve(f'uno:pipe,name={sys.argv[1]};urp;StarOffice.ComponentContext')\n"
        "        break\n"
        "    except Exception: time.sleep(0.1)\n"
        "desk = remote.ServiceManager.createInstanceWithContext('com.sun.star.frame.Desktop', remote)\n"
        "made = desk.loadComponentFromURL('private:factory/' + sys.argv[2], '_blank', 0, (said('Hidden', True),))\n"
        "made.storeToURL(sys.argv[4], (said('FilterName', sys.argv[3]), said('Password', 'secret')))\n"
        "made.close(True)\n"
        "try: desk.terminate()\n"
        "except Exception: pass\n"
    )
    factory, name = {"doc": ("swriter", "MS Word 97"), "xls": ("scalc", "MS Excel 97")}[kind]
    pipe, target = f"docgen{folder.name}{kind}", folder / f"locked.{kind}"
    soffice = shutil.which("soffice") or ""
    listening = f"--accept=pipe,name={pipe};urp"
    office = subprocess.Popen([soffice, f"-env:UserInstallation={(folder / 'p').as_uri()}", "--headless", listening])
    try:
        subprocess.run(
            ["/usr/bin/python3", "-c", program, pipe, factory, name, target.as_uri()], check=True, timeout=60
        )
        office.wait(30)
    finally:
        office.kill()
    return target.read_bytes()


@pytest.mark.libreoffice
@pytest.mark.parametrize("kind", ["doc", "xls"])
def test_an_old_file_behind_a_password_is_told_as_that(kind: str, tmp_path: Path) -> None:
    data = saved_behind_a_password(tmp_path, kind)
    assert kind_of(data) is Kind.LOCKED
    assert ids(read(data, f"a.{kind}")) == ["E-ENCRYPTED"]
