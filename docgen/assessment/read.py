"""Reading the rows of the rules from rules.xlsx or rules.yaml. Files that try to be clever are refused, with place."""

import re
from collections.abc import Iterator
from pathlib import Path
from zipfile import BadZipFile, ZipFile

import yaml

from docgen.assessment.sheets import SHEETS, RuleRow, Tables, declaration
from docgen.errors import FileTroubleError
from docgen.excel import Row, Table, Workbook, fold, nearest, open_workbook, read_table
from docgen.files import read_bytes
from docgen.findings import Finding, Place
from docgen.findings import assessment as codes
from docgen.findings import excel as excel_codes
from docgen.language import enumerated

MOST_BYTES = 1_000_000
MOST_UNPACKED = 5_000_000
DEEPEST = 6
MOST_ROWS = 5_000
LONGEST = 4_000
_LONG_NUMBER = re.compile(r"[+-]?\d*\.?\d+(?:[eE][+-]?\d+)?")
_DIGITS = 15


def read_tables(path: Path) -> tuple[Tables, tuple[Finding, ...]]:
    """The rows of the rules by sheet, and what is wrong with the file itself; by the file's ending."""
    yaml_file = path.suffix.lower() in (".yaml", ".yml")
    tables, findings = _read_yaml(path) if yaml_file else _read_workbook(path)
    found = list(findings)
    for rows in tables.values():
        found += [finding for row in rows for finding in _monsters(row)]
    return tables, tuple(found)


def _monsters(row: RuleRow) -> Iterator[Finding]:
    """Numbers no rule needs, texts nobody reads, and formulas where a value is asked for."""
    for column, text in row.cells.items():
        digits = sum(c.isdigit() for c in text)
        if _LONG_NUMBER.fullmatch(text) and (digits > _DIGITS or "e" in text.lower()):
            yield Finding(codes.RULE_NUMBER_HUGE, row.at(column), {"text": text[:20]})
        elif len(text) > LONGEST:
            yield Finding(codes.RULE_TEXT_LONG, row.at(column), {"length": len(text), "most": LONGEST})
        elif text.startswith("=") and len(text) > 1:
            yield Finding(codes.RULE_FORMULA, row.at(column), {"text": text[:40]})


# rules.xlsx


def _unpacked(path: Path) -> int:
    """How many bytes a workbook says it unpacks to; 0 for what is none, of which the reader tells."""
    try:
        with ZipFile(path) as packed:
            return sum(part.file_size for part in packed.infolist())
    except (BadZipFile, OSError):
        return 0


def _read_workbook(path: Path) -> tuple[Tables, tuple[Finding, ...]]:
    if _unpacked(path) > MOST_UNPACKED:
        return {}, (Finding(codes.RULES_BIG, Place(path.name), {"most": MOST_UNPACKED}),)
    opened = open_workbook(path)
    if opened.workbook is None:
        return {}, opened.findings
    tables: dict[str, tuple[RuleRow, ...]] = {}
    findings = [*opened.findings, *_strange_sheets(opened.workbook)]
    for sheet in SHEETS:
        read = read_table(opened.workbook, declaration(sheet))
        findings += [f for f in read.findings if f.code is not excel_codes.FORMULA_AS_TEXT]
        if read.table is not None:
            findings += _formulas(opened.workbook, read.table)
            tables[sheet] = tuple(_row(read.table, row) for row in read.table.rows[:MOST_ROWS])
            if len(read.table.rows) > MOST_ROWS:
                findings.append(Finding(codes.RULES_TOO_LONG, Place(path.name, sheet), {"most": MOST_ROWS}))
    return tables, tuple(findings)


def _row(table: Table, row: Row) -> RuleRow:
    cells = {name: str(value).strip() for name, value in row.values.items() if value is not None}
    return RuleRow(table.name, cells, {name: table.place(row, name) for name in cells}, table.place(row))


def _strange_sheets(workbook: Workbook) -> Iterator[Finding]:
    known = {fold(title): sheet for sheet, (titles, _) in SHEETS.items() for title in (sheet, *titles)}
    for sheet in workbook.sheets:
        if sheet.rows and fold(sheet.title) not in known:
            names = [title for name, (titles, _) in SHEETS.items() for title in (name, *titles)]
            near = nearest(sheet.title, names)
            code = codes.RULES_SHEET_NEAR if near else codes.RULES_SHEET_UNKNOWN
            yield Finding(code, Place(workbook.file, sheet.title), {"nearest": near, "sheets": enumerated(SHEETS)})


def _formulas(workbook: Workbook, table: Table) -> Iterator[Finding]:
    """Rules hold values: a formula may give another number tomorrow than the one that was signed."""
    for sheet in workbook.sheets:
        if sheet.title == table.sheet:
            for number, cells in sheet.rows.items():
                for letter, cell in cells.items():
                    if cell.formula and number > table.heading_row:
                        place = Place(workbook.file, sheet.title, row=number, column=letter)
                        yield Finding(codes.RULE_FORMULA, place, {"text": str(cell.formula)[:40]})


