"""What happens to Excel forms on their way: rows and columns moved, names lost, numbers as text, no results."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

from lxml import etree

from docgen.model import FieldState, FieldType, Repeat
from docgen.model.blanks import mark
from docgen.model.forms import with_row
from tests.perturb.copies import Copy, Damage, renumbered, rows_in, said_otherwise
from tests.perturb.fills import BLANK, Entry
from tests.perturb.typists import S, cells_of, parts_of, serial, type_cell, xml, zipped
from tests.perturb.word_damage import strict

SHEET = "xl/worksheets/sheet1.xml"
BOOK = "xl/workbook.xml"
_REFERRING = (("mergeCell", "ref"), ("dataValidation", "sqref"), ("conditionalFormatting", "sqref"))
NOT_READ = Entry("", FieldState.UNREADABLE)


def on_sheet(change: Callable[[etree._Element, Copy], bool]) -> Damage:
    """A damage to the first sheet; it says whether there was anything to damage."""

    def damage(one: Copy) -> Copy | None:
        parts = parts_of(one.data)
        root = etree.fromstring(parts[SHEET])
        if not change(root, one):
            return None
        return one.damaged(zipped(parts | {SHEET: xml(root)}))

    return damage


def strings_of(one: Copy) -> list[str]:
    """The shared strings of a workbook."""
    root = etree.fromstring(parts_of(one.data)["xl/sharedStrings.xml"])
    return ["".join(t.text or "" for t in si.iter(f"{S}t")) for si in root.iter(f"{S}si")]


def _cells(root: etree._Element) -> dict[str, etree._Element]:
    return {str(cell.get("r")): cell for cell in root.iter(f"{S}c")}


def _labels(root: etree._Element, one: Copy) -> bool:
    """9: labels typed anew."""
    strings, chance = strings_of(one), one.chance
    wanted = {f.label.said(one.language) for f in one.form.fields}
    for cell in root.iter(f"{S}c"):
        value = cell.find(f"{S}v")
        if cell.get("t") == "s" and value is not None and (text := strings[int(value.text or 0)]):
            base = re.split(r"[*\n（(]", text)[0].strip()
            if base in wanted:
                type_cell(cell, Entry(said_otherwise(text, chance), FieldState.READ, "x"))
    return True


def names_lost(one: Copy) -> Copy:
    """19: the sheet copied into a new workbook: names, hidden sheet and properties are lost."""
    parts = parts_of(one.data)
    book = parts[BOOK].decode()
    book = re.sub(r"<definedNames>.*?</definedNames>", "", book, flags=re.DOTALL)
    book = re.sub(r'<sheet name="_docgen"[^>]*/>', "", book)
    book = re.sub(r'(<sheet name=)"[^"]*"', r'\1"Sheet1"', book, count=1)
    parts[BOOK] = book.encode()
    del parts["xl/worksheets/sheet2.xml"]
    parts.pop("docProps/custom.xml", None)
    for name in ("[Content_Types].xml", "_rels/.rels", "xl/_rels/workbook.xml.rels"):
        gone = r"<(Override|Relationship)\b[^>]*(custom-properties|docProps/custom|sheet2\.xml)[^>]*/>"
        parts[name] = re.sub(gone, "", parts[name].decode()).encode()
    return one.damaged(zipped(parts))


def retyped(one: Copy) -> Copy | None:
    """9 with 19: labels edited in a workbook without any names."""
    edited = on_sheet(_labels)(one)
    return edited and names_lost(edited)


def renamed(one: Copy) -> Copy:
    """19: the sheet renamed, as Excel does it."""
    parts = parts_of(one.data)
    book = parts[BOOK].decode()
    name = re.search(r'<sheet name="([^"]*)"', book)
    assert name is not None
    parts[BOOK] = book.replace(f'"{name[1]}"', '"汇总表"').replace(f"'{name[1]}'!", "汇总表!").encode()
    return one.damaged(zipped(parts))


def without_properties(one: Copy) -> Copy:
    """3: saved by a program that keeps no custom properties."""
    parts = parts_of(one.data)
    parts.pop("docProps/custom.xml", None)
    for name in ("[Content_Types].xml", "_rels/.rels"):
        gone = r"<(Override|Relationship)\b[^>]*(custom-properties|docProps/custom)[^>]*/>"
        parts[name] = re.sub(gone, "", parts[name].decode()).encode()
    return one.damaged(zipped(parts))


def _shifted(reference: str, at: int) -> str:
    def move(found: re.Match[str]) -> str:
        row = int(found[2])
        return f"{found[1]}{row + (row >= at)}"

    return re.sub(r"(\$?[A-Z]{1,3}\$?)(\d+)", move, reference)


def row_above(*, names: bool) -> Damage:
    """11: a row put in above the first field; `names`: by Excel, which moves what refers to the rows below."""

    def damage(one: Copy) -> Copy:
        parts = parts_of(one.data)
        root, at = etree.fromstring(parts[SHEET]), 5
        for row in root.iter(f"{S}row"):
            row.set("r", str(int(row.get("r") or 0) + (int(row.get("r") or 0) >= at)))
            for cell in row:
                cell.set("r", _shifted(str(cell.get("r")), at))
        for element, attribute in _REFERRING:
            for referring in root.iter(f"{S}{element}"):
                referring.set(attribute, _shifted(str(referring.get(attribute)), at))
        for formula in root.iter(f"{S}f"):
            formula.text = _shifted(formula.text or "", at)
        parts[SHEET] = xml(root)
        if names:
            book = etree.fromstring(parts[BOOK])
            for name in book.iter(f"{S}definedName"):
                sheet, _, where = (name.text or "").rpartition("!")
                name.text = f"{sheet}!{_shifted(where, at)}"
            parts[BOOK] = xml(book)
        return one.damaged(zipped(parts))

    return damage


def _places(one: Copy, repeat: Repeat, row: int) -> list[str]:
    """The cells of a record, in the order of its columns."""
    cells = cells_of(one.data)
    return [
        cells[mark(one.form.code, with_row(field.path, repeat.path, row)).casefold()][1]
        for field in repeat.members
        if mark(one.form.code, with_row(field.path, repeat.path, row)).casefold() in cells
    ]


def _swap(one: etree._Element, other: etree._Element) -> None:
    """What stands in two cells changes places, their looks stay."""
    kept = [(list(cell), cell.get("t")) for cell in (one, other)]
    for cell, (children, kind) in zip((other, one), kept, strict=True):
        for child in list(cell):
            cell.remove(child)
        cell.attrib.pop("t", "")
        cell.extend(children)
        if kind:
            cell.set("t", kind)


def rows_moved(one: Copy) -> Copy | None:
    """12: the first two records change places, then the second is cleared and stays as an empty row."""
    parts = parts_of(one.data)
    root = etree.fromstring(parts[SHEET])
    cells, truth, done = _cells(root), dict(one.truth), False
    for repeat in one.form.repeats:
        if rows_in(truth, repeat) < 3:
            continue
        for first, second in zip(_places(one, repeat, 1), _places(one, repeat, 2), strict=True):
            _swap(cells[first], cells[second])
            type_cell(cells[second], BLANK)
        truth = renumbered(truth, repeat, {2: 1, 3: 2})
        done = True
    return one.damaged(zipped(parts | {SHEET: xml(root)}), truth) if done else None


def _columns(root: etree._Element, one: Copy) -> bool:
    """13: two columns of a table change places with their headings, by copying: the names stay where they are."""
    cells, done = _cells(root), False
    for repeat in one.form.repeats:
        places = _places(one, repeat, 1)
        if len(places) < 2 or repeat.transposed:
            continue
        left, right = (re.sub(r"\d", "", place) for place in places[-2:])
        first = int(re.sub(r"\D", "", places[-1]))
        for row in range(first - 1, first + repeat.rows):
            one_cell, other = cells.get(f"{left}{row}"), cells.get(f"{right}{row}")
            if one_cell is not None and other is not None:
                _swap(one_cell, other)
                done = True
    return done


def merged(one: Copy) -> Copy | None:
    """14: a text merged over the first two records."""
    parts = parts_of(one.data)
    root = etree.fromstring(parts[SHEET])
    cells, truth, done = _cells(root), dict(one.truth), False
    names = cells_of(one.data)
    for repeat in one.form.repeats:
        field = next((f for f in repeat.members if f.type is FieldType.TEXT), None)
        first, second = (with_row(field.path, repeat.path, n) if field else "" for n in (1, 2))
        if field is None or repeat.transposed or first not in truth or second not in truth:
            continue
        if truth[first].state is not FieldState.READ or truth[first].none:
            continue
        above, below = (names[mark(one.form.code, path).casefold()][1] for path in (first, second))
        type_cell(cells[below], BLANK)
        merges = root.find(f"{S}mergeCells")
        if merges is None or any(above in (m.get("ref") or "").split(":")[0] for m in merges):
            continue
        etree.SubElement(merges, f"{S}mergeCell").set("ref", f"{above}:{below}")
        truth[second] = truth[first]
        done = True
    return one.damaged(zipped(parts | {SHEET: xml(root)}), truth) if done else None


def changed_cells(change: Callable[[etree._Element, Entry, FieldType, str], Entry | None]) -> Damage:
    """A damage to some cells: `change` gives the new truth of one, or None where it left it alone."""

    def damage(one: Copy) -> Copy | None:
        parts = parts_of(one.data)
        root = etree.fromstring(parts[SHEET])
        cells, names, truth, done = _cells(root), cells_of(one.data), dict(one.truth), False
        for path, entry in one.truth.items():
            field = one.form.field(path)
            assert field is not None
            _, cell, _ = names[mark(one.form.code, path).casefold()]
            kind = "percent" if field.percent else "date" if field.type is FieldType.DATE else "count"
            if (made := change(cells[cell], entry, field.type, kind)) is not None:
                truth[path], done = made, True
        return one.damaged(zipped(parts | {SHEET: xml(root)}), truth) if done else None

    return damage


def _as_text(cell: etree._Element, entry: Entry, kind: FieldType, what: str) -> Entry | None:
    """21: a number stored as text, with and without the apostrophe."""
    if kind not in (FieldType.INTEGER, FieldType.DECIMAL) or entry.state is not FieldState.READ or entry.none:
        return None
    type_cell(cell, replace(entry, text=f"'{entry.text}" if entry.value == 1 else entry.text, value="text"))
    return entry


def _day_as_text(cell: etree._Element, entry: Entry, kind: FieldType, what: str) -> Entry | None:
    """21: a day stored as text."""
    if not isinstance(entry.value, date):
        return None
    type_cell(cell, replace(entry, value="text"))
    return entry


def _fraction(cell: etree._Element, entry: Entry, kind: FieldType, what: str) -> Entry | None:
    """21: a percentage as a plain fraction, which may be either; only 0 is sure."""
    if what != "percent" or not isinstance(entry.value, Decimal):
        return None
    share = entry.value / 100
    type_cell(cell, Entry(f"{share:f}", FieldState.READ, share))
    cell.attrib.pop("s", "")
    return entry if share == 0 else NOT_READ


def _formula(cell: etree._Element, entry: Entry, kind: FieldType, what: str) -> Entry | None:
    """22: a formula without a saved result, or one that gives an error."""
    if kind is not FieldType.INTEGER or entry.state is not FieldState.READ:
        return None
    type_cell(cell, BLANK)
    etree.SubElement(cell, f"{S}f").text = "A1+B1"
    if entry.value == 0:
        cell.set("t", "e")
        etree.SubElement(cell, f"{S}v").text = "#REF!"
    return NOT_READ


def since_1904(one: Copy) -> Copy | None:
    """21: a workbook that counts its days from 1904."""
    dated = changed_cells(_day_1904)(one)
    if dated is None:
        return None
    parts = parts_of(dated.data)
    parts[BOOK] = parts[BOOK].replace(b"<workbookPr ", b'<workbookPr date1904="1" ')
    return dated.damaged(zipped(parts))


def _day_1904(cell: etree._Element, entry: Entry, kind: FieldType, what: str) -> Entry | None:
    value = cell.find(f"{S}v")
    if value is None or not isinstance(entry.value, date):
        return None
    value.text = serial(entry.value, since_1904=True)
    return entry


DAMAGES: dict[str, Damage] = {
    "3 properties gone": without_properties,
    "9 labels edited": on_sheet(_labels),
    "9 labels edited, names lost": retyped,
    "11 row put in above": row_above(names=True),
    "11 row put in, names stale": row_above(names=False),
    "12 rows moved and cleared": rows_moved,
    "13 columns copied over": on_sheet(_columns),
    "14 cells merged": merged,
    "17 strict dialect": strict,
    "19 sheet renamed": renamed,
    "19 copied, names lost": names_lost,
    "21 numbers as text": changed_cells(_as_text),
    "21 days as text": changed_cells(_day_as_text),
    "21 days since 1904": since_1904,
    "21 percent as fraction": changed_cells(_fraction),
    "22 formula without result": changed_cells(_formula),
}
"""Every damage by its number and name."""
