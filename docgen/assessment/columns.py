"""The columns of a table that the rules count as people call them, and conditions on its rows said in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from docgen.assessment.comparison import fold_word
from docgen.assessment.dossier import LEDGER
from docgen.assessment.names import Names
from docgen.assessment.where import Condition
from docgen.campaign.ledger_sheets import LEDGERS, Ledger, Words
from docgen.excel import ColumnType
from docgen.expression import Itself, Kind, Meaning, Operation, Operator, Reference, Tree, in_words, parts
from docgen.language import current_language, say


@dataclass(frozen=True)
class Columns:
    """The labels of a table's columns, the words of their choices, and which of them are days; in one language."""

    labels: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    days: frozenset[str] = frozenset()

    @property
    def names(self) -> tuple[str, ...]:
        """Every column that has a label."""
        return tuple(self.labels)

    def meaning(self, name: Reference | Itself) -> Meaning | None:
        """Whether a column holds days; nothing else is told of it here."""
        return Meaning(Kind.DATE if str(name) in self.days or str(name) in _own_days() else None)

    def label(self, name: Reference | Itself) -> str:
        """What the form or the ledger prints above it; a column made on sheet Derived has but its name."""
        return _own_days().get(str(name)) or self.called(str(name))

    def called(self, name: str) -> str:
        """The label of a column by its name."""
        return self.labels.get(name) or name.replace("_", " ")

    def choice(self, name: Reference | Itself, choice: str) -> str:
        """A word of a cell as the form or the ledger prints it."""
        plain = {"yes": say("yes"), "no": say("no")}
        known = {fold_word(word): label for word, label in self.words.get(str(name), {}).items()}
        return known.get(fold_word(choice)) or plain.get(choice, choice)

    def met(self, condition: Condition) -> str:
        """A condition on the rows in words, to stand after “where”."""
        if condition.node is None:
            return say("any")
        tree = condition.node.tree
        return in_words(tree, replace(self, days=self.days.union(_moved(tree))))


def columns_of(names: Names, table: str) -> Columns:
    """The columns of a table by its name in the rules, `HRL.rows` or `ledger.meetings`, in the current language."""
    first, _, last = table.partition(".")
    if first == LEDGER:
        return next((_of_ledger(one) for one in LEDGERS if one.name == last), Columns())
    form = names.forms.get(first)
    return Columns(form.labels, form.words, form.days) if form else Columns()


def _moved(tree: Tree) -> Iterator[str]:
    """The columns that a span of time is added to or taken from, which therefore hold days."""
    for part in parts(tree):
        if isinstance(part, Operation) and part.operator in (Operator.PLUS, Operator.MINUS):
            yield str(part.left)


def _own_days() -> Mapping[str, str]:
    """The days that every condition may name in brackets."""
    return {
        "cutoff": say("cut-off day"),
        "today": say("day of the assessment"),
        "first_day": say("first day of the term"),
    }


def _of_ledger(ledger: Ledger) -> Columns:
    chinese = current_language() == "zh"
    days = frozenset(one.name for one in ledger.columns if one.type in (ColumnType.DATE, ColumnType.MOMENT))
    return Columns(
        {one.name: one.titles[min(chinese, len(one.titles) - 1)] for one in ledger.columns},
        {column: _in_language(words, chinese) for column, words in ledger.words},
        days,
    )


def _in_language(words: Words, chinese: bool) -> Mapping[str, str]:
    """How each word is written first in the language."""
    return {word: next((way for way in ways if way.isascii() is not chinese), ways[0]) for word, ways in words.items()}