# rules.yaml


def _read_yaml(path: Path) -> tuple[Tables, tuple[Finding, ...]]:
    try:
        data = read_bytes(path)
    except FileTroubleError as trouble:
        return {}, (Finding(codes.RULES_UNREADABLE, Place(path.name), {"why": str(trouble)}),)
    if len(data) > MOST_BYTES:
        return {}, (Finding(codes.RULES_BIG, Place(path.name), {"most": MOST_BYTES}),)
    try:
        refused = _refused(path.name, data)
        if refused:
            return {}, (refused,)
        tree = yaml.compose(data, Loader=yaml.CBaseLoader)
    except (yaml.YAMLError, UnicodeDecodeError, ValueError) as trouble:
        return {}, (_broken(path.name, trouble),)
    findings: list[Finding] = []
    tables = dict(_sheets(path.name, tree, findings))
    return tables, tuple(findings)


def _broken(file: str, trouble: Exception) -> Finding:
    mark = getattr(trouble, "problem_mark", None)
    why = str(getattr(trouble, "problem", "") or trouble)
    place = Place(file, line=mark.line + 1, column=mark.column + 1) if mark else Place(file)
    return Finding(codes.RULES_YAML_BROKEN, place, {"why": why[:200]})


def _refused(file: str, data: bytes) -> Finding | None:
    """Aliases (which can blow up), depth and length, found while nothing is built yet."""
    depth = 0
    for count, event in enumerate(yaml.parse(data, Loader=yaml.CBaseLoader)):
        mark = event.start_mark
        place = Place(file, line=mark.line + 1, column=mark.column + 1) if mark else Place(file)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            return Finding(codes.RULES_ALIAS, place)
        if tag := getattr(event, "tag", None):
            return Finding(codes.RULES_TAG, place, {"tag": str(tag)[:40]})
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            return Finding(codes.RULES_DEEP, place, {"most": DEEPEST})
        if count > MOST_ROWS * 40:
            return Finding(codes.RULES_TOO_LONG, place, {"most": MOST_ROWS})
    return None


def _sheets(file: str, tree: object, findings: list[Finding]) -> Iterator[tuple[str, tuple[RuleRow, ...]]]:
    names = {name.casefold(): name for name in SHEETS}
    for key, value in _pairs(tree):
        place = _place(file, key)
        name = names.get(str(key.value).casefold())
        if name is None:
            near = nearest(str(key.value), SHEETS)
            code = codes.RULES_SHEET_NEAR if near else codes.RULES_SHEET_UNKNOWN
            findings.append(Finding(code, place, {"nearest": near, "sheets": enumerated(SHEETS)}))
        elif name == "Settings" and isinstance(value, yaml.MappingNode):
            yield name, tuple(_setting(file, k, v) for k, v in _pairs(value))
        elif isinstance(value, yaml.SequenceNode):
            yield name, tuple(_yaml_row(file, name, node, findings) for node in value.value)
        else:
            findings.append(Finding(codes.RULES_NOT_ROWS, place, {"sheet": name}))


def _pairs(node: object) -> list[tuple[yaml.ScalarNode, yaml.Node]]:
    pairs = node.value if isinstance(node, yaml.MappingNode) else []
    return [(key, value) for key, value in pairs if isinstance(key, yaml.ScalarNode)]


def _setting(file: str, key: yaml.ScalarNode, value: yaml.Node) -> RuleRow:
    cells = {"setting": str(key.value), "value": _scalar(value)}
    return RuleRow("Settings", cells, {"setting": _place(file, key), "value": _place(file, value)}, _place(file, key))


def _yaml_row(file: str, sheet: str, node: yaml.Node, findings: list[Finding]) -> RuleRow:
    known = {fold(title): name for name, titles in SHEETS[sheet][1] for title in (name, *titles)}
    cells, places = {}, {}
    for key, value in _pairs(node):
        name = known.get(fold(str(key.value)))
        if name is None:
            near = nearest(str(key.value), known)
            code = excel_codes.HEADING_NEAR if near else excel_codes.HEADING_UNKNOWN
            values = {"heading": str(key.value), "nearest": near, "table": sheet}
            findings.append(Finding(code, _place(file, key), values))
        elif text := _scalar(value):
            cells[name], places[name] = text, _place(file, value)
    return RuleRow(sheet, cells, places, _place(file, node))


def _scalar(node: yaml.Node) -> str:
    """A scalar's text as written; a list's, parted by semicolons."""
    if isinstance(node, yaml.ScalarNode):
        return str(node.value).strip()
    return "; ".join(map(_scalar, node.value)) if isinstance(node, yaml.SequenceNode) else ""


def _place(file: str, node: yaml.Node) -> Place:
    return Place(file, line=node.start_mark.line + 1, column=node.start_mark.column + 1)
