"""Where everything of a form stands on its sheet, before anything is drawn: labels, places to fill in, tables."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial
from itertools import groupby

from docgen.excel.form.grid import Grid, Span, grid_of, is_long, lines_of
from docgen.excel.form.words import (
    as_filled_in,
    asked_by,
    captions,
    how_to,
    number_heading,
    period_in_words,
    remark,
    row_hint,
    signatures,
)
from docgen.language import in_brackets, speaking
from docgen.model import Blank, Field, FieldType, Group, Node, Repeat
from docgen.model.forms import with_row

LINE = 15.0
"""Height of a line of text, in points."""
_ROW, _TWO_LINES, _TALL, _PICTURE = 21.0, 30.0, 78.0, 110.0
_SMALL = 1.25
"""How many times as many letters a line of remarks holds."""
_SET_SMALLER = 1.15
"""The same of a line of headings."""
_HEAD = (40.0, 22.0, 17.0)
"""Heights of the three rows above the form; the first two hold the QR code."""
_PAIRS = (16.0, 34.0, 16.0, 34.0)
_ITEM = (34.0, 10.0, 17.0, 34.0)
_FREEZE_AT_MOST = 14
_NEVER_SHORT = frozenset({FieldType.SELECT_MULTIPLE, FieldType.IMAGE, FieldType.DECIMAL})
_WIDE = frozenset({FieldType.TEXT, FieldType.SELECT_MULTIPLE, FieldType.IMAGE})


class Look(StrEnum):
    """What a cell is, which decides how it looks."""

    TITLE = "title"
    SUBTITLE = "subtitle"
    HEAD = "head"
    CODE = "code"
    SECTION = "section"
    CAPTION = "caption"
    LABEL = "label"
    SMALL = "small"
    CENTRED = "centred"
    NOTE = "note"
    SIGNATURE = "signature"
    INPUT = "input"
    LOCKED = "locked"
    ABSENT = "absent"
    BROKEN = "broken"
    NEEDLESS = "needless"


@dataclass(frozen=True, slots=True)
class Label:
    """A printed text."""

    row: int
    span: Span
    text: str
    look: Look


@dataclass(frozen=True, slots=True)
class Slot:
    """The cell of a field; `path` names its row in a repeat, `label` is what is printed beside or above it."""

    path: str
    field: Field
    row: int
    span: Span
    label: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A repeat printed as rows under headings: the heading's row, the first and last row of its body, its columns."""

    repeat: Repeat
    head: int
    first: int
    last: int
    columns: tuple[Field, ...]
    span: Span


@dataclass(frozen=True)
class Plan:
    """A form laid out. Rows and columns count from 0, heights are in points; `frozen` rows stay when scrolling."""

    blank: Blank
    grid: Grid
    labels: tuple[Label, ...]
    slots: tuple[Slot, ...]
    tables: tuple[Table, ...]
    bodies: Mapping[str, tuple[int, Span, int]] = field(default_factory=dict)
    heights: Mapping[int, float] = field(default_factory=dict)
    frozen: int = 0
    rows: int = 0

    def height_of(self, text: str, slot: Slot) -> float:
        """The height in points that `text` needs in the cell of `slot`."""
        return lines_of(text, self.grid.width(slot.span)) * LINE + 6

    @property
    def code(self) -> Label:
        """Where the short code is printed, which every unit has its own of."""
        return next(label for label in self.labels if label.look is Look.CODE)


def plan_form(blank: Blank) -> Plan:
    """`blank` laid out on one sheet."""
    sheet = _Sheet(blank, grid_of(blank))
    with speaking(blank.language):
        sheet.head()
        sheet.nodes(blank.definition.body)
        sheet.foot()
    return sheet.plan()


