"""The calls that not every operating system has, all in this file: dying with the parent, locking a file, limits."""

import ctypes
import faulthandler
import multiprocessing
import os
import platform
import signal
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, partial
from io import FileIO
from math import ceil
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import TypeVar

P = TypeVar("P")
R = TypeVar("R")

_PR_SET_PDEATHSIG = 1
START_METHOD = "forkserver" if sys.platform == "linux" else "spawn"
"""How workers start: never by a plain fork, which copies locks and threads of the parent in any state."""


@cache
def _libc() -> ctypes.CDLL:
    """Opened once, for all processes that are forked from this one."""
    return ctypes.CDLL(None)


def be_a_worker() -> None:
    """Called first in each worker: it dies with its parent, even by kill -9, and leaves Ctrl-C to the parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    die_with_parent()
    threading.Thread(target=_die_with_parent, daemon=True).start()


def _die_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def in_time(work: Callable[[P], R], seconds: float, payload: P) -> R:
    """What `work` makes of `payload`; a worker process that takes longer ends itself, whatever it hangs in.

    The clock that watches is a thread outside Python, so that a library that never gives control back is ended too.
    Work in a thread of our own process is not watched.
    """
    if multiprocessing.parent_process() is None:
        return work(payload)
    with Path(os.devnull).open("w") as silence:
        faulthandler.dump_traceback_later(seconds, exit=True, file=silence)
        try:
            return work(payload)
        finally:
            faulthandler.cancel_dump_traceback_later()


def start_process(target: Callable[..., None], args: tuple[object, ...], *, module: str) -> BaseProcess:
    """A process of its own at work on `target`, started as workers are; it will need `module`.

    The server that processes are forked from, if it is not at work yet, imports that once for all of them.
    """
    if sys.platform == "linux":
        multiprocessing.set_forkserver_preload([target.__module__, module])
        process: BaseProcess = multiprocessing.get_context("forkserver").Process(target=target, args=args, daemon=True)
    else:
        process = multiprocessing.get_context("spawn").Process(target=target, args=args, daemon=True)
    process.start()
    return process


def try_lock(file: FileIO) -> bool:
    """Take the lock on an open file, or say that another process has it; it ends with the process. Raises OSError."""
    return _lock(file.fileno())


if sys.platform == "win32":
    import msvcrt

    _FAR = 1 << 30  # a byte beyond the text: Windows forbids others to read locked bytes

    def _lock(descriptor: int) -> bool:
        os.lseek(descriptor, _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        finally:
            os.lseek(descriptor, 0, os.SEEK_SET)
        return True
else:
    import fcntl

    def _lock(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


@dataclass(frozen=True, slots=True)
class Limits:
    """What a reader of an untrusted file may use: bytes of memory and of one written file, seconds, open files.

    `answer` is the largest answer in bytes it may give back.
    """

    memory: int = 1 << 30
    cpu: int = 20
    wall: float = 30.0
    written: int = 64 << 20
    files: int = 64
    answer: int = 4 << 20


def ready_to_limit() -> None:
    """Work out now, for all processes that will be forked from this one, what `be_limited` needs."""
    if sys.platform == "linux":
        _libc()
        if calls := _CALLS.get(platform.machine()):
            _rules(calls)


def be_limited(limits: Limits, files: int = 1) -> None:
    """Called first in a limited reader: from here on it has no terminal, no network and no children, and is bounded.

    One that reads several `files` calls `allow_seconds` before each. Where the system knows no such limit, the parent's
    wall clock is what is left.
    """
    silence = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(silence, stream)
    if sys.platform != "win32":
        os.setsid()
        _limit_resources(limits, files)
    if sys.platform == "linux":
        _close_network()


def start_limited_program(command: Sequence[str], limits: Limits, folder: str) -> "subprocess.Popen[bytes]":
    """A program of its own at work on a file from outside, in a group of its own: bounded, silent, without a network.

    It may start programs and speak to itself; where the system knows no such limit, the wall clock is what is left.
    """
    silent = subprocess.DEVNULL
    environment = {"HOME": folder, "PATH": os.environ.get("PATH", ""), "LANG": "C.UTF-8"}
    limited = None if sys.platform == "win32" else partial(_limit_program, limits)
    return subprocess.Popen(
        command, stdin=silent, stdout=silent, stderr=silent, env=environment, cwd=folder, preexec_fn=limited
    )


def _limit_program(limits: Limits) -> None:
    os.setsid()
    die_with_parent()
    _limit_resources(limits)
    if sys.platform == "linux":
        _close_internet()


FORKS = sys.platform == "linux"
"""Whether a process that reads nothing itself may fork readers: elsewhere a fork of loaded libraries is not safe."""


def die_with_parent() -> None:
    """End this process when the one that forked it ends, even by kill -9; only Linux knows how."""
    if sys.platform == "linux":
        _libc().prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def end_group(pid: int) -> None:
    """Kill what is left of a limited reader, and of whatever it started."""
    if sys.platform != "win32":
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(pid, signal.SIGKILL)


if sys.platform != "win32":
    import resource

    OUT_OF_CPU: int | None = signal.SIGXCPU
    """The signal that ends a process whose processor seconds are used up."""

    def allow_seconds(more: int) -> None:
        """Let this process use so many processor seconds from now on, rounded up, within the bound of all its files."""
        last = resource.getrlimit(resource.RLIMIT_CPU)[1]
        resource.setrlimit(resource.RLIMIT_CPU, (min(ceil(time.process_time()) + more, last), last))

    def _limit_resources(limits: Limits, files: int = 1) -> None:
        bounds = {
            "RLIMIT_AS": (limits.memory, limits.memory),
            "RLIMIT_CPU": (limits.cpu, (limits.cpu + 1) * files),
            "RLIMIT_FSIZE": (limits.written, limits.written),
            "RLIMIT_NOFILE": (limits.files, limits.files),
            "RLIMIT_CORE": (0, 0),
        }
        for name, bound in bounds.items():
            with suppress(AttributeError, ValueError, OSError):  # macOS refuses some; the wall clock stays
                resource.setrlimit(getattr(resource, name), bound)
else:
    OUT_OF_CPU = None

    def allow_seconds(more: int) -> None:
        """Windows has the wall clock alone."""

    def _limit_resources(limits: Limits, files: int = 1) -> None:
        """Windows has the wall clock alone."""


_PR_SET_SECCOMP, _PR_SET_NO_NEW_PRIVS, _FILTER = 22, 38, 2
_ALLOW, _REFUSE, _UNKNOWN, _KILL = 0x7FFF0000, 0x00050001, 0x00050026, 0x80000000
_LOAD, _EQUAL, _ANY_BIT, _RETURN = 0x20, 0x15, 0x45, 0x06
_THREAD = 0x00010000  # CLONE_THREAD: a thread of this process is no child


@dataclass(frozen=True, slots=True)
class _Calls:
    """Numbers of system calls on one kind of processor: what is refused, `clone`, and `clone3`, which is unreadable."""

    audit: int
    refused: tuple[int, ...]
    clone: int
    clone3: int = 435


_CALLS = {
    # socket, execve, ptrace, kill, setsid, setpgid, execveat, bpf, pidfd_send_signal, io_uring_setup,
    # process_vm_readv and _writev; on the first also fork and vfork
    "x86_64": _Calls(0xC000003E, (41, 59, 101, 62, 112, 109, 322, 321, 424, 425, 310, 311, 57, 58), 56),
    "aarch64": _Calls(0xC00000B7, (198, 221, 117, 129, 157, 154, 281, 280, 424, 425, 270, 271), 220),
}


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("rules", ctypes.c_char_p))


def _close_network() -> None:
    """Refuse sockets, children and other programs, by a filter of system calls that nobody can take off again."""
    calls = _CALLS.get(platform.machine())
    if calls is not None:
        _filter(_rules(calls))


def _filter(rules: bytes) -> None:
    _libc().prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    _libc().prctl(_PR_SET_SECCOMP, _FILTER, ctypes.byref(_Program(len(rules) // 8, rules)), 0, 0)


def _close_internet() -> None:
    """Refuse all sockets but those within this machine, by a filter that nobody can take off again."""
    calls = _CALLS.get(platform.machine())
    if calls is not None:
        _filter(_local_only(calls))


def _local_only(calls: _Calls) -> bytes:
    """The filter: `socket` with any family but AF_UNIX is refused, and rings that could open one unseen."""
    socket, ring = calls.refused[0], 425
    rules = [
        (_LOAD, 0, 0, 4),
        (_EQUAL, 1, 0, calls.audit),
        (_RETURN, 0, 0, _KILL),
        (_LOAD, 0, 0, 0),
        (_ANY_BIT, 5, 0, 1 << 30),
        (_EQUAL, 4, 0, ring),
        (_EQUAL, 0, 2, socket),
        (_LOAD, 0, 0, 16),
        (_EQUAL, 0, 1, 1),
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _REFUSE),
    ]
    return b"".join(struct.pack("=HBBI", *rule) for rule in rules)


@cache
def _rules(calls: _Calls) -> bytes:
    """The filter as the kernel reads it: eight bytes a rule, jumps counted in rules; x32 calls lie above `1 << 30`."""
    count = len(calls.refused)
    rules = [
        (_LOAD, 0, 0, 4),
        (_EQUAL, 1, 0, calls.audit),
        (_RETURN, 0, 0, _KILL),
        (_LOAD, 0, 0, 0),
        (_ANY_BIT, count + 6, 0, 1 << 30),
        *((_EQUAL, count + 5 - place, 0, number) for place, number in enumerate(calls.refused)),
        (_EQUAL, 0, 1, calls.clone3),
        (_RETURN, 0, 0, _UNKNOWN),
        (_EQUAL, 0, 2, calls.clone),
        (_LOAD, 0, 0, 16),
        (_ANY_BIT, 0, 1, _THREAD),
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _REFUSE),
    ]
    return b"".join(struct.pack("=HBBI", *rule) for rule in rules)
