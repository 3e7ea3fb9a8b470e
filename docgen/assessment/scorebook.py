"""Sheets Rules and Scores of the score workbook: stages, bonus, the printed score, grade and rank as live formulas."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from docgen.assessment.dossier import Dossier
from docgen.assessment.grading import printed
from docgen.assessment.kinds.kind import in_digits
from docgen.assessment.rules import Rounding, Rules, Stage, StageKind
from docgen.assessment.stages import visits_of
from docgen.excel import LiveCell, LiveSheet, Look, cell_name
from docgen.language import say
from docgen.model import Assessment, CaseKind, CaseState

Points = tuple[str, int, int]
"""Sheet Points: its title, the row of its first unit and the column of its first item, from 0."""


def score_rows(
    rules: Rules, units: Sequence[Dossier], results: Sequence[Assessment], items: dict[str, int], points: Points
) -> tuple[LiveSheet, LiveSheet]:
    """The two sheets."""
    book = _Book(rules, items, points, len(units))
    rows = [book.heads(), *(book.row(n, d, r) for n, (d, r) in enumerate(zip(units, results, strict=True), 1))]
    return book.settings(), LiveSheet(say("Scores"), rows, (1, 2), (9, 30, 16))


@dataclass(frozen=True)
class _Book:
    rules: Rules
    items: dict[str, int]
    points: Points
    units: int

    # sheet Rules: weights, grades, bounds

    def settings(self) -> LiveSheet:
        """What formulas read of the rules: change a weight or a bound here and every score follows."""
        rows: list[list[LiveCell | None]] = [[_head(say("stage")), _head(say("share"))]]
        rows += [[LiveCell(stage.title), _input(stage.weight)] for stage in self.rules.stages]
        rows += [[_head(say("grade")), _head(say("from"))]]
        rows += [[LiveCell(grade.name), _input(grade.lowest)] for grade in self.rules.grades]
        settings = self.rules.settings
        rows += [[_head(say("bound")), _head(say("points"))]]
        rows += [[LiveCell(say("bonus at most")), _input(_or(settings.bonus_cap))]]
        rows += [[LiveCell(say("deductions at most")), _input(_or(settings.deduction_cap))]]
        return LiveSheet(say("Rules"), rows, (1, 0), (30, 12))

    def _rule(self, row: int, column: int = 1) -> str:
        return f"'{say('Rules')}'!{cell_name(row, column, fixed=True)}"

    def _weight(self, number: int) -> str:
        return self._rule(1 + number)

    @property
    def _first_grade(self) -> int:
        return len(self.rules.stages) + 2

    # sheet Scores

    def heads(self) -> list[LiveCell | None]:
        """The headings: who, what goes in, stages, score, grade, rank."""
        told = [say("unit"), say("name"), say("group")]
        for stage in self.rules.stages:
            told += [f"{stage.title}: {name}" for name in self._input_names(stage)]
        told += [stage.title for stage in self.rules.stages]
        told += [say("bonus"), say("deductions"), say("exact"), say("score"), say("grade by score"), say("veto"),
                 say("at best"), say("grade"), say("rank"), say("canary"), say("points that apply")]  # fmt: skip
        return [_head(text) for text in told]

    def _input_names(self, stage: Stage) -> list[str]:
        if stage.kind is StageKind.SELF_SCORES:
            return [f"{n + 1}" for n in range(stage.periods)]
        return [f"{n + 1}" for n in range(self._visits)] if stage.kind is StageKind.VISITS else []

    @property
    def _visits(self) -> int:
        return max((s.periods for s in self.rules.stages if s.kind is StageKind.SELF_SCORES), default=4)

    def row(self, number: int, d: Dossier, result: Assessment) -> list[LiveCell | None]:
        """One unit's row."""
        cells: list[LiveCell | None] = [LiveCell(d.unit), LiveCell(d.name), LiveCell(result.group)]
        places: dict[str, list[str]] = {}
        for stage in self.rules.stages:
            values = self._inputs(stage, d)
            places[stage.id] = [cell_name(number, len(cells) + n) for n in range(len(values))]
            cells += [_input(value) for value in values]
        scores = {one.stage: one for one in result.stages}
        stages = []
        for stage in self.rules.stages:
            stages.append(cell_name(number, len(cells)))
            score = scores[stage.id].score
            formula = self._stage(stage, number, places)
            decided = result.exact is None or any(loss.open for loss in scores[stage.id].losses)
            value = "" if score is None else _rounded(score, 9)
            cells.append(LiveCell(value, "" if decided else f"={formula}", Look.OPEN if decided else Look.FORMULA))
        return [*cells, *self._end(number, len(cells), stages, result)]

    def _inputs(self, stage: Stage, d: Dossier) -> list[Fraction | None]:
        if stage.kind is StageKind.SELF_SCORES:
            form, _, name = stage.value.partition(".")
            told = [returned.found(name).value for returned in d.returns(form) if returned.period]
            scores = [None if value is None else Fraction(str(value)) for value in told]
            return (scores + [None] * stage.periods)[: stage.periods]
        if stage.kind is StageKind.VISITS:
            visits = {visit.period: visit.score for visit in visits_of(stage, d)}
            periods = self._periods(d)
            return [visits.get(period) for period in periods]
        return []

    def _periods(self, d: Dossier) -> list[str]:
        for stage in self.rules.stages:
            if stage.kind is StageKind.SELF_SCORES:
                form = stage.value.partition(".")[0]
                known = [returned.period for returned in d.returns(form) if returned.period]
                return (known + [f"?{n}" for n in range(stage.periods)])[: stage.periods]
        return [f"?{n}" for n in range(self._visits)]

    def _stage(self, stage: Stage, number: int, places: dict[str, list[str]]) -> str:
        if stage.kind is StageKind.ITEMS:
            title, _, first = self.points
            row = f"'{title}'!{cell_name(number, first)}:{cell_name(number, first + len(self.items) - 1)}"
            return f"100*SUM({row})/{self._applicable(number)}"
        own = places[stage.id]
        if stage.kind is StageKind.VISITS:
            return f'IF(COUNT({own[0]}:{own[-1]})=0,"",AVERAGE({own[0]}:{own[-1]}))'
        visits = next((places[s.id] for s in self.rules.stages if s.kind is StageKind.VISITS), [])
        terms = [self._self_score(stage, cell, visits[n] if n < len(visits) else "") for n, cell in enumerate(own)]
        return f"({'+'.join(terms)})/{len(own)}"

    def _self_score(self, stage: Stage, own: str, visit: str) -> str:
        if not visit or stage.tolerance is None:
            return f"N({own})"
        replaced = f"IF(AND(ISNUMBER({visit}),ABS({own}-{visit})>{in_digits(stage.tolerance)}),{visit},{own})"
        return f"IF(ISNUMBER({own}),{replaced},0)"

    def _applicable(self, number: int) -> str:
        """The points that apply: those of whole items with a number, less parts that do not apply."""
        return cell_name(number, self._applicable_column)

    @property
    def _applicable_column(self) -> int:
        inputs = sum(len(self._input_names(stage)) for stage in self.rules.stages)
        return 3 + inputs + len(self.rules.stages) + 10

    def _end(self, number: int, start: int, stages: list[str], result: Assessment) -> list[LiveCell | None]:
        is_open = result.exact is None
        bonus = sum((a.points for a in result.awards if a.points > 0), Fraction(0))
        minus = -sum((a.points for a in result.awards if a.points < 0), Fraction(0))
        exact = self._exact(number, start, stages)
        score = cell_name(number, start + 2)
        printed = float(result.score) if result.score is not None else ""
        veto = " ".join(result.vetoes)
        cap = self._cap(result)
        by_score, grade = cell_name(number, start + 4), self._grade(number, start)
        settled = bool(result.grade) and result.override is None
        return [
            _input(bonus),
            _input(minus),
            _live(_rounded(result.exact, 9) if result.exact is not None else "", f"=ROUND({exact},9)", is_open),
            _live(printed, f"={self._round(score)}", is_open),
            _live(result.by_score, f"={self._by_score(cell_name(number, start + 3))}", is_open),
            LiveCell(veto, look=Look.INPUT),
            LiveCell(cap, look=Look.INPUT),
            _live(result.grade or say("pending"), f"={grade.format(by=by_score)}", not settled),
            _live(result.rank or "", f"={self._rank(number, start)}", not self._ranked),
            LiveCell(2, "=1+1", Look.FORMULA),
            LiveCell(_rounded(sum((i.applicable for i in result.items), Fraction(0)), 9), look=Look.INPUT),
        ]

    def _exact(self, number: int, start: int, stages: list[str]) -> str:
        weighted = "+".join(f"N({cell})*{self._weight(n)}" for n, cell in enumerate(stages))
        held = "+".join(f"IF(ISNUMBER({cell}),{self._weight(n)},0)" for n, cell in enumerate(stages))
        bounds = self._first_grade + len(self.rules.grades) + 1
        bonus = f"MIN({cell_name(number, start)},{self._rule(bounds)})"
        minus = f"MIN({cell_name(number, start + 1)},{self._rule(bounds + 1)})"
        return f"MAX(0,MIN(100,({weighted})/({held})+{bonus}-{minus}))"

    def _round(self, cell: str) -> str:
        settings = self.rules.settings
        names = {Rounding.HALF_UP: "ROUND", Rounding.UP: "ROUNDUP", Rounding.DOWN: "ROUNDDOWN"}
        return f"{names[settings.rounding]}({cell},{settings.decimals})"

    def _by_score(self, cell: str) -> str:
        formula = f'"{self.rules.grades[-1].name}"'
        for number, grade in reversed(list(enumerate(self.rules.grades[:-1]))):
            formula = f'IF({cell}>={self._rule(self._first_grade + number)},"{grade.name}",{formula})'
        return formula

    def _cap(self, result: Assessment) -> str:
        """The best grade a card or a missing return leaves, if the score alone would give a better one."""
        settings = self.rules.settings
        has_card = any(c.kind is CaseKind.CARD and c.state is CaseState.CONFIRMED for c in result.cases)
        if has_card and settings.card_cap:
            return settings.card_cap
        return result.grade if result.grade != result.by_score and not result.vetoes and result.grade else ""

    def _grade(self, number: int, start: int) -> str:
        veto, cap = cell_name(number, start + 5), cell_name(number, start + 6)
        first = self._first_grade
        names = f"{self._rule(first, 0)}:{cell_name(first + len(self.rules.grades) - 1, 0, fixed=True)}"
        worst = self.rules.settings.veto_grade or self.rules.grades[-1].name
        capped = f"INDEX({names},MAX(MATCH({{by}},{names},0),MATCH({cap},{names},0)))"
        return f'IF({veto}<>"","{worst}",IF({cap}="",{{by}},{capped}))'

    @property
    def _ranked(self) -> bool:
        settings = self.rules.settings
        return settings.ties == "standard" and not settings.ties_by and settings.vetoed_rank == "none"

    def _rank(self, number: int, start: int) -> str:
        """One more than the units of the group, not vetoed and settled, that have a higher score."""

        def span(column: int) -> str:
            last = cell_name(self.units, column, fixed=True)
            return f"{cell_name(1, column, fixed=True)}:{last}"

        score, veto, grade = (cell_name(number, start + n) for n in (3, 5, 7))
        pending = say("pending")
        counted = f'{span(start + 5)},"",{span(start + 7)},"<>{pending}"'
        higher = f'COUNTIFS({span(2)},{cell_name(number, 2)},{span(start + 3)},">"&{score},{counted})'
        return f'IF(OR({veto}<>"",{grade}="{pending}",NOT(ISNUMBER({score}))),"",1+{higher})'


def _head(text: str) -> LiveCell:
    return LiveCell(text, look=Look.HEAD)


def _input(value: Fraction | None) -> LiveCell:
    return LiveCell(None if value is None else _rounded(value, 9), look=Look.INPUT)


def _live(value: str | int | float, formula: str, fixed: bool) -> LiveCell:
    return LiveCell(value, look=Look.OPEN) if fixed else LiveCell(value, formula, Look.FORMULA)


def _or(value: Fraction | None) -> Fraction:
    return Fraction(1000) if value is None else value


def _rounded(value: Fraction, places: int) -> float:
    return float(printed(value, places, Rounding.HALF_UP))
