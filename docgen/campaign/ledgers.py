"""ledgers.xlsx: what the office itself records. So far sheet `signing`, the books that were signed in ink."""

from collections.abc import Iterable, Iterator
from datetime import date

from docgen.campaign.sheets import UNIT_CODE, Sources, declared, join
from docgen.excel import Column, ColumnType, Row, Table
from docgen.findings import Finding
from docgen.findings import campaign as codes
from docgen.model import InkSigning, Unit

FILE = "ledgers.xlsx"
_SIGNING = (
    UNIT_CODE,
    Column("date", ColumnType.DATE, ("date", "signed on", "签订日期", "日期"), required=True),
    Column("signer", ColumnType.TEXT, ("signer", "signed by", "签字人", "签订人")),
    Column("title", ColumnType.TEXT, ("title", "position", "职务")),
    Column("copies", ColumnType.COUNT, ("copies", "份数")),
)


def read_signings(sources: Sources, units: tuple[Unit, ...]) -> tuple[InkSigning, ...]:
    """The books signed in ink, in the order of the sheet; a row without a day that can be read does not count."""
    path = sources.folder / FILE
    if not path.exists() or not units:
        return ()
    table = sources.other(path, declared("signing", _SIGNING, sources.settings, "signing", "签订", "签订台账"))
    if table is None:
        return ()
    rows = join(table, units, sources.findings).rows
    sources.findings += _twice(table, rows.values())
    return tuple(signing for found in rows.values() for row in found if (signing := _signing(table, row)))


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
