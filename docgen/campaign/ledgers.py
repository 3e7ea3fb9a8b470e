"""ledgers.xlsx: what the office itself records: books signed in ink, meetings, warnings, accidents and the like."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from docgen.campaign.ledger_sheets import LEDGERS, Ledger
from docgen.campaign.sheets import UNIT_CODE, Sources, declared, join
from docgen.excel import Column, ColumnType, Row, Table
from docgen.findings import Finding, Place
from docgen.findings import campaign as codes
from docgen.model import Facts, InkSigning, Unit

FILE = "ledgers.xlsx"
LedgerRows = Mapping[str, tuple[tuple[Facts, Place], ...]]
"""The rows of a ledger by unit code, each with its place."""
_SIGNING = (
    UNIT_CODE,
    Column("date", ColumnType.DATE, ("date", "signed on", "签订日期", "日期"), required=True),
    Column("signer", ColumnType.TEXT, ("signer", "signed by", "签字人", "签订人")),
    Column("title", ColumnType.TEXT, ("title", "position", "职务")),
    Column("copies", ColumnType.COUNT, ("copies", "份数")),
)


@dataclass(frozen=True)
class LedgersRead:
    """The books signed in ink, in the order of the sheet, and the rows of every other ledger that is kept."""

    signings: tuple[InkSigning, ...] = ()
    ledgers: Mapping[str, LedgerRows] = field(default_factory=dict)


def read_ledgers(sources: Sources, units: tuple[Unit, ...]) -> LedgersRead:
    """Every ledger of the office; one whose sheet is not there is not kept, which is not an empty one."""
    path = sources.folder / FILE
    if not path.exists() or not units:
        return LedgersRead()
    signing = declared("signing", _SIGNING, sources.settings, "signing", "签订", "签订台账")
    kept = [declared(one.name, (UNIT_CODE, *one.columns), sources.settings, *one.titles) for one in LEDGERS]
    tables = sources.several(path, (signing, *kept))
    ink = tuple(_signings(tables["signing"], units, sources.findings)) if "signing" in tables else ()
    rows = {one.name: _rows(one, tables[one.name], units, sources.findings) for one in LEDGERS if one.name in tables}
    return LedgersRead(ink, rows)


def _signings(table: Table, units: tuple[Unit, ...], findings: list[Finding]) -> Iterator[InkSigning]:
    """The signings; a row without a day that can be read does not count."""
    rows = join(table, units, findings).rows
    findings += _twice(table, rows.values())
    for found in rows.values():
        yield from (signing for row in found if (signing := _signing(table, row)))


def _rows(ledger: Ledger, table: Table, units: tuple[Unit, ...], findings: list[Finding]) -> LedgerRows:
    """The rows of a ledger by unit code, the words of its choices as the rules know them."""
    meant = {column: {way: word for word, ways in words.items() for way in ways} for column, words in ledger.words}
    joined = join(table, units, findings).rows
    return {code: tuple((_meant(row, meant), table.place(row)) for row in rows) for code, rows in joined.items()}


def _meant(row: Row, words: Mapping[str, Mapping[str, str]]) -> Facts:
    values = {name: value for name, value in row.values.items() if name != "unit_code"}
    return Facts({n: words[n].get(str(v), v) if n in words and v is not None else v for n, v in values.items()})


def _signing(table: Table, row: Row) -> InkSigning | None:
    day, copies = row.values["date"], row.values["copies"]
    if not isinstance(day, date):
        return None
    unit, signer, title = (table.text(row, column) for column in ("unit_code", "signer", "title"))
    return InkSigning(unit, day, signer, title, copies if isinstance(copies, int) else None, table.place(row))


def _twice(table: Table, by_unit: Iterable[tuple[Row, ...]]) -> Iterator[Finding]:
    """A unit that is entered more than once: the last day counts."""
    for first, *more in by_unit:
        for row in more:
            code = table.text(row, "unit_code")
            yield Finding(codes.SIGNED_TWICE, table.place(row, "unit_code"), {"code": code, "other": first.number})
