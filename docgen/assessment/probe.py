"""The boundary cases of the rules as a table to sign: for each part, figures round every step and what they give."""

from collections.abc import Iterator
from dataclasses import dataclass

from docgen.assessment.assess import assess_one
from docgen.assessment.items import plan
from docgen.assessment.kinds import KINDS
from docgen.assessment.kinds.kind import Part, in_digits
from docgen.assessment.rules import EVERY_TYPE, RuledItem, Rules
from docgen.assessment.trials import NOT_APPLICABLE, trial_dossier


@dataclass(frozen=True, slots=True)
class Probe:
    """One case: what is given beyond a unit that loses nothing, and what the item then earns, exactly."""

    case: str
    item: str
    given: str
    expect: str


def probes(rules: Rules) -> tuple[Probe, ...]:
    """The cases of every item, in the order of the rules; to be looked through, signed, and kept on sheet Tests."""
    made = plan(rules)

    def expected(item: RuledItem, given: str) -> str:
        result = assess_one(made, trial_dossier(rules, given, _type(item)))
        earned = next(one for one in result.items if one.item == item.id)
        return f"{item.id} = {in_digits(earned.earned) if earned.applicable else NOT_APPLICABLE}"

    return tuple(
        Probe(f"{item.id}.{number}", item.id, given, expected(item, given))
        for item in rules.items
        for number, given in enumerate(dict.fromkeys(_given(item)), 1)
    )


def _type(item: RuledItem) -> str:
    """A type of unit to which the item applies."""
    return item.unit_types[0] if item.unit_types and not item.excepted else EVERY_TYPE


def _given(item: RuledItem) -> Iterator[str]:
    for part in item.parts:
        yield from _of_part(part)


def _of_part(part: Part) -> Iterator[str]:
    yield from KINDS[part.kind].probes(part)
