"""Files that only an office program can open, made to harm it: converted within limits, nothing is fetched for them.

Row 26 of the table of attacks. That LibreOffice as it comes does fetch is shown first. It runs no macro while it
converts, whatever its settings say, so that nothing can be shown of macros.
"""

import io
import shutil
import subprocess
import threading
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from docgen.returns import ReturnReader
from docgen.returns.convert import converted
from docgen.returns.sniff import kind_of
from tests.returns.forms import EXPECTED, XLSX, Sent, ids
from tests.returns.test_formats import MEANT

pytestmark = pytest.mark.libreoffice
NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (
        *(("office", "office"), ("text", "text"), ("table", "table"), ("draw", "drawing")),
        *(("script", "script"), ("manifest", "manifest"), ("svg", "svg-compatible")),
    )
)
MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">'
    '<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.{kind}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>{more}</manifest:manifest>'
)
LINKS = 'xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2"'


def open_document(kind: str, body: str, **parts: str) -> bytes:
    made = io.BytesIO()
    content = f'<office:document-content {NAMES} {LINKS} office:version="1.2">{body}</office:document-content>'
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as writer:
        writer.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}", zipfile.ZIP_STORED)
        writer.writestr("content.xml", content)
        entries = (
            f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="text/xml"/>' for name in parts
        )
        writer.writestr("META-INF/manifest.xml", MANIFEST.format(kind=kind, more="".join(entries)))
        for name, data in parts.items():
            writer.writestr(name, data)
    return made.getvalue()


def picture_from(address: str) -> bytes:
    """A text with a picture that lies elsewhere."""
    image = f'<draw:image xlink:href="{address}/picture.png" xlink:type="simple" xlink:actuate="onLoad"/>'
    frame = f'<draw:frame text:anchor-type="as-char" svg:width="2cm" svg:height="2cm">{image}</draw:frame>'
    return open_document("text", f"<office:body><office:text><text:p>{frame}</text:p></office:text></office:body>")


def drawing_from(address: str) -> bytes:
    """A sheet with a picture that lies elsewhere."""
    image = f'<draw:image xlink:href="{address}/drawing.png" xlink:type="simple" xlink:actuate="onLoad"/>'
    frame = f'<draw:frame svg:width="2cm" svg:height="2cm" svg:x="0cm" svg:y="0cm">{image}</draw:frame>'
    row = "<table:table-row><table:table-cell/></table:table-row>"
    sheet = f'<table:table table:name="a"><table:shapes>{frame}</table:shapes>{row}</table:table>'
    return open_document("spreadsheet", f"<office:body><office:spreadsheet>{sheet}</office:spreadsheet></office:body>")


FETCHING = {"a.odt": picture_from, "a.ods": drawing_from}


@dataclass
class Server:
    """A web server that counts who asked."""

    address: str = ""
    asked: list[str] = field(default_factory=list)


@pytest.fixture
def server() -> Iterator[Server]:
    found = Server()

    class Handler(BaseHTTPRequestHandler):
        def send_response(self, code: int, message: str | None = None) -> None:
            found.asked.append(self.requestline)
            super().send_response(code, message)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    serving = HTTPServer(("127.0.0.1", 0), Handler)
    found.address = f"http://127.0.0.1:{serving.server_port}"
    threading.Thread(target=serving.serve_forever, daemon=True).start()
    yield found
    serving.shutdown()
    serving.server_close()


def as_it_comes(source: Path, folder: Path) -> None:
    """Convert a file by LibreOffice without any of our limits."""
    soffice = shutil.which("soffice")
    assert soffice
    profile = f"-env:UserInstallation={(folder / 'plain').as_uri()}"
    asked = (soffice, profile, "--headless", "--convert-to", "pdf", "--outdir", folder, source)
    subprocess.run(asked, check=True, timeout=120, capture_output=True)


def limited(source: Path, folder: Path) -> Path:
    (folder / "limited").mkdir()
    return converted(source, kind_of(source.read_bytes()), folder / "limited")


@pytest.mark.parametrize("name", FETCHING)
def test_nothing_is_fetched_for_a_file(name: str, server: Server, tmp_path: Path) -> None:
    source = tmp_path / name
    source.write_bytes(FETCHING[name](server.address))
    as_it_comes(source, tmp_path)
    assert server.asked
    server.asked.clear()
    assert limited(source, tmp_path).stat().st_size
    assert server.asked == []


def bomb(kind: str) -> bytes:
    """Three hundred million blanks between two words."""
    return open_document(
        kind, f"<office:body><office:text><text:p>a{' ' * (301 << 20)}b</text:p></office:text></office:body>"
    )


def twice() -> bytes:
    """Two parts of one name: which of them counts is anybody's guess."""
    made = io.BytesIO(picture_from("http://127.0.0.1"))
    with zipfile.ZipFile(made, "a") as writer, pytest.warns(UserWarning, match="Duplicate"):
        writer.writestr("content.xml", "<other/>")
    return made.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
REFUSED: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "a bomb in OpenDocument": ("a.odt", lambda: bomb("text"), "E-RETURN-LIMITS"),
    "a bomb in a sheet of OpenDocument": ("a.ods", lambda: bomb("spreadsheet"), "E-RETURN-LIMITS"),
    "two parts of one name in OpenDocument": ("a.odt", twice, "E-UNSAFE"),
    "the first half of OpenDocument": ("a.odt", lambda: picture_from("x")[:400], "E-CORRUPT"),
    "an old Word file of noise": ("a.doc", lambda: OLE + bytes(range(256)) * 40, "E-FORMAT"),
    "rich text that never ends": ("a.rtf", lambda: b"{\\rtf1" + b"{" * 200_000, "E-NOT-CONVERTED"),
}


@pytest.fixture(scope="module")
def reader() -> Iterator[ReturnReader]:
    with ReturnReader(EXPECTED) as reader:
        yield reader


@pytest.mark.parametrize("attack", REFUSED)
def test_it_is_refused_by_name_and_the_next_file_is_read(attack: str, reader: ReturnReader, tmp_path: Path) -> None:
    name, make, code = REFUSED[attack]
    (tmp_path / name).write_bytes(make())
    assert ids(reader.read(tmp_path / name)) == [code]
    (tmp_path / "next.xlsx").write_bytes(Sent(XLSX).filled())
    (record,) = reader.read(tmp_path / "next.xlsx").records
    assert {answer.path: answer.value for answer in record.answers} == MEANT
