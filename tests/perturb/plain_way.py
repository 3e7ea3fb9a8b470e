"""How one reads returns without docgen: cells by their position in python-docx and openpyxl, pypdf fields by name."""

import io
import zipfile
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import lru_cache

import docx
import openpyxl
import pypdf
from lxml import etree

from docgen.model import Field, FieldType
from docgen.model.blanks import mark, tag
from tests.perturb.copies import Copy
from tests.perturb.fills import Entry
from tests.perturb.sent import sent
from tests.perturb.typists import W, cells_of, controls_of, parts_of

Found = Mapping[str, object]


def plain_right(one: Copy) -> int:
    """How many values of a copy the plain way reads exactly."""
    try:
        found = _WAYS[one.kind](one)
    except (
        KeyError,
        ValueError,
        IndexError,
        TypeError,
        AttributeError,
        OSError,
        zipfile.BadZipFile,
        etree.LxmlError,
        pypdf.errors.PyPdfError,
    ):
        return 0
    fields = {path: one.form.field(path) for path in one.truth}
    return sum(_is_right(fields[path], entry, found.get(path), one.language) for path, entry in one.truth.items())


def _by_cell(one: Copy) -> Found:
    sheet = openpyxl.load_workbook(io.BytesIO(one.data), data_only=True).worksheets[0]
    cells = cells_of(sent(one.form.code, one.language, "xlsx"))
    return {path: sheet[cells[mark(one.form.code, path).casefold()][1]].value for path in one.truth}


def _by_table(one: Copy) -> Found:
    tables = docx.Document(io.BytesIO(one.data)).tables
    places = _positions(one.form.code, one.language)
    found = {}
    for path in one.truth:
        table, row, cell = places[tag(mark(one.form.code, path))]
        inside = tables[table].rows[row]._tr.tc_lst[cell]
        found[path] = "".join(p.text for p in docx.table._Cell(inside, tables[table]).paragraphs).strip()
    return found


@lru_cache(32)
def _positions(code: str, language: str) -> Mapping[str, tuple[int, int, int]]:
    """Table, row and cell of every place of a Word form as it is sent out, by its tag."""
    root = etree.fromstring(parts_of(sent(code, language, "docx"))["word/document.xml"])
    tables = list(root.iter(f"{W}tbl"))
    found = {}
    for name, sdt in controls_of(root).items():
        cell = next(sdt.iterancestors(f"{W}tc"), None)
        row = cell.getparent() if cell is not None else None
        if cell is not None and row is not None:
            table = next(sdt.iterancestors(f"{W}tbl"))
            found[name] = (tables.index(table), table.findall(f"{W}tr").index(row), row.findall(f"{W}tc").index(cell))
    return found


def _by_name(one: Copy) -> Found:
    fields = pypdf.PdfReader(io.BytesIO(one.data)).get_fields() or {}
    return {path: fields.get(mark(one.form.code, path), {}).get("/V") for path in one.truth}


_WAYS: Mapping[str, Callable[[Copy], Found]] = {"xlsx": _by_cell, "docx": _by_table, "pdf": _by_name}


def _is_right(field: Field | None, entry: Entry, found: object, language: str) -> bool:
    """Whether what was found, taken as a programmer takes it, is what was written."""
    if field is None:
        return False
    if entry.value is None:
        return found in (None, "", entry.text)
    text = str(found).strip() if found is not None else ""
    if field.type in (FieldType.INTEGER, FieldType.DECIMAL):
        return _number(found, text, percent=field.percent) == entry.value
    if field.type in (FieldType.DATE, FieldType.DATETIME):
        return _day(found, text) == entry.value
    if field.choices:
        names = {choice.label.said(language): choice.name for choice in field.choices}
        return names.get(text, text.removeprefix("/")) == entry.value
    return text == entry.value or (entry.none and text == entry.text)


def _number(found: object, text: str, *, percent: bool) -> Decimal | None:
    if isinstance(found, float | int):
        return Decimal(str(found))
    try:
        return Decimal(text.removesuffix("%") if percent else text)
    except InvalidOperation:
        return None


def _day(found: object, text: str) -> date | None:
    if isinstance(found, datetime):
        return found if found.hour or found.minute else found.date()
    try:
        return datetime.fromisoformat(text) if " " in text else date.fromisoformat(text)
    except ValueError:
        return None
