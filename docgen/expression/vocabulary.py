"""The names of a form as its expressions see them: what each stands for, what it is called, which choices it has."""

from dataclasses import dataclass, field
from functools import cached_property

from docgen.expression import CHOICES, Itself, Kind, Meaning, Reference, kind_of, parse
from docgen.model import Field, FieldType, FormDefinition, Group, Node, Repeat

_KINDS = {
    FieldType.TEXT: Kind.TEXT,
    FieldType.INTEGER: Kind.NUMBER,
    FieldType.DECIMAL: Kind.NUMBER,
    FieldType.DATE: Kind.DATE,
    FieldType.TIME: Kind.TIME,
    FieldType.DATETIME: Kind.MOMENT,
    FieldType.SELECT_ONE: Kind.TEXT,
    FieldType.SELECT_MULTIPLE: Kind.SELECTION,
    FieldType.ACKNOWLEDGE: Kind.TRUTH,
    FieldType.IMAGE: Kind.TEXT,
}


@dataclass(frozen=True)
class Names:
    """Every name of a form: its fields, groups and repeats. Calculated fields are of the kind they come to."""

    definition: FormDefinition
    working: frozenset[str] = field(default=frozenset(), compare=False)
    """Calculated fields whose kind is just being found: one that needs itself has none."""

    @cached_property
    def nodes(self) -> dict[str, Node]:
        """Fields, groups and repeats by name."""
        found: dict[str, Node] = {}
        waiting = list(reversed(self.definition.body))
        while waiting:
            node = waiting.pop()
            found.setdefault(node.path.rpartition("/")[2], node)
            if not isinstance(node, Field):
                waiting += reversed(node.members)
        return found

    @cached_property
    def repeats(self) -> dict[str, str]:
        """The repeat each field stands in, by the path of both."""
        return {member.path: repeat.path for repeat in self.definition.repeats for member in repeat.members}

    def kind(self, asked: Field) -> Kind | None:
        """What the answers of a field are; None for a note, and for a calculation that cannot be told."""
        if asked.type is not FieldType.CALCULATE:
            return _KINDS.get(asked.type)
        tree = parse(asked.calculation).tree
        if tree is None or asked.path in self.working:
            return None
        deeper = Names(self.definition, self.working | {asked.path})
        kind = kind_of(tree, Seen(deeper, asked))
        return None if kind is Kind.NOTHING else kind


@dataclass(frozen=True)
class Seen:
    """The names as an expression of one field, group or repeat sees them; said in `language`.

    `answered`: whether it is about the field's answer, which `.` then stands for.
    """

    of: Names
    about: Node
    answered: bool = True
    language: str = "en"
    columns: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Every name of the form."""
        return (*self.columns, *self.of.nodes)

    def meaning(self, name: Reference | Itself) -> Meaning | None:
        """What a name stands for, seen from here."""
        if isinstance(name, Itself):
            asked = self.about if self.answered else None
            return self._answer(asked) if isinstance(asked, Field) else None
        if name.form == CHOICES:
            return Meaning(Kind.TEXT)
        if name.form and name.form != self.of.definition.code:
            return Meaning(None, rows=True)
        node = self.of.nodes.get(name.name)
        match node:
            case None:
                return None
            case Field():
                return self._answer(node)
            case Repeat():
                return Meaning(Kind.TABLE, rows=True)
            case Group():
                return Meaning(Kind.TABLE)

    def _answer(self, asked: Field) -> Meaning:
        table = self.of.repeats.get(asked.path)
        here = self.of.repeats.get(self.about.path)
        choices = tuple(choice.name for choice in asked.choices)
        return Meaning(self.of.kind(asked), table is not None and table != here, table is not None, choices)

    def label(self, name: Reference | Itself) -> str:
        """What the form calls it."""
        node = self.about if isinstance(name, Itself) else self.of.nodes.get(name.name)
        if node is None or (isinstance(name, Reference) and name.form):
            return str(name)
        return node.label.said(self.language) or node.path.rpartition("/")[2]

    def choice(self, name: Reference | Itself, choice: str) -> str:
        """What the form calls a choice of its."""
        node = self.about if isinstance(name, Itself) else self.of.nodes.get(name.name)
        choices = node.choices if isinstance(node, Field) else ()
        return next((c.label.said(self.language) or c.name for c in choices if c.name == choice), choice)
