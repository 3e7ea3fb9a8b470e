"""A figure lies above its limit. While it is not known the case is open: silence is not taken for none."""

from collections.abc import Iterator

from docgen.assessment.cases.kind import CaseCondition, Met, Sight
from docgen.assessment.dossier import Found
from docgen.assessment.kinds.kind import Slot, SlotType, in_digits, numbers
from docgen.assessment.rules import CaseRule
from docgen.language import N_

_ABOVE = N_("{name} is {value}, above the limit {limit}")


def _find(rule: CaseRule, sight: Sight) -> Iterator[Met]:
    assert rule.value is not None
    assert rule.base is not None
    told = numbers(sight.dossier, rule.value, rule.base)
    if isinstance(told, Found):
        yield Met("", told.why, told.told, (told,), open=True)
        return
    number, limit = told[0].number, told[1].number
    if number > limit:
        words = (("name", rule.value.said), ("value", in_digits(number)), ("limit", in_digits(limit)))
        yield Met("", _ABOVE, words, told[0].found + told[1].found)


CONDITION = CaseCondition(
    "over_limit",
    (Slot("value", SlotType.FIGURE), Slot("base", SlotType.FIGURE)),
    N_("{value} is above {base}"),
    _find,
)
