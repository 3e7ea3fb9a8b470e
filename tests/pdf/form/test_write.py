"""A PDF form as other programs see it: its fields by their marks, its values, its identity."""

import hashlib
import io
import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import pikepdf
import pypdf
import pytest
import zxingcpp
from PIL import Image

from docgen.model.blanks import identity_property
from docgen.pdf.form.write import pdf_form
from docgen.pdf.look import page_pictures
from docgen.press import identity
from tests.pdf.form.definitions import QIS, UNIT, blank_of, code_of_page

ROOT = Path(__file__).parents[3]
LIMIT = 150_000
"""Bytes a form may weigh."""
languages = pytest.mark.parametrize("language", QIS.languages)


@cache
def form(language: str = "zh") -> bytes:
    blank = blank_of(language=language)
    return pdf_form(blank, code_of_page=code_of_page(blank))


def reader(pdf: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(pdf))


@languages
def test_every_field_is_found_by_its_mark(language: str) -> None:
    found = set(reader(form(language)).get_fields() or {})
    scalars = {f"dg.QIS.{f.path.replace('/', '.')}" for f in QIS.fields if not f.path.startswith("inspections/")}
    assert scalars - {"dg.QIS.figures.ships"} <= found, "ships are for ports only"
    assert "dg.QIS.figures.ships" not in found
    assert {f"dg.QIS.inspections.{row}.found" for row in range(1, 26)} <= found


def test_prefilled_values_are_in_their_fields() -> None:
    values = {name: field.get("/V") for name, field in (reader(form()).get_fields() or {}).items()}
    assert values["dg.QIS.head.unit_name"] == UNIT.name
    assert values["dg.QIS.head.quarter"] == "/1"
    assert values["dg.QIS.figures.ents_total"] == "128"
    assert values["dg.QIS.figures.invest"] == "12.50"
    assert values["dg.QIS.figures.level"] == "city"
    assert [values[f"dg.QIS.figures.kinds.{kind}"] for kind in ("road", "water", "works")] == ["/Yes", "/Off", "/Yes"]
    assert values["dg.QIS.inspections.1.subject"] == "春运安全专项检查"


def test_the_form_says_who_it_was_sent_to_three_times() -> None:
    code = blank_of().code
    assert (reader(form()).get_fields() or {})[identity_property("QIS")]["/V"] == code
    with pikepdf.open(io.BytesIO(form())) as document:
        assert str(document.docinfo["/docgen.QIS"]) == code
        assert document.open_metadata()["{urn:docgen:form}identity"] == code


@languages
def test_the_code_of_each_page_says_which_page_it_is(language: str) -> None:
    pictures = list(page_pictures(form(language), dpi=150))
    for page, picture in enumerate(pictures, 1):
        codes = zxingcpp.read_barcodes(Image.open(io.BytesIO(picture)))
        assert [code.text for code in codes] == [identity.encode(blank_of().identity, page, len(pictures))]


def test_the_definition_is_attached_with_its_boxes() -> None:
    (data,) = reader(form()).attachments["docgen-form.json"]
    told = json.loads(data)
    assert (told["form"], told["digest"], told["pages"]) == ("QIS", QIS.digest, 2)
    assert {"path": "figures/ents_total", "type": "integer"}.items() <= told["fields"][6].items()
    boxes = {box["mark"]: box for box in told["boxes"]}
    assert boxes["dg.QIS.inspections.25.found"]["page"] == 2


@languages
def test_the_same_blank_gives_the_same_bytes_and_not_many_of_them(language: str) -> None:
    blank = blank_of(language=language)
    assert pdf_form(blank, code_of_page=code_of_page(blank)) == form(language)
    assert len(form(language)) <= LIMIT


@pytest.mark.qpdf
@languages
def test_qpdf_finds_nothing_wrong(language: str, tmp_path: Path) -> None:
    (tmp_path / "form.pdf").write_bytes(form(language))
    subprocess.run(["qpdf", "--check", tmp_path / "form.pdf"], check=True, capture_output=True)


@pytest.mark.parametrize(
    "machine",
    [
        {"PYTHONHASHSEED": "1", "TZ": "Asia/Shanghai", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "2", "TZ": "America/New_York", "LC_ALL": "C.UTF-8"},
    ],
)
def test_the_bytes_are_the_same_on_every_machine(machine: dict[str, str]) -> None:
    script = (
        "import hashlib\n"
        "from docgen.pdf.form.write import pdf_form\n"
        "from tests.pdf.form.definitions import blank_of, code_of_page\n"
        "blank = blank_of()\n"
        "print(hashlib.sha256(pdf_form(blank, code_of_page=code_of_page(blank))).hexdigest())\n"
    )
    told = subprocess.run(
        [sys.executable, "-c", script], env=os.environ | machine, cwd=ROOT, check=True, capture_output=True, text=True
    )
    assert told.stdout.strip() == hashlib.sha256(form()).hexdigest()


@pytest.mark.parametrize(("language", "day"), [("en", "10 April 2026"), ("zh", "2026年4月10日")])
def test_the_day_it_is_due_is_said_as_in_word_and_excel(language: str, day: str) -> None:
    shown = subprocess.run(["pdftotext", "-layout", "-", "-"], input=form(language), capture_output=True, check=True)
    text = shown.stdout.decode()
    assert day in text
    assert "2026-04-10" not in text
