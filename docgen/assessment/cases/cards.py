"""So many yellow cards stand against the unit in the year."""

from collections.abc import Iterator

from docgen.assessment.cases.kind import CaseCondition, Met, Sight
from docgen.assessment.dossier import Found
from docgen.assessment.kinds.kind import Slot, SlotType
from docgen.assessment.rules import CaseRule
from docgen.language import N_
from docgen.model import Source

_CARDS = N_("{count} yellow cards in the year")


def _find(rule: CaseRule, sight: Sight) -> Iterator[Met]:
    if sight.cards >= rule.at_least:
        shown = Found(str(sight.cards), "cards", Source.DECISION)
        yield Met("", _CARDS, (("count", sight.cards),), (shown,))


CONDITION = CaseCondition(
    "cards",
    (Slot("at_least", SlotType.COUNT),),
    N_("{at_least} yellow cards in the year"),
    _find,
)
