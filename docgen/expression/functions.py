"""The functions an expression may use: XLSForm's own names, what each is given, and what it gives."""

from dataclasses import dataclass

from docgen.expression.tree import Kind


@dataclass(frozen=True, slots=True)
class Function:
    """A function: how few and how many values it takes (None: any number), what kind it gives, and an example.

    `gives` is None where it is that of its values. `takes` are the kinds each value may be, the last for all further
    ones; an empty set takes any. With `rows` the first value is a column of a repeat, all its rows at once.
    """

    name: str
    fewest: int
    most: int | None
    gives: Kind | None
    example: str
    takes: tuple[frozenset[Kind], ...] = (frozenset(),)
    rows: bool = False

    def expected(self) -> str:
        """How many values it takes, in digits: "1", "2 - 3", "1 …"."""
        if self.most is None:
            return f"{self.fewest} …"
        return str(self.fewest) if self.most == self.fewest else f"{self.fewest} - {self.most}"

    def wants(self, index: int) -> frozenset[Kind]:
        """The kinds its value number `index`, from 0, may be; empty for any."""
        return self.takes[min(index, len(self.takes) - 1)]


_ANY: frozenset[Kind] = frozenset()
_NUMBER = frozenset({Kind.NUMBER})
_TEXT = frozenset({Kind.TEXT})
_TRUTH = frozenset({Kind.TRUTH})
_DAY = frozenset({Kind.DATE, Kind.MOMENT})
_CHOSEN = frozenset({Kind.TEXT, Kind.SELECTION})
_ORDERED = frozenset({Kind.NUMBER, Kind.DATE, Kind.TIME, Kind.MOMENT})

FUNCTIONS = {
    function.name: function
    for function in (
        Function("abs", 1, 1, Kind.NUMBER, "abs(${a} - ${b})", (_NUMBER,)),
        Function("coalesce", 2, None, None, "coalesce(${a}, 0)"),
        Function("concat", 1, None, Kind.TEXT, "concat(${a}, ' ', ${b})"),
        Function("contains", 2, 2, Kind.TRUTH, "contains(., '@')", (_TEXT,)),
        Function("count", 1, 1, Kind.NUMBER, "count(${rows})", rows=True),
        Function("count-non-empty", 1, 1, Kind.NUMBER, "count-non-empty(${a})", rows=True),
        Function("count-selected", 1, 1, Kind.NUMBER, "count-selected(.)", (frozenset({Kind.SELECTION}),)),
        Function("date", 1, 1, Kind.DATE, "date('2026-03-05')", (_DAY | _TEXT,)),
        Function("distinct", 1, 1, None, "count(distinct(${a}))", rows=True),
        Function("distinct-values", 1, 1, None, "count(distinct-values(${a}))", rows=True),
        Function("false", 0, 0, Kind.TRUTH, "false()"),
        Function("format-date", 2, 2, Kind.TEXT, "format-date(${a}, '%Y')", (_DAY, _TEXT)),
        Function("if", 3, 3, None, "if(${a} > 0, 1, 0)", (_TRUTH, _ANY)),
        Function("int", 1, 1, Kind.NUMBER, "int(${a})", (_NUMBER | _TEXT,)),
        Function("max", 1, None, None, "max(${a}, ${b})", (_ORDERED,)),
        Function("min", 1, None, None, "min(${a}, ${b})", (_ORDERED,)),
        Function("not", 1, 1, Kind.TRUTH, "not(${a} > 0)", (_TRUTH,)),
        Function("number", 1, 1, Kind.NUMBER, "number(${a})", (_NUMBER | _TEXT | _TRUTH,)),
        Function("regex", 2, 2, Kind.TRUTH, "regex(., '[0-9]{6}')", (_TEXT,)),
        Function("round", 1, 2, Kind.NUMBER, "round(${a}, 2)", (_NUMBER,)),
        Function("selected", 2, 2, Kind.TRUTH, "selected(${a}, 'yes')", (_CHOSEN, _TEXT)),
        Function("starts-with", 2, 2, Kind.TRUTH, "starts-with(., 'A')", (_TEXT,)),
        Function("string", 1, 1, Kind.TEXT, "string(${a})"),
        Function("string-length", 1, 1, Kind.NUMBER, "string-length(.) <= 20", (_TEXT,)),
        Function("sum", 1, 1, Kind.NUMBER, "sum(${a})", (_NUMBER,), rows=True),
        Function("today", 0, 0, Kind.DATE, "today()"),
        Function("true", 0, 0, Kind.TRUTH, "true()"),
    )
}
"""Every function by its name."""

MANY = frozenset({"min", "max"})
"""Functions that take several values, or one column of a repeat with all its rows."""

DATE_PARTS = {"%Y": 4, "%m": 2, "%n": 1, "%d": 2, "%e": 1, "%H": 2, "%h": 1, "%M": 2, "%S": 2}
"""What the pattern of format-date may hold, and to how many digits it is filled up."""
