"""A definition written down for others: whole again when read, and schemas that independent programs check by."""

import json
from pathlib import Path

import jsonschema
import pytest
from frictionless import Package

from docgen.forms import compile_definition, definition_from, definition_json, json_schema, table_schemas
from docgen.model import FormDefinition
from tests.forms.tables import compiled

FORMS = Path(__file__).resolve().parents[2] / "templates" / "forms"
FORM = """
| type               | name    | label   | hint      | required |
| integer            | found   | Found   | All kinds | yes      |
| decimal            | rate    | Rate    |           |          |
| date               | day     | Day     |           | yes      |
| select_one yn      | serious | Serious |           |          |
| select_multiple yn | kinds   | Kinds   |           |          |
| acknowledge        | read    | Read    |           |          |
| begin repeat       | visits  | Visits  |           |          |
| text               | place   | Place   |           | yes      |
| integer            | people  | People  |           |          |
| end repeat         |         |         |           |          |
"""
YES_NO = """
| list_name | name | label |
| yn        | yes  | Yes   |
| yn        | no   | No    |
"""
RECORD = {
    "form": "QIS",
    "version": "1",
    "unit": "0101",
    "period": "2026Q1",
    "found": 3,
    "rate": 97.5,
    "day": "2026-03-05",
    "serious": "yes",
    "kinds": ["no"],
    "read": True,
    "visits": [{"place": "Quay", "people": 2}, {"place": "Yard", "people": None}],
}


@pytest.fixture
def form(tmp_path: Path) -> FormDefinition:
    definition, findings = compiled(tmp_path, FORM, YES_NO)
    assert definition is not None, findings
    return definition


@pytest.mark.parametrize("path", sorted(FORMS.rglob("*.xlsx")), ids=lambda path: path.stem)
def test_a_definition_is_whole_again_when_read_back(path: Path) -> None:
    definition = compile_definition(path).definition
    assert definition is not None
    again = definition_from(definition_json(definition))
    assert again.digest == definition.digest
    assert [field.path for field in again.fields] == [field.path for field in definition.fields]
    assert again.title == definition.title
    assert again.repeats[:1] == () or again.repeats[0].key == definition.repeats[0].key


def test_a_record_fits_the_json_schema_of_its_form(form: FormDefinition) -> None:
    schema = json.loads(json_schema(form))
    jsonschema.Draft202012Validator.check_schema(schema)
    checker = jsonschema.Draft202012Validator(schema)
    assert list(checker.iter_errors(RECORD)) == []
    assert list(checker.iter_errors(RECORD | {"found": None, "serious": None, "kinds": None})) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"found": "three"},
        {"serious": "maybe"},
        {"kinds": ["perhaps"]},
        {"visits": [{"place": 1}]},
        {"version": "2"},
        {"weather": "fine"},
    ],
)
def test_a_record_that_says_otherwise_does_not_fit(form: FormDefinition, wrong: dict[str, object]) -> None:
    checker = jsonschema.Draft202012Validator(json.loads(json_schema(form)))
    assert list(checker.iter_errors(RECORD | wrong)) != []


def _package(form: FormDefinition, visits: str) -> Package:
    data = {
        "QIS": "record,unit,period,found,rate,day,serious,kinds,read\nR1,0101,2026Q1,3,97.5,2026-03-05,yes,no,true\n",
        "visits": f"record,row,place,people\n{visits}",
    }
    resources = [
        {
            "name": name.lower(),
            "data": [line.split(",") for line in data[name].strip().splitlines()],
            "schema": json.loads(schema),
        }
        for name, schema in table_schemas(form).items()
    ]
    return Package.from_descriptor({"name": "returns", "resources": resources})


def test_frictionless_checks_tables_by_the_table_schemas(form: FormDefinition) -> None:
    assert _package(form, "R1,1,Quay,2\nR1,2,Yard,\n").validate().flatten(["type"]) == []


@pytest.mark.parametrize(
    ("rows", "error"),
    [
        ("R2,1,Quay,2\n", "foreign-key"),
        ("R1,1,Quay,many\n", "type-error"),
        ("R1,1,Quay,2\nR1,1,Yard,3\n", "primary-key"),
    ],
)
def test_frictionless_finds_what_does_not_fit(form: FormDefinition, rows: str, error: str) -> None:
    assert [error] in _package(form, rows).validate().flatten(["type"])
