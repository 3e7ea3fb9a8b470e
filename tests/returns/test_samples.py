"""The files of samples/returns, read as an office would: each is what is written down beside it."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from docgen.returns import ReturnReader
from tests.perturb.sent import expected
from tests.perturb.truth import complaints
from tests.word.form.office import needs_libreoffice

FOLDER = Path(__file__).resolve().parents[2] / "samples" / "returns"
OLD = (".doc", ".wps", ".odt", ".rtf", ".xls", ".et", ".ods")
FILES = [
    pytest.param(path, marks=[needs_libreoffice, pytest.mark.libreoffice] if path.suffix in OLD else [], id=path.name)
    for path in sorted(FOLDER.iterdir())
    if path.suffix not in (".json", ".md")
]


@pytest.fixture(scope="module")
def readers() -> Iterator[dict[str, ReturnReader]]:
    with ReturnReader(expected("en")) as english, ReturnReader(expected("zh")) as chinese:
        yield {"en": english, "zh": chinese}


@pytest.mark.parametrize("path", FILES)
def test_a_returned_file_is_read_as_was_written_down_beside_it(path: Path, readers: dict[str, ReturnReader]) -> None:
    wanted = json.loads(path.with_name(f"{path.name}.json").read_text(encoding="utf-8"))
    assert list(complaints(readers[wanted["language"]].read(path), wanted)) == []


def test_there_are_at_least_sixty_and_they_cover_every_container_and_state() -> None:
    table = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert len(FILES) >= 60
    containers = ("xlsx", "docx", "pdf", "eml", "zip", "doc", "wps", "odt", "rtf", "xls", "et", "ods")
    states = ("read", "blank", "not_applicable", "unreadable", "conflicting")
    rows = ("f1", "f2", "f3", "f5", "f6", "f7", "f10", "f11", "f12", "f13", "t3", "t5")
    assert [
        word for word in (*containers, *states, *rows) if f" {word}," not in table and f" {word} |" not in table
    ] == []
