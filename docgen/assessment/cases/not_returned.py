"""None of the forms named came by its day."""

from collections.abc import Iterator

from docgen.assessment.cases.kind import CaseCondition, Met, Sight
from docgen.assessment.kinds.kind import Slot, SlotType
from docgen.assessment.rules import CaseRule
from docgen.language import N_

_NONE = N_("not returned: {forms}")


def _find(rule: CaseRule, sight: Sight) -> Iterator[Met]:
    returns = [r for form in rule.forms for r in sight.dossier.returns(form)]
    if any(r.record is not None or r.waived or r.absence.open for r in returns):
        return
    yield Met("", _NONE, (("forms", ", ".join(r.absence.name for r in returns)),), tuple(r.absence for r in returns))


CONDITION = CaseCondition(
    "not_returned",
    (Slot("forms", SlotType.FORMS),),
    N_("none of {forms} was returned"),
    _find,
)
