"""Answers for the expressions of the tests: fields outside a table, and the rows of one table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from docgen.expression import Absent, Itself, Reference, Result, evaluate, parse

TODAY = date(2026, 3, 31)


@dataclass(frozen=True)
class Answers:
    """Answers by name; `itself` is that of the field the expression belongs to, `table` the rows of each column."""

    values: Mapping[str, Result] = field(default_factory=dict)
    itself: Result = Absent.BLANK
    table: Mapping[str, Sequence[Result]] = field(default_factory=dict)
    today: date = TODAY

    def one(self, name: Reference | Itself) -> Result:
        return self.itself if isinstance(name, Itself) else self.values.get(str(name), Absent.BLANK)

    def rows(self, name: Reference) -> Sequence[Result] | Absent:
        return self.table.get(str(name), Absent.UNKNOWN)


def worked_out(text: str, answers: Answers | None = None) -> Result:
    """What an expression comes to."""
    tree, findings = parse(text)
    assert tree is not None, [str(finding) for finding in findings]
    return evaluate(tree, answers or Answers())
