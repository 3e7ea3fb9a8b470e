"""The workbook of one or more forms, built once for all units it is the same for, then filled for each.

XlsxWriter draws the sheets once. What differs from unit to unit - prefilled cells, links, identity, QR codes - is cut
out of the finished XML, so that the form of one unit is the unchanging parts with a few cells put in between.
"""

import re
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZipFile

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from docgen.containers import Packed, Part, pack, zip_bytes
from docgen.excel.form.cells import Shown, cell_xml, shown
from docgen.excel.form.hidden import hide, list_choices
from docgen.excel.form.look import Looks
from docgen.excel.form.plan import Plan, plan_form
from docgen.excel.form.rules import Formulas, Lists, Translate, untranslated
from docgen.excel.form.sheet import FOOTER, Sheet, picture_of, sheet_name
from docgen.model import Blank
from docgen.model.blanks import identity_property

_MADE = datetime(2000, 1, 1)
_BOOKS: "dict[Hashable, FormBook]" = {}
_KEPT = 64
"""How many drawn workbooks are kept: one for each type of unit and choice of forms."""
_ROW = re.compile(rb'<row r="([0-9]+)"[^>]*>')
_CELL = re.compile(rb'<c r="([A-Z]+[0-9]+)" s="([0-9]+)"(?:/>|(?: t="[a-z]+")?><f>(.*?)</f><v>[^<]*</v></c>)')


@dataclass(frozen=True, slots=True)
class Gap:
    """A cell cut out of a sheet's XML: where, its name and style, and its formula ("" for a plain one)."""

    start: int
    end: int
    name: str
    style: str
    formula: str = ""

    def holding(self, value: Shown) -> str:
        """The cell with `value` in it."""
        return cell_xml(self.name, self.style, self.formula, value)


class FormBook:
    """The workbook of these forms; `fill` makes that of one unit. The blanks of every unit must be of one shape."""

    def __init__(
        self,
        blanks: Sequence[Blank],
        *,
        paper: str = "A4",
        translate: Translate = untranslated,
    ) -> None:
        self._plans = [plan_form(blank) for blank in blanks]
        names = {blank.definition.code: sheet_name(blank) for blank in blanks}
        self._formulas = Formulas(self._plans, names, translate)
        parts = dict(_parts(self._draw(blanks, paper)))
        self._sheets = {b.definition.code: f"xl/worksheets/sheet{n}.xml" for n, b in enumerate(blanks, 1)}
        self._pictures = {b.definition.code: _holding(parts, picture_of(b.definition.code)) for b in blanks}
        self._hidden = f"xl/worksheets/sheet{len(blanks) + 1}.xml"
        varying = {*self._sheets.values(), *self._pictures.values(), self._hidden, "docProps/custom.xml"}
        self._varying = {name: parts[name] for name in varying}
        self._gaps = {code: _gaps(parts[name]) for code, name in self._sheets.items()}
        self._still: Packed = pack(Part(name, data) for name, data in parts.items() if name not in varying)

    def fill(self, blanks: Sequence[Blank], codes: Mapping[str, bytes]) -> bytes:
        """The workbook of one unit; `codes` are QR codes as PNG by form."""
        parts = [Part(self._sheets[plan.blank.definition.code], self._sheet(plan, blanks)) for plan in self._plans]
        parts += [Part(self._pictures[b.definition.code], codes[b.definition.code]) for b in blanks]
        parts.append(Part(self._hidden, self._identities(blanks)))
        parts.append(Part("docProps/custom.xml", _identified(self._varying["docProps/custom.xml"], blanks)))
        return zip_bytes(pack(parts, after=self._still, level=6))

    def _sheet(self, plan: Plan, blanks: Sequence[Blank]) -> bytes:
        form = plan.blank.definition.code
        by_form = {blank.definition.code: blank for blank in blanks}
        blank = by_form[form]
        data, gaps = self._varying[self._sheets[form]], self._gaps[form]
        cells: dict[Gap, str] = {}
        tall: dict[int, float] = {}
        for slot in plan.slots:
            filled = blank.values.get(slot.path)
            source = self._formulas.source(blank, slot)
            if source and (filled is None or not filled.locked):
                filled = by_form[source[0]].values.get(source[1])
            if filled is not None and filled.value is not None and blank.asks(slot.field):
                gap = gaps[xl_rowcol_to_cell(slot.row, slot.span.first)]
                value = shown(slot.field, filled, blank)
                cells[gap] = gap.holding(value)
                tall[slot.row] = max(tall.get(slot.row, 0.0), plan.height_of(str(value), slot))
        for row, height in tall.items():
            if height > plan.heights[row]:
                gap = gaps[f"row {row + 1}"]
                cells[gap] = f'<row r="{row + 1}" ht="{height:g}" customHeight="1">'
        code = gaps[xl_rowcol_to_cell(plan.code.row, plan.code.span.first)]
        cells[code] = code.holding(blank.short_code)
        footer = escape(blank.short_code.replace("&", "&&")).encode()
        return _put_in(data, cells).replace(FOOTER.format(form=form).encode(), footer)

    def _identities(self, blanks: Sequence[Blank]) -> bytes:
        """The hidden sheet, its first rows saying who the forms were sent to."""
        data = self._varying[self._hidden]
        gaps = _gaps(data)
        return _put_in(data, {gaps[f"C{row}"]: gaps[f"C{row}"].holding(b.code) for row, b in enumerate(blanks, 2)})

    def _draw(self, blanks: Sequence[Blank], paper: str) -> bytes:
        buffer = BytesIO()
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        with xlsxwriter.Workbook(buffer, options) as book:
            issuer = blanks[0].issuer
            title = "; ".join(blank.definition.title.said(blank.language) for blank in blanks)
            book.set_properties({"created": _MADE, "author": issuer, "title": title})
            looks, lists = Looks(book, blanks[0].language), Lists()
            for plan in self._plans:
                Sheet(book, plan, looks, self._formulas, lists).draw(paper)
            hide(book, self._plans)
            list_choices(book, lists)
            for blank in blanks:
                name = identity_property(blank.definition.code)
                book.set_custom_property(name, _identity_token(blank.definition.code), "text")
        return buffer.getvalue()


