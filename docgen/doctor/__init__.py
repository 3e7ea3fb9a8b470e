"""What this machine has and lacks for docgen's work, and what each thing is for. Looks only; changes nothing."""

import os
import platform
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from docgen.batch import network_is_closed
from docgen.doctor.limits import memory_limit_holds, memory_total
from docgen.language import enumerated, say
from docgen.pdf.fonts import BUNDLED, FOLDER
from docgen.pdf.office import find_office

_MIB = 1024 * 1024
_ROOM_NEEDED = 500 * _MIB  # a thousand books of half a megabyte


@dataclass(frozen=True, slots=True)
class Provision:
    """One thing this machine has or lacks: what it is, what stands here, what docgen needs it for.

    `required` things stop the main job when lacking; `remedy` says how to come by a lacking one.
    """

    name: str
    present: bool
    detail: str
    purpose: str
    required: bool = False
    remedy: str = ""


def examine(folder: Path) -> tuple[Provision, ...]:
    """Everything docgen may need, as it stands on this machine; disk space is that of `folder`."""
    return (_python(), *_engines(), *_programs(), _disk(folder), *_limits())


def _python() -> Provision:
    return Provision(
        "Python",
        sys.version_info >= (3, 11),
        f"{platform.python_version()}, {platform.system()} {platform.machine()}",
        say("runs docgen"),
        required=True,
        remedy=say("Install Python 3.11 or later."),
    )


def _engines() -> Iterator[Provision]:
    version = _version_of("dxpdf")
    yield Provision(
        say("embedded PDF engine"),
        bool(version),
        f"dxpdf {version}" if version else "",
        say("turns books into PDF, with nothing else to install"),
        required=True,
        remedy=say("Install docgen again; the engine comes with it."),
    )
    yield _fonts()
    office = find_office()
    soffice = office.soffice if office else shutil.which("soffice") or shutil.which("libreoffice")
    yield Provision(
        "LibreOffice",
        soffice is not None,
        soffice or "",
        say("second PDF engine, for templates with charts, SmartArt or WordArt"),
        remedy=say("Install LibreOffice Writer, or stay with the embedded engine."),
    )
    yield Provision(
        say("LibreOffice's Python bridge (UNO)"),
        office is not None,
        office.python if office else "",
        say("keeps LibreOffice running from one book to the next"),
        remedy=say("Install the package python3-uno, or stay with the embedded engine."),
    )


def _fonts() -> Provision:
    return Provision(
        say("bundled fonts"),
        any(FOLDER.glob("*.ttf")),
        enumerated(BUNDLED),
        say("the same pages on every machine, in English and Chinese"),
        required=True,
        remedy=say("Install docgen again; the fonts come with it."),
    )


def _programs() -> Iterator[Provision]:
    wanted = (
        ("poppler", "pdftoppm", say("page pictures and a second reading of PDFs, for docgen's own tests")),
        ("qpdf", "qpdf", say("a second check of PDFs, for docgen's own tests")),
    )
    for name, program, purpose in wanted:
        path = shutil.which(program)
        remedy = say("Install the package that holds {program} if you want it.", program=program)
        yield Provision(name, path is not None, path or "", purpose, remedy=remedy)


def _disk(folder: Path) -> Provision:
    free = shutil.disk_usage(folder).free
    return Provision(
        say("disk space"),
        free >= _ROOM_NEEDED and os.access(folder, os.W_OK),
        say("{free} MB free in {folder}", free=free // _MIB, folder=folder),
        say("a thousand books need about 500 MB, made and archived"),
        required=True,
        remedy=say("Free space, or work in a folder you may write to."),
    )


def _limits() -> Iterator[Provision]:
    total = memory_total()
    detail = say("{cpus:processor|processors}", cpus=os.cpu_count() or 1)
    if total:
        detail += say(", {memory} MB of memory", memory=total // _MIB)
    yield Provision(
        say("processors and memory"), True, detail, say("how many workers make books side by side (--jobs)")
    )
    holds = memory_limit_holds()
    yield Provision(
        say("memory limits"),
        holds,
        say("a worker that wants too much memory is stopped") if holds else "",
        say("keep one bad file from taking the whole machine"),
        remedy=say("This system does not enforce them; open files from strangers on Linux if you can."),
    )
    closed = network_is_closed()
    yield Provision(
        say("closed network"),
        closed,
        say("a reader of files from outside reaches nobody") if closed else "",
        say("keep a hostile file from calling home"),
        remedy=say("This system cannot close it; open files from strangers on Linux if you can."),
    )


def _version_of(distribution: str) -> str:
    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        return ""
