"""A full or read-only disk ends in a clear message and exit code 3, nothing half-written; the same command goes on."""

import errno
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from docgen.campaign import start_campaign
from docgen.errors import FileTroubleError
from docgen.store import Archive
from tests.cli.conftest import run_in

Remount = Callable[[str], None]


def _mount(*words: str) -> bool:
    return subprocess.run(["mount", *words], capture_output=True, check=False).returncode == 0


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[tuple[Path, Remount]]:
    """A campaign on a real disk of its own, and a way to change that disk's size and whether it may be written to."""
    folder = tmp_path / "disk"
    folder.mkdir()
    try:
        mounted = _mount("-t", "tmpfs", "-o", "size=20m", "tmpfs", str(folder))
    except FileNotFoundError:
        mounted = False
    if not mounted:
        pytest.skip("only root on Linux may mount a small disk to fill")

    def remount(options: str) -> None:
        assert _mount("-o", f"remount,{options}", str(folder))

    start_campaign(folder / "campaign", "contractors", {})
    yield folder / "campaign", remount
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def used_kilobytes(folder: Path) -> int:
    done = subprocess.run(["df", "--output=used", "-k", str(folder)], capture_output=True, text=True, check=True)
    return int(done.stdout.split()[-1])


def whole(path: Path) -> bool:
    if path.suffix == ".docx":
        return zipfile.is_zipfile(path) and zipfile.ZipFile(path).testzip() is None
    return path.read_bytes().rstrip().endswith(b"%%EOF")


def test_a_full_disk_is_told_and_the_same_command_goes_on(small_disk: tuple[Path, Remount]) -> None:
    campaign, remount = small_disk
    remount(f"size={used_kilobytes(campaign) + 400}k")  # room for the database and a book or two
    done = run_in(campaign, "books", "--no-sign", "--jobs", "1")
    assert done.exit_code == 3, done.output
    assert "full" in done.stderr
    assert "run the same command again" in done.stderr
    assert all(whole(path) for path in (campaign / "out").rglob("*") if path.is_file())

    remount("size=20m,rw")
    again = run_in(campaign, "books", "--no-sign", "--jobs", "1")
    assert again.exit_code == 0, again.output
    assert len(list((campaign / "out" / "books").glob("*.pdf"))) == 6
    assert list(campaign.rglob(".partial")) == []


def test_a_read_only_disk_is_told(small_disk: tuple[Path, Remount]) -> None:
    campaign, remount = small_disk
    before = sorted(campaign.rglob("*"))
    remount("ro")
    done = run_in(campaign, "books")
    assert done.exit_code == 3
    assert "read-only" in done.stderr.lower()
    assert sorted(campaign.rglob("*")) == before


def test_a_file_where_a_folder_should_be_is_told(fresh: Path) -> None:
    (fresh / "out").write_text("in the way", encoding="utf-8")
    done = run_in(fresh, "books", "--no-pdf")
    assert (done.exit_code, "out" in done.stderr) == (3, True)
    assert "Something went wrong inside docgen" not in done.stderr


def test_a_damaged_database_is_told_and_left_alone(fresh: Path) -> None:
    (fresh / "docgen.db").write_bytes(b"not a database, but somebody's file" * 100)
    before = (fresh / "docgen.db").read_bytes()
    for words in (["books"], ["journal"], []):
        done = run_in(fresh, *words)
        assert (done.exit_code, "docgen.db" in done.stderr) == (3, True)
    assert (fresh / "docgen.db").read_bytes() == before


_HOLD = """
import fcntl, sys
held = open(sys.argv[1], "r+b")
fcntl.flock(held, fcntl.LOCK_EX)
print("held", flush=True)
sys.stdin.read()
"""


def test_books_are_made_of_a_template_that_another_program_holds_open(fresh: Path) -> None:
    (template,) = (fresh / "templates").glob("agreement.docx")
    (template.parent / "~$reement.docx").write_bytes(b"Word's mark of who has it open")
    (template.parent / ".~lock.agreement.docx#").write_text("LibreOffice's mark", encoding="utf-8")
    before = {path.name: path.read_bytes() for path in template.parent.iterdir() if path.is_file()}
    pipe = subprocess.PIPE
    with subprocess.Popen([sys.executable, "-c", _HOLD, str(template)], stdin=pipe, stdout=pipe) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        done = run_in(fresh, "books", "--no-pdf", "--draft")
        holder.communicate()
    assert done.exit_code == 0, done.output
    assert {path.name: path.read_bytes() for path in template.parent.iterdir() if path.is_file()} == before


def test_a_template_that_another_program_lets_nobody_read_is_told(fresh: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read = Path.read_bytes

    def refused(path: Path) -> bytes:
        if path.name == "agreement.docx":
            raise PermissionError(errno.EACCES, "used by another process", str(path))
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", refused)
    done = run_in(fresh, "books", "--no-pdf")
    assert done.exit_code == 3
    assert all(part in done.stderr for part in ("agreement.docx", "not open in another program"))
    assert not list((fresh / "out").rglob("*.docx"))


def test_a_template_that_is_not_there_is_told_by_books_as_by_check(fresh: Path) -> None:
    shutil.rmtree(fresh / "templates", ignore_errors=True)
    for path in fresh.rglob("*.docx"):
        path.unlink()
    done = run_in(fresh, "books")
    assert done.exit_code == 3
    assert "E-TEMPLATE-MISSING" in done.stdout


def test_on_a_read_only_disk_bare_docgen_tells_what_waits_and_what_must_write_says_so(
    small_disk: tuple[Path, Remount],
) -> None:
    campaign, remount = small_disk
    assert run_in(campaign, "books", "--no-sign", "--no-pdf").exit_code == 0
    remount("ro")
    assert run_in(campaign).exit_code == 0
    done = run_in(campaign, "collect")
    assert done.exit_code == 3
    assert "read-only" in done.stderr
    assert "damaged" not in done.stderr


def test_a_disk_that_fills_while_releasing_says_how_many_were_released(
    made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put, times = Archive.put, iter(range(100))

    def full_at_the_third_book(archive: Archive, data: bytes, suffix: str) -> str:
        if next(times) == 4:
            raise FileTroubleError("archive cannot be written: the disk is full.", "Free space.")
        return put(archive, data, suffix)

    monkeypatch.setattr(Archive, "put", full_at_the_third_book)
    done = run_in(made, "books", "--yes")
    assert done.exit_code == 3
    assert "Books released before that: 2 of 6." in done.stderr
