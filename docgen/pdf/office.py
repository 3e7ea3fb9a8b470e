"""A long-lived LibreOffice with its own profile, spoken to over UNO, watched and replaced.

LibreOffice hangs, leaks and dies; nothing of that may reach a batch. Every conversion has a deadline, a process that
overruns it or ends is killed with its whole group, its file gets one more try in a fresh process, and a process is
retired after so many files or so much memory.
"""

import json
import os
import queue
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from types import TracebackType
from typing import IO, Self
from zipfile import BadZipFile, ZipFile

from docgen.errors import EngineError
from docgen.language import say

_PAGE = 7_000
"""Bytes of XML that a page of a book takes, about."""
_WORKER = Path(__file__).with_name("uno_worker.py")
_PLACES = ("/usr/lib/libreoffice/program/soffice.bin", "/Applications/LibreOffice.app/Contents/MacOS/soffice")
_PYTHONS = ("/usr/bin/python3", "/Applications/LibreOffice.app/Contents/Resources/python")


@dataclass(frozen=True, slots=True)
class Limits:
    """How long and how big a LibreOffice may become: seconds, files, bytes.

    A conversion may take `convert` seconds, and `page` more for every page that its text is likely to fill.
    """

    start: float = 60.0
    convert: float = 30.0
    page: float = 1.0
    files: int = 400
    memory: int = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Office:
    """Where LibreOffice and the Python that has its UNO bridge are on this machine."""

    soffice: str
    python: str


def find_office() -> Office | None:
    """LibreOffice with its bridge, or None where either is lacking."""
    soffice = _first_program((*_PLACES, shutil.which("soffice"), shutil.which("libreoffice")))
    python = next((p for p in _PYTHONS if Path(p).exists() and _has_uno(p)), None)
    return Office(soffice, python) if soffice and python else None


def _first_program(places: Iterable[str | None]) -> str | None:
    return next((place for place in places if place and Path(place).exists()), None)


def _has_uno(python: str) -> bool:
    return subprocess.run([python, "-c", "import uno"], capture_output=True, check=False, timeout=30).returncode == 0


class OfficeTroubleError(Exception):
    """LibreOffice did not convert this file: it refused it, hung, or ended. Never leaves this room."""


@dataclass
class _Session:
    """One running worker with its soffice, in a process group of their own."""

    process: subprocess.Popen[bytes]
    folder: Path
    lines: "queue.Queue[bytes]" = field(default_factory=queue.Queue)
    files: int = 0

    def ask(self, order: Mapping[str, object] | None, deadline: float) -> dict[str, object]:
        """Send `order` and wait for the answer. Raises OfficeTroubleError when there is none in time."""
        if order is not None:
            with suppress(BrokenPipeError):
                stdin = _pipe(self.process.stdin)
                stdin.write(json.dumps(order).encode() + b"\n")
                stdin.flush()
        try:
            line = self.lines.get(timeout=deadline)
        except queue.Empty:
            raise OfficeTroubleError(say("it took longer than {seconds} seconds", seconds=int(deadline))) from None
        if not line:
            raise OfficeTroubleError(say("LibreOffice ended by itself"))
        answer: dict[str, object] = json.loads(line)
        return answer

    def end(self) -> None:
        """Kill worker and soffice together, and wait until they are gone."""
        _kill_group(self.process)
        self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


def _pipe(stream: IO[bytes] | None) -> IO[bytes]:
    if stream is None:
        raise OfficeTroubleError(say("LibreOffice ended by itself"))
    return stream


def _kill_group(process: subprocess.Popen[bytes]) -> None:
    if sys.platform == "win32":
        subprocess.run(["taskkill", "/T", "/F", "/PID", str(process.pid)], capture_output=True, check=False)
        return
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def _listen(stream: IO[bytes], lines: "queue.Queue[bytes]") -> None:
    for line in stream:
        lines.put(line)
    lines.put(b"")


