"""What README and the pages of docs/ tell a person to type is understood, and what they show is true."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import click
import pytest

from docgen.cli.program import program
from docgen.word.filters import filters

ROOT = Path(__file__).resolve().parent.parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = sorted((ROOT / "docs").rglob("*.md"))


def commands(text: str) -> list[str]:
    """The lines of shell blocks that call docgen, without their comments."""
    blocks = re.findall(r"```(?:sh|console)\n(.*?)```", text, re.DOTALL)
    lines = [line.removeprefix("$ ") for block in blocks for line in block.splitlines()]
    return [line for line in lines if line.startswith("docgen ")]


@pytest.mark.parametrize("line", commands(README) or ["none"])
def test_every_command_of_the_readme_is_understood(line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("mine", "letter.docx", "people.xlsx"):
        (tmp_path / name).touch() if "." in name else (tmp_path / name).mkdir()
    _, *words = shlex.split(line, comments=True)
    with program.make_context("docgen", list(words)) as context:
        rest = [*context._protected_args, *context.args]
        verb = program.get_command(click.Context(program), rest[0])
        assert verb
        verb.make_context(rest[0], rest[1:], parent=click.Context(program)).close()


def test_the_session_of_the_readme_is_what_the_demo_prints(tmp_path: Path) -> None:
    shown = re.search(r"```console\n\$ docgen (demo .*?)\n(.*?)```", README, re.DOTALL)
    assert shown is not None
    command = [sys.executable, "-m", "docgen", *shown[1].split(), "-q"]
    environment = {"PYTHONPATH": str(ROOT), "PATH": "", "HOME": str(tmp_path)}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    printed = done.stdout.splitlines()
    assert done.returncode == 0, done.stderr
    assert printed[: len(shown[2].splitlines())] == shown[2].splitlines()


@pytest.mark.parametrize("page", [ROOT / "README.md", *PAGES], ids=lambda page: page.name)
def test_links_to_other_pages_lead_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8"))
    assert [target for target in targets if not (page.parent / target).exists()] == []


def test_the_page_on_templates_names_every_filter() -> None:
    page = (ROOT / "docs" / "word-templates.md").read_text(encoding="utf-8")
    assert [name for name in filters("en") if f"`{name}" not in page] == []


def test_every_decision_is_listed() -> None:
    folder = ROOT / "docs" / "decisions"
    index = (folder / "README.md").read_text(encoding="utf-8")
    assert [path.name for path in folder.glob("0*.md") if path.name not in index] == []


def test_the_site_builds_and_leads_to_every_page(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict", "--site-dir", str(tmp_path / "site")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    loaded = re.findall(r"""<(?:script|link|img)[^>]*(?:src|href)=["'](https?:[^"']+)""", _home(tmp_path))
    assert loaded == [], "the site loads nothing from elsewhere"
    assert 'href="site.css"' in _home(tmp_path), "without it the last columns of tables lie outside the page"
    assert (tmp_path / "site" / "site.css").is_file()


def _home(folder: Path) -> str:
    return (folder / "site" / "index.html").read_text(encoding="utf-8")
