"""A page of the documentation played as it stands: commands typed, cells filled in, files written, in its order.

What a page tells a person to do stands in blocks:

- `console`: a line beginning with `$ ` is typed, what follows is what must be shown. `...` in a line stands for
  anything, `...` alone in a line for any lines. `export NAME=VALUE` and `cd FOLDER` hold for what follows.
- `cells`: a line a change in a workbook, `FILE, SHEET, ROW: COLUMN = VALUE; COLUMN = VALUE`. ROW is `new row`, or
  `row` and texts that stand in it, parted by ` + `. `FILE, form CODE: PATH = VALUE` fills in a form at the places it
  names. `FILE, SHEET: keep rows A, B` deletes the rows of all other units; `every sheet` is each of them.
  `FILE.docx: OLD becomes NEW` changes words in a Word file.
- `toml`, `yaml`, `csv`: written to the file named in the line above, as in "`people.csv`:".

`python -m tests.docs.played PAGE...` puts what is shown today into the pages, for whoever looks them through.
"""

import os
import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import chdir
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import docx
import openpyxl
from click.testing import CliRunner
from openpyxl.worksheet.worksheet import Worksheet

from docgen.cli.program import program
from docgen.language import set_language

_BLOCK = re.compile(r"^```(console|cells|toml|yaml|csv)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_PROGRESS = re.compile(r"[\w ]+: \d+ of \d+, about \d+ s left")
_NAMED = re.compile(r"`([^`\n]+)`:\n+\Z")


@dataclass(frozen=True, slots=True)
class Typed:
    """A line that is typed, what the page shows, and what is shown now."""

    line: str
    shown: str
    now: str

    @property
    def holds(self) -> bool:
        """Whether the page shows what is shown now."""
        return re.fullmatch(as_pattern(self.shown), self.now) is not None


def as_pattern(shown: str) -> str:
    """Shown lines as a pattern in which `...` is anything."""
    return "".join(map(_line_pattern, (line.rstrip() for line in shown.splitlines())))


def _line_pattern(line: str) -> str:
    return r"(?:.*\n)*?" if line == "..." else ".*?".join(map(re.escape, line.split("..."))) + r"\n"


@dataclass
class Player:
    """Plays pages one after another in one folder."""

    folder: Path
    environment: dict[str, str] = field(default_factory=dict)

    def play(self, text: str) -> Iterator[Typed]:
        """Do what a page says, block by block."""
        for block in _BLOCK.finditer(text):
            kind, body = block[1], block[2]
            if kind == "console":
                yield from self._console(body)
            elif kind == "cells":
                for line in filter(None, map(str.strip, body.splitlines())):
                    change_cells(self.folder, line)
            elif named := _NAMED.search(text[: block.start()]):
                path = self.folder / named[1]
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(body, encoding="utf-8")

    def _console(self, body: str) -> Iterator[Typed]:
        for typed in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", body, re.MULTILINE):
            line, shown = typed
            yield Typed(line, shown, self.type(line))

    def type(self, line: str) -> str:
        """Type one line and return what is shown, without blanks at the ends of lines."""
        if line.startswith("export "):
            name, _, value = line.removeprefix("export ").partition("=")
            self.environment[name] = value
            return ""
        if line.startswith("cd "):
            self.folder = (self.folder / line.removeprefix("cd ").strip('"')).resolve()
            return ""
        shown = self._docgen(line) if re.match(r"docgen\b[^|>&]*$", line) else self._shell(line)
        return "".join(f"{one.rstrip()}\n" for one in shown.splitlines() if not _PROGRESS.match(one))

    def _docgen(self, line: str) -> str:
        set_language("en")
        with chdir(self.folder):
            runner = CliRunner(env={**self.environment, "COLUMNS": "100"})
            return runner.invoke(program, shlex.split(line, comments=True)[1:]).output

    def _shell(self, line: str) -> str:
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
        here = {**os.environ, **self.environment, "PATH": path}
        command = ["bash", "-c", line]
        done = subprocess.run(command, cwd=self.folder, env=here, capture_output=True, text=True, check=False)
        return done.stdout + done.stderr


def change_cells(folder: Path, line: str) -> None:
    """Do in a workbook what one line of a `cells` block says."""
    where, _, what = line.partition(": ")
    if where.endswith(".docx"):
        change_words(folder / where, *what.split(" becomes "))
        return
    file, sheet, *row = (part.strip() for part in where.split(", "))
    path = folder / file
    if "*" in file:
        [path] = folder.glob(file)
    book = openpyxl.load_workbook(path)
    if what.startswith("keep rows"):
        for each in book if sheet == "every sheet" else [book[sheet]]:
            keep_rows(each, what.removeprefix("keep rows").replace(" ", "").split(","))
    elif sheet.startswith("form "):
        fill_in(book, sheet.removeprefix("form "), pairs(what))
    else:
        heads, target = found_row(book[sheet], row[0] if row else "")
        for name, value in pairs(what):
            book[sheet].cell(target, heads[name.casefold()]).value = as_cell(value)
    book.save(path)


def change_words(path: Path, old: str, new: str) -> None:
    """Put other words into a Word file, at the first place that has the old ones."""
    document = docx.Document(str(path))
    [run, *_] = [run for paragraph in document.paragraphs for run in paragraph.runs if old in run.text]
    run.text = run.text.replace(old, new, 1)
    document.save(str(path))


def pairs(text: str) -> list[tuple[str, str]]:
    """`A = 1; B = 2` in its parts."""
    parts = (part.partition("=") for part in text.split("; "))
    return [(name.strip(), value.strip()) for name, _, value in parts]


def as_cell(text: str) -> datetime | float | int | str | None:
    """A value as it stands in a cell when a person types it: a date and a number are such, codes stay text."""
    if re.fullmatch(r"\d{4}-\d\d-\d\d( \d\d:\d\d)?", text):
        return datetime.fromisoformat(text)
    if re.fullmatch(r"0|[1-9]\d*(\.\d+)?", text):
        return float(text) if "." in text else int(text)
    return text or None


def headings(sheet: Worksheet) -> tuple[int, dict[str, int]]:
    """The row of headings, the first with several cells filled, and the column of each."""
    for number, cells in enumerate(sheet.iter_rows(values_only=True), 1):
        named = {str(cell).casefold(): column for column, cell in enumerate(cells, 1) if cell is not None}
        if len(named) > 1:
            return number, named
    raise AssertionError(f"no headings in {sheet.title}")


def found_row(sheet: Worksheet, which: str) -> tuple[dict[str, int], int]:
    """Columns by heading, and the row a line means."""
    head, heads = headings(sheet)
    if which == "new row":
        last = max((n for n in range(head, sheet.max_row + 1) if sheet.cell(n, 1).value is not None), default=head)
        return heads, last + 1
    texts = which.removeprefix("row ").split(" + ")
    for number in range(head + 1, sheet.max_row + 1):
        said = " | ".join(str(cell.value) for cell in sheet[number] if cell.value is not None)
        if all(text in said for text in texts):
            return heads, number
    raise AssertionError(f"no row with {texts} in sheet {sheet.title}")


def keep_rows(sheet: Worksheet, codes: list[str]) -> None:
    """Delete the rows of a sheet by unit that are of other units; notes, and the office's own row, stay."""
    head, heads = headings(sheet)
    if not {"code", "unit code"} & heads.keys():
        return
    for number in range(sheet.max_row, head, -1):
        code = str(sheet.cell(number, 1).value or "")
        if re.fullmatch(r"\w+", code) and code not in codes:
            sheet.delete_rows(number)


def fill_in(book: openpyxl.Workbook, form: str, values: list[tuple[str, str]]) -> None:
    """Type values into a form at the cells that carry its fields' names."""
    marks = {name.casefold(): mark for name, mark in book.defined_names.items()}
    for path, value in values:
        [*found] = (mark for name, mark in marks.items() if name == f"dg.{form}.{path}".casefold().replace("/", "."))
        assert found, f"no place {path} in the form: {sorted(marks)[:80]}"
        [(title, cell)] = found[0].destinations
        book[title][cell.replace("$", "").split(":")[0]].value = as_cell(value)


def renewed(text: str, player: Player) -> str:
    """The page with what is shown now wherever that is not what it shows."""
    done = ""
    for typed in player.play(text):
        before, line, rest = text.partition(f"$ {typed.line}\n")
        shown = typed.shown if typed.holds else softened(typed.now)
        done, text = done + before + line + shown, rest.removeprefix(typed.shown)
    return done + text


def softened(now: str) -> str:
    """What is shown, without what differs on every machine: folders and digests."""
    lines = re.sub(r"\S*/tmp\S*?(?=/out|/returns|\.$|$)|\b[0-9a-f]{12,}\b", "...", now, flags=re.MULTILINE)
    return re.sub(r"W-CLAUSE-NOBODY.*?→ Correct its unit types[^\n]*\n", "...\n", lines, flags=re.DOTALL)


def main() -> None:
    """Renew pages, all played in one folder, in the order given."""
    with tempfile.TemporaryDirectory() as folder:
        player = Player(Path(folder))
        for name in sys.argv[1:]:
            page = Path(name)
            page.write_text(renewed(page.read_text(encoding="utf-8"), player), encoding="utf-8")


if __name__ == "__main__":
    main()
