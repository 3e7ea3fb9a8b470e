"""Write the shipped forms, templates/forms/CODE.xlsx, from their plain text in scripts/forms/CODE.yaml.

The workbooks are what docgen ships and what an office edits; the texts are what a developer reads and compares.
With `--check`, write nothing and exit 1 if a workbook is stale.
"""

import io
import sys
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import xlsxwriter
import yaml

ROOT = Path(__file__).resolve().parent.parent
TEXTS = ROOT / "scripts" / "forms"
FORMS = ROOT / "templates" / "forms"
HEADER = "header.yaml"
LANGUAGES = {"en": "English (en)", "zh": "中文 (zh)"}
NAMESPACE = 'docgen="urn:docgen:definition"'

TEXT_COLUMNS = {
    "label": "label",
    "hint": "hint",
    "message": "constraint_message",
    "required_message": "required_message",
}
OWN_TEXTS = ("measure", "advice_message", "agreement_message")
OWN = ("unit_types", "items", "aliases", "prefill", "shared", "key", "rows", "fixed_rows", "percent", "approximate")
OWN += ("private", "transposed", "advice", "agreement", "counts")
PLAIN = ("relevant", "calculation", "choice_filter", "default", "appearance", "parameters")
NUMBERS = ("integer", "decimal")
NOT_ASKED = ("calculate", "note")
POSITIVE = ("Write 0 if there is none; a number below 0 cannot be.", "没有的填0，不能填负数。")
CUMULATIVE = ("It is less than in the half-year report.", "全年数小于半年报告中的数字。")
OF_THE_YEAR = ("items", "agreement", "agreement_message", "advice", "advice_message")
"""What an included row says of the year alone."""
WIDTHS = {"type": 22, "name": 22, "label": 34, "hint": 34, "constraint": 40, "calculation": 40}

Row = dict[str, str]


def said(value: object) -> str:
    """A value as it stands in a cell."""
    return "yes" if value is True else "" if value is False else str(value)


def translated(column: str, texts: list[str] | None, languages: list[str]) -> Row:
    """One text in its languages, a column each."""
    return {f"{column}::{LANGUAGES[lang]}": text for lang, text in zip(languages, texts or (), strict=False) if text}


def survey_row(row: Mapping[str, Any], form: Mapping[str, Any], languages: list[str]) -> Row:
    """A row of the text as a row of the survey."""
    (kind, name), *_ = row.items()
    kind = {"group": "begin group", "repeat": "begin repeat", "yes_no": "select_one yes_no"}.get(kind, kind)
    if kind == "end":
        return {"type": f"end {name}"}
    cells: Row = {"type": kind, "name": name}
    for word, column in TEXT_COLUMNS.items():
        cells |= translated(column, row.get(word), languages)
    if not kind.startswith("begin") and kind not in NOT_ASKED and not row.get("read_only"):
        cells["required"] = said(row.get("required", not row.get("optional")))
    checks = [". >= 0"] if kind in NUMBERS and not row.get("read_only") else []
    cells["constraint"] = " and ".join([*checks, *([row["check"]] if "check" in row else [])])
    if checks and "message" not in row:
        cells |= translated("constraint_message", list(POSITIVE), languages)
    cells |= {word: said(row[word]) for word in PLAIN if word in row}
    cells["read_only"] = said(row.get("read_only", False))
    for word in OWN_TEXTS:
        for lang, text in zip(languages, row.get(word, ()), strict=False):
            cells[f"bind::docgen:{word}_{lang}"] = text
    cells |= {f"bind::docgen:{word}": said(row[word]) for word in OWN if word in row}
    if kind.startswith("begin repeat") and "required" in row:
        cells["bind::docgen:required"] = said(row["required"])
    return {column: filled(text, column, form, languages) for column, text in cells.items() if text}


def filled(text: str, column: str, form: Mapping[str, Any], languages: list[str]) -> str:
    """A cell with what the form says for its {places}; one in each language where it says so."""
    words = {"code": form["code"], "version": form["version"], "filed": form.get("filed", "")}
    language = next((n for n, lang in enumerate(languages) if column.endswith((f"({lang})", f"_{lang}"))), 0)
    words |= {name: texts[language] for name, texts in form.get("words", {}).items()}
    for name, word in words.items():
        text = text.replace(f"{{{name}}}", word)
    return text


def rows_of(form: Mapping[str, Any], folder: Path) -> Iterator[Mapping[str, Any]]:
    """The rows of a form, those it includes among them."""
    yield from form.get("rows", ())
    for row in read(folder / form["include"])["rows"] if "include" in form else ():
        if row.get("only", form["code"]) == form["code"]:
            left_out = {"only"} if form.get("feeds", True) else {"only", *OF_THE_YEAR}
            yield {word: value for word, value in cumulative(row, form).items() if word not in left_out}


