"""What happens to Word forms on their way: other programs, people who type elsewhere, rows and columns moved."""

import copy
import random
import re
from collections.abc import Callable, Iterator

from lxml import etree

from docgen.model import FieldState, FieldType, Repeat
from docgen.model.blanks import mark, tag
from docgen.model.forms import with_row
from tests.perturb.copies import Copy, Damage, renumbered, rows_in, said_otherwise
from tests.perturb.fills import Entry
from tests.perturb.typists import W14, XML_SPACE, W, controls_of, parts_of, run_of, xml, zipped

BODY = "word/document.xml"
_STRICT = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "http://purl.oclc.org/ooxml/wordprocessingml/main",
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main": "http://purl.oclc.org/ooxml/spreadsheetml/main",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": (
        "http://purl.oclc.org/ooxml/officeDocument/relationships"
    ),
    "http://schemas.openxmlformats.org/drawingml/2006/main": "http://purl.oclc.org/ooxml/drawingml/main",
    "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties": (
        "http://purl.oclc.org/ooxml/officeDocument/customProperties"
    ),
    "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes": (
        "http://purl.oclc.org/ooxml/officeDocument/docPropsVTypes"
    ),
    "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties": (
        "http://purl.oclc.org/ooxml/officeDocument/extendedProperties"
    ),
}


def on_body(change: Callable[[etree._Element, Copy], bool]) -> Damage:
    """A damage to the body of the document; it says whether there was anything to damage."""

    def damage(one: Copy) -> Copy | None:
        parts = parts_of(one.data)
        root = etree.fromstring(parts[BODY])
        if not change(root, one):
            return None
        return one.damaged(zipped(parts | {BODY: xml(root)}))

    return damage


def without_carriers(one: Copy) -> Copy:
    """3: saved by a program that keeps neither custom XML nor what is bound to it, nor custom properties."""
    parts = {n: d for n, d in parts_of(one.data).items() if "customXml" not in n and n != "docProps/custom.xml"}
    for name in ("[Content_Types].xml", "_rels/.rels", "word/_rels/document.xml.rels"):
        text = parts[name].decode()
        text = re.sub(r"<(Override|Relationship)\b[^>]*(customXml|custom-properties|docProps/custom)[^>]*/>", "", text)
        parts[name] = text.encode()
    return one.damaged(zipped(parts))


def _unwrapped(root: etree._Element, one: Copy) -> bool:
    for sdt in list(root.iter(f"{W}sdt")):
        content, parent = sdt.find(f"{W}sdtContent"), sdt.getparent()
        assert parent is not None
        place = parent.index(sdt)
        for child in reversed(list(content) if content is not None else []):
            parent.insert(place, child)
        parent.remove(sdt)
    return True


def _unmarked(root: etree._Element, one: Copy) -> bool:
    _unwrapped(root, one)
    for end in (*root.iter(f"{W}bookmarkStart"), *root.iter(f"{W}bookmarkEnd")):
        parent = end.getparent()
        assert parent is not None
        parent.remove(end)
    return True


def _untagged(root: etree._Element, one: Copy) -> bool:
    for found in list(root.iter(f"{W}tag")):
        parent = found.getparent()
        assert parent is not None
        parent.remove(found)
    return True


def _glyphs(root: etree._Element, one: Copy) -> bool:
    """6: check-box controls replaced by signs."""
    boxes = [sdt for sdt in root.iter(f"{W}sdt") if sdt.find(f"{W}sdtPr/{W14}checkbox") is not None]
    for sdt in boxes:
        ticked = next(sdt.iter(f"{W14}checked")).get(f"{W14}val") == "1"
        parent = sdt.getparent()
        assert parent is not None
        parent.replace(sdt, run_of(one.chance.choice("☑√■") if ticked else "□"))
    return bool(boxes)


