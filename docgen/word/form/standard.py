"""The standard look of a form, as a layout an office can edit: an ordinary Word template with places for the fields.

Single fields stand in tables of label and place, two short ones beside each other; a repeat is a table with a heading
printed on every page. Forms with wide repeats lie on their side; where even that is too narrow, each record takes
several lines.
"""

import base64
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import groupby

from docgen.language import in_brackets, say, speaking
from docgen.model.blanks import Blank
from docgen.model.forms import Field, FieldType, FormDefinition, Group, Node, Repeat
from docgen.model.layouts import Known, asked_in
from docgen.word.form.blocks import Cell, literal, page_field, paragraph, picture, row, shared, star, table, text
from docgen.word.form.look import Sheet, package
from docgen.word.form.prompts import is_short, width
from docgen.word.form.repeats import Hold, repeat_table
from docgen.word.form.widths import NUMBER, bands, least
from docgen.word.package import pack, zip_bytes

_WHITE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAsTw9IAAAAABJRU5ErkJggg=="
)
"""A white point, where a form has no QR code."""

_FIGURES, _TEXTS = (31, 19, 31, 19), (20, 30, 20, 30)
_LOW, _TALL = 430, 1500
_LONG_REMARK = 110
_KEPT = (15, 8)
"""The lines of the longest table that stays on one page with the signatures behind it, so that these never stand alone:
upright, and on its side."""
_CENTRED = frozenset({FieldType.INTEGER, FieldType.DECIMAL, FieldType.DATE, FieldType.TIME, FieldType.DATETIME})
_FIGURE_TYPES = _CENTRED | {FieldType.SELECT_ONE, FieldType.ACKNOWLEDGE, FieldType.CALCULATE}


@dataclass(frozen=True, slots=True)
class Wanted:
    """The standard look of which form: in which language, for which type of unit ("": all), on which sheet.

    `remarks` are the paths of the fields and repeats that have words under their label. What is not final, but to be
    edited, is plainer.
    """

    known: Known
    language: str
    unit_type: str = ""
    remarks: frozenset[str] = frozenset()
    sheet: Sheet = field(default_factory=Sheet)
    is_final: bool = True

    def shows(self, asked: Field) -> bool:
        """Whether a field is printed: it is asked of this type of unit, and seen at all."""
        seen = asked.type is not FieldType.CALCULATE or bool(asked.label)
        return seen and (not self.unit_type or asked.asks(self.unit_type))


def standard_layout(definition: FormDefinition, language: str = "", *, sheet: Sheet | None = None) -> bytes:
    """The standard look of a form as a Word template to edit, with the places of all its fields.

    `language` is by default the form's own; `sheet` is A4 by default.
    """
    remarks = frozenset(asked.path for asked in definition.fields if asked.constraint or asked.relevant)
    language = language or definition.languages[0]
    return _layout(Wanted(Known.of(definition), language, "", remarks, sheet or Sheet(), is_final=False))


def layout_for(blank: Blank, sheet: Sheet | None = None) -> bytes:
    """The standard look for the unit of `blank`: what it is not asked is left out."""
    known = Known.of(blank.definition)
    return _layout(Wanted(known, blank.language, blank.unit.type, frozenset(blank.remarks), sheet or Sheet()))


@lru_cache(maxsize=256)
def _layout(wanted: Wanted) -> bytes:
    with speaking(wanted.language):
        body = wanted.known.definition.body
        repeats = [repeat for repeat in wanted.known.definition.repeats if not repeat.transposed]
        wide = max((least(_columns(repeat, wanted), wanted.language) for repeat in repeats), default=0)
        sheet = wanted.sheet.turned if wide > wanted.sheet.line else wanted.sheet
        names = {each.name for each in wanted.known.definition.fields}
        form = _Form(wanted, sheet)
        parts = [*_head(sheet.line, names), *form.nodes(body), *_signatures(sheet.line), sheet.section]
        return zip_bytes(pack(package(wanted.language, "".join(parts), _footer(sheet.line), _WHITE)))


