"""The summary as a paper, by the office's Word template: the same tables as in the workbook, six figures side by side.

Only amounts stand in it; texts are in the workbook.
"""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from decimal import Decimal

from docgen.campaign.templates import template_of
from docgen.desk.collect import Office
from docgen.desk.summary import Summary, SummaryRow
from docgen.language import say, speaking
from docgen.model import Value
from docgen.model.periods import parse_period
from docgen.press import Order, Pressed, make
from docgen.press.paper import About, paper_order

SUMMARY = "T"
"""Kind of page identity."""
BESIDE = 6
"""So many figures stand side by side: the columns of the template."""
_NOTHING = "—"


@dataclass(frozen=True, slots=True)
class Line:
    """A unit's row in one block: its name, and a text for each of the columns."""

    name: str
    missing: bool
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """So many columns as fit side by side, over all units, with their totals; all in texts."""

    columns: tuple[str, ...]
    rows: tuple[Line, ...]
    totals: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One form: how many units are counted, the names of those that are missing, and its figures in blocks."""

    form: str
    title: str
    accepted: int
    units: int
    missing: tuple[str, ...]
    blocks: tuple[Block, ...]


def summary_paper(office: Office, tables: Sequence[Summary], period: str, day: date) -> Pressed:
    """The paper as DOCX, by `templates/summary.docx`. Raises FileTroubleError, TemplateTroubleError."""
    return make(_order(office, tables, period, day))


def _order(office: Office, tables: Sequence[Summary], period: str, day: date) -> Order:
    campaign = office.campaign
    settings, template = campaign.settings, template_of(campaign, "summary")
    with speaking(settings.language):
        named = parse_period(period)
        context = {
            "campaign": {"name": settings.name, "year": settings.year},
            "issuer": settings.issuer.model_dump(),
            "period": named.said if named else period,
            "tables": [asdict(_sheet(table)) for table in tables],
            "date": day,
        }
        title = say("Summary of returns {period}", period=period)
    return replace(paper_order(template, context, About(SUMMARY, period, title), settings.imprint), pdf=False)


def _sheet(table: Summary) -> Sheet:
    missing = tuple(row.name for row in table.rows if row.missing)
    numbers = [number for number, is_amount in enumerate(table.amounts) if is_amount]
    parts = [numbers[start : start + BESIDE] for start in range(0, len(numbers), BESIDE)]
    blocks = tuple(_block(table, part) for part in parts)
    return Sheet(table.form, table.title, len(table.rows) - len(missing), len(table.rows), missing, blocks)


def _block(table: Summary, numbers: Sequence[int]) -> Block:
    columns = _filled(table.columns[number] for number in numbers)
    rows = tuple(_line(row, numbers) for row in table.rows)
    totals = _filled(_said(table.totals[number]) for number in numbers)
    return Block(columns, rows, totals)


def _line(row: SummaryRow, numbers: Sequence[int]) -> Line:
    if row.missing:
        told = _filled(say("missing") if place == 0 else _NOTHING for place in range(len(numbers)))
    else:
        told = _filled(_said(row.values[number]) for number in numbers)
    return Line(row.name, row.missing, told)


def _filled(texts: Iterable[str]) -> tuple[str, ...]:
    """Texts with empty places after them, as many as there are columns."""
    told = tuple(texts)
    return told + ("",) * (BESIDE - len(told))


def _said(value: Value) -> str:
    if value is None:
        return _NOTHING
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)