def cumulative(row: Mapping[str, Any], form: Mapping[str, Any]) -> Mapping[str, Any]:
    """A count of the year with the advice that it is no smaller than in the form of the half-year."""
    if "integer" not in row or not form.get("beside") or "advice" in row or "only" in row:
        return row
    return {**row, "advice": f". >= {form['beside']}.{row['integer']}", "advice_message": CUMULATIVE}


def read(path: Path) -> Any:
    """A text of a form."""
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def choice_rows(lists: Mapping[str, list[list[str]]], survey: list[Row], languages: list[str]) -> Iterator[Row]:
    """The lists that the survey names, in its order."""
    named = dict.fromkeys(row["type"].split()[1] for row in survey if row["type"].startswith("select_"))
    for list_name in named:
        for name, *labels in lists[list_name]:
            texts, aliases = labels[: len(languages)], labels[len(languages) :]
            row = {"list_name": list_name, "name": name} | translated("label", texts, languages)
            yield row | ({"aliases": aliases[0]} if aliases else {})


def settings_row(form: Mapping[str, Any], languages: list[str]) -> Row:
    """Row 2 of the settings."""
    row = {
        "form_title": form["title"][0],
        "form_id": form["code"],
        "version": form["version"],
        "default_language": LANGUAGES[languages[0]],
        "namespaces": NAMESPACE,
        "attribute::docgen:period": form["period"],
        "attribute::docgen:unit_types": form.get("unit_types", ""),
    }
    further = zip(languages[1:], form["title"][1:], strict=False)
    return {k: v for k, v in row.items() if v} | {f"attribute::docgen:title_{lang}": title for lang, title in further}


def workbook(form: Mapping[str, Any], folder: Path) -> bytes:
    """The XLSForm workbook of a form whose text is in `folder`; the same text makes the same bytes."""
    languages = form.get("languages", list(LANGUAGES))
    header = read(folder / HEADER)
    survey = [survey_row(row, form, languages) for row in [*header["rows"], *rows_of(form, folder)]]
    lists = header["choices"] | form.get("choices", {})
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False}) as book:
        book.set_properties({"created": datetime(2026, 1, 1)})
        write_sheet(book, "survey", survey)
        write_sheet(book, "choices", list(choice_rows(lists, survey, languages)))
        write_sheet(book, "settings", [settings_row(form, languages)])
    return buffer.getvalue()


def write_sheet(book: xlsxwriter.Workbook, title: str, rows: list[Row]) -> None:
    """A sheet with the columns its rows use, in the order of XLSForm."""
    heading = book.add_format({"bold": True, "bg_color": "#DDE6F0", "bottom": 1, "text_wrap": True, "valign": "top"})
    plain = book.add_format({"text_wrap": True, "valign": "top"})
    section = book.add_format({"text_wrap": True, "valign": "top", "bold": True, "bg_color": "#F2F2F2"})
    columns = list(dict.fromkeys(column for row in sorted(rows, key=len, reverse=True) for column in row))
    order = [*("type", "list_name", "name", "form_title", "form_id"), *columns]
    columns.sort(key=lambda column: order.index(column))
    sheet = book.add_worksheet(title)
    sheet.freeze_panes(1, 2)
    for letter, column in enumerate(columns):
        sheet.write_string(0, letter, column, heading)
        base = column.partition("::")[0]
        sheet.set_column(letter, letter, WIDTHS.get(base, 18))
        for number, row in enumerate(rows, 1):
            style = section if row.get("type", "").startswith(("begin", "end")) else plain
            if column in row:
                sheet.write_string(number, letter, row[column], style)


def written() -> dict[Path, bytes]:
    """Every workbook by its path."""
    files = {}
    for path in sorted(TEXTS.rglob("*.yaml")):
        if path.stem.isupper():
            files[(FORMS / path.relative_to(TEXTS)).with_suffix(".xlsx")] = workbook(read(path), path.parent)
    return files


def main() -> int:
    """Write what is stale, or with --check say what is."""
    stale = {path: data for path, data in written().items() if not path.exists() or path.read_bytes() != data}
    for path, data in stale.items():
        if "--check" in sys.argv:
            sys.stderr.write(f"{path.relative_to(ROOT)} is stale: run scripts/write_forms.py\n")
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    return int(bool(stale) and "--check" in sys.argv)


if __name__ == "__main__":
    sys.exit(main())