def _beside(root: etree._Element, one: Copy) -> bool:
    """8: what was typed stands after the control, which still shows its prompt."""
    moved = 0
    controls = controls_of(root)
    for path, entry in one.truth.items():
        field = one.form.field(path)
        sdt = controls.get(tag(mark(one.form.code, path)))
        if field is None or sdt is None or not entry.text or field.type in (FieldType.ACKNOWLEDGE,):
            continue
        content = sdt.find(f"{W}sdtContent")
        runs = content.findall(f"{W}r") if content is not None else []
        for run in runs:
            assert content is not None
            content.remove(run)
        prompt = run_of("     ")
        assert content is not None
        content.append(prompt)
        sdt.addnext(run_of(entry.text))
        moved += 1
    return moved > 0


def _labels(root: etree._Element, one: Copy) -> bool:
    """9: labels typed anew."""
    chance = one.chance
    for paragraph in root.iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        texts = list(paragraph.iter(f"{W}t"))
        if style is None or style.get(f"{W}val") not in ("FormLabel", "FormHead") or not texts:
            continue
        texts[0].text = said_otherwise(texts[0].text or "", chance)
        texts[0].set(XML_SPACE, "preserve")
    return True


def _retyped(root: etree._Element, one: Copy) -> bool:
    return _unmarked(root, one) and _labels(root, one)


def _row_above(root: etree._Element, one: Copy) -> bool:
    """11: a row put in above the first, and a line above the first table."""
    table = next(root.iter(f"{W}tbl"))
    first = next(table.iter(f"{W}tr"))
    added = copy.deepcopy(first)
    for sdt in list(added.iter(f"{W}sdt")):
        parent = sdt.getparent()
        assert parent is not None
        parent.remove(sdt)
    for ended in (*added.iter(f"{W}bookmarkStart"), *added.iter(f"{W}bookmarkEnd")):
        parent = ended.getparent()
        assert parent is not None
        parent.remove(ended)
    for text in added.iter(f"{W}t"):
        text.text = ""
    first.addprevious(added)
    paragraph = etree.Element(f"{W}p")
    paragraph.append(run_of("局安委办："))
    table.addprevious(paragraph)
    return True


def _records(root: etree._Element, one: Copy, repeat: Repeat) -> dict[int, list[etree._Element]]:
    """The table rows of each filled record of a repeat."""
    rows: dict[int, list[etree._Element]] = {}
    controls = controls_of(root)
    for number in range(1, rows_in(one.truth, repeat) + 1):
        for field in repeat.members:
            sdt = controls.get(tag(mark(one.form.code, with_row(field.path, repeat.path, number))))
            line = next(sdt.iterancestors(f"{W}tr"), None) if sdt is not None else None
            if line is not None and line not in rows.setdefault(number, []):
                rows[number].append(line)
    return rows


def rows_moved(one: Copy) -> Copy | None:
    """12: the first two records change places, the third is deleted."""
    parts = parts_of(one.data)
    root = etree.fromstring(parts[BODY])
    truth = dict(one.truth)
    moved = False
    for repeat in one.form.repeats:
        if repeat.transposed:
            continue
        rows = _records(root, one, repeat)
        if len(rows) < 3:
            continue
        for line in rows[1]:
            rows[2][-1].addnext(line) if line is rows[1][0] else rows[1][rows[1].index(line) - 1].addnext(line)
        for line in rows[3]:
            parent = line.getparent()
            assert parent is not None
            parent.remove(line)
        truth = renumbered(truth, repeat, {1: 2, 2: 1})
        moved = True
    return one.damaged(zipped(parts | {BODY: xml(root)}), truth) if moved else None


def _tables(root: etree._Element, one: Copy) -> Iterator[tuple[Repeat, etree._Element]]:
    """The tables of repeats whose records stand in one line each."""
    for repeat in one.form.repeats:
        rows = _records(root, one, repeat)
        if rows and all(len(lines) == 1 for lines in rows.values()) and not repeat.transposed:
            yield repeat, next(rows[1][0].iterancestors(f"{W}tbl"))


def _columns(root: etree._Element, one: Copy) -> bool:
    """13: the last two columns of a table change places."""
    done = False
    for _, table in _tables(root, one):
        lines = [line.findall(f"{W}tc") for line in table.findall(f"{W}tr")]
        width = max(len(cells) for cells in lines)
        for cells in lines:
            if len(cells) == width:
                cells[-2].addprevious(cells[-1])
                done = True
    return done