def _open_session(command: Callable[[Path], list[str]], environment: Mapping[str, str]) -> _Session:
    folder = Path(tempfile.mkdtemp(prefix="docgen-office-"))
    process = subprocess.Popen(
        command(folder / "profile"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**environment},
        start_new_session=sys.platform != "win32",
    )
    session = _Session(process, folder)
    threading.Thread(target=_listen, args=(_pipe(process.stdout), session.lines), daemon=True).start()
    return session


class LibreOffice:
    """Converts one DOCX after another in a LibreOffice that it starts, watches and replaces.

    `command` gives the worker's command line for a profile folder; tests put broken programs there.
    """

    def __init__(
        self, command: Callable[[Path], list[str]], *, environment: Mapping[str, str], limits: Limits | None = None
    ) -> None:
        self._command = command
        self._environment = environment
        self._limits = limits or Limits()
        self._session: _Session | None = None
        self.version = ""

    def convert(self, docx: bytes, options: Mapping[str, object]) -> bytes:
        """The PDF of `docx`. Raises OfficeTroubleError if two fresh tries failed, EngineError if none starts."""
        try:
            return self._convert_once(docx, options)
        except OfficeTroubleError:
            self.close()
            try:
                return self._convert_once(docx, options)
            except OfficeTroubleError:
                self.close()
                raise

    def start(self) -> None:
        """Start LibreOffice now rather than at the first file. Raises EngineError when it will not start."""
        if self._session is not None:
            return
        session = _open_session(self._command, self._environment)
        try:
            self.version = str(session.ask(None, self._limits.start)["ready"])
        except (OfficeTroubleError, KeyError, json.JSONDecodeError) as trouble:
            session.end()
            raise EngineError(
                say("LibreOffice could not be started: {why}.", why=trouble),
                say("Run `docgen doctor`, or choose the engine `embedded` in campaign.toml."),
            ) from trouble
        self._session = session

    def close(self) -> None:
        """End LibreOffice; the next conversion starts another."""
        if self._session is not None:
            self._session.end()
            self._session = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _convert_once(self, docx: bytes, options: Mapping[str, object]) -> bytes:
        self.start()
        session = self._session
        if session is None:
            raise OfficeTroubleError(say("LibreOffice ended by itself"))
        source, target = session.folder / "source.docx", session.folder / "target.pdf"
        target.unlink(missing_ok=True)
        source.write_bytes(docx)
        order = {"source": str(source), "target": str(target), "options": dict(options)}
        answer = session.ask(order, self._limits.convert + self._limits.page * _likely_pages(docx))
        if "trouble" in answer:
            raise OfficeTroubleError(str(answer["trouble"]))
        pdf = _whole_pdf(target)
        self._retire(session, answer)
        return pdf

    def _retire(self, session: _Session, answer: Mapping[str, object]) -> None:
        session.files += 1
        memory = answer.get("memory")
        if session.files >= self._limits.files or (isinstance(memory, int) and memory > self._limits.memory):
            self.close()


def _likely_pages(docx: bytes) -> int:
    """About how many pages the text of `docx` fills; 0 if it is no Word file."""
    try:
        with ZipFile(BytesIO(docx)) as opened:
            return opened.getinfo("word/document.xml").file_size // _PAGE
    except (BadZipFile, KeyError):
        return 0


def _whole_pdf(path: Path) -> bytes:
    """What was written, if it begins and ends like a PDF; LibreOffice has said "done" over nothing and over half."""
    pdf = path.read_bytes() if path.exists() else b""
    if not pdf.startswith(b"%PDF-") or b"%%EOF" not in pdf[-64:]:
        raise OfficeTroubleError(say("LibreOffice wrote no whole PDF"))
    return pdf


def worker_command(office: Office) -> Callable[[Path], list[str]]:
    """The command line of the real worker, run apart (-I): files beside it must not pass for the system's modules."""
    return lambda profile: [office.python, "-I", str(_WORKER), office.soffice, str(profile)]
