"""The calls that not every operating system has, all in this file: dying with the parent, and locking a file."""

import ctypes
import multiprocessing
import os
import signal
import sys
import threading
from io import FileIO
from multiprocessing.connection import wait

_PR_SET_PDEATHSIG = 1
START_METHOD = "forkserver" if sys.platform == "linux" else "spawn"
"""How workers start: never by a plain fork, which copies locks and threads of the parent in any state."""


def be_a_worker() -> None:
    """Called first in each worker: it dies with its parent, even by kill -9, and leaves Ctrl-C to the parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    threading.Thread(target=_die_with_parent, daemon=True).start()


def _die_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


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
