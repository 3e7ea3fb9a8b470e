"""The records as files for other programs: csv, xlsx, jsonl or parquet, with a data package that describes them.

CSV is UTF-8 with a byte order mark, so that Excel reads Chinese; a text that a spreadsheet would take for a formula
gets an apostrophe before it (OWASP, CSV injection), numbers stay numbers. The package follows Table Schema.
"""

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from importlib.util import find_spec

from docgen.desk.tables import RecordTable, plain
from docgen.errors import UsageError
from docgen.excel import NewSheet, workbook_bytes
from docgen.language import say
from docgen.model.returns import AnswerValue

_TRIGGERS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_LONGEST_TITLE = 31
Files = dict[str, bytes]


def export_files(tables: Iterable[RecordTable], kind: str) -> Files:
    """File names to contents. Raises UsageError for parquet where its library is not installed."""
    every = tuple(tables)
    return _WRITERS[kind](every)


def _csv(tables: tuple[RecordTable, ...]) -> Files:
    files = {f"{table.name}.csv": _csv_of(table) for table in tables}
    return files | {"datapackage.json": _package(tables, "csv")}


def _csv_of(table: RecordTable) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([column.name for column in table.columns])
    writer.writerows([[_csv_cell(value) for value in row] for row in table.rows])
    return text.getvalue().encode("utf-8-sig")


def _csv_cell(value: AnswerValue) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case int() | Decimal():
            return f"{value:f}" if isinstance(value, Decimal) else str(value)
        case datetime() | date() | time():
            return value.isoformat()
        case tuple():
            return inert(" ".join(value))
    return inert(value)


def inert(text: str) -> str:
    """`text` as no spreadsheet takes it for a formula."""
    return f"'{text}" if text.startswith(_TRIGGERS) else text


def _jsonl(tables: tuple[RecordTable, ...]) -> Files:
    files = {f"{table.name}.jsonl": _jsonl_of(table) for table in tables}
    return files | {"datapackage.json": _package(tables, "jsonl")}


def _jsonl_of(table: RecordTable) -> bytes:
    names = [column.name for column in table.columns]
    lines = (json.dumps(dict(zip(names, map(_json_cell, row), strict=True)), ensure_ascii=False) for row in table.rows)
    return "".join(f"{line}\n" for line in lines).encode()


def _json_cell(value: AnswerValue) -> str | int | float | bool | None:
    match value:
        case None | bool() | int() | str():
            return value
        case Decimal():
            return int(value) if value == int(value) else float(value)
        case tuple():
            return " ".join(value)
    return value.isoformat()


def _xlsx(tables: tuple[RecordTable, ...]) -> Files:
    sheets = [
        NewSheet(
            table.name[:_LONGEST_TITLE],
            tuple(column.name for column in table.columns),
            [[_sheet_cell(value) for value in row] for row in table.rows],
        )
        for table in tables
    ]
    return {"records.xlsx": workbook_bytes(sheets)}


def _sheet_cell(value: AnswerValue) -> str | int | Decimal | bool | date | datetime | None:
    cell = plain(value)
    return cell.replace(tzinfo=None) if isinstance(cell, datetime) else cell


def _parquet(tables: tuple[RecordTable, ...]) -> Files:
    if find_spec("pyarrow") is None:
        raise UsageError(
            say("Parquet needs a library that is not installed."),
            say("Install docgen with its extra parquet, or choose another format."),
        )
    import pyarrow as pa  # an extra
    import pyarrow.parquet as pq

    files: Files = {}
    for table in tables:
        columns = {
            column.name: [_arrow_cell(row[number], column.type) for row in table.rows]
            for number, column in enumerate(table.columns)
        }
        schema = pa.schema([(column.name, _arrow_type(pa, column.type)) for column in table.columns])
        buffer = io.BytesIO()
        pq.write_table(pa.table(columns, schema=schema), buffer)
        files[f"{table.name}.parquet"] = buffer.getvalue()
    return files


def _arrow_type(pa: "object", kind: str) -> object:
    names = {"integer": "int64", "number": "float64", "boolean": "bool_", "date": "date32"}
    made: Callable[[], object] = getattr(pa, names.get(kind, "string"))
    return made()


def _arrow_cell(value: AnswerValue, kind: str) -> object:
    if value is None:
        return None
    if kind == "number":
        return float(value) if isinstance(value, int | Decimal) else None
    if kind in ("integer", "boolean", "date"):
        return value
    return _json_cell(value) if isinstance(value, tuple | str) else str(_json_cell(value))


def _package(tables: tuple[RecordTable, ...], ending: str) -> bytes:
    package = {"name": "records", "resources": [_resource(table, ending) for table in tables]}
    return json.dumps(package, ensure_ascii=False, indent=1).encode()


def _resource(table: RecordTable, ending: str) -> dict[str, object]:
    fields = [{"name": c.name, "type": c.type} | ({"title": c.title} if c.title else {}) for c in table.columns]
    schema: dict[str, object] = {"fields": fields, "missingValues": [""]}
    if table.parent:
        key = ["unit", "period", "about"]
        schema["foreignKeys"] = [{"fields": key, "reference": {"resource": table.parent.lower(), "fields": key}}]
    else:
        schema["primaryKey"] = ["unit", "period", "about"]
    kind = {"format": "csv", "mediatype": "text/csv", "encoding": "utf-8"} if ending == "csv" else {"format": "jsonl"}
    name = table.name.lower().replace(".", "-").replace("_", "-")
    return {"name": name, "path": f"{table.name}.{ending}", **kind, "schema": schema}


_WRITERS: Mapping[str, Callable[[tuple[RecordTable, ...]], Files]] = {
    "csv": _csv,
    "jsonl": _jsonl,
    "xlsx": _xlsx,
    "parquet": _parquet,
}
FORMATS = tuple(_WRITERS)
"""The kinds of files records can be had as."""
