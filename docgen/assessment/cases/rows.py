"""Each row of a table that is as the condition says is a case, or so many of them together are one."""

from collections.abc import Iterator

from docgen.assessment.cases.kind import CaseCondition, Met, Sight
from docgen.assessment.kinds.kind import Slot, SlotType
from docgen.assessment.rules import CaseRule
from docgen.assessment.tables import rows_of
from docgen.language import N_

_ROW = N_("{row}: {title}")
_ROWS = N_("{count} times: {title}")


def _find(rule: CaseRule, sight: Sight) -> Iterator[Met]:
    assert rule.of is not None
    rows = rows_of(sight.dossier, rule.of).rows
    met = tuple(row for row in rows if rule.where.met(row.cells))
    if rule.at_least > 1:
        if len(met) >= rule.at_least:
            yield Met("", _ROWS, (("count", len(met)), ("title", rule.title)), met)
        return
    for row in met:
        yield Met(row.name, _ROW, (("row", row.title), ("title", rule.title)), (row,))


CONDITION = CaseCondition(
    "rows",
    (
        Slot("of", SlotType.TABLE),
        Slot("where", SlotType.WHERE, required=False),
        Slot("at_least", SlotType.COUNT, required=False),
    ),
    N_("{at_least:row|rows} {rows}"),
    _find,
)
