"""One cell read by its column's type. No value is invented: what cannot be read is None, with a code that says why."""

import math
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import NamedTuple

from docgen.excel.columns import Column, ColumnType, DateOrder
from docgen.excel.dates import DateRead, date_from_serial, date_from_text
from docgen.excel.grid import Cell
from docgen.excel.headings import fold, nearest
from docgen.findings import Code, Scalar
from docgen.findings import excel as codes
from docgen.language import enumerated
from docgen.model import Value

_EXACT_DIGITS = 15  # what Excel keeps of a number
_NUMBER = re.compile(r"[+-]?(\d+|\d{1,3}(,\d{3})+|\d{1,3}( \d{3})+)(\.\d+)?")
_MAYBE_DECIMAL_COMMA = re.compile(r"[+-]?\d{1,3},\d{3}")
_YES = frozenset(map(fold, ("yes", "y", "true", "1", "是", "有", "√", "✓", "✔", "☑")))
_NO = frozenset(map(fold, ("no", "n", "false", "0", "否", "无", "没有", "×", "✗", "✘", "☐")))


class CellRead(NamedTuple):
    """What a cell holds by its column's type, and what is to be said about it, if anything."""

    value: Value
    code: Code | None = None
    values: Mapping[str, Scalar] = {}


@dataclass(frozen=True, slots=True)
class Reading:
    """What the workbook and the campaign say about dates."""

    order: DateOrder | None
    epoch: datetime


def read_cell(cell: Cell, column: Column, reading: Reading) -> CellRead:
    """The value of `cell`, which is not blank, as `column` declares it."""
    if cell.is_error or (isinstance(cell.value, float) and not math.isfinite(cell.value)):
        return CellRead(None, codes.CELL_ERROR, {"text": str(cell.value)})
    if cell.value is None or cell.value == "":
        return CellRead(None, codes.FORMULA_NO_VALUE, {"text": cell.formula})
    if column.type is ColumnType.DATE:
        return _date(cell, reading)
    if column.type is ColumnType.MOMENT:
        return _moment(cell, reading)
    return _READERS[column.type](cell, column)


def _shown(value: object) -> str:
    """A value of a cell in a finding's words: 5 rather than 5.0."""
    if isinstance(value, float):
        return f"{value:.0f}" if value == int(value) else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    return value.isoformat() if isinstance(value, (date, time)) else str(value).strip()


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()


def _text(cell: Cell, column: Column) -> CellRead:
    value = cell.value
    if isinstance(value, str):
        text = value.strip()
        if text[:1] == "=" and len(text) > 1:
            return CellRead(text, codes.FORMULA_AS_TEXT, {"text": text})
        return CellRead(text, codes.OUTER_BLANK if text != value else None, {"text": text})
    if isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) >= 10**_EXACT_DIGITS:
        return CellRead(None, codes.PRECISION_LOST, {"text": _shown(value)})
    if isinstance(value, datetime):
        return CellRead(value.date().isoformat() if value.time() == time() else value.isoformat(" "))
    return CellRead(_shown(value))


def _code(cell: Cell, column: Column) -> CellRead:
    value = cell.value
    if isinstance(value, str):
        read = _text(cell, column)
        return CellRead(_plain(str(read.value)), read.code, read.values)
    if isinstance(value, bool) or not isinstance(value, (int, float)) or value != int(value) or value < 0:
        return CellRead(None, codes.NOT_A_CODE, {"text": _shown(value)})
    if value >= 10**_EXACT_DIGITS:
        return CellRead(None, codes.PRECISION_LOST, {"text": _shown(value)})
    text = str(int(value))
    shown = cell.format.strip('"')
    if re.fullmatch("0{2,}", shown):
        return CellRead(text.zfill(len(shown)))
    return CellRead(text, codes.CODE_AS_NUMBER, {"text": text})


def _number(cell: Cell) -> tuple[Decimal | None, CellRead]:
    """The number in a cell, or None and what to say."""
    value = cell.value
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return Decimal(f"{value:.{_EXACT_DIGITS}g}"), CellRead(None)
    text = _plain(_shown(value)).replace("\u2009", " ").replace("，", ",")
    if not isinstance(value, str) or not _NUMBER.fullmatch(text):
        return None, CellRead(None, codes.NOT_A_NUMBER, {"text": _shown(value)})
    return Decimal(text.replace(",", "").replace(" ", "")), CellRead(None)


def _count(cell: Cell, column: Column) -> CellRead:
    number, trouble = _number(cell)
    if number is None:
        return trouble
    if number != number.to_integral_value():
        return CellRead(None, codes.NOT_WHOLE, {"text": _shown(cell.value)})
    if number < 0:
        return CellRead(None, codes.NEGATIVE, {"text": _shown(cell.value)})
    return CellRead(int(number))


