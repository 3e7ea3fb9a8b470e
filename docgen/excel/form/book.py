"""The workbook of one or more forms, built once for all units it is the same for, then filled for each.

XlsxWriter draws the sheets once. What differs from unit to unit - prefilled cells, links, identity, QR codes - is cut
out of the finished XML, so that the form of one unit is the unchanging parts with a few cells put in between.
"""

from collections.abc import Hashable, Mapping, Sequence
from datetime import datetime
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZipFile

import xlsxwriter

from docgen.containers import Packed, Part, pack, zip_bytes
from docgen.excel.form.cut import CutSheet, gaps_of, put_in
from docgen.excel.form.hidden import hide, list_choices
from docgen.excel.form.look import Looks
from docgen.excel.form.plan import plan_form
from docgen.excel.form.rules import Formulas, Lists, Translate, untranslated
from docgen.excel.form.sheet import Sheet, picture_of, sheet_name
from docgen.model import Blank
from docgen.model.blanks import identity_property

_MADE = datetime(2000, 1, 1)
_PROPERTIES = "docProps/custom.xml"
_LEVEL = 6
_BOOKS: "dict[Hashable, FormBook]" = {}
_KEPT = 64
"""How many drawn workbooks are kept: one for each type of unit and choice of forms."""


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
        parts = _parts(self._draw(blanks, paper))
        sheets = [f"xl/worksheets/sheet{number}.xml" for number in range(1, len(blanks) + 1)]
        self._sheets = {
            name: CutSheet(plan, parts[name], self._formulas) for name, plan in zip(sheets, self._plans, strict=True)
        }
        self._pictures = {b.definition.code: _holding(parts, picture_of(b.definition.code)) for b in blanks}
        self._hidden = f"xl/worksheets/sheet{len(blanks) + 1}.xml"
        gaps = gaps_of(parts[self._hidden])
        self._told = [gaps[f"C{row}"] for row in range(2, len(blanks) + 2)]
        self._varying = {name: parts[name] for name in (self._hidden, _PROPERTIES)}
        varying = {*sheets, *self._pictures.values(), *self._varying}
        self._still: Packed = pack(Part(name, data) for name, data in parts.items() if name not in varying)

    def fill(self, blanks: Sequence[Blank], codes: Mapping[str, bytes]) -> bytes:
        """The workbook of one unit; `codes` are QR codes as PNG by form."""
        by_form = {blank.definition.code: blank for blank in blanks}
        parts = [Part(name, sheet.filled(by_form)) for name, sheet in self._sheets.items()]
        parts += [Part(self._pictures[form], codes[form]) for form in by_form]
        told = [(gap, gap.holding(blank.code)) for gap, blank in zip(self._told, blanks, strict=True)]
        parts.append(Part(self._hidden, put_in(self._varying[self._hidden], told)))
        parts.append(Part(_PROPERTIES, _identified(self._varying[_PROPERTIES], blanks)))
        return zip_bytes(pack(parts, after=self._still, level=_LEVEL))

    def _draw(self, blanks: Sequence[Blank], paper: str) -> bytes:
        buffer = BytesIO()
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        with xlsxwriter.Workbook(buffer, options) as book:
            title = "; ".join(blank.definition.title.said(blank.language) for blank in blanks)
            book.set_properties({"created": _MADE, "author": blanks[0].issuer, "title": title})
            looks, lists = Looks(book, blanks[0].language), Lists()
            for plan in self._plans:
                Sheet(book, plan, looks, self._formulas, lists).draw(paper)
            hide(book, self._plans)
            list_choices(book, lists)
            for blank in blanks:
                name = identity_property(blank.definition.code)
                book.set_custom_property(name, _identity_of(blank.definition.code), "text")
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


def _parts(book: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(book)) as zipped:
        return {name: zipped.read(name) for name in zipped.namelist()}


def _holding(parts: Mapping[str, bytes], picture: bytes) -> str:
    return next(name for name, data in parts.items() if data == picture)


def _identity_of(form: str) -> str:
    """What stands for the identity of a form until the form is filled."""
    return f"identity-of-{form}"


def _identified(data: bytes, blanks: Sequence[Blank]) -> bytes:
    for blank in blanks:
        data = data.replace(_identity_of(blank.definition.code).encode(), escape(blank.code).encode())
    return data
