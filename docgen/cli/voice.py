"""How the command line speaks: data to stdout, talk to stderr, plain text where nobody watches a terminal.

One `Voice` lives as long as one command. It never decides what to say, only how.
"""

import re
import shlex
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import TextIO, TypeVar

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as ProgressBar
from rich.text import Text

from docgen.batch import Progress
from docgen.cli.grids import ROWS, draw, plain_lines
from docgen.cli.report import Grid, Report, report_json, trouble_json
from docgen.errors import DocgenError
from docgen.findings import Finding, Level, located
from docgen.language import say

K = TypeVar("K")
Step = Callable[[Progress], None]
"""Told how far the work is."""

SHOWN = 20
"""Places listed under one finding before the rest is only counted; `-v` lists all."""

_PATIENCE = 2.0  # seconds a person waits before wanting to know how long it takes
_PLAIN_PACE = 10.0  # seconds between two lines of progress in a log
_ORDER = (Level.ERROR, Level.WARNING, Level.NOTE)
_STYLE = {Level.ERROR: "bold red", Level.WARNING: "yellow", Level.NOTE: "cyan"}


class Voice:
    """The manner of one command: its `--json`, `-v` and `-q`, and whether a person sits there to answer.

    `folder` is what `-C` was given; the commands it tells a person to type next, by their `verbs`, repeat it.
    """

    def __init__(self, *, json: bool = False, interactive: bool | None = None, verbs: Sequence[str] = ()) -> None:
        self.command = "docgen"
        self.verbs = tuple(verbs)
        self.folder = ""
        self.json = json
        self.verbose = False
        self.quiet = False
        self._interactive = interactive
        self._journal: Callable[[], str] | None = None
        self._head = ""

    @property
    def interactive(self) -> bool:
        """Whether questions can be asked: a person at a terminal who did not ask for JSON."""
        if self._interactive is None:
            return sys.stdin.isatty() and sys.stderr.isatty() and not self.json
        return self._interactive

    def tell(self, report: Report) -> None:
        """Print the outcome of the command."""
        head = self._grown()
        if self.json:
            click.echo(report_json(self.command, report, head))
            return
        for grid in report.grids:
            self.show_grid(grid)
        self.show_findings(report.findings)
        for line in report.summary:
            self.remark(line)
        self._tell_head(head)

    def watch(self, journal: Callable[[], str]) -> None:
        """From here on notice whether the journal grows, whose head `journal` tells ("" where nobody can)."""
        if self._journal is None:
            self._journal, self._head = journal, journal()

    def _grown(self) -> str:
        """The head of the journal, if this run entered something in it."""
        head = self._journal() if self._journal else ""
        return head if head != self._head else ""

    def _tell_head(self, head: str) -> None:
        if head:
            self.remark(say("The journal ends with {head}; note it down elsewhere.", head=head[:16]))

    def remark(self, line: str) -> None:
        """Say a line of talk; `-q` and `--json` keep it back."""
        if not (self.quiet or self.json):
            _print(_console(sys.stderr), Text(self._from_here(line)))

    def complain(self, trouble: DocgenError) -> None:
        """Say why the command could not go on."""
        head = self._grown()
        if self.json:
            click.echo(trouble_json(self.command, trouble, head))
        else:
            remedy = self._from_here(trouble.remedy)
            console = _console(sys.stderr)
            _print(console, Text(trouble.message, "bold red"))
            if remedy:
                _print(console, Text(remedy))
            self._tell_head(head)

    def ask(self, question: str, default: str) -> str:
        """A person's answer to `question`; Enter, or nobody there, is `default`."""
        if not self.interactive:
            return default
        return str(click.prompt(question, default=default, err=True))

    def ask_secret(self, question: str) -> str | None:
        """What a person types unseen; nobody there is None."""
        return str(click.prompt(question, hide_input=True, err=True)) if self.interactive else None

    def confirm(self, question: str) -> bool:
        """Whether a person there says yes; nobody there is a no."""
        return self.interactive and click.confirm(question, default=False, err=True)

    @contextmanager
    def progress(self, label: str) -> Iterator[Step]:
        """Show how far a piece of work is, with an estimate, once it takes longer than two seconds."""
        if self.quiet or self.json:
            yield lambda progress: None
        elif sys.stderr.isatty():
            with _bar(_console(sys.stderr), label) as step:
                yield step
        else:
            yield self._lines(label)

    def _lines(self, label: str) -> Step:
        last = time.monotonic()

        def step(now: Progress) -> None:
            nonlocal last
            if now.remaining is not None and time.monotonic() - last >= _PLAIN_PACE:
                last = time.monotonic()
                counts = {"done": now.done, "total": now.total, "left": round(now.remaining)}
                self.remark(say("{what}: {done} of {total}, about {left} s left", what=label, **counts))

        return step

    def show_grid(self, grid: Grid) -> None:
        """Print a table: drawn on a terminal, a block a row on one too narrow for it, aligned text elsewhere."""
        console = _console(sys.stdout)
        typed = replace(grid, rows=tuple(tuple(map(self._from_here, row)) for row in grid.rows))
        if console.is_terminal:
            draw(console, typed, most=None if self.verbose else ROWS)
        else:
            click.echo("\n".join(plain_lines(typed)))

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Print findings, the gravest first; notes only with `-v`."""
        if self.json:
            return
        console = _console(sys.stdout)
        levels = [level for level in _ORDER if self.verbose or level is not Level.NOTE]
        for level in levels:
            of_level = [f for f in findings if f.level is level]
            for line in self._finding_lines(of_level, limit=None if self.verbose else SHOWN):
                _print(console, line)

    def _finding_lines(self, findings: Sequence[Finding], *, limit: int | None) -> Iterator[Text]:
        """Findings of one level, those with one remedy together: what is wrong and where, then the remedy once."""
        for (code, remedy), same in _together(findings, lambda finding: (finding.code.id, finding.remedy)):
            yield Text.assemble((code, _STYLE[same[0].level]), f" ({len(same)})")
            lines = [line for _, alike in _together(same, lambda finding: finding.message) for line in _alike(alike)]
            yield from (Text(line) for line in lines[:limit])
            if limit is not None and len(lines) > limit:
                yield Text("  " + say("… and {count} more; -v lists them all.", count=len(lines) - limit))
            yield Text(f"  → {self._from_here(remedy)}", style="italic")

    def _from_here(self, text: str) -> str:
        """A text whose commands can be typed where this one was typed."""
        if not self.folder or not self.verbs:
            return text
        command = f"docgen -C {shlex.quote(self.folder)} "
        # Chinese letters stand right beside a command, and are letters to \b too.
        return re.sub(rf"\bdocgen (?=(?:{'|'.join(self.verbs)})\b)", lambda _: command, text, flags=re.ASCII)


def _console(stream: TextIO) -> Console:
    # Made anew each time: the streams of a test or of a redirected run are not those of the import.
    return Console(file=stream, highlight=False, markup=False, emoji=False)


def _print(console: Console, line: Text) -> None:
    """A line of talk; on a terminal broken between words, behind its own indent, unless it holds a command to copy."""
    mark = re.match(r"\s*(?:[-→]\s)?", line.plain)
    indent = mark.end() if mark else 0
    room = console.width - indent
    if not console.is_terminal or "docgen " in line.plain or room < indent:
        console.print(line, soft_wrap=True)
        return
    for number, part in enumerate(line[indent:].wrap(console, room)):
        part.rstrip()
        console.print((line[:indent] if number == 0 else Text(" " * indent)) + part, soft_wrap=True)


@contextmanager
def _bar(console: Console, label: str) -> Iterator[Step]:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    bar = ProgressBar(*columns, console=console, transient=True)
    task = bar.add_task(label, total=None)
    start = time.monotonic()

    def step(now: Progress) -> None:
        bar.update(task, completed=now.done, total=now.total)
        if not bar.live.is_started and time.monotonic() - start > _PATIENCE:
            bar.start()

    try:
        yield step
    finally:
        bar.stop()


def _alike(findings: Sequence[Finding]) -> Iterator[str]:
    """Findings that say the same, in different places: the sentence once, then each place."""
    places = list(filter(None, dict.fromkeys(str(finding.place) for finding in findings)))
    if len(places) < 2:
        placed = next((finding for finding in findings if str(finding.place)), findings[0])
        yield "  " + located(placed.place, placed.message)
    else:
        yield f"  {findings[0].message}"
        yield from (f"    {place}" for place in places)


def _together(findings: Iterable[Finding], key: Callable[[Finding], K]) -> Iterable[tuple[K, list[Finding]]]:
    """Findings of one key together, in the order in which each key was first met."""
    groups: dict[K, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(key(finding), []).append(finding)
    return groups.items()