def form_workbook(
    blanks: Sequence[Blank], codes: Mapping[str, bytes], *, paper: str = "A4", translate: Translate = untranslated
) -> bytes:
    """The workbook of one unit's forms; `codes` are QR codes as PNG by form. Drawn anew only for another shape."""
    key = (tuple(map(_shape, blanks)), paper, translate)
    if key not in _BOOKS:
        if len(_BOOKS) == _KEPT:
            _BOOKS.pop(next(iter(_BOOKS)))
        _BOOKS[key] = FormBook(blanks, paper=paper, translate=translate)
    return _BOOKS[key].fill(blanks, codes)


def _shape(blank: Blank) -> Hashable:
    """All that is drawn once: forms of the same shape differ in values and identity only."""
    return (
        blank.definition.digest or repr(blank.definition),
        tuple(blank.asks(field) for field in blank.definition.fields),
        (blank.language, blank.period, blank.issuer, blank.due),
        tuple(sorted(blank.rows.items())),
        tuple(sorted(blank.remarks.items())),
        frozenset(path for path, filled in blank.values.items() if filled.locked),
    )


def _parts(book: bytes) -> Iterator[tuple[str, bytes]]:
    with ZipFile(BytesIO(book)) as zipped:
        for name in zipped.namelist():
            yield name, zipped.read(name)


def _holding(parts: Mapping[str, bytes], picture: bytes) -> str:
    return next(name for name, data in parts.items() if data == picture)


def _gaps(sheet: bytes) -> dict[str, Gap]:
    """The cells of a sheet's XML that hold nothing or a formula, by name, and the beginnings of rows ("row 7")."""
    cells = (
        Gap(found.start(), found.end(), found[1].decode(), found[2].decode(), (found[3] or b"").decode())
        for found in _CELL.finditer(sheet)
    )
    rows = (Gap(found.start(), found.end(), f"row {found[1].decode()}", "") for found in _ROW.finditer(sheet))
    return {gap.name: gap for gap in (*cells, *rows)}


def _put_in(sheet: bytes, cells: Mapping[Gap, str]) -> bytes:
    pieces: list[bytes] = []
    done = 0
    for gap in sorted(cells, key=lambda gap: gap.start):
        pieces += (sheet[done : gap.start], cells[gap].encode())
        done = gap.end
    return b"".join((*pieces, sheet[done:]))


def _identity_token(form: str) -> str:
    return f"identity-of-{form}"


def _identified(data: bytes, blanks: Iterable[Blank]) -> bytes:
    for blank in blanks:
        data = data.replace(_identity_token(blank.definition.code).encode(), escape(blank.code).encode())
    return data
