"""All that a file says to each field of one form: by exact marks, by labels, and by tables. Nothing is chosen here.

A label confirms a mark that stands where it points. Where it points elsewhere, it speaks up only if the mark stands in
the place of another field's label (rows were inserted below it), or if nothing stands under the mark.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from docgen.model import At, Content, Method, Raw, Repeat, Spot
from docgen.model.forms import with_row
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


_Marked = tuple[Meaning, Reading]
"""What a mark stands for, and what stands under it."""


class _InRow(NamedTuple):
    """What stands under a mark of a repeat; `place` is its place among the rows of the table, None outside it."""

    meaning: Meaning
    reading: Reading
    place: int | None


def gather(content: Content, index: Index) -> Gathered:
    """Everything in `content` that belongs to the form of `index`."""
    single: Readings = {}
    rows: dict[str, list[_Marked]] = {}
    marked = list(_marked(content, index))
    for meaning, reading in marked:
        if meaning.repeat:
            rows.setdefault(meaning.repeat, []).append((meaning, reading))
        else:
            single.setdefault(meaning.path, []).append(reading)
    gathered = Gathered(marks=len(marked), places={reading.at for _, reading in marked if reading.at})
    _single(gathered, single, Labels(content, index), index)
    for path, repeat in index.repeats.items():
        table = find_table(content, index, repeat)
        gathered.tables += [table] if table else []
        own = [] if table and gathered.astray else _in_rows(rows.get(path, ()), table)
        _rows(gathered, repeat, own, table)
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
            yield meaning, Reading(spot.raw, spot.place, spot.method, _SURE[spot.method], spot.at)
    for (_, method), many in boxes.items():
        spot, meaning = many[0]
        yield meaning, Reading(_of_boxes(many), spot.place, method, _SURE[method], spot.at)


def _of_boxes(many: list[tuple[Spot, Meaning]]) -> Raw:
    chosen = tuple(meaning.choice for spot, meaning in many if _is_ticked(spot.raw))
    text = " ".join(f"{'☑' if meaning.choice in chosen else '☐'}{meaning.choice}" for _, meaning in many)
    return Raw(text, chosen=chosen, boxes=len(many))


def _is_ticked(raw: Raw) -> bool:
    return raw.ticked if raw.ticked is not None else bool(set(raw.text) & _TICKS)


def _single(gathered: Gathered, marked: Readings, labels: Labels, index: Index) -> None:
    """The fields outside repeats: marks first, then what labels have to say to them."""
    found = labels.find()
    found |= labels.nearly([f.path for f in index.single if f.path not in marked and f.path not in found])
    labelled = {path: label for path, many in found.items() if (label := _chosen(many, marked.get(path, ())))}
    owners = {label.at: path for path, label in labelled.items()}
    gathered.astray = _astray(marked, labelled, owners)
    for wanted in index.single:
        readings = marked.get(wanted.path, [])
        beside = labelled.get(wanted.path)
        if gathered.astray:
            readings = [one for one in readings if one.at is None or (beside and one.at == beside.at)]
        if beside and _speaks(beside, readings, owners):
            readings = [*readings, beside.reading]
            gathered.places.add(beside.at)
        if readings:
            gathered.readings[wanted.path] = readings


def _chosen(many: Sequence[Labelled], own: Sequence[Reading]) -> Labelled | None:
    """The label of a field: the one that points at its mark, else the only one, else the only one in its own cell."""
    for label in many:
        if any(label.at == one.at for one in own):
            return label
    alone = many if len(many) == 1 else [one for one in many if one.alone]
    return alone[0] if len(alone) == 1 else None


def _astray(marked: Readings, labelled: Mapping[str, Labelled], owners: Mapping[At, str]) -> bool:
    """Whether the marks have lost their places: rows were put in or taken out by a program that did not move them.

    So it is where many stand in the place of another field's label.
    """
    places = {path: {one.at for one in many if one.at} for path, many in marked.items() if path in labelled}
    moved = [path for path, at in places.items() if any(owners.get(one, path) != path for one in at)]
    return len(moved) >= _MANY and len(moved) >= _SHARE_ASTRAY * len(places)


def _speaks(label: Labelled, own: Sequence[Reading], owners: Mapping[At, str]) -> bool:
    """Whether what a label points to counts beside what stands under the marks of its field."""
    if any(one.at is None and one.method is not Method.PART for one in own):
        return False  # a field or a box on a page: what is printed elsewhere on it is no answer
    places = [one.at for one in own if one.at]
    if not places or label.at in places:
        return not label.reading.raw.is_blank or not own
    if all(one.raw.is_blank for one in own):
        return not label.reading.raw.is_blank
    return any(owners.get(at, label.path) != label.path for at in places)


def _in_rows(marked: Iterable[_Marked], table: FoundTable | None) -> list[_InRow]:
    """The marks of a repeat with their places in its table."""
    if table is None:
        return [_InRow(meaning, reading, None) for meaning, reading in marked]
    found: list[_InRow] = []
    for meaning, reading in marked:
        place = table.row_of(at) if (at := reading.at) and at.block == table.block else None
        found.append(_InRow(meaning, reading, place))
    return found


def _rows(gathered: Gathered, repeat: Repeat, marked: list[_InRow], table: FoundTable | None) -> None:
    """The rows of a repeat in the order in which they stand; empty ones between them are passed over."""
    if table is None and not marked:
        return
    moved = _moved_columns(marked, table) if table else frozenset()
    rows = list(_joined(repeat, [one for one in marked if one.meaning.column not in moved], table))
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


def _moved_columns(marked: Iterable[_InRow], table: FoundTable) -> frozenset[str]:
    """The columns whose marks stand under the heading of another one that moved too: copied over without its marks."""
    under: dict[str, str] = {}
    for meaning, reading, place in marked:
        if meaning.column in under or place is None or reading.at is None:
            continue
        if path := table.heading_over(reading.at):
            under[meaning.column] = path
    moved = {path for path, other in under.items() if other != path}
    return frozenset(path for path in moved if under[path] in moved)


def _joined(repeat: Repeat, marked: list[_InRow], table: FoundTable | None) -> Iterator[dict[str, list[Reading]]]:
    """Each row with what stands in it by its marks and by its headings."""
    rows: dict[tuple[int, int], dict[str, list[Reading]]] = {}
    placed = _places(marked)
    if table:
        for row in table.rows:
            rows[0, table.row_of(row.at)] = {path: [reading] for path, reading in row.readings.items()}
        marked = [one for one in marked if one.place not in table.others]
    for meaning, reading, _ in marked:
        key = placed.get(meaning.row) or (1, meaning.row)
        rows.setdefault(key, {}).setdefault(meaning.column, []).insert(0, reading)
    for _, readings in sorted(rows.items()):
        yield {field.path: readings[field.path] for field in repeat.members if field.path in readings}


def _places(marked: Iterable[_InRow]) -> dict[int, tuple[int, int]]:
    """For the number each row had when it was sent out, where it stands now in the table."""
    found: dict[int, tuple[int, int]] = {}
    for meaning, _, place in marked:
        if place is not None:
            found.setdefault(meaning.row, (0, place))
    return found


def _nil(row: Mapping[str, list[Reading]]) -> Reading | None:
    """The reading that says there is none, if nothing else stands in the row."""
    said = [reading for readings in row.values() for reading in readings if not reading.raw.is_blank]
    return said[0] if said and all(says_none(reading.raw.text) for reading in said) else None
