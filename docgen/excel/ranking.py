"""The ranking workbook: a sheet a group with live ranks and awards, the grades counted, native charts, ready to print.

Scores are those of the assessment, as values; everything that follows from them is a formula with its value of now, so
that the workbook opens alike in every program.
"""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

import xlsxwriter
from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from docgen.excel.paper import PAPERS
from docgen.excel.widths import fitted, lines_of

_MADE = datetime(2000, 1, 1)
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
_COLOURS = ("#C6EFCE", "#FFEB9C", "#FFC7CE", "#D9E1F2", "#EDEDED")
_LONGEST = 31
_NAME, _NOTE, _COLUMN = 34, 28, 13
"""The widths of these columns, in letters."""
_LINE = 15
"""The height of a line, in points."""
_BEHIND, _TIE = Decimal(1000), Decimal("0.000001")
"""What a unit ranked behind all others, and each place among equal scores, take off the number it is ranked by."""


@dataclass(frozen=True, slots=True)
class RankedUnit:
    """A unit's line: its stages' scores, the printed score, grade and rank; a vetoed unit may have no rank.

    What stands in a rank's way beside the score: `behind` all units that are not, and, among equal scores, its `tie`,
    0 for the best.
    """

    code: str
    name: str
    stages: tuple[Decimal | None, ...]
    score: Decimal
    grade: str
    rank: int | None
    note: str = ""
    behind: bool = False
    tie: int = 0


@dataclass(frozen=True, slots=True)
class RankedGroup:
    """Units ranked among themselves, the best first; `dense`: after equals no rank is left out."""

    name: str
    units: tuple[RankedUnit, ...]
    dense: bool = False


@dataclass(frozen=True, slots=True)
class UnitList:
    """A further sheet: units with what is to be said of each, such as the awards or who is barred from honours."""

    name: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str | int | float, ...], ...]


@dataclass(frozen=True, slots=True)
class Ranking:
    """All groups, with the words to print: stage titles, each grade with its award, and further lists."""

    title: str
    stages: tuple[str, ...]
    grades: tuple[tuple[str, int | float], ...]
    groups: tuple[RankedGroup, ...]
    words: "RankingWords"
    lists: tuple[UnitList, ...] = ()
    paper: str = "A4"


@dataclass(frozen=True, slots=True)
class RankingWords:
    """The headings in the campaign's language."""

    rank: str
    code: str
    name: str
    score: str
    grade: str
    award: str
    note: str
    grades: str
    count: str
    mean: str
    total: str


def ranking_workbook(ranking: Ranking) -> bytes:
    """The workbook; the same ranking gives the same bytes."""
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        book.set_properties({"created": _MADE, "title": ranking.title})
        writer = _Writer(book, ranking)
        groups, lists = ranking.groups, ranking.lists
        names = _sheet_names([ranking.words.grades, *(g.name for g in groups), *(one.name for one in lists)])
        overview = book.add_worksheet(names[0])
        for group, name in zip(groups, names[1:], strict=False):
            writer.group(book.add_worksheet(name), group)
        for one, name in zip(lists, names[1 + len(groups) :], strict=True):
            writer.units(book.add_worksheet(name), one)
        writer.overview(overview, names)
    return buffer.getvalue()


def _sheet_names(wanted: Sequence[str]) -> list[str]:
    names: list[str] = []
    for text in wanted:
        base = text.translate(_FORBIDDEN).strip("' ")[:_LONGEST] or "-"
        name, number = base, 1
        while name.casefold() in {n.casefold() for n in names}:
            number += 1
            name = f"{base[: _LONGEST - 4]} ({number})"
        names.append(name)
    return names


def _heighten(page: Worksheet, row: int, cells: Iterable[tuple[str, float]]) -> None:
    """Make a row as high as its texts are in their widths: not every program does it by itself."""
    page.set_row(row, _LINE * max(lines_of(text, width) for text, width in cells))


def _decimals(ranking: Ranking) -> str:
    """The format of scores: as many decimals as they are printed with."""
    exponents = (unit.score.as_tuple().exponent for group in ranking.groups for unit in group.units)
    most = max((-exponent for exponent in exponents if isinstance(exponent, int)), default=0)
    return "0." + "0" * most if most > 0 else "0"


def _quoted(sheet: str) -> str:
    return "'" + sheet.replace("'", "''") + "'"


