"""Which choices a question offers, where a choice_filter picks them by the answers before it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from docgen.expression.evaluate import Result, Scope, holds
from docgen.expression.tree import CHOICES, Absent, Itself, Reference, Tree
from docgen.model import Choice


def offered(choices: Iterable[Choice], choice_filter: Tree, scope: Scope) -> tuple[Choice, ...]:
    """The choices that the filter lets through, and those of which that cannot be told."""
    return tuple(choice for choice in choices if holds(choice_filter, _Beside(scope, choice)) is not False)


@dataclass(frozen=True, slots=True)
class _Beside:
    """The answers of a form, and the columns of one choice."""

    scope: Scope
    choice: Choice

    @property
    def today(self) -> date:
        return self.scope.today

    def one(self, name: Reference | Itself) -> Result:
        if not isinstance(name, Reference) or name.form != CHOICES:
            return self.scope.one(name)
        facts = {"name": self.choice.name, **dict(self.choice.facts)}
        return facts.get(name.name) or Absent.BLANK

    def rows(self, name: Reference) -> Sequence[Result] | Absent:
        return self.scope.rows(name)
