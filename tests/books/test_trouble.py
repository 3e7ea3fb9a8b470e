"""When the disk is full, the folder read-only or another run at work: a clear message, nothing half-written, and the
same command goes on once the trouble is over.
"""

import errno
import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from docgen.batch import BusyError, exclusive
from docgen.books import BookOutcome, ReleaseReport, release
from docgen.campaign import Campaign
from docgen.errors import DocgenError, ExitCode, FileTroubleError
from docgen.files import PARTIAL
from docgen.store import open_store, verify_journal
from tests.books.office import WHO, campaign, files, make, means, outcomes, units

MOUNTS = hasattr(os, "geteuid") and os.geteuid() == 0


class FailingDisk:
    """Lets every operation on files under `folder` through but the `nth`, which fails as on a full disk."""

    def __init__(self, folder: Path, nth: int) -> None:
        self.folder, self.left = str(folder), nth

    def failing(self, operation: Callable[..., Any]) -> Callable[..., Any]:
        def call(first: Any, *rest: Any, **named: Any) -> Any:
            if isinstance(first, int) or str(first).startswith(self.folder):
                self.left -= 1
                if self.left == 0:
                    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            return operation(first, *rest, **named)

        return call


@contextmanager
def failing_disk(folder: Path, nth: int) -> Iterator[FailingDisk]:
    disk = FailingDisk(folder, nth)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("docgen.files.os.fsync", disk.failing(os.fsync))
        for name in ("open", "replace"):
            patch.setattr(Path, name, disk.failing(getattr(Path, name)))
        yield disk


def test_whichever_operation_fails_the_rest_is_finished_by_the_same_command(tmp_path: Path) -> None:
    undisturbed = campaign(tmp_path / "undisturbed", units(3))
    make(undisturbed)
    give_out(undisturbed)
    nth = 1
    while stopped_and_finished(tmp_path / f"disk{nth}", nth, undisturbed.folder):
        nth += 1
    assert nth > 3 * 6, "every book has two files, each opened, synced and renamed"


def stopped_and_finished(folder: Path, nth: int, undisturbed: Path) -> bool:
    """Whether the `nth` operation was there to fail, in making or in releasing; all the rest must hold in any case."""
    office = campaign(folder, units(3))
    stopped = stops(make, office, folder / "out", nth)
    assert files(folder / "out").items() <= files(undisturbed / "out").items(), "half-written"
    make(office)
    stopped |= stops(give_out, office, folder / "archive", nth)
    assert files(folder / "archive").items() <= files(undisturbed / "archive").items(), "half-written"
    give_out(office)
    for part in ("out", "archive"):
        assert files(folder / part) == files(undisturbed / part)
    assert not list(folder.rglob(PARTIAL))
    assert_journal(folder, 6)
    return stopped


def give_out(office: Campaign) -> ReleaseReport:
    return release(office, who=WHO, means=means())


def stops(work: Callable[[Campaign], object], office: Campaign, folder: Path, nth: int) -> bool:
    """Whether the disk stopped the work; if so, in the way a person can understand."""
    with failing_disk(folder, nth) as disk:
        try:
            work(office)
        except FileTroubleError as trouble:
            assert disk.left <= 0
            assert str(folder) in trouble.message
            assert trouble.remedy
            assert trouble.exit_code is ExitCode.CANNOT_GO_ON
            return True
    assert disk.left > 0, "the trouble was swallowed"
    return False


def assert_journal(folder: Path, entries: int) -> None:
    with open_store(folder / "docgen.db") as store, store.begin() as tx:
        report = verify_journal(tx)
        assert (report.entries, report.broken) == (entries, ())


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of one megabyte."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(disk)], capture_output=True)
    if mounted.returncode:
        pytest.skip("no disk may be mounted here")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


@pytest.mark.skipif(not MOUNTS, reason="only root may mount a small disk")
@pytest.mark.parametrize("free_kb", [0, 8, 60, 150, 250])
def test_a_full_disk_stops_the_run_and_room_lets_it_go_on(small_disk: Path, free_kb: int) -> None:
    office = campaign(small_disk, units(20))
    fill(small_disk / "ballast", free_kb)
    with pytest.raises(DocgenError) as stopped:
        make(office)
    assert "full" in stopped.value.message
    before = files(small_disk / "out") if (small_disk / "out").exists() else {}
    assert all(content[:4] in (b"DOCX", b"PDF ") for content in before.values())
    (small_disk / "ballast").unlink()
    assert set(outcomes(make(office)).values()) <= {BookOutcome.MADE, BookOutcome.UNCHANGED}
    assert len(files(small_disk / "out")) == 40
    assert not list(small_disk.rglob(PARTIAL))


def fill(ballast: Path, free_kb: int) -> None:
    room = os.statvfs(ballast.parent)
    ballast.write_bytes(b"\0" * (room.f_bavail * room.f_frsize - free_kb * 1024))


@pytest.mark.skipif(not MOUNTS, reason="only root may mount a small disk")
def test_a_read_only_folder_is_said(small_disk: Path) -> None:
    office = campaign(small_disk, units(2))
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    with pytest.raises(FileTroubleError) as stopped:
        make(office)
    assert str(small_disk) in stopped.value.message
    subprocess.run(["mount", "-o", "remount,rw", str(small_disk)], check=True)
    assert set(outcomes(make(office)).values()) == {BookOutcome.MADE}


def test_a_second_run_on_the_same_campaign_is_told_who_is_at_work(tmp_path: Path) -> None:
    office = campaign(tmp_path, units(2))
    with exclusive(tmp_path / ".docgen.lock", command="docgen books"), pytest.raises(BusyError, match="docgen books"):
        make(office)
    assert not (tmp_path / "out").exists()


def test_a_release_that_is_stopped_half_way_goes_on(tmp_path: Path) -> None:
    office = campaign(tmp_path, units(4))
    make(office)
    assert stops(give_out, office, tmp_path / "archive", 9)
    assert 0 < len(give_out(office).released) < 4
    assert {r.outcome for r in make(office).results} == {BookOutcome.FROZEN}
