"""Work for worker processes in the tests: importable, as all work must be."""

import ctypes
import os
import signal
import time
from pathlib import Path

from docgen.errors import FileTroubleError


def double(number: int) -> int:
    return number * 2


def fail_on_seven(number: int) -> int:
    if number == 7:
        raise ValueError("seven is broken")
    return number


def die_on_seven(number: int) -> int:
    if number == 7:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def die(number: int) -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    return number


def die_between(number: int) -> int:
    return number if number in (0, 7) else die(number)


def die_once(flag: str) -> str:
    path = Path(flag)
    if not path.exists():
        path.touch()
        os.kill(os.getpid(), signal.SIGSEGV)
    return "done"


def no_space(number: int) -> int:
    if number == 3:
        raise FileTroubleError("The disk is full.", "Free space.")
    return number


def note_and_sleep(path: str) -> int:
    Path(path).write_text(str(os.getpid()))
    time.sleep(1)
    return 0


def hang_on_seven(number: int) -> int:
    """Never gives control back to Python, as a library may."""
    if number == 7:
        ctypes.PyDLL(None).sleep(600)
    return number