class _Writer:
    def __init__(self, book: xlsxwriter.Workbook, ranking: Ranking) -> None:
        self.book, self.ranking, self.words = book, ranking, ranking.words
        self.title = book.add_format({"bold": True, "font_size": 14, "align": "left"})
        self.head = book.add_format(
            {
                "bold": True,
                "border": 1,
                "bg_color": "#F2F2F2",
                "text_wrap": True,
                "align": "center",
                "valign": "vcenter",
            }
        )
        self.text = book.add_format({"border": 1, "text_wrap": True, "valign": "vcenter"})
        self.stage = book.add_format({"border": 1, "num_format": "0.00", "valign": "vcenter"})
        self.score = book.add_format({"border": 1, "num_format": _decimals(ranking), "valign": "vcenter"})
        self.whole = book.add_format({"border": 1, "num_format": "0", "align": "center", "valign": "vcenter"})
        self.colours = [book.add_format({"bg_color": colour}) for colour in _COLOURS]

    @property
    def heads(self) -> tuple[str, ...]:
        w = self.words
        return (w.rank, w.code, w.name, *self.ranking.stages, w.score, w.grade, w.award, w.note)

    @property
    def awards(self) -> bool:
        """Whether any grade is given an award; where none is, the column is hidden."""
        return any(award for _, award in self.ranking.grades)

    @property
    def score_column(self) -> int:
        return 3 + len(self.ranking.stages)

    def group(self, page: Worksheet, group: RankedGroup) -> None:
        """One group's sheet."""
        page.write_string(0, 0, f"{self.ranking.title} · {group.name}", self.title)
        page.write_row(2, 0, self.heads, self.head)
        _heighten(page, 2, ((head, _COLUMN - 2) for head in self.heads))  # the button of the filter takes its room
        first, last = 3, 2 + len(group.units)
        ordered = self._ordered((first, last))
        for number, unit in enumerate(group.units, first):
            self._rank(page, number, unit, ordered, dense=group.dense)
            self._unit(page, number, unit)
        self._set_up(page, last)
        self._mean(page, group, first, last)
        if group.units:
            self._colour(page, first, last)
            self._bars(page, first, last)

    def _rank(self, page: Worksheet, row: int, unit: RankedUnit, ordered: str, *, dense: bool) -> None:
        """The rank and the hidden cell it follows from: the score, less what stands in its way; a dash has none."""
        column = self.score_column
        if unit.rank is None:
            page.write_string(row, 0, "—", self.whole)
            page.write_string(row, column + 4, "—")
            return
        own, less = xl_rowcol_to_cell(row, column + 4), _BEHIND * unit.behind + _TIE * unit.tie
        share = f"/COUNTIF({ordered},{ordered})" if dense else ""
        page.write_formula(
            row, 0, f"=ROUND(SUMPRODUCT(ISNUMBER({ordered})*({ordered}>{own}){share}),0)+1", self.whole, unit.rank
        )
        page.write_formula(row, column + 4, f"={xl_rowcol_to_cell(row, column)}-{less}", None, unit.score - less)

    def _unit(self, page: Worksheet, row: int, unit: RankedUnit) -> None:
        score = self.score_column
        page.write_string(row, 1, unit.code, self.text)
        page.write_string(row, 2, unit.name, self.text)
        for number, value in enumerate(unit.stages, 3):
            if value is None:
                page.write_string(row, number, "—", self.stage)
            else:
                page.write_number(row, number, value, self.stage)
        page.write_number(row, score, unit.score, self.score)
        page.write_string(row, score + 1, unit.grade, self.text)
        self._award(page, row, unit)
        page.write_string(row, score + 3, unit.note, self.text)
        _heighten(page, row, ((unit.name, _NAME), (unit.note, _NOTE)))

    def _ordered(self, rows: tuple[int, int]) -> str:
        """The hidden column that units are ranked by, the greater the better."""
        column = self.score_column + 4
        return str(xl_range_abs(rows[0], column, rows[1], column))

    def _award(self, page: Worksheet, row: int, unit: RankedUnit) -> None:
        column = self.score_column + 2
        grades = f"'{_sheet_names([self.words.grades])[0]}'!$A$4:$C${3 + len(self.ranking.grades)}"
        grade = xl_rowcol_to_cell(row, column - 1)
        now = dict(self.ranking.grades).get(unit.grade, 0)
        page.write_formula(row, column, f"=IFERROR(VLOOKUP({grade},{grades},3,FALSE),0)", self.whole, now)

    def _set_up(self, page: Worksheet, last: int) -> None:
        page.freeze_panes(3, 3)
        page.autofilter(2, 0, max(last, 2), len(self.heads) - 1)
        page.set_column(0, 0, 7)
        page.set_column(1, 1, 10)
        page.set_column(2, 2, _NAME)
        page.set_column(3, self.score_column + 1, _COLUMN)
        page.set_column(self.score_column + 2, self.score_column + 2, 13, None, {"hidden": not self.awards})
        page.set_column(self.score_column + 3, self.score_column + 3, _NOTE)
        page.set_column(self.score_column + 4, self.score_column + 4, None, None, {"hidden": True})
        page.set_landscape()
        page.set_paper(PAPERS[self.ranking.paper])
        page.fit_to_pages(1, 0)
        page.repeat_rows(2)
        page.set_footer("&C&P / &N")

    def _mean(self, page: Worksheet, group: RankedGroup, first: int, last: int) -> None:
        if not group.units:
            return
        column = self.score_column
        now = float(sum(unit.score for unit in group.units) / len(group.units))
        cells = f"{xl_rowcol_to_cell(first, column)}:{xl_rowcol_to_cell(last, column)}"
        page.write_string(last + 1, 2, self.words.mean, self.head)
        page.write_formula(last + 1, column, f"=AVERAGE({cells})", self.stage, now)

    def _colour(self, page: Worksheet, first: int, last: int) -> None:
        column = self.score_column + 1
        for (grade, _), style in zip(self.ranking.grades, self.colours, strict=False):
            rule = {
                "type": "cell",
                "criteria": "==",
                "value": f'"{grade.replace(chr(34), chr(34) * 2)}"',
                "format": style,
            }
            page.conditional_format(first, column, last, column, rule)
        bar = {
            "type": "data_bar",
            "bar_solid": True,
            "bar_color": "#9DC3E6",
            "min_type": "num",
            "min_value": 0,
            "max_type": "num",
            "max_value": 100,
        }
        page.conditional_format(first, self.score_column, last, self.score_column, bar)

    def _bars(self, page: Worksheet, first: int, last: int) -> None:
        chart = self.book.add_chart({"type": "bar"})
        sheet = page.get_name()
        chart.add_series(
            {
                "name": self.words.score,
                "categories": [sheet, first, 2, last, 2],
                "values": [sheet, first, self.score_column, last, self.score_column],
                "fill": {"color": "#2F75B5"},
                "gap": 60,
            }
        )
        chart.set_legend({"none": True})
        chart.set_y_axis({"reverse": True})
        chart.set_x_axis({"min": 0, "max": 100})
        chart.set_size({"width": 760, "height": max(240, 26 * (last - first + 2))})
        page.insert_chart(last + 4, 1, chart)

    def units(self, page: Worksheet, one: UnitList) -> None:
        """A further list of units."""
        page.write_string(0, 0, f"{self.ranking.title} · {one.name}", self.title)
        page.write_row(2, 0, one.heads, self.head)
        texts = [one.heads, *(tuple(map(str, row)) for row in one.rows)]
        widths = fitted(texts, frozenset(), frozenset(), len(one.heads)).columns
        for number, (row, said) in enumerate(zip(one.rows, texts[1:], strict=True), 3):
            for column, value in enumerate(row):
                write = page.write_string if isinstance(value, str) else page.write_number
                write(number, column, value, self.text if isinstance(value, str) else self.whole)
            _heighten(page, number, tuple(zip(said, widths, strict=True)))
        for column, width in enumerate(widths):
            page.set_column(column, column, width)
        page.freeze_panes(3, 0)
        page.set_landscape()
        page.set_paper(PAPERS[self.ranking.paper])
        page.fit_to_pages(1, 0)

    def overview(self, page: Worksheet, names: list[str]) -> None:
        """The grades with their awards, counted over all groups, and a chart of them."""
        w = self.words
        page.write_string(0, 0, self.ranking.title, self.title)
        page.write_row(2, 0, (w.grade, w.count, w.award), self.head)
        column = self.score_column + 1
        for number, (grade, award) in enumerate(self.ranking.grades, 3):
            parts = [
                f"COUNTIF({_quoted(name)}!{xl_range_abs(3, column, 2 + len(g.units), column)},A{number + 1})"
                for name, g in zip(names[1:], self.ranking.groups, strict=False)
                if g.units
            ]
            now = sum(unit.grade == grade for group in self.ranking.groups for unit in group.units)
            page.write_string(number, 0, grade, self.text)
            page.write_formula(number, 1, "=" + ("+".join(parts) or "0"), self.whole, now)
            page.write_number(number, 2, award, self.whole)
        last = 2 + len(self.ranking.grades)
        total = sum(len(group.units) for group in self.ranking.groups)
        page.write_string(last + 1, 0, w.total, self.head)
        page.write_formula(last + 1, 1, f"=SUM(B4:B{last + 1})", self.whole, total)
        page.set_column(0, 0, 22)
        page.set_column(1, 1, 14)
        page.set_column(2, 2, 14, None, {"hidden": not self.awards})
        page.set_paper(PAPERS[self.ranking.paper])
        self._pie(page, last)

    def _pie(self, page: Worksheet, last: int) -> None:
        chart = self.book.add_chart({"type": "column"})
        sheet = page.get_name()
        chart.add_series(
            {
                "name": self.words.count,
                "categories": [sheet, 3, 0, last, 0],
                "values": [sheet, 3, 1, last, 1],
                "data_labels": {"value": True},
                "fill": {"color": "#2F75B5"},
            }
        )
        chart.set_legend({"none": True})
        page.insert_chart(last + 4, 0, chart)
