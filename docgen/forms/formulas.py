"""The expressions of a form as Excel formulas, for whoever knows where its fields stand in a sheet."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from docgen.expression import Itself, Reference, as_excel, as_validation, parse
from docgen.forms.vocabulary import Names
from docgen.model import Choice, Field, FormDefinition, Repeat

Refer = Callable[[str], str]
"""From the path of a field, without row, to its cell, or its column where that is meant; empty where it has none."""
Shown = Callable[[Choice], str]
"""How a sheet writes a choice."""


@dataclass(frozen=True)
class Formulas:
    """The formulas of a form: `calculation` for a cell that works out, `rule` for one that checks what is typed."""

    names: Names
    shown: Shown

    def calculation(self, path: str, refer: Refer) -> str:
        """The calculation of a field as a formula without =; empty where Excel has none."""
        asked = self.names.definition.field(path)
        tree = parse(asked.calculation).tree if asked and asked.calculation and not asked.choices else None
        return as_excel(tree, _Cells(self, path, refer)) if tree else ""

    def rule(self, path: str, refer: Refer) -> str:
        """The constraint of a field as a formula without =, true unless it is broken; empty where Excel has none."""
        asked = self.names.definition.field(path)
        tree = parse(asked.constraint).tree if asked and asked.constraint else None
        return as_validation(tree, _Cells(self, path, refer)) if tree else ""


def excel_formulas(definition: FormDefinition, shown: Shown) -> Formulas:
    """The formulas of a form whose sheet writes choices as `shown`."""
    return Formulas(Names(definition), shown)


@dataclass(frozen=True)
class _Cells:
    """The cells that an expression of the field at `path` may name."""

    of: Formulas
    path: str
    refer: Refer

    def cell(self, name: Reference | Itself) -> str:
        asked = self._field(name)
        return self.refer(asked.path) if asked and not self._is_column(asked) else ""

    def column(self, name: Reference) -> str:
        node = None if name.form else self.of.names.nodes.get(name.name)
        asked = _always_filled(node) if isinstance(node, Repeat) else self._field(name)
        return self.refer(asked.path) if asked and self._is_column(asked) else ""

    def choice(self, name: Reference | Itself, choice: str) -> str | None:
        asked = self._field(name)
        choices: Mapping[str, Choice] = {c.name: c for c in asked.choices} if asked else {}
        if not choices:
            return None
        return self.of.shown(choices[choice]) if choice in choices else ""

    def _field(self, name: Reference | Itself) -> Field | None:
        if isinstance(name, Itself):
            return self.of.names.definition.field(self.path)
        node = None if name.form else self.of.names.nodes.get(name.name)
        return node if isinstance(node, Field) else None

    def _is_column(self, asked: Field) -> bool:
        """Whether the field has a cell in every row, none of them that of this row."""
        table = self.of.names.repeats.get(asked.path)
        return table is not None and table != self.of.names.repeats.get(self.path)


def _always_filled(repeat: Repeat) -> Field | None:
    """A column that every row of a repeat fills in."""
    typed = [column for column in repeat.members if column.type.is_asked and not column.read_only]
    return next((column for column in typed if column.required), None)
