"""Reading the Assessment Rules from a file: rows, then meaning, then what is odd about them."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from docgen.assessment.parse import Parsed, parse_rules
from docgen.assessment.read import read_tables


def read_rules(path: Path, types: Mapping[str, str] | None = None) -> Parsed:
    """The rules in an .xlsx or .yaml file, with everything that is wrong in it.

    `types` are the unit types by each name they may be called by; without them the names in the file are the types.
    """
    tables, findings = read_tables(path)
    parsed = parse_rules(tables, types)
    return replace(parsed, findings=tuple(dict.fromkeys((*findings, *parsed.findings))))
