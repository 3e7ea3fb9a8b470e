"""The inbox: every file once, with the moment it came, whatever is going on around it."""

import os
import shutil
from datetime import date
from errno import EACCES
from pathlib import Path

import pytest

from docgen.desk import Stated, register, status
from docgen.files import digest
from docgen.findings.desk import TWO_SENDERS
from docgen.model import Return
from docgen.store import journal, returns
from docgen.store.returns import KnownBy
from tests.desk.office import Desk, ids, read, typed

GOOD = ("QIS 2026Q1 0101", "found = 3")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "campaign")


def test_a_file_is_read_once_and_kept_byte_for_byte(desk: Desk) -> None:
    path = desk.put("kim.txt", *GOOD)
    before = (path.read_bytes(), path.stat().st_mtime_ns)
    first, second = desk.collect(), desk.collect()
    assert (len(first.collected), len(second.collected), second.known) == (1, 0, 1)
    kept = desk.office.archive.get(digest(before[0]), ".txt")
    assert (kept, (path.read_bytes(), path.stat().st_mtime_ns)) == (before[0], before)


def test_the_same_bytes_under_another_name_count_once(desk: Desk) -> None:
    desk.put("a.txt", *GOOD)
    desk.put("b.txt", *GOOD)
    assert ids(desk.collect().findings) == ["I-SAME-FILE"]
    desk.put("c.txt", *GOOD)
    again = desk.collect()
    assert (again.collected, again.again) == ((), ("returns/c.txt",))


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        ("0101 First Q1.txt", "0102 Second Q1.txt", True),
        ("0101/a.txt", "0102/b.txt", True),
        ("First.txt", "Second.txt", True),
        ("0101/a.txt", "0101/b.txt", False),
        ("0101/a.txt", "b.txt", False),
    ],
)
def test_x13_the_very_same_file_from_two_units_is_told(desk: Desk, first: str, second: str, told: bool) -> None:
    desk.put(first, *GOOD)
    desk.put(second, *GOOD)
    desk.collect()
    office = desk.office
    found = [f for f in status(office, register(office, typed)).findings if f.code is TWO_SENDERS]
    assert bool(found) is told
    assert all(name in str(found[0]) for name in ("0101", "0102", first, second)) if told else not found


def test_a_file_still_being_written_waits_for_the_next_run(desk: Desk) -> None:
    desk.put("now.txt", *GOOD, age=0.5)
    desk.put("big.xlsx.crdownload", "half")
    assert (desk.collect().collected, len(desk.collect().left)) == ((), 2)
    assert [one.name for one in desk.later(seconds=30).collect().collected] == ["returns/now.txt"]


def test_office_lock_files_are_not_looked_at_and_links_not_followed(desk: Desk, tmp_path: Path) -> None:
    desk.put("~$kim.docx", "lock")
    desk.put(".hidden", "x")
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    (desk.inbox / "link.txt").symlink_to(secret)
    report = desk.collect()
    assert (report.collected, ids(report.findings)) == ((), ["W-INBOX-LINK"])


