"""What a record of a form looks like to other programs: a JSON Schema of it, and a Table Schema for each of its tables.

A form's records make one table of its own fields and one for each repeat; a row of a repeat names its record by
`record`. Names, types and choices are those of the definition; percent are counted as 98 for 98 %.
"""

import json
from collections.abc import Iterator, Mapping

from docgen.model import Field, FieldType, FormDefinition, Repeat

Schema = dict[str, object]
RECORD, UNIT, PERIOD, ROW = "record", "unit", "period", "row"
"""The columns every table begins with: the id of the record; whose it is and for when, or the number of the row."""
_JSON: Mapping[FieldType, Schema] = {
    FieldType.INTEGER: {"type": "integer"},
    FieldType.DECIMAL: {"type": "number"},
    FieldType.DATE: {"type": "string", "format": "date"},
    FieldType.TIME: {"type": "string", "format": "time"},
    FieldType.DATETIME: {"type": "string", "format": "date-time"},
    FieldType.ACKNOWLEDGE: {"type": "boolean"},
}
_TABLE: Mapping[FieldType, str] = {
    FieldType.INTEGER: "integer",
    FieldType.DECIMAL: "number",
    FieldType.DATE: "date",
    FieldType.TIME: "time",
    FieldType.DATETIME: "datetime",
    FieldType.ACKNOWLEDGE: "boolean",
}


def json_schema(definition: FormDefinition, language: str = "") -> str:
    """The JSON Schema of a record: fields by name, null where nothing is known, a repeat as a list of its rows."""
    spoken = language or definition.languages[0]
    properties: dict[str, Schema] = {
        "form": {"const": definition.code},
        "version": {"const": definition.version},
        UNIT: {"type": "string"},
        PERIOD: {"type": "string"},
    }
    properties |= {field.name: _property(field, spoken) for field in _outside(definition)}
    properties |= {_name(repeat): _rows(repeat, spoken) for repeat in definition.repeats}
    schema: Schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:docgen:form:{definition.code}:{definition.version}",
        "title": definition.title.said(spoken),
        "type": "object",
        "properties": properties,
        "required": ["form", "version", UNIT, PERIOD],
        "additionalProperties": False,
    }
    return json.dumps(schema, ensure_ascii=False, indent=2)


def table_schemas(definition: FormDefinition, language: str = "") -> dict[str, str]:
    """The Table Schema of each table of a form's records: under its code the form's own, then one a repeat."""
    spoken = language or definition.languages[0]
    own = [_column(name, "string", required=True) for name in (RECORD, UNIT, PERIOD)]
    own += [_described(field, spoken) for field in _outside(definition)]
    tables = {definition.code: {"fields": own, "primaryKey": [RECORD], "missingValues": [""]}}
    for repeat in definition.repeats:
        key = [_column(RECORD, "string", required=True), _column(ROW, "integer", required=True)]
        tables[_name(repeat)] = {
            "fields": [*key, *(_described(field, spoken) for field in _kept(repeat.members))],
            "primaryKey": [RECORD, ROW],
            "foreignKeys": [
                {"fields": [RECORD], "reference": {"resource": definition.code.lower(), "fields": [RECORD]}}
            ],
            "missingValues": [""],
        }
    return {name: json.dumps(table, ensure_ascii=False, indent=2) for name, table in tables.items()}


def _name(repeat: Repeat) -> str:
    return repeat.path.rpartition("/")[2]


def _outside(definition: FormDefinition) -> Iterator[Field]:
    """The fields with a value that stand in no repeat."""
    inside = {field.path for repeat in definition.repeats for field in repeat.members}
    return _kept(field for field in definition.fields if field.path not in inside)


def _kept(fields: Iterator[Field] | tuple[Field, ...]) -> Iterator[Field]:
    return (field for field in fields if field.type is not FieldType.NOTE)


def _property(field: Field, language: str) -> Schema:
    """A field of the JSON Schema; a calculation may come to anything."""
    said: Schema = {"title": field.label.said(language) or field.name}
    if hint := field.hint.said(language):
        said["description"] = hint
    names = [choice.name for choice in field.choices]
    if field.type is FieldType.SELECT_MULTIPLE:
        return said | {"type": ["array", "null"], "items": {"enum": names}, "uniqueItems": True}
    if field.type is FieldType.SELECT_ONE:
        return said | {"enum": [*names, None]}
    if field.type is FieldType.CALCULATE:
        return said | {"type": ["string", "number", "boolean", "null"]}
    kind = _JSON.get(field.type, {"type": "string"})
    return said | kind | {"type": [kind["type"], "null"]}


def _rows(repeat: Repeat, language: str) -> Schema:
    return {
        "title": repeat.label.said(language) or _name(repeat),
        "type": "array",
        "items": {
            "type": "object",
            "properties": {field.name: _property(field, language) for field in _kept(repeat.members)},
            "additionalProperties": False,
        },
    }


def _column(name: str, kind: str, *, required: bool) -> Schema:
    return {"name": name, "type": kind, "constraints": {"required": required}}


def _described(field: Field, language: str) -> Schema:
    """A column of a Table Schema; several choices stand in one text, blanks between them."""
    column: Schema = {
        "name": field.name,
        "type": _TABLE.get(field.type, "any" if field.type is FieldType.CALCULATE else "string"),
        "title": field.label.said(language) or field.name,
    }
    if hint := field.hint.said(language):
        column["description"] = hint
    if field.type is FieldType.SELECT_ONE:
        column["constraints"] = {"enum": [choice.name for choice in field.choices]}
    return column
