"""Write the samples' Assessment Rules, samples/NAME/rules.xlsx, from their plain text in scripts/rules/NAME.yaml.

The workbooks are what docgen ships and what an office edits; the texts are what a developer reads and compares. They
are rules.yaml files like any other (docs/assessment.md), so both have one digest. With `--check`, write nothing and
exit 1 if a workbook is stale.
"""

import io
import re
import sys
from datetime import datetime
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from docgen.assessment.read import read_tables  # noqa: E402
from docgen.assessment.sheets import SHEETS, RuleRow  # noqa: E402

TEXTS = ROOT / "scripts" / "rules"
SAMPLES = ROOT / "samples"
WIDTHS = {
    "title": 40, "standard": 72, "evidence": 30, "unit_types": 36, "kind": 16, "value": 30, "base": 30, "values": 34,
    "of": 22, "where": 60, "having": 50, "columns": 34, "forms": 26, "none": 16, "reason": 30, "among": 44, "add": 16,
    "pending": 24, "otherwise": 20, "words": 40, "items": 20, "cells": 20, "setting": 20, "case": 48, "given": 60,
    "expect": 44,
}  # fmt: skip
NOTES = {
    "en": "Note: {count} items, {points} points. No item goes below zero; items that do not apply to a type of unit"
    " leave the base.",
    "zh": "注：{count}项合计{points}分。各项分值扣完为止；不适用于本类单位的项目不计入应得分。",
}
AUTHORS = {
    "safety-2026": "Lanjiang Municipal Transport Bureau",
    "safety-2026-zh": "澜江市交通运输局",
    "contractors": "Larkspur County Road Department",
}
NUMBER = re.compile(r"-?\d{1,9}(?:\.\d{1,6})?")


class Book:
    """A workbook being written in one language."""

    def __init__(self, book: xlsxwriter.Workbook, language: str) -> None:
        self.language, self._book = language, book
        font = {"font_name": "宋体"} if language == "zh" else {}
        cell = {**font, "valign": "top", "border": 1}
        self.title = book.add_format({**font, "bold": True, "font_size": 14, "align": "center"})
        self.note = book.add_format({**font, "font_size": 10, "bg_color": "#FFF7DF", "text_wrap": True})
        white_on_blue = {"bg_color": "#1F4E79", "font_color": "#FFFFFF", "bold": True}
        self.heading = book.add_format({**cell, **white_on_blue, "text_wrap": True, "align": "center"})
        self.plain = book.add_format({**cell, "text_wrap": True})

    def sheet(self, name: str, rows: tuple[RuleRow, ...]) -> tuple[Worksheet, list[str]]:
        """A new sheet with this language's name, and the columns its rows use."""
        titles, columns = SHEETS[name]
        used = [column for column, _ in columns if any(row.text(column) for row in rows)]
        sheet = self._book.add_worksheet(titles[0] if self.language == "zh" else name)
        sheet.set_landscape()
        for letter, column in enumerate(used):
            sheet.set_column(letter, letter, WIDTHS.get(column, 12))
        return sheet, used

    def said(self, name: str, column: str) -> str:
        """A column's heading."""
        headings = dict(SHEETS[name][1])[column]
        chinese = next((one for one in headings if not one.isascii()), headings[0])
        return chinese if self.language == "zh" else headings[0].capitalize()


def workbook(sample: str) -> bytes:
    """The rules of a sample as a workbook; the same text makes the same bytes."""
    tables, findings = read_tables(TEXTS / f"{sample}.yaml")
    if findings:
        raise ValueError("\n".join(map(str, findings)))
    language = "zh" if sample.endswith("-zh") else "en"
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False}) as written:
        written.set_properties({"author": AUTHORS[sample], "created": datetime(2026, 1, 5, 9)})
        book = Book(written, language)
        for name, rows in tables.items():
            titled = name == "Items" and sample != "contractors"
            write_sheet(book, name, rows, str(book_title(tables["Settings"], language)) if titled else "")
    return buffer.getvalue()


def book_title(settings: tuple[RuleRow, ...], language: str) -> str:
    """What stands above the items: the rules' own title."""
    word = "名称" if language == "zh" else "title"
    return next(row.text("value") for row in settings if row.text("setting") == word)


def write_sheet(book: Book, name: str, rows: tuple[RuleRow, ...], title: str) -> None:
    """A sheet: its title if it has one, headings, rows, and with a title a note below."""
    sheet, used = book.sheet(name, rows)
    top = int(bool(title))
    if title:
        sheet.merge_range(0, 0, 0, 6, title, book.title)
    for letter, column in enumerate(used):
        sheet.write_string(top, letter, book.said(name, column), book.heading)
        for number, row in enumerate(rows, top + 1):
            write_cell(sheet, number, letter, row.text(column), book.plain)
    sheet.freeze_panes(top + 1, 1)
    if title:
        points = sum(float(row.text("points")) for row in rows)
        note = NOTES[book.language].format(count=len(rows), points=f"{points:g}")
        sheet.merge_range(len(rows) + 3, 0, len(rows) + 3, 6, note, book.note)


def write_cell(sheet: Worksheet, row: int, column: int, text: str, look: Format) -> None:
    """A cell: a number as a number, so that it can be reckoned with."""
    if NUMBER.fullmatch(text):
        sheet.write_number(row, column, float(text) if "." in text else int(text), look)
    else:
        sheet.write_string(row, column, text, look)


def main() -> int:
    """Write what is stale, or with --check say what is."""
    made = {SAMPLES / path.stem / "rules.xlsx": workbook(path.stem) for path in sorted(TEXTS.glob("*.yaml"))}
    stale = {path: data for path, data in made.items() if not path.exists() or path.read_bytes() != data}
    for path, data in stale.items():
        if "--check" in sys.argv:
            sys.stderr.write(f"{path.relative_to(ROOT)} is stale: run scripts/write_rules.py\n")
        else:
            path.write_bytes(data)
    return int(bool(stale) and "--check" in sys.argv)


if __name__ == "__main__":
    sys.exit(main())
