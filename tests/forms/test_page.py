"""docs/forms.md shows a form that compiles, and names every column, type and function there is."""

import re
from pathlib import Path

import pytest

from docgen.expression.functions import FUNCTIONS
from docgen.forms.columns import CHOICES, OWN, SETTINGS, SURVEY
from docgen.model import FieldType
from tests.forms.tables import compiled

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "forms.md").read_text(encoding="utf-8")


def example(sheet: str) -> str:
    """The table under the sentence on a sheet, without its line of dashes."""
    section = PAGE.partition("## An example")[2].partition("## Sheet survey")[0]
    table = section.partition(f"Sheet `{sheet}`")[2]
    block = re.search(r"(\|.*\n)\|[-|]+\|\n((?:\|.*\n)+)", table)
    assert block is not None
    return block[1] + block[2]


def test_the_example_of_the_page_is_a_form(tmp_path: Path) -> None:
    definition, findings = compiled(tmp_path, example("survey"), example("choices"), example("settings"))
    assert findings == ()
    assert definition is not None
    assert [field.name for field in definition.fields] == [
        "found",
        "rectified",
        "meeting",
        "meeting_date",
        "day",
        "place",
    ]
    assert (definition.period, definition.title.said("zh")) == ("quarter", "季度汇总表")


@pytest.mark.parametrize(
    "word",
    [
        *(column for column in (*SURVEY, *CHOICES, *SETTINGS) if column not in ("instance_name", "style")),
        *(f"docgen:{name}" for name in (*OWN["survey"], *OWN["settings"]) if not name.endswith("_message")),
        *(f"{function}(" for function in FUNCTIONS),
        *FieldType,
    ],
)
def test_the_page_names_every_word(word: str) -> None:
    assert word in PAGE
