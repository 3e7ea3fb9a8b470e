"""What a kind is made of: its slots, its sentence, its exact calculation and its Excel formula."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from docgen.assessment.amounts import Amount, Figure, as_amount_number
from docgen.assessment.dossier import Dossier, Found, Row
from docgen.assessment.tables import TableRef
from docgen.assessment.where import ANY, Condition
from docgen.findings import NOWHERE, Place, Scalar

Points = int | Fraction


class SlotType(StrEnum):
    """What a cell of the rules may hold."""

    FIGURE = "figure"
    """A figure that is a number."""
    ANSWER = "answer"
    """A figure that is a yes or no, or a day."""
    FIGURES = "figures"
    """Several figures, parted by semicolons."""
    TABLE = "table"
    WHERE = "where"
    COLUMNS = "columns"
    POINTS = "points"
    COUNT = "count"
    DAY = "day"
    """A day of the year, 31 March written 03-31."""
    FORMS = "forms"
    NOTHING = "nothing"
    """What 0 of 0 is: not applicable, full, zero, or full if a figure is 1 or more."""
    BANDS = "bands"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Slot:
    """A column of the rules that a kind reads."""

    name: str
    type: SlotType
    required: bool = True


class Nothing(StrEnum):
    """What 0 of 0 is."""

    NOT_APPLICABLE = "not applicable"
    FULL = "full"
    ZERO = "zero"


class IfNothing(NamedTuple):
    """What 0 of 0 is; with `figure`, full points if that is 1 or more, otherwise none."""

    what: Nothing
    figure: Figure | None = None


LEAVES_THE_BASE = IfNothing(Nothing.NOT_APPLICABLE)


class Band(NamedTuple):
    """From this value on, so many points."""

    lowest: Fraction
    points: Fraction


class AfterDeadline(StrEnum):
    """What a figure that is asked for and did not come is, once the office has closed it."""

    ASK = "ask"
    """It stays asked for: nothing stands in its place."""
    LOSE = "lose"
    FULL = "full"
    NOT_APPLICABLE = "not applicable"


@dataclass(frozen=True)
class Part:
    """A row of the rules: a part of an item with its own points, counted by one kind.

    A part without points of its own takes from those of the part before it (`pool`).
    """

    item: str
    number: int
    kind: str
    points: Fraction
    pooled: bool = False
    ask: bool = False
    after_deadline: AfterDeadline = AfterDeadline.ASK
    may_overlap: bool = False
    value: Figure | None = None
    base: Figure | None = None
    values: tuple[Figure, ...] = ()
    of: TableRef | None = None
    where: Condition = ANY
    having: Condition = ANY
    columns: tuple[str, ...] = ()
    lose: Fraction = Fraction(0)
    at_most: Fraction | None = None
    needed: int = 1
    day: tuple[int, int] = (12, 31)
    late: Fraction = Fraction(0)
    forms: tuple[str, ...] = ()
    none: IfNothing = LEAVES_THE_BASE
    bands: tuple[Band, ...] = ()
    ladder: tuple[tuple[int, Fraction], ...] = ()
    year: int = 0
    texts: Mapping[str, str] = field(default_factory=dict, hash=False)
    place: Place = NOWHERE

    @property
    def id(self) -> str:
        """The item, with the number of the part where there are several."""
        return f"{self.item}/{self.number}"

    def the_value(self) -> Figure:
        """The figure it counts; reading the rules has made sure that there is one."""
        assert self.value is not None
        return self.value

    def the_base(self) -> Figure:
        """The figure it compares with."""
        assert self.base is not None
        return self.base

    def the_table(self) -> TableRef:
        """The table it counts rows of."""
        assert self.of is not None
        return self.of


class Taking(NamedTuple):
    """Points taken off a part, why, and what shows it."""

    points: Points
    sentence: str
    told: tuple[tuple[str, Scalar], ...]
    shown: tuple[Found | Row, ...]


class Outcome(NamedTuple):
    """What counting a part gave: takings (none: full points), or that it does not apply, or what it lacks."""

    takings: tuple[Taking, ...] = ()
    applies: bool = True
    lacking: Found | None = None


FULL = Outcome()
NOT_APPLICABLE = Outcome(applies=False)
Count = Callable[[Dossier], Outcome]


@dataclass(frozen=True)
class Input:
    """A number the formula of a part reads: what it is, and how it is got; None where it is not known.

    `rule` is what the rules write of it, where that is no name; `form` makes the number format it is shown in.
    """

    title: str
    get: Callable[[Dossier], Points | None]
    rule: str = ""
    form: Callable[[], str] = str


@dataclass(frozen=True)
class Kind:
    """One way to count: see the package's docstring.

    `count` makes the exact calculation of a part. `formula(part, cells)` is Excel's, giving the points earned from the
    cells of `inputs(part)`, "" where the part does not apply; blank cells are figures not known. `best` are the
    figures of a unit that loses nothing, `probes` those round each step, as texts of sheet Tests.
    """

    name: str
    chinese: str
    slots: tuple[Slot, ...]
    sentence: str
    count: Callable[[Part], Count]
    inputs: Callable[[Part], tuple[Input, ...]]
    formula: Callable[[Part, Sequence[str]], str]
    best: Callable[[Part], tuple[str, ...]]
    probes: Callable[[Part], tuple[str, ...]]


def lacks(lacking: Found) -> Outcome:
    """The outcome where a figure is not there; what the office let the unit off does not apply."""
    return NOT_APPLICABLE if lacking.waived else Outcome(lacking=lacking)


def numbers(d: Dossier, *figures: Figure) -> tuple[Amount, ...] | Found:
    """The figures as numbers, or the first that is lacking."""
    amounts = []
    for figure in figures:
        amount = as_amount_number(figure.get(d))
        if amount.lacking is not None:
            return amount.lacking
        amounts.append(amount)
    return tuple(amounts)


def number_input(figure: Figure) -> Input:
    """A figure as a cell of the score workbook."""

    def get(d: Dossier) -> Points | None:
        amount = as_amount_number(figure.get(d))
        return None if amount.lacking is not None else amount.number

    return Input(figure.text, get)


def in_digits(points: Points | Fraction) -> str:
    """A number as Excel and sentences write it: exactly, without trailing zeros; a fraction as a division."""
    exact = Fraction(points)
    if exact.denominator == 1:
        return str(exact.numerator)
    scaled = exact * 10**6
    if scaled.denominator != 1:
        return f"{exact.numerator}/{exact.denominator}"
    return f"{exact.numerator * 10**6 // exact.denominator / 10**6:.6f}".rstrip("0")


def set_to(figure: Figure, value: object) -> str:
    """The text of sheet Tests that makes a figure this: of a sum, its first term; the others 0."""
    first, *others = figure.names or (figure.text,)
    return "; ".join((f"{first} = {value}", *(f"{name} = 0" for name in dict.fromkeys(others) if name != first)))


def if_known(cells: Sequence[str], formula: str) -> str:
    """`formula`, or 0 points while a cell it reads is blank."""
    known = ",".join(cells)
    return f"IF(COUNT({known})<{len(cells)},0,{formula})"