@dataclass(frozen=True, slots=True)
class _Form:
    """A form being laid out on a sheet."""

    wanted: Wanted
    sheet: Sheet

    def nodes(self, nodes: Iterable[Node], depth: int = 0) -> Iterator[str]:
        """Fields in tables, groups under their headings, repeats."""
        for kind, run in groupby(nodes, type):
            if kind is Field:
                yield from self._fields([node for node in run if isinstance(node, Field)])
                continue
            for node in run:
                if isinstance(node, Group):
                    yield from self._group(node, depth)
                elif isinstance(node, Repeat):
                    yield from self._repeat(node)

    def _group(self, group: Group, depth: int) -> Iterator[str]:
        inside = list(self.nodes(group.members, depth + 1))
        if inside and group.label:
            yield paragraph("FormSection" if depth == 0 else "FormGroup", *literal(self._said(group)))
        yield from inside

    def _repeat(self, repeat: Repeat) -> Iterator[str]:
        columns = _columns(repeat, self.wanted)
        if columns:
            yield paragraph("FormSection", *literal(self._said(repeat)))
            name, hold = asked_in(self.wanted.known).short_name(repeat), self._hold(repeat, columns)
            yield repeat_table(replace(repeat, path=name), columns, self.sheet.line, self.wanted.language, hold)
            yield paragraph("FormGap", kept=hold is not Hold.NOTHING)

    def _hold(self, repeat: Repeat, columns: Sequence[Field]) -> Hold:
        """What of the last table stays on the page of the signatures."""
        if repeat != self.wanted.known.definition.body[-1]:
            return Hold.NOTHING
        lines = repeat.rows * len(bands(columns, self.sheet.line - NUMBER, self.wanted.language))
        if lines <= _KEPT[self.sheet.width > self.sheet.height]:
            return Hold.ALL
        return Hold.END if self.wanted.is_final else Hold.NOTHING

    def _fields(self, fields: Sequence[Field]) -> Iterator[str]:
        shown = [each for each in fields if self.wanted.shows(each)]
        for is_note, run in groupby(shown, lambda each: each.type is FieldType.NOTE):
            if is_note:
                yield from (paragraph("FormNote", *literal(self._said(note))) for note in run)
            else:
                places = list(run)
                figures = all(each.type in _FIGURE_TYPES for each in places if not self._is_long(each))
                grid = shared(self.sheet.line, _FIGURES if figures else _TEXTS)
                yield table(grid, list(self._rows(places, grid)))
                yield paragraph("FormGap")

    def _rows(self, fields: Sequence[Field], grid: Sequence[int]) -> Iterator[str]:
        """Two short fields a row, long ones in a row of their own."""
        waiting: Field | None = None
        for each in fields:
            if self._is_long(each):
                yield from [self._row(waiting, grid)] if waiting else []
                yield self._row(each, grid)
                waiting = None
            elif waiting:
                yield row([*self._pair(waiting, grid), *self._pair(each, grid)], height=_LOW)
                waiting = None
            else:
                waiting = each
        if waiting:
            yield self._row(waiting, grid)

    def _row(self, each: Field, grid: Sequence[int]) -> str:
        tall = each.type is FieldType.IMAGE or "multiline" in each.appearance.split()
        return row(self._pair(each, grid, whole=True), height=_TALL if tall else _LOW)

    def _is_long(self, each: Field) -> bool:
        if each.type in (FieldType.SELECT_MULTIPLE, FieldType.IMAGE) or "multiline" in each.appearance.split():
            return True
        if each.names_unit:
            return True
        label = width(self._said(each)) + width(each.hint.said(self.wanted.language))
        return label > _LONG_REMARK

    def _pair(self, each: Field, grid: Sequence[int], *, whole: bool = False) -> list[Cell]:
        """Label and place of a field."""
        place = f'{{{{ field("{asked_in(self.wanted.known).short_name(each)}") }}}}'
        figure = each.type in _CENTRED or (
            each.type is FieldType.SELECT_ONE and is_short(each.choices, self.wanted.language)
        )
        value = paragraph("FormFigure" if figure and not whole else "FormValue", place)
        return [
            Cell(grid[0], "".join(self._label(each)), shaded=True),
            Cell(sum(grid[1:]) if whole else grid[1], value, span=3 if whole else 1),
        ]

    def _label(self, each: Field) -> Iterator[str]:
        """The label with what it is counted in, and under it what the author and the rules say of it."""
        measure = each.measure.said(self.wanted.language) or ("%" if each.percent else "")
        yield paragraph("FormLabel", *literal(self._said(each) + in_brackets(measure)), *star(each))
        if hint := each.hint.said(self.wanted.language):
            yield paragraph("FormRemark", *literal(hint))
        if each.path in self.wanted.remarks:
            yield paragraph("FormRemark", f'{{{{ remark("{each.path}") }}}}')

    def _said(self, node: Node) -> str:
        return node.label.said(self.wanted.language) or node.path.rpartition("/")[2]


