"""What a condition for a veto or a card is made of."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from docgen.assessment.dossier import Dossier, Found, Row
from docgen.assessment.kinds.kind import Slot
from docgen.assessment.rules import CaseRule
from docgen.findings import Scalar


class Met(NamedTuple):
    """A condition that is met: by which event, in words, shown by what. `open`: a figure it needs is not known."""

    event: str
    sentence: str
    told: tuple[tuple[str, Scalar], ...]
    shown: tuple[Found | Row, ...]
    open: bool = False


class Sight(NamedTuple):
    """What a condition may look at: the unit's figures, and the cards that stand against it."""

    dossier: Dossier
    cards: int = 0


@dataclass(frozen=True)
class CaseCondition:
    """One kind of condition: the slots its row fills, its sentence, and how it is tried."""

    name: str
    slots: tuple[Slot, ...]
    sentence: str
    find: Callable[[CaseRule, Sight], Iterable[Met]]