class _Sheet:
    """A sheet being laid out from the top down; `row` is the next free one."""

    def __init__(self, blank: Blank, grid: Grid) -> None:
        self._blank, self._grid, self._row = blank, grid, 0
        self._labels: list[Label] = []
        self._slots: list[Slot] = []
        self._tables: list[Table] = []
        self._bodies: dict[str, tuple[int, Span, int]] = {}
        self._heights: dict[int, float] = {}
        self._numbered, self._frozen, self._captioned = 0, 0, False

    def plan(self) -> Plan:
        return Plan(
            self._blank,
            self._grid,
            tuple(self._labels),
            tuple(self._slots),
            tuple(self._tables),
            self._bodies,
            self._heights,
            self._frozen,
            self._row,
        )

    def head(self) -> None:
        """Title, period, and where the form goes; the QR code stands at the right of the first two rows."""
        whole, blank = self._grid.whole, self._blank
        left, right = self._grid.shared_out((64, 36))
        self._say(whole, blank.definition.title.said(blank.language), Look.TITLE)
        self._next(_HEAD[0])
        self._say(whole, period_in_words(blank), Look.SUBTITLE)
        self._next(_HEAD[1])
        self._say(left, asked_by(blank), Look.HEAD)
        self._say(right, "", Look.CODE)
        self._next(max(_HEAD[2], lines_of(asked_by(blank), self._grid.width(left) * 1.15) * 12.5 + 4))
        self._frozen = self._row

    def nodes(self, nodes: Iterable[Node]) -> None:
        """Fields in runs of one kind, groups under their headings, repeats as tables."""
        nodes = tuple(node for node in nodes if not isinstance(node, Field) or is_printed(node))
        paired = _are_short(node for node in nodes if isinstance(node, Field))
        for kind, run in groupby(nodes, partial(_kind, paired=paired)):
            members = tuple(run)
            self._fields([node for node in members if isinstance(node, Field)], kind)
            for node in members:
                if isinstance(node, Group):
                    self._group(node)
                elif isinstance(node, Repeat):
                    self._repeat(node)

    def foot(self) -> None:
        """Where it is signed and sealed on paper, and how the form is filled in."""
        self._next(6.0)
        for span, text in zip(self._grid.shared_out((36, 36, 28)), signatures(), strict=True):
            self._say(span, text, Look.SIGNATURE)
        self._next(30.0)
        for line in how_to(self._blank):
            self._line(line, Look.NOTE)

    def _group(self, group: Group) -> None:
        if not any(self._blank.asks(f) for f in _fields_of(group.members)):
            return
        self._section(group.label.said(self._blank.language))
        self.nodes(group.members)

    def _section(self, text: str) -> None:
        if text:
            self._say(self._grid.whole, text, Look.SECTION)
            self._next(_ROW)

    def _fields(self, fields: list[Field], kind: str) -> None:
        if kind == "note":
            for one in fields:
                self._line(one.label.said(self._blank.language), Look.NOTE)
        elif kind == "pair":
            self._pairs(fields)
        elif fields:
            self._items(fields)

    def _pairs(self, fields: list[Field]) -> None:
        """Two short fields a row, each beside its label; where the columns are few, or for the unit's name, one."""
        areas, self._captioned = self._grid.shared_out(_PAIRS), False
        for two in self._beside(fields):
            places = [areas[:2], areas[2:]] if len(two) == 2 else [(areas[0], Span(areas[1].first, areas[3].last))]
            for one, (label, value) in zip(two, places, strict=True):
                self._say(label, self._label(one), Look.LABEL)
                self._slot(one.path, one, value)
            self._next(self._fitting((self._label(one), label) for one, (label, _) in zip(two, places, strict=True)))

    def _beside(self, fields: list[Field]) -> Iterator[list[Field]]:
        """The fields by rows."""
        row: list[Field] = []
        for one in fields:
            if one.names_unit and row:
                yield row
                row = []
            row.append(one)
            if len(row) == 2 or one.names_unit or len(self._grid.widths) <= 5:
                yield row
                row = []
        if row:
            yield row

    def _items(self, fields: list[Field]) -> None:
        """One field a row: number, label, measure, value, and what its rules say."""
        areas = self._grid.shared_out(_ITEM, first=1)
        if not self._captioned and not all(_is_wide(one) for one in fields):
            for area, text in zip((Span(0, 0), *areas), captions(), strict=True):
                self._say(area, text, Look.CAPTION)
            self._next(_ROW)
            self._captioned = True
        for one in fields:
            self._numbered += 1
            self._say(Span(0, 0), str(self._numbered), Look.CENTRED)
            self._item(one, areas)

    def _item(self, one: Field, areas: tuple[Span, ...]) -> None:
        label, measure, value, notes = areas
        text, said = self._label(one), remark(self._blank, one)
        self._say(label, text, Look.LABEL)
        if _is_wide(one):
            self._slot(one.path, one, Span(measure.first, notes.last))
            tall = _PICTURE if one.type is FieldType.IMAGE else _TALL if is_long(one) else _ROW
            self._next(max(tall, self._fitting([(text, label)])))
            return
        self._say(measure, as_filled_in(one), Look.CENTRED)
        self._slot(one.path, one, value)
        self._say(notes, said, Look.SMALL)
        small = lines_of(said, self._grid.width(notes) * _SMALL) * LINE / _SMALL + 5
        self._next(max(small, self._fitting([(text, label)])))

    def _repeat(self, repeat: Repeat) -> None:
        columns = tuple(
            f for f in repeat.members if self._blank.asks(f) and f.type is not FieldType.NOTE and is_printed(f)
        )
        if not columns:
            return
        hint, self._captioned = row_hint(self._blank, repeat), False
        self._section(repeat.label.said(self._blank.language))
        if hint:
            self._line(hint, Look.NOTE)
        if repeat.transposed:
            self._side_by_side(repeat, columns)
        else:
            self._table(repeat, columns)

    def _table(self, repeat: Repeat, columns: tuple[Field, ...]) -> None:
        head, spans = self._row, [Span(i, i) for i in range(1, len(columns) + 1)]
        self._say(Span(0, 0), number_heading(), Look.CAPTION)
        texts = _told_apart(self._heading(one) for one in columns)
        for text, span in zip(texts, spans, strict=True):
            self._say(span, text, Look.CAPTION)
        lines = max(
            lines_of(text, self._grid.width(span) * _SET_SMALLER) for text, span in zip(texts, spans, strict=True)
        )
        self._next(max(30.0, lines * LINE / _SET_SMALLER + 4))
        if len(self._blank.definition.repeats) == 1 and head < _FREEZE_AT_MOST:
            self._frozen = self._row
        for number in range(1, self._count(repeat) + 1):
            self._say(Span(0, 0), str(number), Look.CENTRED)
            for one, span in zip(columns, spans, strict=True):
                self._slot(with_row(one.path, repeat.path, number), one, span)
            self._next(_ROW if not any(one.type is FieldType.TEXT for one in columns) else _TWO_LINES)
        area = Span(1, len(columns))
        self._tables.append(Table(repeat, head, head + 1, self._row - 1, columns, area))
        self._bodies[repeat.path] = (head + 1, area, self._row - 1)

    def _side_by_side(self, repeat: Repeat, columns: tuple[Field, ...]) -> None:
        """Records beside each other, their fields downwards, as official event tables are printed."""
        count = self._count(repeat)
        label, measure, *records = self._grid.shared_out((22, 9, *([16] * count)), first=1)
        for span, text in ((Span(0, label.last), repeat.label.said(self._blank.language)), (measure, "")):
            self._say(span, text, Look.CAPTION)
        for number, span in enumerate(records, 1):
            self._say(span, str(number), Look.CAPTION)
        self._next(_ROW)
        first = self._row
        for one in columns:
            self._say(Span(0, label.last), self._label(one), Look.LABEL)
            self._say(measure, as_filled_in(one), Look.CENTRED)
            for number, span in enumerate(records, 1):
                self._slot(with_row(one.path, repeat.path, number), one, span)
            self._next(max(_TALL / 2 if is_long(one) else _ROW, self._fitting([(self._label(one), label)])))
        self._bodies[repeat.path] = (first, Span(records[0].first, records[-1].last), self._row - 1)

    def _count(self, repeat: Repeat) -> int:
        return self._blank.rows.get(repeat.path, repeat.rows)

    def _label(self, one: Field) -> str:
        """A label with a star where an answer must be given."""
        return one.label.said(self._blank.language) + (" *" if one.required else "")

    def _heading(self, one: Field) -> str:
        """The heading of a column: label, and what it is counted in."""
        measure = one.measure.said(self._blank.language) or ("%" if one.percent else "")
        counted = f"\n{in_brackets(measure).strip()}" if measure else ""
        return f"{one.label.said(self._blank.language)}{' *' if one.required else ''}{counted}"

    def _slot(self, path: str, one: Field, span: Span) -> None:
        self._slots.append(Slot(path, one, self._row, span, one.label.said(self._blank.language)))

    def _say(self, span: Span, text: str, look: Look) -> None:
        self._labels.append(Label(self._row, span, text, look))

    def _line(self, text: str, look: Look) -> None:
        self._say(self._grid.whole, text, look)
        self._next(lines_of(text, self._grid.width(self._grid.whole) * 1.1) * 12.5 + 3)

    def _fitting(self, texts: Iterable[tuple[str, Span]]) -> float:
        """The height in which each text fits its span."""
        lines = max((lines_of(text, self._grid.width(span)) for text, span in texts), default=1)
        return max(_ROW, lines * LINE + 4)

    def _next(self, height: float) -> None:
        self._heights[self._row] = height
        self._row += 1