def _columns(repeat: Repeat, wanted: Wanted) -> list[Field]:
    return [column for column in repeat.members if wanted.shows(column) and column.type is not FieldType.NOTE]


def _head(line: int, names: Set[str]) -> Iterator[str]:
    """Title and period, and who asks whom until when; a unit that the form itself asks for its name is not told it."""
    yield paragraph("FormTitle", "{{ form.title }}")
    yield paragraph("FormSubtitle", "{{ period }}")
    code, version, unit = "{{ form.code }}", "{{ form.version }}", "{{ unit.name }}"
    issuer, due = "{{ issuer }}", '{{ due | date("long") }}'
    left = [paragraph("FormLine", "{% if issuer %}" + say("Issued by: {issuer}", issuer=issuer) + "{% endif %}")]
    right = [paragraph("FormLine", say("Form {code}, version {version}", code=code, version=version))]
    if "unit_name" not in names:
        who = say("Reporting unit: {unit} ({code})", unit=unit, code="{{ unit.code }}")
        left.insert(0, paragraph("FormLine", who))
    right.append(paragraph("FormLine", "{% if due %}" + say("To be returned by {day}", day=due) + "{% endif %}"))
    grid = shared(line, (62, 38))
    cells = [Cell(width, "".join(lines), align="top") for width, lines in zip(grid, (left, right), strict=True)]
    yield table(grid, [row(cells, height=300)], style="TableNormal")
    yield paragraph(
        "FormHowTo",
        say("Type into the white boxes. Where there was nothing, type 0 or “none”. Boxes marked * must be filled in."),
    )


def _signatures(line: int) -> Iterator[str]:
    """Where the form is signed and sealed on paper."""
    head, filler = say("Head of the unit (signature):"), say("Filled in by (signature):")
    seal, day = say("Reporting unit (seal)"), say("Date:          /          /")
    yield paragraph("FormGap")
    grid = shared(line, (50, 50))
    cells = [
        Cell(grid[0], paragraph("FormSign", head) + paragraph("FormSign", filler), align="top"),
        Cell(grid[1], paragraph("FormSign", seal) + paragraph("FormSign") + paragraph("FormSign", day), align="top"),
    ]
    yield table(grid, [row(cells, height=1300)], style="TableNormal")


def _footer(line: int) -> str:
    """Form and unit, the short code, the page, and the QR code."""
    before, rest = say("Page {page} of {pages}", page="\n", pages="\t").split("\n")
    between, after = rest.split("\t")
    page = (text(before), page_field("PAGE"), text(between), page_field("NUMPAGES"), text(after))
    grid = shared(line, (88, 12))
    left = paragraph("Footer", "{{ form.title }} · {{ unit.name }}")
    left += paragraph("Footer", text("{{ short_code }}　　"), *page)
    code = paragraph("FooterPicture", picture("rIdQR", "docgen:qr", 15))
    return table(grid, [row([Cell(grid[0], left), Cell(grid[1], code)], height=300)], style="TableNormal") + paragraph(
        "FormGap"
    )
