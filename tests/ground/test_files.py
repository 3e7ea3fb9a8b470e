"""Files appear whole or not at all, under names every system takes."""

import errno
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.errors import FileTroubleError
from docgen.files import PARTIAL, safe_name, sweep_partial, unique_names, write_atomic

RESERVED = ["CON", "prn", "aux.txt", "NUL", "com1", "LPT9.docx", "COM¹"]


def test_a_written_file_is_there_whole_and_nothing_beside_it(tmp_path: Path) -> None:
    write_atomic(tmp_path / "a.txt", b"whole")
    assert (tmp_path / "a.txt").read_bytes() == b"whole"
    assert not list((tmp_path / PARTIAL).iterdir())
    sweep_partial(tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]


@pytest.mark.parametrize(
    ("number", "word"), [(errno.ENOSPC, "full"), (errno.EROFS, "read-only"), (errno.EACCES, "open")]
)
def test_a_failed_write_leaves_the_old_file_and_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, word: str
) -> None:
    target = tmp_path / "a.txt"
    write_atomic(target, b"old")

    def fail(_fd: int) -> None:
        raise OSError(number, "no")

    monkeypatch.setattr("docgen.files.os.fsync", fail)
    with pytest.raises(FileTroubleError, match=word):
        write_atomic(target, b"new")
    assert target.read_bytes() == b"old"


@pytest.mark.parametrize("name", RESERVED)
def test_a_name_windows_keeps_for_itself_is_mended(name: str) -> None:
    assert safe_name(name) == f"_{name}"


@given(st.text())
def test_any_text_becomes_a_name_every_system_takes(text: str) -> None:
    name = safe_name(text)
    assert name
    assert len(name.encode()) <= 120
    assert not set(name) & set('<>:"/\\|?*')
    assert not name.endswith((".", " "))
    assert name not in (".", "..")
    assert safe_name(name) == name


@given(st.dictionaries(st.text(min_size=1), st.text(), max_size=20))
def test_different_keys_never_share_a_file_even_on_a_case_blind_disk(names: dict[str, str]) -> None:
    safe = unique_names(names)
    assert safe.keys() == names.keys()
    assert len({name.casefold() for name in safe.values()}) == len(names)


def test_chinese_names_stay_readable() -> None:
    assert safe_name("安责〔2026〕07号 《某市》公路/港航中心") == "安责〔2026〕07号 《某市》公路_港航中心"
