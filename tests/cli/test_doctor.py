"""`docgen doctor` looks at this very machine and says what it has and lacks."""

import json
import os
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from docgen.cli.program import program
from docgen.doctor import examine
from docgen.language import speaking


def run(*words: str) -> Result:
    return CliRunner().invoke(program, ["doctor", *words])


def test_it_names_what_there_is_and_what_for() -> None:
    found = {p["name"]: p for p in json.loads(run("--json").stdout)["result"]["provisions"]}
    assert found["Python"]["present"]
    assert found["bundled fonts"]["required"]
    assert {"LibreOffice", "disk space", "memory limits"} <= found.keys()
    assert all(p["purpose"] for p in found.values())


def test_without_libreoffice_the_main_job_still_stands(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("docgen.doctor.find_office", lambda: None)
    result = run()
    assert result.exit_code == 0
    assert "LibreOffice: Install LibreOffice Writer, or stay with the embedded engine." in result.stderr


def test_without_what_cannot_be_done_without_it_ends_in_1(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("docgen.doctor.FOLDER", tmp_path)
    result = run()
    assert result.exit_code == 1
    assert "bundled fonts: Install docgen again" in result.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="says what Linux enforces")
def test_a_memory_limit_is_tried_not_assumed(tmp_path: Path) -> None:
    limits = next(p for p in examine(tmp_path) if p.name == "memory limits")
    assert limits.present


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written_to_is_a_lack(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    disk = next(p for p in examine(tmp_path) if p.name == "disk space")
    assert not disk.present


def test_in_chinese_it_lists_the_fonts_as_chinese_does(tmp_path: Path) -> None:
    with speaking("zh"):
        details = [provision.detail for provision in examine(tmp_path)]
    assert any("Liberation Sans、Noto Serif SC" in detail for detail in details)
