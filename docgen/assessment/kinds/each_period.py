"""Points shared out over the periods of a form: nothing done in one earns nothing, faults take from its share."""

from collections.abc import Sequence
from fractions import Fraction

from docgen.assessment.amounts import as_number
from docgen.assessment.dossier import Dossier, Found, Returned
from docgen.assessment.kinds.kind import (
    NOT_APPLICABLE,
    Count,
    Input,
    Kind,
    Outcome,
    Part,
    Points,
    Slot,
    SlotType,
    Taking,
    in_digits,
)
from docgen.language import N_

_NONE = N_("{period}: {name} is 0")
_FAULTS = N_("{period}: {name} is {value}")


def _count(part: Part) -> Count:
    form, done, faults = _names(part)
    share, bound = part.points / part.needed, part.at_most

    def count(d: Dossier) -> Outcome:
        returns = _periods(d, form, part.needed)
        takings: list[Taking] = []
        for returned in returns:
            number, overdue = _told(d, returned, done), _told(d, returned, faults)
            lacking = next((f for f in (number, overdue) if f.value is None), None)
            if lacking is not None and lacking.waived:
                continue
            if lacking is not None and lacking.open:
                return Outcome(lacking=lacking)
            if lacking is not None:
                takings.append(Taking(share, lacking.why, lacking.told, (lacking,)))
            elif number.value == 0:
                takings.append(Taking(share, _NONE, _words(returned, f"{form}.{done}", number), (number,)))
            elif overdue.value:
                points = min(part.lose * _number(overdue), bound if bound is not None else share, share)
                takings.append(Taking(points, _FAULTS, _words(returned, f"{form}.{faults}", overdue), (overdue,)))
        return Outcome(tuple(takings)) if returns else NOT_APPLICABLE

    return count


def _names(part: Part) -> tuple[str, str, str]:
    form, _, done = part.the_value().text.partition(".")
    return form, done, part.the_base().text.partition(".")[2]


def _periods(d: Dossier, form: str, needed: int) -> tuple[Returned, ...]:
    """As many returns as periods; those the register does not name did not come."""
    returns = tuple(r for r in d.returns(form) if r.period)
    lacking = needed - len(returns)
    expected = any(r.submission for r in returns)
    return returns if expected else (*returns, *(Returned(form, "?", None) for _ in range(lacking)))


def _told(d: Dossier, returned: Returned, name: str) -> Found:
    own = returned.found(name)
    given = d.given.get(f"{returned.form}.{name}@{returned.period}", d.given.get(f"{returned.form}.{name}"))
    if given is not None:
        return own._replace(value=given)
    return d.verified.get((f"{returned.form}.{name}", returned.period), own)


def _number(found: Found) -> Points:
    assert isinstance(found.value, int)
    return as_number(found.value)


def _words(returned: Returned, name: str, found: Found) -> tuple[tuple[str, str], ...]:
    return (("period", returned.period), ("name", name), ("value", str(found.value)))


def _inputs(part: Part) -> tuple[Input, ...]:
    form, done, faults = _names(part)
    return tuple(_input(part, form, name, n) for n in range(part.needed) for name in (done, faults))


def _input(part: Part, form: str, name: str, number: int) -> Input:
    def get(d: Dossier) -> Points | None:
        returns = _periods(d, form, part.needed)
        value = _told(d, returns[number], name).value if number < len(returns) else None
        return value if isinstance(value, int) else None

    return Input(f"{form}.{name} {number + 1}", get)


def _formula(part: Part, cells: Sequence[str]) -> str:
    share = in_digits(Fraction(part.points) / part.needed)
    bound = in_digits(part.at_most) if part.at_most is not None else share
    pairs = zip(cells[::2], cells[1::2], strict=True)
    terms = (
        f"IF(COUNT({done},{faults})<2,0,IF({done}=0,0,{share}-MIN({bound},{in_digits(part.lose)}*{faults})))"
        for done, faults in pairs
    )
    return "+".join(terms)


def _best(part: Part) -> tuple[str, ...]:
    return (f"{part.the_value().text} = 1", f"{part.the_base().text} = 0")


def _probes(part: Part) -> tuple[str, ...]:
    value, faults = part.the_value().text, part.the_base().text
    steps = [1]
    if part.at_most is not None and part.lose:
        steps += [int(part.at_most / part.lose), int(part.at_most / part.lose) + 1]
    return (f"{value} = 0", *(f"{faults} = {step}" for step in steps))


KIND = Kind(
    "each_period",
    "逐期",
    (
        Slot("value", SlotType.FIGURE),
        Slot("base", SlotType.FIGURE),
        Slot("needed", SlotType.COUNT),
        Slot("lose", SlotType.POINTS),
        Slot("at_most", SlotType.POINTS, required=False),
    ),
    N_(
        "{points:point|points} in {needed} equal shares, one a period: none if {value} is 0, otherwise {lose} off for"
        " each of {base}, at most {at_most}"
    ),
    _count,
    _inputs,
    _formula,
    _best,
    _probes,
)
