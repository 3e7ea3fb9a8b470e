"""Sheet `Items` of the Assessment Rules: what is scored, citing which clause, for how many points."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from docgen.campaign.duties import read_types, unknown_items
from docgen.campaign.sheets import Sources, declared
from docgen.excel import Column, ColumnType, Row, Table, nearest
from docgen.findings import Finding, Place
from docgen.findings import campaign as codes
from docgen.model import Clause, Item

_OWN = (
    Column("item", ColumnType.CODE, ("item", "item id", "id", "编号", "考核项编号"), required=True),
    Column("clause", ColumnType.CODE, ("clause", "条款", "条款号"), required=True),
    Column("title", ColumnType.TEXT, ("title", "考核内容", "考核项目"), required=True),
    Column("points", ColumnType.DECIMAL, ("points", "分值"), required=True),
    Column("standard", ColumnType.TEXT, ("standard", "scoring", "评分标准")),
    Column("evidence", ColumnType.TEXT, ("evidence", "查证材料")),
    Column("unit_types", ColumnType.TEXT, ("unit types", "单位类型", "适用类型")),
)


def read_items(sources: Sources, clauses: tuple[Clause, ...]) -> tuple[Item, ...]:
    """The items in the order of the sheet; a second row of one id is left out with a finding."""
    rules = sources.settings.rules
    path = sources.folder / rules.file
    if not path.exists():
        sources.findings.append(Finding(codes.NO_RULES, Place(file=rules.file), {"file": rules.file}))
        return ()
    sheet = declared("items", _OWN, sources.settings, "Items", "考核项", "考核细则", required=True)
    table = sources.other(path, replace(sheet, shared=True))  # how items are counted stands in further columns
    if table is None:
        return ()
    rows = tuple(_unique(table, sources.findings))
    items = tuple(_item(table, row, sources) for row in rows)
    sources.findings += _points(table, rows, items)
    if "duties" not in sources.doubtful:
        sources.findings += _citations(table, rows, items, clauses)
    if len(items) == len(table.rows):
        sources.findings += _total(table, items, rules.total)
        sources.findings += unknown_items(clauses, (i.id for i in items))
        sources.findings += _unscored(items, clauses)
    return items


def _unique(table: Table, findings: list[Finding]) -> Iterator[Row]:
    seen: dict[str, Row] = {}
    for row in table.rows:
        item = table.text(row, "item")
        first = seen.setdefault(item, row)
        if first is not row and item:
            findings.append(Finding(codes.ITEM_TWICE, table.place(row, "item"), {"item": item, "other": first.number}))
        elif item:
            yield row


def _item(table: Table, row: Row, sources: Sources) -> Item:
    points = row.values["points"]
    return Item(
        id=table.text(row, "item"),
        clause=table.text(row, "clause"),
        title=table.text(row, "title"),
        points=points if isinstance(points, Decimal) else Decimal(0),
        standard=table.text(row, "standard"),
        evidence=table.text(row, "evidence"),
        unit_types=read_types(table, row, sources.settings, sources.findings),
        place=table.place(row, "item"),
    )


def _points(table: Table, rows: tuple[Row, ...], items: tuple[Item, ...]) -> Iterator[Finding]:
    for row, item in zip(rows, items, strict=True):
        if item.points <= 0 and row.values["points"] is not None:
            values = {"item": item.id, "points": str(item.points)}
            yield Finding(codes.POINTS, table.place(row, "points"), values)


def _citations(
    table: Table, rows: tuple[Row, ...], items: tuple[Item, ...], clauses: tuple[Clause, ...]
) -> Iterator[Finding]:
    known = tuple(dict.fromkeys(c.id for c in clauses))
    for row, item in zip(rows, items, strict=True):
        if known and item.clause and item.clause not in known:
            near = nearest(item.clause, known)
            code = codes.CLAUSE_NEAR if near else codes.CLAUSE_UNKNOWN
            yield Finding(code, table.place(row, "clause"), {"clause": item.clause, "nearest": near})


def _unscored(items: tuple[Item, ...], clauses: tuple[Clause, ...]) -> Iterator[Finding]:
    scored = {i.clause for i in items} | {c.id for c in clauses if c.items}
    for clause in {c.id: c for c in reversed(clauses)}.values():
        if clause.id not in scored:
            yield Finding(codes.CLAUSE_NO_ITEM, clause.place, {"clause": clause.id})


def _total(table: Table, items: tuple[Item, ...], total: int | float) -> Iterator[Finding]:
    points = sum((i.points for i in items), Decimal(0))
    if points != Decimal(str(total)):
        yield Finding(
            codes.POINTS_TOTAL, table.heading("points"), {"sum": f"{points.normalize():f}", "total": str(total)}
        )
