"""Limited readers for many files: a process at hand has the libraries loaded, and forks limited ones that read.

    with Readers("docgen.returns.limited:read", expected) as readers:
        read = readers.read(path, {"name": "a.xlsx"})

The function is called with a list of the one path, the argument of this file, and what was given to all. The process
at hand reads no file itself, so that it is the same for the last file as for the first; should it die, another takes
its place. If the function's module has a `prepare`, that is called with what was given to all, before the first file.
What a limited process may read before another takes its place stands in `docgen.batch.forked`.
Where systems do not fork, each file costs the start of a process.
"""

import gc
import json
import signal
import subprocess
import sys
from contextlib import suppress
from importlib import import_module
from multiprocessing.connection import Connection, Pipe
from pathlib import Path
from types import TracebackType
from typing import Self

from docgen.batch.forked import LATE, LONG, Forked
from docgen.batch.limited import Answer, LimitedRead, ReadEnd, judged, read_limited, work_named
from docgen.batch.system import FORKS, Limits, die_with_parent, ready_to_limit

_PROGRAM = "import sys; sys.path[:] = {path!r}; from docgen.batch.readers import main; main({line})"
"""The process at hand is started by itself, so that nothing of the program that reads weighs upon each fork of it."""
_PATIENCE = 10.0
"""Seconds beyond a file's own time after which the process at hand itself is given up."""


class Readers:
    """Reads one file after another in limited processes; for several at once, have several of these."""

    def __init__(self, function: str, shared: object = None, *, limits: Limits | None = None) -> None:
        self._function, self._shared = function, shared
        self._limits = limits or Limits()
        self._process: subprocess.Popen[bytes] | None = None
        self._line: Connection | None = None

    def read(self, path: Path, argument: Answer = None) -> LimitedRead:
        """Call the function on one file. Never raises because of what the file holds."""
        if not FORKS:
            return read_limited(self._function, (path,), argument, limits=self._limits, shared=self._shared)
        line = self._at_hand()
        try:
            line.send_bytes(json.dumps([str(path), argument]).encode())
            if not line.poll(self._limits.wall + _PATIENCE):
                raise EOFError
            code = int.from_bytes(line.recv_bytes(), "big", signed=True)
            message = line.recv_bytes()
        except (EOFError, OSError):
            self.close()
            return LimitedRead(ReadEnd.CRASHED, reason="the process at hand ended")
        if code == LONG:
            return LimitedRead(ReadEnd.REFUSED, reason="the answer is too long")
        return judged(message, code, late=code == LATE)

    @property
    def process(self) -> int | None:
        """The number of the process at hand, if one is."""
        return self._process.pid if self._process else None

    def close(self) -> None:
        """End the process at hand."""
        if self._line is not None:
            self._line.close()
        if self._process is not None:
            self._process.kill()
            self._process.wait()
        self._line = self._process = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _at_hand(self) -> Connection:
        if self._line is None or self._process is None or self._process.poll() is not None:
            self.close()
            ours, theirs = Pipe()
            with theirs:
                number = theirs.fileno()
                program = _PROGRAM.format(path=sys.path, line=number)
                self._process = subprocess.Popen([sys.executable, "-c", program], pass_fds=(number,))
            ours.send((self._function, self._shared, self._limits))
            self._line = ours
        return self._line


def main(line: int) -> None:
    """The process at hand, from its first step on; `line` is the number of the open file that leads to its parent."""
    die_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(EOFError, OSError), Connection(line) as opened:
        function, shared, limits = opened.recv()
        serve(function, shared, limits, opened)


def serve(function: str, shared: object, limits: Limits, line: Connection) -> None:
    """Import everything once, then read file by file until the line is closed. Raises EOFError, OSError."""
    work = work_named(function)
    prepare = getattr(import_module(function.partition(":")[0]), "prepare", None)
    if prepare is not None:
        prepare(shared)
    ready_to_limit()
    gc.collect()
    gc.freeze()

    def read(order: bytes) -> object:
        path, argument = json.loads(order)
        return work([Path(path)], argument, shared)

    forked = Forked(read, limits, line)
    while True:
        end, message = forked.read(line.recv_bytes())
        line.send_bytes(end.to_bytes(8, "big", signed=True))
        line.send_bytes(message)
