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
from docgen.files import cause
from docgen.language import say


class BusyError(DocgenError):
    """Another run holds the campaign."""


@contextmanager
def exclusive(path: Path, *, command: str) -> Iterator[None]:
    """Hold the lock file `path` inside the block; a killed run holds none. Raises BusyError if another run has it."""
    with _open(path) as file:
        if not _is_ours(path, file):
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
        raise _trouble(path, trouble) from trouble


def _is_ours(path: Path, file: FileIO) -> bool:
    try:
        return try_lock(file)
    except OSError as trouble:  # a network disk that knows no locks
        raise _trouble(path, trouble) from trouble


def _trouble(path: Path, trouble: OSError) -> FileTroubleError:
    return FileTroubleError(
        say("{path} cannot be written and locked: {why}.", path=path, why=cause(trouble)),
        say("Check that the campaign folder is on a disk of this machine and may be written to, then try again."),
    )


def _self() -> dict[str, object]:
    try:
        user = getpass.getuser()
    except (KeyError, OSError):  # a container's user without a name
        user = "?"
    return {"user": user, "host": platform.node(), "pid": os.getpid()}
