"""One run at a time on one campaign: the second is told who runs."""

import getpass
import os
import platform
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import FileIO
from pathlib import Path

from docgen.batch.system import try_lock
from docgen.errors import DocgenError, FileTroubleError
from docgen.language import say


class BusyError(DocgenError):
    """Another run holds the campaign."""


@contextmanager
def exclusive(path: Path, *, command: str) -> Iterator[None]:
    """Hold the lock file `path` inside the block; a killed run holds none. Raises BusyError if another run has it."""
    with _open(path) as file:
        if not try_lock(file):
            file.seek(0)
            who = file.read().decode(errors="replace") or say("another program")
            raise BusyError(
                say("Another docgen command is at work in this campaign: {who}.", who=who),
                say("Wait until it has ended, then run the same command again."),
            )
        file.truncate(0)
        with suppress(OSError):  # who is at work is a courtesy: the lock holds on a full disk, too
            file.write(say("{command} of {user} on {host}, process {pid}", command=command, **_self()).encode())
        try:
            yield
        finally:
            file.truncate(0)


def _open(path: Path) -> FileIO:
    try:
        return path.open("a+b", buffering=0)
    except OSError as trouble:
        raise FileTroubleError(
            say("{path} cannot be written: {why}.", path=path, why=trouble.strerror),
            say("Check that the campaign folder exists and may be written to, then run the same command again."),
        ) from trouble


def _self() -> dict[str, object]:
    try:
        user = getpass.getuser()
    except (KeyError, OSError):  # a container's user without a name
        user = "?"
    return {"user": user, "host": platform.node(), "pid": os.getpid()}
