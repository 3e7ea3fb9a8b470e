"""Answers as cells of a sheet's XML. Whatever a text looks like, it stays a text."""

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from xml.sax.saxutils import escape

from docgen.language import say, speaking
from docgen.model import Blank, Field, Filled

_EPOCH = datetime(1899, 12, 30)
_DAY = timedelta(days=1)
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
Shown = str | int | float | Decimal | None


def shown(field: Field, filled: Filled, blank: Blank) -> Shown:
    """A value as the cell shows it: choices by their labels, dates as the numbers Excel counts days by."""
    value = filled.value
    match value:
        case bool():
            with speaking(blank.language):
                return say("yes") if value else say("no")
        case datetime() | date() | time():
            return serial(value)
        case tuple():
            return _between(blank.language).join(_label(field, name, blank.language) for name in value)
        case str() if field.choices:
            return _label(field, value, blank.language)
        case _:
            return value


def _between(language: str) -> str:
    return "；" if language == "zh" else "; "


def _label(field: Field, name: str, language: str) -> str:
    return next((c.label.said(language) or c.name for c in field.choices if c.name == name), name)


def serial(value: date | time) -> int | float:
    """The number Excel knows a day or moment by (1900 system); a moment as near to it as Excel's own numbers come."""
    if isinstance(value, time):
        return (value.hour * 3600 + value.minute * 60 + value.second) / 86400
    if isinstance(value, datetime):
        passed = value.replace(tzinfo=None) - _EPOCH
        return passed.days + passed.seconds / 86400
    return (datetime(value.year, value.month, value.day) - _EPOCH) // _DAY


def cell_xml(name: str, style: str, formula: str, value: Shown) -> str:
    """The cell `name` holding `value`, worked out by `formula` (in XML) if there is one."""
    computed = f"<f>{formula}</f>" if formula else ""
    if value is None:
        return f'<c r="{name}" s="{style}"/>'
    if not isinstance(value, str):
        return f'<c r="{name}" s="{style}">{computed}<v>{value}</v></c>'
    text = xml_text(value)
    if formula:
        return f'<c r="{name}" s="{style}" t="str">{computed}<v>{text}</v></c>'
    return f'<c r="{name}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def xml_text(text: str) -> str:
    """`text` as a cell's XML: what XML cannot hold becomes �, what would be read as Excel's `_x0041_` does not."""
    return escape(_ESCAPED.sub("_x005F_", _NOT_XML.sub("\ufffd", text)))
