"""The inbox as it lies there: which files came, and when. Nothing in it is ever changed, renamed or deleted.

A file that is still being written is left for the next run: one that changed a moment ago, a half-finished download,
the lock file of an office program. Links are not followed.
"""

import email
import email.policy
import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from email.utils import parsedate_to_datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from docgen.files import cause
from docgen.store.returns import KnownBy

QUIET = 2.0
"""Seconds a file must have lain unchanged before it is read."""

_UNFINISHED = (".crdownload", ".part", ".partial", ".download", ".tmp", ".lock")
_DAY = re.compile(r"(20\d\d)[-._年]?(0?[1-9]|1[0-2])[-._月]?(0?[1-9]|[12]\d|3[01])日?")
_HEADER_BYTES = 65_536


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file in the inbox: its path, the name by which it is called in findings, its size and moment of change."""

    path: Path
    name: str
    size: int
    changed: float


@dataclass(frozen=True, slots=True)
class Receipt:
    """When a file came, by which channel, and how that is known."""

    received: str
    via: str
    known_by: KnownBy


@dataclass(frozen=True, slots=True)
class Look:
    """The files that are ready to be read, those still being written, and links, which are not followed.

    `closed` are folders that cannot be looked into, each with the reason.
    """

    ready: tuple[Arrival, ...]
    unfinished: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    closed: tuple[tuple[str, str], ...] = ()


def look_into(paths: Iterable[Path], folder: Path, now: float) -> Look:
    """Every file in `paths`, folders searched through; names are told from the campaign's `folder` on."""
    ready: list[Arrival] = []
    unfinished: list[str] = []
    links: list[str] = []
    closed: list[OSError] = []
    for path in dict.fromkeys(file for given in paths for file in _files(given, closed.append)):
        name, state = _name(path, folder), path.lstat()
        if stat.S_ISLNK(state.st_mode):
            links.append(name)
        elif stat.S_ISREG(state.st_mode) and _is_unfinished(path, state.st_mtime, now):
            unfinished.append(name)
        elif stat.S_ISREG(state.st_mode):
            ready.append(Arrival(path, name, state.st_size, state.st_mtime))
    shut = tuple((_name(Path(one.filename), folder), cause(one)) for one in closed)
    return Look(tuple(ready), tuple(unfinished), tuple(links), shut)


def _files(given: Path, closed: Callable[[OSError], object]) -> Iterator[Path]:
    if not given.is_dir() or given.is_symlink():
        yield given
        return
    for parent, folders, names in os.walk(given, onerror=closed):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(parent) / name for name in sorted(names) if not _is_invisible(name))


def _is_invisible(name: str) -> bool:
    return name.startswith((".", "~$")) or name in ("Thumbs.db", "desktop.ini")


def _is_unfinished(path: Path, changed: float, now: float) -> bool:
    return path.suffix.lower() in _UNFINISHED or 0 <= now - changed < QUIET


def _name(path: Path, folder: Path) -> str:
    try:
        return path.absolute().relative_to(folder.absolute()).as_posix()
    except ValueError:
        return str(path)


def receipt_of(
    arrival: Arrival, now: datetime, zone: ZoneInfo, *, stated: date | None = None, via: str = ""
) -> Receipt:
    """When `arrival` came: as stated, by the dated folder it lies in, by a mail's own header, else as first seen."""
    if stated is not None:
        return Receipt(_end_of(stated, now, zone), via, KnownBy.STATED)
    if day := _folder_day(arrival):
        return Receipt(_end_of(day, now, zone), via, KnownBy.FOLDER)
    if arrival.path.suffix.lower() == ".eml" and (moment := _mail_date(arrival.path, zone)):
        return Receipt(moment.isoformat(timespec="seconds"), via or "mail", KnownBy.MAIL)
    return Receipt(now.astimezone(zone).isoformat(timespec="seconds"), via, KnownBy.FIRST_SEEN)


def _end_of(day: date, now: datetime, zone: ZoneInfo) -> str:
    """A day without an hour counts to its end, or for today until now."""
    here = now.astimezone(zone)
    moment = here if here.date() == day else datetime.combine(day, time(23, 59, 59), zone)
    return moment.isoformat(timespec="seconds")


def _folder_day(arrival: Arrival) -> date | None:
    for part in reversed(Path(arrival.name).parts[:-1]):
        if found := _DAY.fullmatch(part.strip().split(" ")[0]):
            try:
                return date(*(int(group) for group in found.groups()))
            except ValueError:
                return None
    return None


def _mail_date(path: Path, zone: ZoneInfo) -> datetime | None:
    """The moment the last server took the mail (its topmost Received), else the one its sender claims."""
    with path.open("rb") as file:
        head = email.message_from_bytes(file.read(_HEADER_BYTES), policy=email.policy.compat32)
    told = str(head.get("Received", "")).rpartition(";")[2] or str(head.get("Date", ""))
    try:
        moment = parsedate_to_datetime(told.strip())
    except (TypeError, ValueError):
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(zone)
