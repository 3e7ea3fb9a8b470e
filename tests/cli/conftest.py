"""Campaigns for the commands to work on: the small sample, fresh, and with its books made once for all tests."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from docgen.campaign import start_campaign
from docgen.cli.program import program

Run = Callable[..., Result]
DAY = "2026-02-02"
LATER = ("--today", "2027-02-01")
"""A day after the year, when its results are made."""


def run_in(folder: Path, *words: str, typed: str | None = None) -> Result:
    """`docgen WORDS` with `folder` as the campaign, on a fixed day."""
    return CliRunner(env={"DOCGEN_TODAY": DAY}).invoke(program, ["-C", str(folder), *words], input=typed)


@pytest.fixture
def fresh(tmp_path: Path) -> Path:
    """The contractors' campaign as it is shipped: 6 units."""
    folder = tmp_path / "campaign"
    start_campaign(folder, "contractors", {})
    return folder


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with its books made, none released. Not to be changed."""
    folder = tmp_path_factory.mktemp("made") / "campaign"
    start_campaign(folder, "contractors", {})
    done = run_in(folder, "books", "--no-sign")
    assert done.exit_code == 0, done.output
    return folder


@pytest.fixture
def made(made_once: Path, tmp_path: Path) -> Path:
    """A copy of the campaign with its books made, to be changed."""
    return Path(shutil.copytree(made_once, tmp_path / "campaign"))


@pytest.fixture(scope="session")
def papers_to_sign(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The contractors' campaign with a key, whose letters are to be signed, and its papers made. Not to be changed."""
    folder = tmp_path_factory.mktemp("papers") / "campaign"
    start_campaign(folder, "contractors", {})
    path = folder / "campaign.toml"
    path.write_text(path.read_text(encoding="utf-8") + "\n[results]\nsign = true\n", encoding="utf-8")
    assert run_in(folder, "keys", "demo").exit_code == 0
    assert run_in(folder, "results", *LATER).exit_code == 0
    return folder