def is_printed(field: Field) -> bool:
    """Whether a field is seen: calculations without a label only serve others."""
    return bool(field.label) or field.type is not FieldType.CALCULATE


def _kind(node: Node, *, paired: bool) -> str:
    """What is laid out together: fields of one kind in a row; groups and repeats stand by themselves."""
    if not isinstance(node, Field):
        return "part"
    if node.type is FieldType.NOTE:
        return "note"
    is_short = not is_long(node) and (paired or {"w1", "w2"} & set(node.appearance.split()))
    return "pair" if is_short else "item"


def _are_short(fields: Iterable[Field]) -> bool:
    """Whether these are particulars - names, days, yes or no - rather than figures with rules of their own."""
    fields = tuple(field for field in fields if field.type is not FieldType.NOTE)
    return len(fields) > 1 and not any(f.measure or f.percent or f.type in _NEVER_SHORT for f in fields)


def _is_wide(field: Field) -> bool:
    """Whether an answer takes more room than a figure does."""
    return field.type in _WIDE


def _fields_of(nodes: Iterable[Node]) -> Iterator[Field]:
    for node in nodes:
        if isinstance(node, Field):
            yield node
        else:
            yield from _fields_of(node.members)


def _told_apart(texts: Iterable[str]) -> list[str]:
    """Headings of a table, which Excel wants all different: a second one of the same words gets a number."""
    seen: Counter[str] = Counter()
    result = []
    for text in texts:
        seen[text.casefold()] += 1
        times = seen[text.casefold()]
        result.append(text if times == 1 else f"{text} {times}")
    return result
