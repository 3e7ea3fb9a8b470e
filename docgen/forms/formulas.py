"""The expressions of a form as Excel formulas, for whoever knows where its fields stand in a sheet."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from docgen.excel.form import Said
from docgen.expression import Itself, Reference, as_excel, as_validation, parse
from docgen.expression.vocabulary import Names
from docgen.model import Blank, Choice, Field, Repeat

Refer = Callable[[str], str]
"""From the path of a field, without row, to its cell, or its column where that is meant; empty where it has none."""


def excel_formula(blank: Blank, path: str, refer: Refer, said: Said) -> str:
    """What is `said` of a field, as a formula without =; empty where there is nothing, or Excel cannot say it."""
    cells = _Cells(Names(blank.definition), path, refer, blank.language)
    text = cells.text(said)
    tree = parse(text).tree if text else None
    if tree is None:
        return ""
    return as_excel(tree, cells) if said is Said.CALCULATION else as_validation(tree, cells)


@dataclass(frozen=True)
class _Cells:
    """The cells that an expression of the field at `path` may name."""

    names: Names
    path: str
    refer: Refer
    language: str

    def text(self, said: Said) -> str:
        """The expression of the field, or of it and all it stands in where it is asked on a condition only."""
        asked = self.names.definition.field(self.path)
        match said:
            case Said.CALCULATION:
                return asked.calculation if asked else ""
            case Said.RULE:
                return asked.constraint if asked else ""
        holders = [self.names.nodes.get(name) for name in self.path.split("/")]
        return " and ".join(f"({node.relevant})" for node in holders if node and node.relevant)

    def cell(self, name: Reference | Itself) -> str:
        asked = self._field(name)
        return self.refer(asked.path) if asked and not self._is_column(asked) else ""

    def column(self, name: Reference) -> str:
        node = None if name.form else self.names.nodes.get(name.name)
        asked = _always_filled(node) if isinstance(node, Repeat) else self._field(name)
        return self.refer(asked.path) if asked and self._is_column(asked) else ""

    def choice(self, name: Reference | Itself, choice: str) -> str | None:
        asked = self._field(name)
        choices: Mapping[str, Choice] = {c.name: c for c in asked.choices} if asked else {}
        if not choices:
            return None
        return self._shown(choices[choice]) if choice in choices else ""

    def result(self, text: str) -> str:
        asked = self.names.definition.field(self.path)
        return next((self._shown(c) for c in asked.choices if c.name == text), text) if asked else text

    def _shown(self, choice: Choice) -> str:
        return choice.label.said(self.language) or choice.name

    def _field(self, name: Reference | Itself) -> Field | None:
        if isinstance(name, Itself):
            return self.names.definition.field(self.path)
        node = None if name.form else self.names.nodes.get(name.name)
        return node if isinstance(node, Field) else None

    def _is_column(self, asked: Field) -> bool:
        """Whether the field has a cell in every row, none of them that of this row."""
        table = self.names.repeats.get(asked.path)
        return table is not None and table != self.names.repeats.get(self.path)


def _always_filled(repeat: Repeat) -> Field | None:
    """A column that every row of a repeat fills in."""
    typed = [column for column in repeat.members if column.type.is_asked and not column.read_only]
    return next((column for column in typed if column.required), None)
