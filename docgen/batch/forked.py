"""The process at hand of `docgen.batch.readers`: libraries loaded once, and limited children forked from it that read.

A child reads some files one after another, each within its own seconds, and is thrown away after `MOST_FILES` of them
or after the first that does not end well. If that was not its first, the file is read once more, alone in a new child:
what a file is said to end in is never owed to one before it.
"""

import gc
import os
import select
import signal
import struct
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from multiprocessing.connection import Connection

from docgen.batch.limited import ReadEnd, answer_of, is_out_of_cpu
from docgen.batch.system import Limits, allow_seconds, be_limited, die_with_parent, end_group

MOST_FILES = 32
"""Files a child reads at most: enough of them to share the cost of its fork, some milliseconds of the system's time."""
LATE, LONG = 1 << 20, 1 << 21
"""The ends of readers that were ended for their time or their long answer; no signal and no exit code is so high."""
_HEAD = struct.Struct("<?Q")
"""What goes before each message of a child: whether the file ended well, and how many bytes follow."""
Work = Callable[[bytes], object]


class Forked:
    """Reads files in limited children, one of them at a time; `line` is what they must not hold open."""

    def __init__(self, work: Work, limits: Limits, line: Connection) -> None:
        self._work, self._limits, self._line = work, limits, line
        self._child: _Child | None = None

    def read(self, order: bytes) -> tuple[int, bytes]:
        """How the reading of one file ended, and the message it left."""
        until = time.monotonic() + self._limits.wall
        alone = self._child is None
        end, message, good = self._once(order, until)
        if not good and not alone and end != LATE and not is_out_of_cpu(end):
            end, message, _ = self._once(order, until)
        return end, message

    def _once(self, order: bytes, until: float) -> tuple[int, bytes, bool]:
        child = self._child = self._child or _Child(self._work, self._limits, self._line)
        end, message, good = child.read(order, until, self._limits.answer)
        if not good or child.files == MOST_FILES:
            self._child = None
            ended = child.end()
            end = end if message else end or ended
        return end, message, good


class _Child:
    """One limited process; `files` counts those it was given."""

    def __init__(self, work: Work, limits: Limits, line: Connection) -> None:
        source, self._orders = os.pipe()
        self._messages, sink = os.pipe()
        self.files = 0
        self._number = os.fork()
        if self._number == 0:
            os.close(self._orders)
            os.close(self._messages)
            line.close()
            _in_child(work, limits, source, sink)
        os.close(source)
        os.close(sink)

    def read(self, order: bytes, until: float, most: int) -> tuple[int, bytes, bool]:
        """0 or why it was given up, its message, and whether the file ended well; without a message it ended itself."""
        self.files += 1
        try:
            _send(self._orders, _HEAD.pack(True, len(order)) + order)
            good, size = _HEAD.unpack(_received(self._messages, _HEAD.size, until))
            return (0, _received(self._messages, size, until), good) if size <= most else (LONG, b"", False)
        except TimeoutError:
            return LATE, b"", False
        except (EOFError, OSError):
            return 0, b"", False

    def end(self) -> int:
        """End it, if it has not ended; its exit code, negative for a signal."""
        os.close(self._orders)
        os.close(self._messages)
        end_group(self._number)
        with suppress(ProcessLookupError):
            os.kill(self._number, signal.SIGKILL)
        return os.waitstatus_to_exitcode(os.waitpid(self._number, 0)[1])


def _in_child(work: Work, limits: Limits, source: int, sink: int) -> None:
    """Never returns: it reads what it is told to until it is ended, without any of the parent's endings."""
    gc.disable()  # it lives for some files: what it would collect goes with it
    try:
        die_with_parent()
        be_limited(limits, files=MOST_FILES)
        while True:
            _, size = _HEAD.unpack(_received(source, _HEAD.size))
            order = _received(source, size)
            allow_seconds(limits.cpu)
            end, message = answer_of(partial(work, order))
            _send(sink, _HEAD.pack(end is ReadEnd.PARSED, len(message)) + message)
    finally:
        os._exit(0)


def _send(number: int, message: bytes) -> None:
    rest = memoryview(message)
    while rest:
        rest = rest[os.write(number, rest) :]


def _received(number: int, size: int, until: float | None = None) -> bytes:
    """Exactly so many bytes. Raises EOFError if there are no more, TimeoutError if they are not there in time."""
    parts = []
    while size > 0:
        if until is not None and not select.select([number], [], [], max(until - time.monotonic(), 0))[0]:
            raise TimeoutError
        part = os.read(number, min(size, 1 << 20))
        if not part:
            raise EOFError
        parts.append(part)
        size -= len(part)
    return b"".join(parts)
