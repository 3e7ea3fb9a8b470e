"""Tags in plain text, such as the wording of a clause in a workbook."""

from datetime import date

import pytest

from docgen.model import MissingPolicy
from docgen.word.filters import Style
from docgen.word.missing import MissingRules
from docgen.word.package import TemplateTroubleError
from docgen.word.wording import TextTemplate


@pytest.mark.parametrize(
    ("wording", "text"),
    [
        ("No tags & none needed.", "No tags & none needed."),
        ("{{ unit.name }} pays {{ unit.deposit|number }}.", "R&D <Ltd> pays 20,000."),
        ("{% if unit.deposit %}pays{% else %}owes nothing{% endif %}", "pays"),
        ("{% for h in unit.hazards %}{{ h }};{% endfor %}", "a;b\nc;"),
    ],
)
def test_a_wording_is_filled_in_as_plain_text(wording: str, text: str) -> None:
    unit = {"name": "R&D <Ltd>", "deposit": 20000, "hazards": ["a", "b\nc"]}
    rendered = TextTemplate(wording).render({"unit": unit})
    assert (rendered.text, rendered.findings) == (text, ())


def test_filters_follow_the_style() -> None:
    context = {"day": date(2026, 3, 4)}
    assert TextTemplate("{{ day|date }}", style=Style("zh")).render(context).text == "2026年3月4日"
    assert TextTemplate("{{ day|date }}", style="en").render(context).text == "4 March 2026"


def test_all_missing_fields_of_a_wording_are_told() -> None:
    rendered = TextTemplate("{{ unit.a }} {{ unit.b }}").render({"unit": {"b": None}})
    assert [(f.code.id, f.place.field) for f in rendered.findings] == [
        ("E-FIELD-MISSING", "unit.a"),
        ("E-FIELD-MISSING", "unit.b"),
    ]


def test_a_missing_field_may_be_marked() -> None:
    rendered = TextTemplate("[{{ a }}]", missing=MissingRules(MissingPolicy.MARK)).render({})
    assert rendered.text == "[[a: to be filled in]]"


def test_tags_that_make_no_sense_are_told() -> None:
    with pytest.raises(TemplateTroubleError, match=r"unit\.name"):
        TextTemplate("{{ unit.name }")
