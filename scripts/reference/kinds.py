"""docs/reference/rule-kinds.md: the ways of counting and the conditions of the rules, from their catalogues."""

import re
import sys
from collections.abc import Iterable

from docgen.assessment.cases import CONDITIONS
from docgen.assessment.kinds import KINDS
from docgen.assessment.kinds.kind import Slot, SlotType

HEAD = """\
# Rule kinds

*Written from `docgen/assessment/kinds/` and `docgen/assessment/cases/` by `make reference`; edit those, not this page.*

An item of the rules is counted by one of these kinds, named in column `kind` (计分方式); the columns a kind reads stand
in the same row. The sentence is what `docgen rules sentences` says back. [How a grade is made](../assessment.md)
explains the whole.

## Ways of counting
"""

CONDITIONS_HEAD = """
## Conditions for vetoes, summons and yellow cards

Named in column `kind` of the sheets `Veto`, `Summons` and `Cards`.
"""

HOLDS = {
    SlotType.FIGURE: "a figure, `APR.signed`, or several added with `+`",
    SlotType.ANSWER: "a figure that is a yes or no, or a day",
    SlotType.FIGURES: "figures, parted by semicolons",
    SlotType.TABLE: "a table, `HRL.rows` or `ledger.meetings`",
    SlotType.WHERE: "a condition on its rows",
    SlotType.COLUMNS: "columns of the table, parted by semicolons",
    SlotType.POINTS: "points",
    SlotType.COUNT: "a whole number",
    SlotType.DAY: "a day of the year, `03-31`",
    SlotType.FORMS: "codes of forms, with how many a year",
    SlotType.NOTHING: "what 0 of 0 is: `not applicable`, `full`, `zero`, or a figure",
    SlotType.BANDS: "steps: from which value on how many points",
    SlotType.TEXT: "words",
}
"""What each type of cell may hold, in words."""


def page() -> str:
    """The page as text."""
    ways = [_section(f"`{k.name}` {k.chinese}", about(k.count), k.sentence, k.slots) for k in KINDS.values()]
    conditions = [_section(f"`{c.name}`", about(c.find), c.sentence, c.slots) for c in CONDITIONS.values()]
    return "".join((HEAD, *ways, CONDITIONS_HEAD, *conditions))


def about(made: object) -> str:
    """What the file says in which a kind's function is made."""
    return " ".join((sys.modules[getattr(made, "__module__", "")].__doc__ or "").split())


def _section(name: str, text: str, sentence: str, slots: Iterable[Slot]) -> str:
    sentence = re.sub(r"\{(\w+):[^|{}]+\|([^{}]+)\}", r"{\1} \2", sentence)  # {count:row|rows}
    said = f"\n### {name}\n\n{text}\n\n> {sentence}\n"
    rows = [f"| `{slot.name}` | {HOLDS[slot.type]} | {'yes' if slot.required else 'no'} |\n" for slot in slots]
    table = "\n| column | holds | needed |\n|---|---|---|\n" + "".join(rows) if rows else ""
    return said + table
