"""The score workbook: counted figures as inputs, every item, stage, score, grade and rank as a live formula.

Recalculated anywhere it gives the same figures: items to 9 places, the score as printed. What a person decided
and what is open stands as a value. Sheets: About (digests), Rules (weights, grades), Figures, Points, Scores, Losses.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from docgen.assessment.dossier import Dossier
from docgen.assessment.explain import explain
from docgen.assessment.grading import printed
from docgen.assessment.kinds import KINDS
from docgen.assessment.kinds.kind import Input, Part, in_digits
from docgen.assessment.names import PLAIN, Names
from docgen.assessment.rules import Pot, Rounding, RuledItem, Rules
from docgen.assessment.scorebook import score_rows
from docgen.assessment.sentences import part_in_words
from docgen.assessment.tables import rows_of
from docgen.excel import LiveCell, LiveSheet, Look, cell_name, live_workbook_bytes
from docgen.language import parted, say
from docgen.model import Assessment, ItemScore, LossState, Source

PLACES = 12
"""Decimals of an item's points in the workbook: enough that no score on a boundary is printed on its other side."""
FIRST = 1
"""The row of the first unit, from 0."""
NAMES = 3
"""Columns before the figures: code, name, type."""


@dataclass(frozen=True)
class Column:
    """A column of sheet Figures: which part it is of, and what it counts."""

    part: Part
    input: Input


def score_workbook(
    rules: Rules, units: Sequence[Dossier], results: Sequence[Assessment], names: Names = PLAIN
) -> bytes:
    """The workbook as bytes; `units` and `results` in one order, `names` what people call the figures of the rules."""
    columns = tuple(_columns(rules))
    points = _points(rules, columns, units, results, names)
    sheets = (
        _about(rules, results),
        LiveSheet(say("Figures"), _figures(columns, rules, units, names), (FIRST, NAMES), (9, 30, 16)),
        LiveSheet(say("Points"), points, (FIRST, NAMES), (9, 30, 16)),
        *score_rows(rules, units, results, item_columns(rules), (say("Points"), FIRST, NAMES)),
        _losses(results, names),
    )
    return live_workbook_bytes(sheets)


def _columns(rules: Rules) -> Iterable[Column]:
    for item in rules.items:
        for part in item.parts:
            yield from (Column(part, one) for one in KINDS[part.kind].inputs(part))


def item_columns(rules: Rules) -> dict[str, int]:
    """The column of each item on sheet Points, from 0."""
    return {item.id: NAMES + number for number, item in enumerate(rules.items)}


def _who(d: Dossier, names: Names) -> list[LiveCell | None]:
    return [LiveCell(d.unit), LiveCell(d.name), LiveCell(names.types.get(d.type, d.type))]


def _heads() -> list[LiveCell | None]:
    return [LiveCell(text, look=Look.HEAD) for text in (say("unit"), say("name"), say("type"))]


def _figures(
    columns: tuple[Column, ...], rules: Rules, units: Sequence[Dossier], names: Names
) -> list[list[LiveCell | None]]:
    heads = _heads()
    heads += [_head(column, names) for column in columns]
    heads += [LiveCell(f"{zero.id}: {zero.title}", look=Look.HEAD) for zero in rules.zeroed]
    return [heads, *(_figure_row(columns, rules, d, names) for d in units)]


def _head(column: Column, names: Names) -> LiveCell:
    """The heading of a figure as people call it; how the rules write it is a note."""
    title = names.said(column.input.title)
    rule = column.input.rule or (column.input.title if title != column.input.title else "")
    return LiveCell(f"{column.part.item}: {title}"[:200], look=Look.HEAD, note=rule)


def _figure_row(columns: tuple[Column, ...], rules: Rules, d: Dossier, names: Names) -> list[LiveCell | None]:
    row = _who(d, names)
    row += [LiveCell(_plain(c.input.get(d)), look=Look.INPUT, form=c.input.form()) for c in columns]
    for zero in rules.zeroed:
        met = sum(zero.where.met(one.cells) for one in rows_of(d, zero.of).rows)
        row.append(LiveCell(met, look=Look.INPUT))
    return row


def _plain(value: Fraction | int | None) -> int | float | None:
    return value if value is None or isinstance(value, int) else float(value)


def _points(
    rules: Rules, columns: tuple[Column, ...], units: Sequence[Dossier], results: Sequence[Assessment], names: Names
) -> list[list[LiveCell | None]]:
    heads = _heads()
    notes = {item.id: parted(part_in_words(part, names) for part in item.parts) for item in rules.items}
    heads += [LiveCell(f"{i.id} ({in_digits(i.points)})", look=Look.HEAD, note=notes[i.id]) for i in rules.items]
    places: dict[str, list[int]] = {}
    for number, column in enumerate(columns):
        places.setdefault(column.part.id, []).append(NAMES + number)
    rows = [heads]
    for number, (d, result) in enumerate(zip(units, results, strict=True), FIRST):
        writer = _PointsRow(rules, places, number, NAMES + len(columns), d)
        scores = {one.item: one for one in result.items}
        rows.append([*_who(d, names), *(writer.item(item, scores.get(item.id)) for item in rules.items)])
    return rows


