"""The one way to write a file, and to name one.

Every file docgen writes appears whole under its final name or not at all: it is written beside its destination in the
folder's `.partial` directory, synced, and renamed. What a killed run leaves there is swept by the next.
"""

import errno
import hashlib
import os
import re
import shutil
import unicodedata
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from docgen.errors import FileTroubleError
from docgen.language import N_, say

PARTIAL = ".partial"
"""Name of the directory that holds files still being written."""

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(\..*)?", re.IGNORECASE)
_MADE_DIFFERENT = re.compile(r"~[0-9a-f]{8}$")
_TROUBLES = {
    errno.ENOSPC: N_("the disk is full"),
    errno.EDQUOT: N_("your share of the disk is used up"),
    errno.EROFS: N_("the disk is read-only"),
    errno.EACCES: N_("you have no right to, or another program has it open"),
    errno.EPERM: N_("you have no right to, or another program has it open"),
    errno.ENOENT: N_("it is not there"),
    errno.EISDIR: N_("it is a folder"),
    errno.ENOTDIR: N_("a part of its path is a file, not a folder"),
    errno.ENAMETOOLONG: N_("its path is too long"),
    errno.EIO: N_("the disk does not answer as it should"),
    errno.ENOLCK: N_("this disk cannot lock files"),
    errno.EOPNOTSUPP: N_("this disk cannot lock files"),
}


def digest(data: bytes) -> str:
    """The SHA-256 of `data` as 64 hexadecimal letters: the name by which docgen knows any content."""
    return hashlib.sha256(data).hexdigest()


def write_atomic(path: Path, data: bytes) -> None:
    """Write `data` to `path` whole or not at all. Raises FileTroubleError: disk full, read-only, locked."""
    with writing_atomic(path) as file:
        file.write(data)


@contextmanager
def writing_atomic(path: Path) -> Iterator[BinaryIO]:
    """A file to write to, which becomes `path` when the block ends well and vanishes when it does not.

    Raises FileTroubleError: disk full, read-only, locked.
    """
    draft = path.parent / PARTIAL / f"{os.getpid()}-{digest(str(path).encode())[:24]}"
    try:
        draft.parent.mkdir(parents=True, exist_ok=True)
        with draft.open("w+b") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError as trouble:
        raise _explain(path, trouble) from trouble
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)


def remove(path: Path) -> None:
    """Delete a file of ours; one that is gone already is no trouble. Raises FileTroubleError: locked, read-only."""
    try:
        path.unlink(missing_ok=True)
    except OSError as trouble:
        raise _explain(path, trouble) from trouble


def make_folder(path: Path) -> None:
    """Make the folder `path` and those above it, if they are not there. Raises FileTroubleError."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as trouble:
        raise _explain(path, trouble) from trouble


def sweep_partial(folder: Path) -> None:
    """Remove what a killed run left half-written in `folder`. Call it only where no other run is writing there."""
    shutil.rmtree(folder / PARTIAL, ignore_errors=True)


def read_bytes(path: Path) -> bytes:
    """The content of `path`. Raises FileTroubleError if it is missing, locked or may not be read."""
    try:
        return path.read_bytes()
    except OSError as trouble:
        raise FileTroubleError(
            say("{path} cannot be read: {why}.", path=path, why=cause(trouble)),
            say("Check that the file is there and not open in another program, then run the same command again."),
        ) from trouble


def cause(trouble: OSError) -> str:
    """Why the system refused, in words of the current language; the system's own where it is nothing usual."""
    known = _TROUBLES.get(trouble.errno or 0)
    return say(known) if known else trouble.strerror or str(trouble)


def _explain(path: Path, trouble: OSError) -> FileTroubleError:
    return FileTroubleError(
        say("{path} cannot be written: {why}.", path=path, why=cause(trouble)),
        say(
            "Nothing half-written was left. Free space, close the file or choose a folder that can be written to, then "
            "run the same command again."
        ),
    )


def safe_name(text: str, *, limit: int = 120) -> str:
    """`text` as a file name that Windows, macOS and Linux all accept, still readable; at most `limit` UTF-8 bytes.

    Forbidden characters become `_`; reserved names, trailing dots and blanks are mended; the result is NFC. Two texts
    may give one name: see `unique_names`.
    """
    name = _FORBIDDEN.sub("_", unicodedata.normalize("NFC", text))
    name = re.sub(r"\s+", " ", name).strip(" .")
    if _RESERVED.fullmatch(name) or name.startswith(("-", "~")):  # to a shell an option, or somebody's home
        name = f"_{name}"
    while len(name.encode()) > limit:
        name = name[:-1].rstrip(" .")
    return name or "_"


def unique_names(names: dict[str, str]) -> dict[str, str]:
    """Keys to safe names, made different by `~` and the key's digest where two agree on a case-blind disk."""
    safe = {key: safe_name(name) for key, name in names.items()}
    folded = {key: unicodedata.normalize("NFKC", name).casefold() for key, name in safe.items()}
    times = Counter(folded.values())
    for key, name in safe.items():
        if times[folded[key]] > 1 or _MADE_DIFFERENT.search(folded[key]):
            safe[key] = f"{name}~{digest(key.encode('utf-8', 'surrogatepass'))[:8]}"
    return safe