def merged(one: Copy) -> Copy | None:
    """14: a text merged over the first two records."""
    parts = parts_of(one.data)
    root = etree.fromstring(parts[BODY])
    truth = dict(one.truth)
    controls = controls_of(root)
    done = False
    for repeat, _ in _tables(root, one):
        field = next((f for f in repeat.members if f.type is FieldType.TEXT), None)
        first, second = (with_row(field.path, repeat.path, n) if field else "" for n in (1, 2))
        if field is None or first not in truth or second not in truth or truth[first].state is not FieldState.READ:
            continue
        for path, value in ((first, "restart"), (second, "")):
            cell = next(controls[tag(mark(one.form.code, path))].iterancestors(f"{W}tc"))
            properties = cell.find(f"{W}tcPr")
            assert properties is not None
            merge = etree.Element(f"{W}vMerge")
            if value:
                merge.set(f"{W}val", value)
            width = properties.find(f"{W}tcW")
            assert width is not None
            width.addnext(merge)
            if not value:
                for paragraph in cell.findall(f"{W}p")[0:]:
                    cell.remove(paragraph)
                cell.append(etree.Element(f"{W}p"))
        truth[second] = truth[first]
        done = True
    return one.damaged(zipped(parts | {BODY: xml(root)}), truth) if done else None


def _tracked(root: etree._Element, one: Copy) -> bool:
    """15: changes tracked and not accepted yet: what stood there before is struck out."""
    controls = controls_of(root)
    done = 0
    for number, (path, entry) in enumerate(one.truth.items()):
        sdt = controls.get(tag(mark(one.form.code, path)))
        content = sdt.find(f"{W}sdtContent") if sdt is not None else None
        if content is None or not entry.text or number % 3:
            continue
        runs = content.findall(f".//{W}r")
        parent = runs[0].getparent() if runs else None
        if parent is None:
            continue
        who = {f"{W}id": str(90000 + number), f"{W}author": "X", f"{W}date": "2026-04-01T00:00:00Z"}
        inserted, deleted = etree.Element(f"{W}ins", who), etree.Element(f"{W}del", who)
        gone = etree.SubElement(etree.SubElement(deleted, f"{W}r"), f"{W}delText")
        gone.text = "99"
        parent.insert(parent.index(runs[0]), deleted)
        deleted.addnext(inserted)
        for run in runs:
            inserted.append(run)
        done += 1
    return done > 0


def strict(one: Copy) -> Copy:
    """17: the strict dialect of the format."""
    parts = parts_of(one.data)
    for name, data in parts.items():
        if name.endswith((".xml", ".rels")) and name != "[Content_Types].xml" and not name.startswith("customXml"):
            text = data.decode()
            for transitional, other in _STRICT.items():
                text = text.replace(transitional, other)
            parts[name] = text.encode()
    return one.damaged(zipped(parts))


def reentered(entry: Entry, chance: random.Random) -> str:
    """An entry as it is written again by hand."""
    return chance.choice((entry.text, f" {entry.text}", f"{entry.text} "))


DAMAGES: dict[str, Damage] = {
    "3 custom XML and properties gone": without_carriers,
    "4 controls gone, text kept": on_body(_unwrapped),
    "4 controls, bookmarks gone": on_body(_unmarked),
    "5 tags gone, names kept": on_body(_untagged),
    "6 boxes replaced by signs": on_body(_glyphs),
    "8 typed beside the control": on_body(_beside),
    "9 labels edited": on_body(_labels),
    "9 labels edited, marks gone": on_body(_retyped),
    "11 row put in above": on_body(_row_above),
    "12 rows moved and deleted": rows_moved,
    "13 columns swapped": on_body(_columns),
    "14 cells merged": merged,
    "15 changes tracked": on_body(_tracked),
    "17 strict dialect": strict,
}
"""Every damage by its number and name."""
