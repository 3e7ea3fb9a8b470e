"""All that a file says to each field of one form: by exact marks, by labels, and by tables. Nothing is chosen here.

A label confirms a mark that stands where it points. Where it points elsewhere, it speaks up only if the mark stands in
the place of another field's label (rows were inserted below it), or if nothing stands under the mark.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from docgen.model import At, Content, Method, Raw, Repeat, Spot
from docgen.model.forms import row_of, with_row, without_row
from docgen.returns.index import Index, Meaning
from docgen.returns.labels import Labelled, Labels
from docgen.returns.reading import BOX, MARK, SECOND_MARK, Reading, Readings
from docgen.returns.tables import FoundTable, TableRow, find_table
from docgen.returns.values.words import says_none

_SURE = {Method.MARK: MARK, Method.BOOKMARK: MARK, Method.PART: SECOND_MARK, Method.BOX: BOX}
_MANY = 3
_SHARE_ASTRAY = 0.25
_TICKS = frozenset("☑☒■√✓✔✗✘×")


@dataclass
class Gathered:
    """The readings of one form by path, rows counted anew in the order in which they stand.

    `rows` counts those in which something stands, for each repeat that was found; `nil` are the repeats whose first
    row says that there is none; `totals` their rows of totals. `marks` counts the places found by a mark; they are
    `astray` where rows moved and the marks did not.
    """

    readings: Readings = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    nil: dict[str, Reading] = field(default_factory=dict)
    totals: dict[str, TableRow] = field(default_factory=dict)
    tables: list[FoundTable] = field(default_factory=list)
    places: set[At] = field(default_factory=set)
    marks: int = 0
    astray: bool = False


class _Marked(NamedTuple):
    """What stands under one mark, and where in the blocks that is."""

    path: str
    reading: Reading
    at: At | None


def gather(content: Content, index: Index) -> Gathered:
    """Everything in `content` that belongs to the form of `index`."""
    marked = list(_marked(content, index))
    gathered = Gathered(marks=len(marked), places={one.at for one in marked if one.at})
    _single(gathered, [one for one in marked if row_of(one.path) is None], Labels(content, index), index)
    for path, repeat in index.repeats.items():
        own = [one for one in marked if one.path.startswith(f"{path}[")]
        table = find_table(content, index, repeat)
        gathered.tables += [table] if table else []
        _rows(gathered, repeat, [] if table and gathered.astray else own, table)
    return gathered


def _marked(content: Content, index: Index) -> Iterator[_Marked]:
    """The spots of this form, with all boxes of a field that takes several choices as one."""
    boxes: dict[tuple[str, Method], list[tuple[Spot, Meaning]]] = {}
    for spot in content.spots:
        meaning = index.meaning(spot.name)
        if meaning is None or meaning.path in index.repeats:
            continue
        if meaning.choice:
            boxes.setdefault((meaning.path, spot.method), []).append((spot, meaning))
        else:
            yield _Marked(meaning.path, Reading(spot.raw, spot.place, spot.method, _SURE[spot.method]), spot.at)
    for (path, method), many in boxes.items():
        first = many[0][0]
        yield _Marked(path, Reading(_of_boxes(many), first.place, method, _SURE[method]), first.at)


def _of_boxes(many: list[tuple[Spot, Meaning]]) -> Raw:
    chosen = tuple(meaning.choice for spot, meaning in many if _is_ticked(spot.raw))
    text = " ".join(f"{'☑' if meaning.choice in chosen else '☐'}{meaning.choice}" for _, meaning in many)
    return Raw(text, chosen=chosen, boxes=len(many))


def _is_ticked(raw: Raw) -> bool:
    return raw.ticked if raw.ticked is not None else bool(set(raw.text) & _TICKS)


def _single(gathered: Gathered, marked: list[_Marked], labels: Labels, index: Index) -> None:
    """The fields outside repeats: marks first, then what labels have to say to them."""
    by_path: dict[str, list[_Marked]] = {}
    for one in marked:
        by_path.setdefault(one.path, []).append(one)
    found = labels.find()
    found |= labels.nearly([f.path for f in index.single if f.path not in by_path and f.path not in found])
    labelled = {path: label for path, many in found.items() if (label := _chosen(many, by_path.get(path, [])))}
    owners = {label.at: path for path, label in labelled.items()}
    gathered.astray = _astray(by_path, labelled, owners)
    for wanted in index.single:
        own = by_path.get(wanted.path, [])
        if gathered.astray:
            pointed = {labelled[wanted.path].at} if wanted.path in labelled else set()
            own = [one for one in own if one.at is None or one.at in pointed]
        readings = [one.reading for one in own]
        beside = labelled.get(wanted.path)
        if beside and _speaks(beside, own, owners):
            readings.append(beside.reading)
        if readings:
            gathered.readings[wanted.path] = readings
        if beside:
            gathered.places.add(beside.at)


def _chosen(many: list[Labelled], own: list[_Marked]) -> Labelled | None:
    """The label of a field: the one that points at its mark, else the only one, else the only one in its own cell."""
    places = {one.at for one in own}
    alone = [one for one in many if one.alone]
    confirmed = next((one for one in many if one.at in places), None)
    return confirmed or next((few[0] for few in (many, alone) if len(few) == 1), None)


def _astray(marked: Mapping[str, list[_Marked]], labelled: Mapping[str, Labelled], owners: Mapping[At, str]) -> bool:
    """Whether the marks have lost their places: rows were put in or taken out by a program that did not move them.

    So it is where many stand in the place of another field's label.
    """
    places = {path: {one.at for one in many if one.at} for path, many in marked.items() if path in labelled}
    moved = [path for path, at in places.items() if any(owners.get(one, path) != path for one in at)]
    return len(moved) >= _MANY and len(moved) >= _SHARE_ASTRAY * len(places)


def _speaks(label: Labelled, own: list[_Marked], owners: Mapping[At, str]) -> bool:
    """Whether what a label points to counts beside what stands under the marks of its field."""
    if any(one.at is None and one.reading.method is not Method.PART for one in own):
        return False  # a field or a box on a page: what is printed elsewhere on it is no answer
    places = {one.at for one in own if one.at}
    if not places or label.at in places:
        return not label.reading.raw.is_blank or not own
    if all(one.reading.raw.is_blank for one in own):
        return not label.reading.raw.is_blank
    return any(owners.get(at, label.path) != label.path for at in places)


def _rows(gathered: Gathered, repeat: Repeat, marked: list[_Marked], table: FoundTable | None) -> None:
    """The rows of a repeat in the order in which they stand; empty ones between them are passed over."""
    if table is None and not marked:
        return
    moved = _moved_columns(marked, table) if table else frozenset()
    rows = list(_joined(repeat, [one for one in marked if without_row(one.path) not in moved], table))
    gathered.rows[repeat.path] = 0
    if table and table.total:
        gathered.totals[repeat.path] = table.total
    filled = [row for row in rows if any(not r.raw.is_blank for readings in row.values() for r in readings)]
    if filled and (nil := _nil(filled[0])) and len(filled) == 1:
        gathered.nil[repeat.path] = nil
        return
    gathered.rows[repeat.path] = len(filled)
    for number, row in enumerate(filled, 1):
        for path, readings in row.items():
            gathered.readings[with_row(path, repeat.path, number)] = readings


def _moved_columns(marked: Iterable[_Marked], table: FoundTable) -> frozenset[str]:
    """The columns whose marks stand under the heading of another one that moved too: copied over without its marks."""
    under: dict[str, str] = {}
    for one in marked:
        if one.at and one.at.block == table.block and (path := table.heading_over(one.at)):
            under.setdefault(without_row(one.path), path)
    moved = {path for path, other in under.items() if other != path}
    return frozenset(path for path in moved if under[path] in moved)


def _joined(repeat: Repeat, marked: list[_Marked], table: FoundTable | None) -> Iterator[dict[str, list[Reading]]]:
    """Each row with what stands in it by its marks and by its headings."""
    rows: dict[tuple[int, int], dict[str, list[Reading]]] = {}
    inside = {table.row_of(row.at): row for row in table.rows} if table else {}
    for place, row in inside.items():
        rows[0, place] = {path: [reading] for path, reading in row.readings.items()}
    placed = _places(marked, table)
    for one in marked:
        if table and one.at and one.at.block == table.block and table.row_of(one.at) in table.others:
            continue
        number = row_of(one.path) or 0
        key = placed.get(number, (1, number))
        rows.setdefault(key, {}).setdefault(without_row(one.path), []).insert(0, one.reading)
    for _, readings in sorted(rows.items()):
        yield {field.path: readings[field.path] for field in repeat.members if field.path in readings}


def _places(marked: Iterable[_Marked], table: FoundTable | None) -> dict[int, tuple[int, int]]:
    """For the number each row had when it was sent out, where it stands now in the table."""
    if table is None:
        return {}
    found: dict[int, tuple[int, int]] = {}
    for one in marked:
        if one.at and one.at.block == table.block:
            found.setdefault(row_of(one.path) or 0, (0, table.row_of(one.at)))
    return found


def _nil(row: Mapping[str, list[Reading]]) -> Reading | None:
    """The reading that says there is none, if nothing else stands in the row."""
    said = [reading for readings in row.values() for reading in readings if not reading.raw.is_blank]
    return said[0] if said and all(says_none(reading.raw.text) for reading in said) else None
