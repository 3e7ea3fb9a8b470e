"""How the units of a campaign write: what settles a date or a number that may be read in two ways."""

from dataclasses import dataclass
from datetime import date

from docgen.excel import DateOrder


@dataclass(frozen=True, slots=True)
class Profile:
    """What is known of a return before its values are read.

    `first` to `last` is the period the form is about, `until` the last day it may have been filled in on (None: 92
    days after `last`). `order` settles 3/5/2026; None leaves it open. With `decimal_comma`, `1.234,5` is a little over
    a thousand and 1,2 is one and a fifth. `currency` is the unit of amounts whose field names none. `placeholders` are
    prompts printed where an answer goes, which count as blank. `day` is the date a lone time of day belongs to.
    """

    first: date
    last: date
    until: date | None = None
    order: DateOrder | None = None
    decimal_comma: bool = False
    currency: str = ""
    placeholders: frozenset[str] = frozenset()
    day: date | None = None
