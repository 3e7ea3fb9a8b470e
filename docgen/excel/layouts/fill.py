"""The workbook of one form in an office's own layout."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from docgen.containers import Part, pack, zip_bytes
from docgen.excel.form.cells import cell_xml, shown, xml_text
from docgen.excel.form.sheet import picture_of
from docgen.excel.form.words import due_in_words, period_in_words
from docgen.excel.layouts.carriers import CUSTOM, QR_PART, own_property
from docgen.excel.layouts.cutting import Gap, Shape
from docgen.excel.layouts.prepare import Cut, prepare
from docgen.excel.layouts.tags import TAG
from docgen.excel.layouts.workbook import NoWorkbookError
from docgen.findings import Finding
from docgen.findings import layouts as codes
from docgen.language import speaking
from docgen.model import Blank
from docgen.model.blanks import identity_property
from docgen.model.layouts import Known


@dataclass(frozen=True, slots=True)
class Made:
    """A workbook as made from a layout; `xlsx` is empty if it could not be made at all."""

    xlsx: bytes
    findings: tuple[Finding, ...] = ()


def workbook_from_layout(blank: Blank, layout: bytes, qr: bytes | None = None) -> Made:
    """The form `blank` in `layout`, an Excel workbook with tags in its cells.

    `qr` is a PNG of the QR code that says `blank.code`. Each place is a cell with the field's mark as its name, listed
    in the hidden sheet; the identity stands in a custom property, in the hidden sheet and where the layout prints
    `short_code`. Same blank, same bytes.
    """
    shape = Shape(
        Known.of(blank.definition),
        blank.language,
        blank.unit.type,
        tuple(sorted(blank.rows.items())),
        frozenset(path for path, filled in blank.values.items() if filled.locked),
    )
    try:
        prepared = prepare(layout, shape)
    except NoWorkbookError:
        return Made(b"", (Finding(codes.LAYOUT_NOT_EXCEL),))
    words = words_of(blank)
    texts = [_filled(gap, blank, words) for gap in prepared.gaps]
    parts = [Part(cut.name, _joined(cut, texts)) for cut in prepared.cuts]
    before, behind = prepared.properties
    own = own_property(identity_property(blank.definition.code), blank.code)
    parts.append(Part(CUSTOM, b"".join((before, own, behind))))
    if prepared.picture:
        parts.append(Part(QR_PART, qr or picture_of(blank.definition.code)))
    return Made(zip_bytes(pack(parts, after=prepared.still, level=6)), prepared.findings)


def _joined(cut: Cut, texts: list[bytes]) -> bytes:
    return b"".join(texts[piece] if isinstance(piece, int) else piece for piece in cut.pieces)


def _filled(gap: Gap, blank: Blank, words: Mapping[str, str]) -> bytes:
    """What stands in a gap of this form."""
    if gap.field is None:
        text = TAG.sub(lambda found: words.get(found[1], found[0]), gap.words)
        if not gap.cell:  # a footer, where & begins a code
            text = TAG.sub(lambda found: words.get(found[1], found[0]).replace("&", "&&"), gap.words)
            return xml_text(text).encode()
        return cell_xml(gap.cell, gap.style, "", text).encode()
    filled = blank.values.get(gap.path)
    value = shown(gap.field, filled, blank) if filled else None
    if filled and isinstance(filled.value, date) and not gap.dated and isinstance(value, int | Decimal):
        value = _day(filled.value, blank)
    return cell_xml(gap.cell, gap.style, "", value).encode()


def _day(value: date, blank: Blank) -> str:
    """A date as words, for a cell that would show it as a number."""
    return f"{value.year}年{value.month}月{value.day}日" if blank.language == "zh" else f"{value:%Y-%m-%d}"


def words_of(blank: Blank) -> dict[str, str]:
    """What the tags of a workbook may print besides places."""
    unit, definition = blank.unit, blank.definition
    with speaking(blank.language):
        period, due = period_in_words(blank), due_in_words(blank)
    facts = {f"unit.{name}": "" if value is None else str(value) for name, value in unit.facts.items()}
    return facts | {
        "form.title": definition.title.said(blank.language),
        "form.code": definition.code,
        "form.version": definition.version,
        "unit.name": unit.name,
        "unit.short_name": unit.short_name,
        "unit.code": unit.code,
        "unit.type": unit.type,
        "unit.contact.name": unit.contact.name,
        "unit.contact.phone": unit.contact.phone,
        "unit.contact.email": unit.contact.email,
        "period": period,
        "due": due,
        "issuer": blank.issuer,
        "short_code": blank.short_code,
        "identity": blank.code,
    }
