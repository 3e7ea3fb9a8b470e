"""The three examples of docs/python.md run as they stand, are short, and print what the page shows."""

import io
import re
import shutil
from contextlib import redirect_stdout
from pathlib import Path

import docx
import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
PAGE = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)


RENDER, READ, ASSESS = blocks("python")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def printed(example: str) -> str:
    out = io.StringIO()
    with redirect_stdout(out):
        exec(compile(example, "docs/python.md", "exec"), {})
    return out.getvalue()


@pytest.mark.parametrize("example", [RENDER, READ, ASSESS])
def test_an_example_is_under_15_lines(example: str) -> None:
    assert len([line for line in example.splitlines() if line.strip()]) < 15


def test_a_template_is_rendered(folder: Path) -> None:
    letter = docx.Document()
    letter.add_paragraph("Dear {{ name }}, see {{ places|join(' and ') }}.")
    letter.save(str(folder / "letter.docx"))
    assert printed(RENDER) == ""
    made = docx.Document(str(folder / "letter to Ann.docx"))
    assert made.paragraphs[0].text == "Dear Ann Field, see North and South."


def test_what_is_wrong_with_the_data_is_printed_and_nothing_is_written(folder: Path) -> None:
    letter = docx.Document()
    letter.add_paragraph("Dear {{ surname }}")
    letter.save(str(folder / "letter.docx"))
    assert "surname" in printed(RENDER)
    assert not (folder / "letter to Ann.docx").exists()


def test_a_form_is_read_with_the_place_of_each_answer(folder: Path) -> None:
    (folder / "forms").mkdir()
    shutil.copy(ROOT / "templates" / "forms" / "MTG.xlsx", folder / "forms")
    shutil.copy(ROOT / "samples" / "returns" / "MTG zh.xlsx", folder / "returned.xlsx")
    lines = printed(READ).splitlines()
    assert [line for line in lines if re.match(r"header/principal read \S.*returned\.xlsx.*cell [A-Z]+\d+", line)]


def test_a_table_is_assessed_as_the_page_shows(folder: Path) -> None:
    (folder / "rules.yaml").write_text(blocks("yaml")[0], encoding="utf-8")
    (folder / "figures.csv").write_text(blocks("csv")[0], encoding="utf-8")
    assert printed(ASSESS) == blocks("text")[0]
