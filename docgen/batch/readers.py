"""Limited readers for many files: a process at hand has the libraries loaded, and forks a limited one for each file.

    with Readers("docgen.returns.limited:read", expected) as readers:
        read = readers.read(path, {"name": "a.xlsx"})

The function is called with a list of the one path, the argument of this file, and what was given to all. The process
at hand reads no file itself, so that it is the same for the last file as for the first; should it die, another takes
its place. If the function's module has a `prepare`, that is called with what was given to all, before the first file.
Where systems do not fork, each file costs the start of a process.
"""

import gc
import json
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from importlib import import_module
from multiprocessing.connection import Connection, Pipe
from pathlib import Path
from types import TracebackType
from typing import Self

from docgen.batch.limited import Answer, LimitedRead, ReadEnd, answer_of, judged, read_limited, work_named
from docgen.batch.system import FORKS, Limits, be_limited, die_with_parent, end_group, ready_to_limit

_PROGRAM = "import sys; sys.path[:] = {path!r}; from docgen.batch.readers import main; main({line})"
"""The process at hand is started by itself, so that nothing of the program that reads weighs upon each fork of it."""
_PATIENCE = 10.0
"""Seconds beyond a file's own time after which the process at hand itself is given up."""


class Readers:
    """Reads one file after another, each in a limited process of its own; for several at once, have several."""

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
        if code == _LONG:
            return LimitedRead(ReadEnd.REFUSED, reason="the answer is too long")
        return judged(message, code, late=code == _LATE)

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


_LATE, _LONG = 1 << 20, 1 << 21
"""The ends of readers that were ended for their time or their long answer; no signal and no exit code is so high."""


def main(line: int) -> None:
    """The process at hand, from its first step on; `line` is the number of the open file that leads to its parent."""
    die_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(EOFError, OSError), Connection(line) as opened:
        function, shared, limits = opened.recv()
        serve(function, shared, limits, opened)


def serve(function: str, shared: object, limits: Limits, line: Connection) -> None:
    """Import everything once, then one limited process a file, until the line is closed. Raises EOFError, OSError."""
    work = work_named(function)
    prepare = getattr(import_module(function.partition(":")[0]), "prepare", None)
    if prepare is not None:
        prepare(shared)
    ready_to_limit()
    gc.collect()
    gc.freeze()
    while True:
        path, argument = json.loads(line.recv_bytes())
        code, message = _forked(partial(work, [Path(path)], argument, shared), limits, line)
        line.send_bytes(code.to_bytes(8, "big", signed=True))
        line.send_bytes(message)


def _forked(work: Callable[[], object], limits: Limits, line: Connection) -> tuple[int, bytes]:
    """How a limited process ended, and the message it left."""
    source, sink = os.pipe()
    child = os.fork()
    if child == 0:
        _in_child(work, limits, line, (source, sink))
    os.close(sink)
    message, end = _message(source, limits)
    os.close(source)
    end_group(child)
    with suppress(ProcessLookupError):
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return end or os.waitstatus_to_exitcode(status), message


def _in_child(work: Callable[[], object], limits: Limits, line: Connection, pipe: tuple[int, int]) -> None:
    """Never returns: the child leaves its message and is gone, without any of the parent's endings."""
    source, sink = pipe
    gc.disable()  # it lives for one file: what it would collect goes with it
    try:
        os.close(source)
        line.close()
        die_with_parent()
        be_limited(limits)
        message = memoryview(answer_of(work))
        while message:
            message = message[os.write(sink, message) :]
    finally:
        os._exit(0)


def _message(source: int, limits: Limits) -> tuple[bytes, int]:
    """What a child writes until it ends, and 0; nothing, and why, if it wrote too much or took too long."""
    parts: list[bytes] = []
    size, end = 0, time.monotonic() + limits.wall
    while size <= limits.answer:
        ready, _, _ = select.select([source], [], [], max(end - time.monotonic(), 0))
        if not ready:
            return b"", _LATE
        part = os.read(source, 1 << 16)
        if not part:
            break
        parts.append(part)
        size += len(part)
    return (b"".join(parts), 0) if size <= limits.answer else (b"", _LONG)
