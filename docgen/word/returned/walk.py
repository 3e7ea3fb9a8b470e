"""One walk through a story of a document: its paragraphs and tables, and what stands in each control and bookmark.

Several things are open at once: a paragraph, the cell it stands in, controls and bookmarks around them. A piece of text
goes to all of them.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from lxml import etree

from docgen.findings import NOWHERE, Place
from docgen.model import NOTHING, At, Block, Cell, Grid, Line, Method, Raw, Spot
from docgen.word.returned.controls import Control, old_field, symbol, tick
from docgen.word.returned.xml import MC, W, child, is_on, val, value, whole

MOST_COLUMNS = 63
"""Columns a table of Word may have; a cell that claims to span more is not believed."""
_TC_PR, _V_MERGE, _SPAN, _VANISH, _R_PR = f"{W}tcPr", f"{W}vMerge", f"{W}gridSpan", f"{W}vanish", f"{W}rPr"
_COLOR, _SHADE, _WHITE = f"{W}color", f"{W}shd", "FFFFFF"
_ROW, _CELL, _CONTROL, _TR_PR, _TEXT = f"{W}tr", f"{W}tc", f"{W}sdt", f"{W}trPr", f"{W}t"
_NAME, _ID, _TABLE = f"{W}name", f"{W}id", f"{W}tbl"
_MARKS = ("dg.", "dg_", "_dg_")
_DEEPEST = 40


@dataclass
class _Open:
    """A control or bookmark whose end has not come yet."""

    name: str
    method: Method
    place: Place
    at: At | None
    parts: list[str] = field(default_factory=list)


@dataclass
class Walk:
    """The walk through one story; `part` names it for people, empty for the body; `aside` for what stands around it."""

    place: Place
    first: int = 0
    aside: bool = False
    blocks: list[Block] = field(default_factory=list)
    spots: list[Spot] = field(default_factory=list)
    boxes: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    tracked: bool = False
    _texts: list[list[str]] = field(default_factory=list)
    _open: dict[object, _Open] = field(default_factory=dict)
    _fields: list[bool] = field(default_factory=list)
    _paragraphs: int = 0
    _tables: int = 0
    _depth: int = 0
    _vanished: Mapping[etree._Element, bool] = field(default_factory=dict)
    _shaped: frozenset[etree._Element] = frozenset()
    _at: At | None = None
    _here: "Place | tuple[Grid, At]" = NOWHERE
    _in_box: bool = False

    def story(self, root: etree._Element) -> None:
        """Everything in a story, from its root."""
        self._vanished, self._shaped = dict(_vanished(root)), frozenset(_shaped(root))
        self._inside(root)
        for opened in list(self._open):
            self._close(opened)

    def _inside(self, element: etree._Element) -> None:
        for one in element:
            handler = _HANDLERS.get(one.tag, Walk._inside)
            if handler is not None:
                handler(self, one)

    @property
    def _place(self) -> Place:
        """Where in the document we are; of most cells nobody asks."""
        here = self._here
        return here if isinstance(here, Place) else here[0].place_of(here[1].row, here[1].column)

    def _add(self, text: str) -> None:
        if self._fields and not all(self._fields):
            return
        if self._texts:
            self._texts[-1].append(text)
        for opened in self._open.values():
            opened.parts.append(text)

    def paragraph(self, element: etree._Element) -> None:
        """A paragraph: a line by itself, or a part of the cell it stands in."""
        self._paragraphs += 1
        if self._at is None:
            self._line(element)
            return
        self._inside(element)
        for opened in self._open.values():
            opened.parts.append("\n")
        self._texts[-1].append("\n")

    def _line(self, element: etree._Element) -> None:
        """A paragraph in no cell: a block of its own, kept in its order whatever else is met inside it."""
        number = len(self.blocks)
        self.blocks.append(Line(""))
        own = self.place
        place = Place(file=own.file, part=own.part, paragraph=self._paragraphs)
        self._here = place
        self._at = At(self.first + number)
        self._texts.append([])
        self._inside(element)
        text = "".join(self._texts.pop()).strip()
        self._at = None
        for opened in self._open.values():
            opened.parts.append("\n")
        if self._in_box:
            self.boxes.append(text)
        self.blocks[number] = Line(text, place, self.aside or self._in_box)

    def table(self, element: etree._Element) -> None:
        """A table as a grid; one inside a cell is a grid of its own."""
        self._depth += 1
        if self._depth > _DEEPEST:
            self._depth -= 1
            return
        self._tables += 1
        cells: dict[tuple[int, int], Cell] = {}
        grid = Grid(cells, replace(self.place, table=self._tables))
        number = self.first + len(self.blocks)
        self.blocks.append(grid)
        before = self._at, self._here, self._texts
        _Table(self, number, grid, cells).read(element)
        self._at, self._here, self._texts = before
        self._depth -= 1

    def cell(self, element: etree._Element, grid: Grid, at: At) -> str:
        """The text of a cell, each paragraph a line."""
        self._at, self._here, self._texts = at, (grid, at), [[]]
        self._inside(element)
        return "".join(self._texts[0]).strip("\n")

    def run(self, element: etree._Element) -> None:
        """A run; what is hidden is no text, what is white in the place of an answer is one that must be told."""
        unseen = self._vanished.get(element)
        if unseen or (unseen is not None and self._open):
            self.hidden += [text for text in (str(t.text or "").strip() for t in element.iter(_TEXT)) if text]
        if not unseen:
            self._inside(element)

    def text(self, element: etree._Element) -> None:
        """The letters of a run."""
        self._add(element.text or "")

    def sign(self, element: etree._Element) -> None:
        """A tab, a line end, a hyphen."""
        self._add(_SIGNS[element.tag])

    def symbol(self, element: etree._Element) -> None:
        """A letter of a symbol font, where it is a box or a tick."""
        self._add(symbol(element))

    def control(self, element: etree._Element) -> None:
        """A content control, at whatever level it stands: in a line, round paragraphs, a table, a row or a cell."""
        control = Control.of(element)
        if control.content is None:
            return
        if control.ticked is not None:
            self._box(control.name, control.ticked)
        elif control.prompt:
            self._prompt(control.name, control.content)
        else:
            self._held(control, self._inside)

    def _held(self, control: Control, inside: Callable[[etree._Element], None]) -> None:
        """What stands in a control goes to its mark too, if it bears one of ours."""
        key = self._begin(control.name, Method.MARK) if control.name.startswith(_MARKS) else None
        if control.content is not None:
            inside(control.content)
        if key is not None:
            self._close(key)

    def _box(self, name: str, state: bool) -> None:
        self._add(tick(state).text)
        if name.startswith(_MARKS):
            self.spots.append(Spot(name, tick(state), self._place, Method.MARK, self._at))

    def _prompt(self, name: str, content: etree._Element) -> None:
        """A control that shows its prompt: what stands in it is no text, but its bookmarks are there."""
        if name.startswith(_MARKS):
            self.spots.append(Spot(name, NOTHING, self._place, Method.MARK, self._at))
        if next(content.iter(_TABLE, _CONTROL), None) is not None:
            self._inside(content)

    def begin_bookmark(self, element: etree._Element) -> None:
        """Where a bookmark begins; ours are gathered up to their end."""
        name = element.get(_NAME, "")
        if name.startswith(_MARKS):
            self._begin(name, Method.BOOKMARK, element.get(_ID, ""))

    def end_bookmark(self, element: etree._Element) -> None:
        """Where a bookmark ends."""
        self._close(element.get(_ID, ""))

    def _begin(self, name: str, method: Method, key: object = None) -> object:
        key = key if key is not None else object()
        self._open[key] = _Open(name, method, self._place, self._at)
        return key

    def _close(self, key: object) -> None:
        opened = self._open.pop(key, None)
        if opened is not None:
            raw = Raw(text) if (text := "".join(opened.parts).strip("\n")) else NOTHING
            self.spots.append(Spot(opened.name, raw, opened.place, opened.method, opened.at))

    def mark(self, element: etree._Element) -> None:
        """A sign of a field: its instruction is no text, its result is."""
        kind = element.get(f"{W}fldCharType")
        if kind == "begin":
            data = element.find(f"{W}ffData")
            if data is not None:
                self._old_field(data)
            self._fields.append(False)
        elif kind == "separate" and self._fields:
            self._fields[-1] = True
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _old_field(self, data: etree._Element) -> None:
        name, raw = old_field(data)
        if raw is not None:
            self._add(raw.text)
            if name.startswith(_MARKS):
                self.spots.append(Spot(name, raw, self._place, Method.MARK, self._at))

    def inserted(self, element: etree._Element) -> None:
        """A tracked insertion: it counts."""
        self.tracked = True
        self._inside(element)

    def deleted(self, element: etree._Element) -> None:
        """A tracked deletion: it is gone."""
        self.tracked = True

    def alternatives(self, element: etree._Element) -> None:
        """The first of several ways to say the same."""
        chosen = element.find(f"{MC}Choice")
        chosen = chosen if chosen is not None else element.find(f"{MC}Fallback")
        if chosen is not None:
            self._inside(chosen)

    def text_box(self, element: etree._Element) -> None:
        """The text of a box: it stands aside, in no cell and no paragraph of the text."""
        before = self._at, self._here, self._texts, self._in_box, self._open
        self._at, self._texts, self._in_box, self._open = None, [], True, {}
        self._inside(element)
        for key in list(self._open):
            self._close(key)
        self._at, self._here, self._texts, self._in_box, self._open = before


@dataclass
class _Table:
    """The cells of one table, with their true rows and columns."""

    walk: Walk
    number: int
    grid: Grid
    cells: dict[tuple[int, int], Cell]
    row: int = 0
    above: dict[int, tuple[int, int]] = field(default_factory=dict)

    def read(self, element: etree._Element) -> None:
        """All rows of the table, or of what stands round some of them."""
        for one in element:
            if one.tag == _ROW:
                self._row(one)
            elif one.tag == _CONTROL:
                self.walk._held(Control.of(one), self.read)
            elif one.tag in _ROUND:
                self.read(one)

    def _row(self, row: etree._Element) -> None:
        properties = child(row, _TR_PR)
        if properties is not None and child(properties, f"{W}del") is not None:
            self.walk.tracked = True
            return
        self.row += 1
        self._column = 1 + min(whole(value(properties, "gridBefore")), MOST_COLUMNS)
        self._cells(row)

    def _cells(self, element: etree._Element) -> None:
        for one in element:
            tag = one.tag
            if tag == _CELL:
                self._cell(one)
            elif tag == _CONTROL:
                self._controlled(Control.of(one))
            elif tag in _ROUND:
                self._cells(one)
            elif tag in _ENDS:
                _ENDS[tag](self.walk, one)

    def _controlled(self, control: Control) -> None:
        """A control round a cell: the cell keeps its column."""
        self._here()
        if not control.prompt:
            self.walk._held(control, self._cells)
            return
        for cell in control.content.iterchildren(_CELL) if control.content is not None else ():
            span, _ = self._merge(cell)
            self.cells[self.row, self._column] = Cell(NOTHING, 1, span)
            if control.name.startswith(_MARKS):
                self.walk.spots.append(Spot(control.name, NOTHING, self.walk._place, Method.MARK, self.walk._at))
            self._column += span

    def _here(self) -> None:
        self.walk._at = at = At(self.number, self.row, self._column)
        self.walk._here = self.grid, at

    def _cell(self, cell: etree._Element) -> None:
        span, merge = self._merge(cell)
        at = At(self.number, self.row, self._column)
        text = self.walk.cell(cell, self.grid, at)
        if merge is not None and merge.get(f"{W}val", "continue") == "continue" and self._column in self.above:
            top = self.above[self._column]
            self.cells[top] = self.cells[top]._replace(rows=self.cells[top].rows + 1)
        else:
            self.cells[self.row, self._column] = Cell(_raw(text), 1, span)
            self.above[self._column] = (self.row, self._column)
        self._column += span

    _column: int = 1

    def _merge(self, cell: etree._Element) -> tuple[int, etree._Element | None]:
        """How many columns a cell covers, and what it says of a merge with the one above."""
        return _merge(cell) if cell in self.walk._shaped else (1, None)


@lru_cache(maxsize=4096)
def _raw(text: str) -> Raw:
    """The text of a cell; most of those in a return are printed in every one."""
    return Raw(text) if text.strip() else NOTHING


def _vanished(root: etree._Element) -> Iterator[tuple[etree._Element, bool]]:
    """The runs nobody sees, and whether they are hidden, not white: few, so that each run is not searched for it."""
    for said in root.iter(_VANISH, _COLOR):
        look = said.getparent()
        run = look.getparent() if look is not None else None
        if look is None or run is None or child(run, _R_PR) is not look or child(look, said.tag) is not said:
            continue
        if said.tag == _VANISH and is_on(said):
            yield run, True
        elif said.tag == _COLOR and val(said).upper() == _WHITE and child(look, _SHADE) is None:
            yield run, False


def _shaped(root: etree._Element) -> Iterator[etree._Element]:
    """The cells that say something of merges or columns; few of a form do."""
    for said in root.iter(_SPAN, _V_MERGE):
        properties = said.getparent()
        if properties is not None and (cell := properties.getparent()) is not None:
            yield cell


def _merge(cell: etree._Element) -> tuple[int, etree._Element | None]:
    """How many columns a cell covers, and what it says of a merge with the one above."""
    span, merge = 1, None
    properties = child(cell, _TC_PR)
    for one in properties.iterchildren(_SPAN, _V_MERGE) if properties is not None else ():
        if one.tag == _SPAN:
            span = max(1, min(whole(val(one), 1), MOST_COLUMNS))
        else:
            merge = one
    return span, merge


_SIGNS = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
}
_ENDS: Mapping[object, "_Handler"] = {
    f"{W}bookmarkStart": Walk.begin_bookmark,
    f"{W}bookmarkEnd": Walk.end_bookmark,
}
_ROUND = frozenset({f"{W}ins", f"{W}moveTo", f"{W}customXml", f"{W}smartTag"})
_SKIPPED = frozenset(
    f"{W}{name}"
    for name in ("instrText", "delText", "delInstrText", "rPr", "pPr", "tblPr", "tblGrid", "sectPr", "trPr", "tcPr")
)
_Handler = Callable[[Walk, etree._Element], None]
_HANDLERS: Mapping[object, _Handler | None] = {
    **dict.fromkeys(_SKIPPED),
    f"{W}p": Walk.paragraph,
    f"{W}tbl": Walk.table,
    f"{W}r": Walk.run,
    f"{W}t": Walk.text,
    f"{W}sym": Walk.symbol,
    f"{W}sdt": Walk.control,
    **_ENDS,
    f"{W}fldChar": Walk.mark,
    f"{W}ins": Walk.inserted,
    f"{W}moveTo": Walk.inserted,
    f"{W}del": Walk.deleted,
    f"{W}moveFrom": Walk.deleted,
    f"{W}txbxContent": Walk.text_box,
    f"{MC}AlternateContent": Walk.alternatives,
    **dict.fromkeys(_SIGNS, Walk.sign),
}
