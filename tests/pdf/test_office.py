"""A LibreOffice that hangs, crashes or lies costs its file one more try, and never the batch."""

import os
import sys
import textwrap
import time
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from docx import Document

import docgen.pdf.office
from docgen.errors import EngineError
from docgen.pdf.office import LibreOffice, Limits, Office, OfficeTroubleError, find_office, worker_command
from tests.pdf.documents import docx_of

FAULTS = ("hang", "crash", "nothing", "half", "exit0", "garbled", "memory", "grandchild")
WORKER = textwrap.dedent(
    '''
    """A worker that converts X to "%PDF-X%%EOF", unless X names a fault (once, or always)."""
    import json, os, pathlib, subprocess, sys, time
    seen = pathlib.Path(sys.argv[1])
    def say(**values):
        print(json.dumps(values), flush=True)
    say(ready="fake")
    for line in sys.stdin:
        order = json.loads(line)
        text = pathlib.Path(order["source"]).read_text()
        name, _, fault = text.partition(" ")
        target = pathlib.Path(order["target"])
        again = (seen / name).exists()
        (seen / name).touch()
        if again and not fault.startswith("always"):
            fault = ""
        fault = fault.removeprefix("always ")
        if fault == "hang":
            time.sleep(600)
        if fault == "grandchild":
            subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
            time.sleep(600)
        if fault == "crash":
            os.abort()
        if fault == "exit0":
            sys.exit(0)
        if fault == "half":
            target.write_text("%PDF-" + text[:2])
        if fault == "garbled":
            target.write_text("<html>")
        if not fault or fault == "memory":
            target.write_text("%PDF-" + name + "%%EOF")
        say(memory=10**12 if fault == "memory" else 1)
    '''
)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[LibreOffice]:
    worker = tmp_path / "worker.py"
    worker.write_text(WORKER)
    seen = tmp_path / "seen"
    seen.mkdir()
    command = [sys.executable, str(worker), str(seen)]
    with LibreOffice(lambda _profile: command, environment=os.environ, limits=Limits(convert=1.0)) as made:
        yield made


def processes_of(folder: Path) -> list[str]:
    """Command lines of running processes that name `folder`, on Linux."""
    lines = [p.read_bytes().decode(errors="replace") for p in Path("/proc").glob("[0-9]*/cmdline") if p.exists()]
    return [line for line in lines if str(folder) in line]


def test_of_200_files_with_every_fault_none_is_lost_and_none_is_wrong(office: LibreOffice) -> None:
    faulty = {10 + 20 * n: fault for n, fault in enumerate(FAULTS)}
    for number in range(200):
        text = f"file{number} {faulty.get(number, '')}"
        assert office.convert(text.encode(), {}) == f"%PDF-file{number}%%EOF".encode()


@pytest.mark.parametrize("fault", [f for f in FAULTS if f != "memory"])
def test_a_file_that_always_fails_is_named_and_the_next_one_goes_on(office: LibreOffice, fault: str) -> None:
    with pytest.raises(OfficeTroubleError):
        office.convert(f"bad always {fault}".encode(), {})
    assert office.convert(b"good ", {}) == b"%PDF-good%%EOF"


def test_a_long_document_is_given_more_time_than_a_short_one(tmp_path: Path) -> None:
    slow = "import json, pathlib, sys, time\nprint(json.dumps({'ready': ''}), flush=True)\nfor line in sys.stdin:\n"
    slow += " time.sleep(1.5)\n pathlib.Path(json.loads(line)['target']).write_text('%PDF-%%EOF')\n"
    command = [sys.executable, "-c", slow + " print('{}', flush=True)"]
    office = LibreOffice(lambda _profile: command, environment=os.environ, limits=Limits(convert=0.3, page=0.3))
    with office:
        with pytest.raises(OfficeTroubleError, match="longer than"):
            office.convert(docx_of(["short"]), {})
        assert office.convert(docx_of(["A long text. " * 30] * 200), {}) == b"%PDF-%%EOF"


def test_no_process_is_left_behind(office: LibreOffice, tmp_path: Path) -> None:
    with pytest.raises(OfficeTroubleError):
        office.convert(b"bad always grandchild", {})
    office.convert(b"good ", {})
    office.close()
    time.sleep(0.1)
    assert processes_of(tmp_path) == []


@pytest.mark.parametrize(
    "program", ["import time; time.sleep(60)", "raise SystemExit(3)", "print('{}')", "print('no')"]
)
def test_a_libreoffice_that_does_not_start_is_said_with_what_to_do(program: str) -> None:
    command = [sys.executable, "-u", "-c", program]
    office = LibreOffice(lambda _profile: command, environment=os.environ, limits=Limits(start=0.5))
    with pytest.raises(EngineError, match=r"could not be started.*docgen doctor"):
        office.convert(b"x", {})


def test_a_process_is_retired_after_its_share_of_files(tmp_path: Path) -> None:
    (tmp_path / "worker.py").write_text(WORKER.replace('"fake"', "str(os.getpid())"))
    command = [sys.executable, str(tmp_path / "worker.py"), str(tmp_path)]
    with LibreOffice(lambda _profile: command, environment=os.environ, limits=Limits(files=5)) as office:
        versions = set()
        for number in range(12):
            office.convert(f"n{number} ".encode(), {})
            versions.add(office.version)
    assert len(versions) == 3


@pytest.fixture
def real_office() -> Office:
    found = find_office()
    if found is None:
        pytest.skip("LibreOffice with its Python bridge is not on this machine")
    return found


@pytest.mark.libreoffice
def test_the_real_libreoffice_converts_and_refuses_what_is_no_word_file(real_office: Office) -> None:
    document, file = Document(), BytesIO()
    document.add_paragraph("Responsibility 责任书")
    document.save(file)
    with LibreOffice(worker_command(real_office), environment=os.environ) as office:
        text = pypdfium2.PdfDocument(office.convert(file.getvalue(), {}))[0].get_textpage().get_text_range()
        assert text.strip() == "Responsibility 责任书"
        with pytest.raises(OfficeTroubleError):
            office.convert(b"no word file", {})


@pytest.mark.libreoffice
@pytest.mark.parametrize(
    "behaviour", ["sleep 600", "exit 0", "exit 1", "kill -ABRT $$", "exit 81", "exec tail /dev/zero"]
)
def test_a_soffice_that_is_broken_itself_is_said_in_time(real_office: Office, tmp_path: Path, behaviour: str) -> None:
    fake = tmp_path / "soffice.bin"
    fake.write_text(f"#!/bin/sh\n{behaviour}\n")
    fake.chmod(0o755)
    command = worker_command(Office(str(fake), real_office.python))
    with pytest.raises(EngineError), LibreOffice(command, environment=os.environ, limits=Limits(start=5)) as office:
        office.convert(b"x", {})
    time.sleep(0.1)
    assert processes_of(tmp_path) == []


@pytest.mark.libreoffice
def test_no_file_of_the_worker_s_folder_passes_for_a_module_of_python(real_office: Office, tmp_path: Path) -> None:
    ours = docgen.pdf.office._WORKER
    worker = tmp_path / "uno_worker.py"
    worker.write_text(ours.read_text())
    (tmp_path / "token.py").write_text("raise SystemExit('the wrong token')")
    command = [
        part.replace(str(docgen.pdf.office._WORKER), str(worker)) for part in worker_command(real_office)(tmp_path)
    ]
    with LibreOffice(lambda _profile: command, environment=os.environ) as office:
        office.start()
        assert office.version