def _decimal(cell: Cell, column: Column) -> CellRead:
    if isinstance(cell.value, str) and _MAYBE_DECIMAL_COMMA.fullmatch(_plain(cell.value)):
        return CellRead(None, codes.NUMBER_AMBIGUOUS, {"text": cell.value.strip()})
    number, trouble = _number(cell)
    return trouble if number is None else CellRead(number)


def _percent(cell: Cell, column: Column) -> CellRead:
    value = cell.value
    if isinstance(value, str) and _plain(value).endswith("%"):
        number, trouble = _number(Cell(_plain(value)[:-1]))
        return trouble if number is None else _up_to_100(number, column, codes.PERCENT_OVER, value)
    number, trouble = _number(cell)
    if number is None:
        return trouble
    if "%" in cell.format and not isinstance(value, str):
        return _up_to_100(_tidy(number * 100), column, codes.PERCENT_FORMAT, value)
    if 0 < number <= 1:
        return CellRead(None, codes.PERCENT_AMBIGUOUS, {"text": _shown(value), "percent": str(_tidy(number * 100))})
    return _up_to_100(number, column, codes.PERCENT_OVER, value)


def _up_to_100(number: Decimal, column: Column, code: Code, value: object) -> CellRead:
    if number <= 100 or column.above_100:
        return CellRead(number)
    return CellRead(None, code, {"text": _shown(value), "percent": f"{number:,f}"})


def _tidy(number: Decimal) -> Decimal:
    """`number` without trailing zeros, and never as 1E+2."""
    return Decimal(f"{number.normalize():f}")


def _date(cell: Cell, reading: Reading) -> CellRead:
    value = cell.value
    if isinstance(value, datetime):
        return CellRead(value.date())
    if isinstance(value, date):
        return CellRead(value)
    if isinstance(value, (bool, time, timedelta)):
        return CellRead(None, codes.NOT_A_DATE, {"text": _shown(value)})
    if isinstance(value, (int, float)):
        return _dated(date_from_serial(value, reading.epoch), _shown(value))
    return _dated(date_from_text(str(value), reading.order), str(value).strip())


_HOUR = re.compile(r"[ t]*(\d{1,2})[:时点](\d{1,2})?(?:分|:\d{2}(?:\.\d+)?)?$", re.IGNORECASE)


def _moment(cell: Cell, reading: Reading) -> CellRead:
    """A day and hour: `2026-03-05 09:30`, `2026年3月5日9时30分`."""
    if isinstance(cell.value, datetime):
        return CellRead(cell.value)
    text = _plain(str(cell.value))
    hour = _HOUR.search(text) if isinstance(cell.value, str) else None
    read = _date(Cell(text[: hour.start()], cell.format) if hour else cell, reading)
    if not isinstance(read.value, date):
        return read
    clock = (int(hour[1]), int(hour[2] or 0)) if hour else (0, 0)
    if clock[0] > 23 or clock[1] > 59:
        return CellRead(None, codes.NOT_A_DATE, {"text": _shown(cell.value)})
    return CellRead(datetime.combine(read.value, time(*clock)))


def _dated(read: DateRead, text: str) -> CellRead:
    if read.code is None:
        return CellRead(read.day)
    if read.one is None or read.other is None:
        return CellRead(None, read.code, {"text": text})
    return CellRead(None, read.code, {"text": text, "one": read.one.isoformat(), "other": read.other.isoformat()})


def _yes_no(cell: Cell, column: Column) -> CellRead:
    word = fold(_shown(cell.value))
    if word in _YES or word in _NO:
        return CellRead(word in _YES)
    return CellRead(None, codes.NOT_YES_NO, {"text": _shown(cell.value)})


def _choice(cell: Cell, column: Column) -> CellRead:
    word = _shown(cell.value)
    for choice in column.choices:
        if fold(choice) == fold(word):
            return CellRead(choice)
    values = {"text": word, "choices": enumerated(column.choices)}
    if near := nearest(word, column.choices):
        return CellRead(None, codes.CHOICE_NEAR, values | {"nearest": near})
    return CellRead(None, codes.NOT_A_CHOICE, values)


_READERS: Mapping[ColumnType, Callable[[Cell, Column], CellRead]] = {
    ColumnType.TEXT: _text,
    ColumnType.CODE: _code,
    ColumnType.COUNT: _count,
    ColumnType.DECIMAL: _decimal,
    ColumnType.PERCENT: _percent,
    ColumnType.YES_NO: _yes_no,
    ColumnType.CHOICE: _choice,
}
