"""Whether a template fits a table: its tags name columns that are there. Asked once, before anything is made."""

from collections.abc import Mapping
from functools import reduce
from pathlib import Path

from docgen.findings import Finding
from docgen.merge.table import Data
from docgen.word.contract import Anything, Contract, Group, Kind, Scalar, Series, Shape, joined, shape_of
from docgen.word.lint import lint_template


def lint_fit(template: Path, data: Data) -> tuple[Finding, ...]:
    """All that is wrong with `template` for `data`, each fault once however many rows there are."""
    return lint_template(template, contract=Contract(Group(_columns(data)), pictures=()))


def _columns(data: Data) -> Mapping[str, Shape]:
    return {name: _loose(reduce(joined, (shape_of(r.values.get(name)) for r in data.records))) for name in data.names}


def _loose(shape: Shape) -> Shape:
    """`shape` with texts taken for anything: in csv and json numbers and dates are texts too."""
    match shape:
        case Group(columns):
            return Group({name: _loose(each) for name, each in columns.items()})
        case Series(item):
            return Series(_loose(item))
        case Scalar(Kind.TEXT):
            return Anything()
    return shape