def test_a_file_or_folder_that_cannot_be_opened_is_told_and_left_for_the_next_run(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The tests may run as root, who may open everything: what the system would say is said for it."""
    desk.put("closed.txt", *GOOD)
    desk.put("shut/kim.txt", "QIS 2026Q1 0102", "found = 3")
    plainly_read, plainly_listed = Path.read_bytes, os.scandir

    def read(path: Path) -> bytes:
        if path.name == "closed.txt":
            raise PermissionError(EACCES, os.strerror(EACCES), str(path))
        return plainly_read(path)

    def listed(path: str) -> object:
        if str(path).endswith("shut"):
            raise PermissionError(EACCES, os.strerror(EACCES), str(path))
        return plainly_listed(path)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "read_bytes", read)
        patched.setattr(os, "scandir", listed)
        report = desk.collect()
    assert (report.collected, report.left) == ((), ("returns/closed.txt",))
    assert sorted((one.code.id, one.place.file) for one in report.findings) == [
        ("E-INBOX-UNREADABLE", "returns/closed.txt"),
        ("E-INBOX-UNREADABLE", "returns/shut"),
    ]
    assert {one.name for one in desk.collect().collected} == {"returns/closed.txt", "returns/shut/kim.txt"}


@pytest.mark.parametrize(
    ("name", "stated", "day", "known_by"),
    [
        ("kim.txt", Stated(date(2026, 4, 9), "chat"), "2026-04-09", KnownBy.STATED),
        ("2026-04-08/kim.txt", None, "2026-04-08", KnownBy.FOLDER),
        ("20260407/kim.txt", None, "2026-04-07", KnownBy.FOLDER),
        ("2026年4月6日/kim.txt", None, "2026-04-06", KnownBy.FOLDER),
        ("2026-04-05 by chat/kim.txt", None, "2026-04-05", KnownBy.FOLDER),
        ("2026-13-05/kim.txt", None, "2026-04-20", KnownBy.FIRST_SEEN),
        ("kim.txt", None, "2026-04-20", KnownBy.FIRST_SEEN),
    ],
)
def test_the_day_a_file_came_is_known_and_it_is_said_by_what(
    desk: Desk, name: str, stated: Stated | None, day: str, known_by: KnownBy
) -> None:
    desk.put(name, *GOOD)
    (one,) = desk.collect(stated).collected
    assert (one.received[:10], one.known_by) == (day, known_by)


def test_a_mail_came_when_the_last_server_took_it(desk: Desk) -> None:
    desk.put(
        "kim.eml",
        "Received: from a by b; Thu, 9 Apr 2026 23:59:59 +0800",
        "Received: from c by a; Thu, 9 Apr 2026 10:00:00 +0800",
        "Date: Wed, 8 Apr 2026 10:00:00 +0800",
        "",
        "text",
    )
    (one,) = desk.collect().collected
    assert (one.received, one.known_by) == ("2026-04-09T23:59:59+08:00", KnownBy.MAIL)


def test_a_file_that_came_before_keeps_its_first_day_when_it_is_read_anew(desk: Desk) -> None:
    desk.put("2026-04-08/kim.txt", "no form")
    desk.collect()
    (again,) = desk.later(days=3).collect(key="2").collected
    assert again.received[:10] == "2026-04-08"


def test_what_was_read_well_is_not_read_anew(desk: Desk) -> None:
    desk.put("kim.txt", *GOOD)
    desk.collect()
    assert desk.collect(key="2").collected == ()


def breaks(payload: tuple[str, str]) -> Return:
    if "bad" in payload[1]:
        raise ValueError("the reader itself broke")
    return read(payload)


def test_one_bad_file_never_stops_the_rest(desk: Desk) -> None:
    for name in ("a", "bad", "c"):
        desk.put(f"{name}.txt", *GOOD, f"fixed = {len(name)}{ord(name[0])}")
    report = desk.collect(reader=breaks)
    ends = {one.name: one.end for one in report.collected}
    assert ends == {"returns/a.txt": "parsed", "returns/bad.txt": "failed", "returns/c.txt": "parsed"}
    bad = next(one for one in report.collected if one.end == "failed")
    assert ids(bad.findings) == ["E-ITEM-BROKE"]


def stops(payload: tuple[str, str]) -> Return:
    from docgen.errors import FileTroubleError

    if "5" in Path(payload[1]).stem:
        raise FileTroubleError("the disk is full")
    return read(payload)


def test_a_run_that_stopped_half_way_is_finished_by_the_same_command(desk: Desk, tmp_path: Path) -> None:
    from docgen.errors import FileTroubleError

    for number in range(9):
        desk.put(f"{number}.txt", *GOOD, f"fixed = {number}")
    with pytest.raises(FileTroubleError):
        desk.collect(reader=stops)
    desk.collect()
    whole = Desk(tmp_path / "whole")
    shutil.copytree(desk.inbox, whole.inbox, copy_function=_copy)
    whole.collect()
    assert _known(desk) == _known(whole)


def _copy(source: str, target: str) -> None:
    shutil.copy2(source, target)
    os.utime(target, (Path(source).stat().st_atime, Path(source).stat().st_mtime))


def _known(desk: Desk) -> list[tuple[str, str, object]]:
    office = desk.office
    with office.store.begin() as tx:
        return sorted((h.file.name, h.file.digest, h.record.answers) for h in returns.of_year(tx, 2026))


def test_every_file_is_in_the_journal(desk: Desk) -> None:
    desk.put("kim.txt", *GOOD)
    (one,) = desk.collect().collected
    office = desk.office
    with office.store.begin() as tx:
        (entry,) = journal.entries(tx, last=5)
    assert (entry.act.action, entry.act.object, entry.act.after) == ("received", "returns/kim.txt", one.digest)
