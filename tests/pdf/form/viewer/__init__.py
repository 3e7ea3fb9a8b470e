"""A real PDF viewer to type into: pdf.js in Chromium without a window, driven through its debugging protocol."""

import base64
import functools
import http.server
import io
import json
import shutil
import subprocess
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from websockets.sync.client import ClientConnection, connect

FOLDER = Path(__file__).parent
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
needs_viewer = [
    pytest.mark.chromium,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not here"),
    pytest.mark.skipif(
        not (FOLDER / "node_modules" / "pdfjs-dist").is_dir(), reason="pdf.js is not here (make system installs it)"
    ),
]
_PATIENCE = 30.0
"""Seconds until the viewer is thought to be dead."""


@dataclass
class Viewer:
    """The viewer with one file open in it."""

    connection: ClientConnection
    _count: int = field(default=0)

    def open(self, pdf: bytes) -> int:
        """Show `pdf`; how many pages it has."""
        pages: int = self.run(f"openForm('{base64.b64encode(pdf).decode()}')")
        return pages

    def type(self, name: str, text: str, page: int = 1) -> None:
        """Put the cursor into the field of this full name, and type."""
        self.run(f"showPage({page})")
        self.run(f"document.querySelector({_field(name)}).focus()")
        self.call("Input.insertText", text=text)
        self.run(f"document.querySelector({_field(name)}).blur()")

    def click(self, name: str, page: int = 1, *, option: int = 0) -> None:
        """Press the mouse on the field, on the `option`-th of its boxes from 0."""
        self.run(f"showPage({page})")
        place = self.run(
            f"(() => {{ const e = document.querySelectorAll({_field(name)})[{option}];"
            " e.scrollIntoView({block: 'center'});"
            " const r = e.getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2] })()"
        )
        for kind in ("mousePressed", "mouseReleased"):
            self.call("Input.dispatchMouseEvent", type=kind, x=place[0], y=place[1], button="left", clickCount=1)

    def choose(self, name: str, label: str, page: int = 1) -> None:
        """Choose from a list by what it shows."""
        self.run(f"showPage({page})")
        self.run(
            f"(() => {{ const e = document.querySelector({_field(name)});"
            f" e.value = [...e.options].find((o) => o.label === {json.dumps(label)}).value;"
            " e.dispatchEvent(new Event('input', {bubbles: true})) })()"
        )

    def shown(self, name: str, page: int = 1) -> str:
        """What the field shows on the screen."""
        self.run(f"showPage({page})")
        text: str = self.run(
            f"(() => {{ const e = document.querySelector({_field(name)});"
            " return e.selectedOptions ? e.selectedOptions[0]?.label ?? '' : e.value })()"
        )
        return text

    def save(self) -> bytes:
        """The file as the viewer saves it."""
        return base64.b64decode(self.run("saveForm()"))

    def picture(self, page: int = 1, *, dpi: int = 150) -> Image.Image:
        """A page as the viewer prints it."""
        data = base64.b64decode(self.run(f"drawPage({page}, {dpi / 72})"))
        return Image.open(io.BytesIO(data)).convert("L")

    def run(self, script: str) -> Any:
        """The value of `script`, waited for."""
        answer = self.call("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in answer:
            raise AssertionError(answer["exceptionDetails"])
        return answer["result"].get("value")

    def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """One command of the protocol, and its answer."""
        self._count += 1
        self.connection.send(json.dumps({"id": self._count, "method": method, "params": parameters}))
        while True:
            answer = json.loads(self.connection.recv(timeout=_PATIENCE))
            if answer.get("id") == self._count:
                assert "error" not in answer, answer
                return answer["result"]  # type: ignore[no-any-return]


def _field(name: str) -> str:
    return json.dumps(f'.annotationLayer [name="{name}"]')


@contextmanager
def viewer(environment: Mapping[str, str] | None = None) -> Iterator[Viewer]:
    """The viewer, running for as long as the block."""
    with ExitStack() as running:
        port = running.enter_context(_served())
        profile = running.enter_context(tempfile.TemporaryDirectory(ignore_cleanup_errors=True))
        debugging = running.enter_context(_chromium(Path(profile), environment))
        shown = Viewer(running.enter_context(connect(_page_of(debugging, port), max_size=None)))
        _wait(lambda: shown.run("globalThis.viewerIsReady === true"))
        yield shown


@contextmanager
def _served() -> Iterator[int]:
    """The files of this folder by HTTP, which modules insist on; yields the port."""
    handler = functools.partial(_Quiet, directory=str(FOLDER))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    """Modules are served as scripts, and nothing is said about it."""

    def guess_type(self, path: Any) -> str:
        return "text/javascript" if str(path).endswith(".mjs") else super().guess_type(path)

    def log_message(self, *_: Any) -> None:
        pass


@contextmanager
def _chromium(profile: Path, environment: Mapping[str, str] | None) -> Iterator[int]:
    """Chromium without a window; yields the port it is driven through."""
    flags = ("--headless=new", "--no-sandbox", "--disable-gpu", "--remote-debugging-port=0", "--no-first-run")
    process = subprocess.Popen(
        [str(CHROMIUM), *flags, f"--user-data-dir={profile}", "about:blank"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment,
    )
    try:
        told = profile / "DevToolsActivePort"
        _wait(lambda: told.is_file() and told.read_text().count("\n") >= 1)
        yield int(told.read_text().splitlines()[0])
    finally:
        process.terminate()
        process.wait(timeout=_PATIENCE)


def _page_of(debugging: int, port: int) -> str:
    """Open the viewer's page in a new tab; the address of its socket."""
    address = f"http://127.0.0.1:{debugging}/json/new?http://127.0.0.1:{port}/page.html"
    with urllib.request.urlopen(urllib.request.Request(address, method="PUT"), timeout=_PATIENCE) as answer:
        told: dict[str, str] = json.load(answer)
    return told["webSocketDebuggerUrl"]


def _wait(ready: Any) -> None:
    end = time.monotonic() + _PATIENCE
    while not ready():
        assert time.monotonic() < end, "the viewer did not come up"
        time.sleep(0.05)