@dataclass(frozen=True)
class _PointsRow:
    """Formulas of one unit's row on sheet Points, reading the same row of sheet Figures."""

    rules: Rules
    places: dict[str, list[int]]
    row: int
    zeroed: int
    d: Dossier

    def item(self, item: RuledItem, score: ItemScore | None) -> LiveCell:
        if score is None or not item.applies_to(self.d.type):
            return LiveCell("", look=Look.TEXT)
        value = rounded(score.earned) if score.applicable else ""
        if score.is_open or score.override or self._decided(score) or self._unasked(item, score):
            return LiveCell(value, look=Look.OPEN)
        return LiveCell(value, self._formula(item), Look.FORMULA)

    def _decided(self, score: ItemScore) -> bool:
        """Whether no figure of the unit gives its points: a person decided of a loss, or others' average counts."""
        return any(
            loss.state is LossState.DISMISSED
            or any(one.source in (Source.OTHERS, Source.DECISION) for one in loss.evidence)
            for loss in score.losses
        )

    def _unasked(self, item: RuledItem, score: ItemScore) -> bool:
        """Whether a part does not apply because its return was waived, which no figure shows."""
        return score.applicable != item.points and any(
            one.get(self.d) is None for part in item.parts for one in KINDS[part.kind].inputs(part)
        )

    def _formula(self, item: RuledItem) -> str:
        pots = [self._pot(pot) for pot in item.pots]
        if len(pots) == 1:
            total = f'IF({pots[0]}="","",ROUND({pots[0]},{PLACES}))'
        else:
            kept = "+".join(f"N({pot})" for pot in pots)  # a part that does not apply is a text, which adds nothing
            total = f'IF(COUNT({",".join(pots)})=0,"",ROUND({kept},{PLACES}))'
        for number, zero in enumerate(self.rules.zeroed):
            if item.id in zero.items:
                total = f"IF({self._cell(self.zeroed + number)}>0,0,{total})"
        return f"={total}"

    def _pot(self, pot: Pot) -> str:
        parts = [self._part(part) for part in pot.parts]
        if len(parts) == 1:
            return parts[0]
        points = in_digits(pot.points)
        taken = "".join(f"-({points}-({one}))" for one in parts)
        return f"MAX(0,{points}{taken})"

    def _part(self, part: Part) -> str:
        return KINDS[part.kind].formula(part, [self._cell(column) for column in self.places.get(part.id, ())])

    def _cell(self, column: int) -> str:
        return f"'{say('Figures')}'!{cell_name(self.row, column)}"


def rounded(value: Fraction, places: int = PLACES) -> float:
    """A number as the workbook holds it: rounded half up to so many places."""
    return float(printed(value, places, Rounding.HALF_UP))


def _about(rules: Rules, results: Sequence[Assessment]) -> LiveSheet:
    head = [
        [LiveCell(say("Rules"), look=Look.HEAD), LiveCell(rules.name, look=Look.HEAD), LiveCell("", look=Look.HEAD)]
    ]
    digest = [[LiveCell(say("digest of the rules")), LiveCell(rules.digest), None]]
    note = say("Yellow cells are figures counted in returns and ledgers, blue ones formulas, red ones decided or open.")
    told = [[LiveCell(note), None, None]]
    units = [[LiveCell(one.unit), LiveCell(one.name), LiveCell(one.digest)] for one in results]
    heads = [[LiveCell(text, look=Look.HEAD) for text in (say("unit"), say("name"), say("digest of the result"))]]
    return LiveSheet(say("About"), [*head, *digest, *told, *heads, *units], (1, 0), (24, 68, 68))


def _losses(results: Sequence[Assessment], names: Names) -> LiveSheet:
    heads = (say("unit"), say("name"), say("stage"), say("item"), say("points"), say("final"), say("why"),
             say("shown by"), say("state"))  # fmt: skip
    rows: list[list[LiveCell | None]] = [[LiveCell(text, look=Look.HEAD) for text in heads]]
    for one in results:
        told = explain(one, names)
        for line, loss in zip(told.losses, one.losses, strict=True):
            shown = parted(line.evidence)
            cells = (one.unit, one.name, line.stage, line.item, rounded(loss.points), rounded(loss.final), line.reason,
                     shown, line.state)  # fmt: skip
            rows.append([LiveCell(cell) for cell in cells])
    return LiveSheet(say("Explanation"), rows, (1, 2), (9, 30, 20, 8, 10, 10, 50, 70, 12))
