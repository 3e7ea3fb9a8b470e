"""All that the layout of a form depends on: whoever knows it can say where each box stands, without the file."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from docgen.language import say, speaking
from docgen.model.blanks import Blank
from docgen.model.forms import Choice, Field, FieldType, FormDefinition, Node, Repeat, row_of
from docgen.pdf.form.geometry import Paper

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Shape:
    """A form as it is laid out for units of one type, in one language.

    `rows` says how many rows a repeat has, by its path, where that is not what the definition says. `remarks` are
    what fields' rules say in words, by path; they are printed after everything else and move no box.
    """

    definition: FormDefinition
    unit_type: str
    language: str
    rows: tuple[tuple[str, int], ...] = ()
    paper: Paper = Paper.A4
    remarks: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, blank: Blank, paper: Paper = Paper.A4) -> "Shape":
        """The shape of a form on its way out; types of units that are asked the same have the same."""
        kind, rows = _kind(blank.definition, blank.unit.type), _ordered(_with_values(blank))
        return cls(blank.definition, kind, blank.language, rows, paper, _ordered(blank.remarks))

    def asks(self, node: Node) -> bool:
        """Whether a field, group or repeat is printed for this type of unit."""
        return node.asks(self.unit_type)

    def rows_of(self, repeat: Repeat) -> int:
        """How many rows the table of `repeat` has."""
        return dict(self.rows).get(repeat.path, repeat.rows)

    def columns(self, repeat: Repeat) -> tuple[Field, ...]:
        """The columns printed of `repeat`."""
        return tuple(field for field in repeat.members if self.asks(field) and is_printed(field))

    def label(self, field: Field) -> str:
        """What is printed before the box of `field`: its label, what it is counted in, a star if it must be filled."""
        text = field.label.said(self.language) or field.name
        measure = "%" if field.percent and not field.measure else field.measure.said(self.language)
        if measure and measure.casefold() not in text.casefold():
            text += f"（{measure}）" if self.language == "zh" else f" ({measure})"
        return f"{text}\u00a0*" if field.required else text

    def choice(self, choice: Choice) -> str:
        """What is printed for a choice."""
        return choice.label.said(self.language) or choice.name

    def format(self, field: Field) -> str:
        """How a date or time is to be written; empty for other fields."""
        with speaking(self.language):
            match field.type:
                case FieldType.DATE:
                    return say("YYYY-MM-DD")
                case FieldType.TIME:
                    return say("HH:MM")
                case FieldType.DATETIME:
                    return say("YYYY-MM-DD HH:MM")
        return ""

    def hint(self, field: Field) -> str:
        """The small print under a label."""
        parts = (self.format(field), field.hint.said(self.language))
        return ("；" if self.language == "zh" else "; ").join(part for part in parts if part)


def is_printed(field: Field) -> bool:
    """Whether `field` has a place on paper; what the program computes for itself, without a label, has none."""
    return bool(field.label) or field.type.is_asked


def is_locked(field: Field) -> bool:
    """Whether `field` is never the unit's to fill in."""
    return field.read_only or field.type is FieldType.CALCULATE


def _kind(definition: FormDefinition, unit_type: str) -> str:
    """`unit_type`, or none if a type that the form never names is asked just as much."""
    nodes = tuple(_nodes(definition.body))
    return "" if all(node.asks("") is node.asks(unit_type) for node in nodes) else unit_type


def _nodes(nodes: tuple[Node, ...]) -> Iterator[Node]:
    for node in nodes:
        yield node
        if not isinstance(node, Field):
            yield from _nodes(node.members)


def _with_values(blank: Blank) -> dict[str, int]:
    """The rows of each repeat: as many as it was given, and no fewer than have values."""
    rows = {repeat.path: blank.rows.get(repeat.path, repeat.rows) for repeat in blank.definition.repeats}
    for path in blank.values:
        repeat, row = path.partition("[")[0], row_of(path)
        if row is not None and repeat in rows:
            rows[repeat] = max(rows[repeat], row)
    return rows


def _ordered(values: Mapping[str, T]) -> tuple[tuple[str, T], ...]:
    return tuple(sorted(values.items()))
