"""The limited reader: a function run on files from outside, in a process that can neither hurt nor outlast us.

    read = read_limited("docgen.pdf.returned:examine", (path,), {"issued": ...})
    read.end is ReadEnd.PARSED          and `read.answer` is what the function gave, as JSON knows it

The function is a module's, named `module:function`; it is called with the paths and the argument and answers with what
JSON can say. Nothing else comes back: no objects, no more than `Limits.answer` bytes, nothing it prints.

For many files, `docgen.batch.readers` keeps a process at hand that has all libraries loaded, and forks from it.
"""

import json
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from importlib import import_module
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from docgen.batch.system import OUT_OF_CPU, START_METHOD, Limits, be_limited, end_group, start_process

Answer = dict[str, "Answer"] | list["Answer"] | str | int | float | bool | None
"""What JSON can say."""


class ReadEnd(StrEnum):
    """How the reading of a file ended; none but the first is ever a pass."""

    PARSED = "parsed"
    REFUSED = "refused"
    TIMED_OUT = "timed_out"
    OUT_OF_MEMORY = "out_of_memory"
    CRASHED = "crashed"


@dataclass(frozen=True, slots=True)
class LimitedRead:
    """What came of a reading: the answer if it was parsed, else the reason, in words for a report, not for a person."""

    end: ReadEnd
    answer: Answer = None
    reason: str = ""


def read_limited(
    function: str,
    paths: Sequence[Path],
    argument: Answer = None,
    *,
    limits: Limits | None = None,
    shared: object = None,
) -> LimitedRead:
    """Call `function` on `paths` in a process of its own under `limits`. Never raises because of what a file holds.

    `shared`, if given, is an object of ours that is handed to it as a third argument.
    """
    limits = limits or Limits()
    context = get_context(START_METHOD)
    receiver, sender = context.Pipe(duplex=False)
    names = tuple(str(path) for path in paths)
    module, _, _ = function.partition(":")
    order = (function, names, json.dumps(argument), limits, sender, shared)
    process = start_process(_read, order, module=module)
    sender.close()
    listener = _Listener(receiver, limits.answer)
    process.join(limits.wall)
    late = process.is_alive()
    if process.pid is not None:
        end_group(process.pid)
    process.kill()
    process.join()
    listener.join(1)
    if listener.too_long:
        return LimitedRead(ReadEnd.REFUSED, reason="the answer is too long")
    return judged(listener.message, process.exitcode or 0, late=late)


def network_is_closed() -> bool:
    """Whether a limited reader on this system cannot open a connection; `docgen doctor` says so."""
    return read_limited("socket:socket", ()).end is ReadEnd.REFUSED


class _Listener(threading.Thread):
    """Takes the answer off the pipe, so that a long one does not block its sender; stops at the size allowed."""

    def __init__(self, receiver: Connection, most: int) -> None:
        super().__init__(daemon=True)
        self._receiver, self._most = receiver, most
        self.message: bytes | None = None
        self.too_long = False
        self.start()

    def run(self) -> None:
        with self._receiver:
            try:
                self.message = self._receiver.recv_bytes(self._most)
            except EOFError:
                pass  # it ended without a word
            except OSError:
                self.too_long = True


def judged(message: bytes | None, code: int, *, late: bool) -> LimitedRead:
    """What came of a reader: its message, if it left one, else what its end says; `code` is negative for a signal."""
    if message:
        with suppress(ValueError, KeyError, TypeError):
            said: dict[str, Any] = json.loads(message)
            return LimitedRead(ReadEnd(said["end"]), said["answer"], str(said["reason"]))
    if late or is_out_of_cpu(code):
        return LimitedRead(ReadEnd.TIMED_OUT, reason="it took too long")
    return LimitedRead(ReadEnd.CRASHED, reason=f"it ended with signal {-code}" if code < 0 else f"it ended with {code}")


def is_out_of_cpu(code: int) -> bool:
    """Whether a process that ended so had used up its processor seconds."""
    return OUT_OF_CPU is not None and code == -OUT_OF_CPU


def _read(
    function: str, names: tuple[str, ...], argument: str, limits: Limits, sender: Connection, shared: object
) -> None:
    """The child: everything of ours is imported before the limits hold, everything of the file is read after."""
    work = work_named(function)
    be_limited(limits)
    rest = () if shared is None else (shared,)
    given = ([Path(name) for name in names], json.loads(argument), *rest) if names else ()
    sender.send_bytes(answer_of(lambda: work(*given))[1])


def work_named(function: str) -> Callable[..., object]:
    """The function `module:function` names."""
    module, _, name = function.partition(":")
    work: Callable[..., object] = getattr(import_module(module), name)
    return work


def answer_of(work: Callable[[], object]) -> tuple[ReadEnd, bytes]:
    """How a reader ended, and the message it leaves. For the inside of a limited process."""
    try:
        return _said(ReadEnd.PARSED, work())
    except MemoryError:
        return _said(ReadEnd.OUT_OF_MEMORY, reason="it wanted too much memory")
    except Exception as trouble:  # noqa: BLE001 - a hostile file raises anything; here, and only here, that is a refusal
        return _said(ReadEnd.REFUSED, reason=f"{type(trouble).__name__}: {trouble}"[:300])


def _said(end: ReadEnd, answer: object = None, reason: str = "") -> tuple[ReadEnd, bytes]:
    return end, json.dumps({"end": end, "answer": answer, "reason": reason}).encode()
