"""What filters take and give, as far as a template can be checked without any data."""

import inspect
from collections.abc import Callable, Iterable, Mapping
from datetime import date

from jinja2 import nodes

from docgen.word.contract import Anything, Kind, Scalar, Series, Shape
from docgen.word.filters import FilterError

Function = Callable[..., object]

_KEEP = frozenset({"sort", "reverse", "unique", "list", "select", "reject", "selectattr", "rejectattr"})
_MAKE_LIST = frozenset({"map", "groupby", "batch", "slice", "dictsort", "items"})
_PICK = frozenset({"first", "last", "min", "max"})
_NUMBERS = (Kind.TEXT, Kind.NUMBER)
_PRINTS: Mapping[str, Iterable[Kind]] = {
    "date": (Kind.TEXT, Kind.DATE),
    "cn_year": (Kind.TEXT, Kind.NUMBER, Kind.DATE),
    "yesno": (Kind.TEXT, Kind.FLAG),
    **dict.fromkeys(("number", "percent", "rmb", "cn", "words", "ordinal"), _NUMBERS),
}
_EXAMPLES = {
    "date": 'date, date("long"), date("yyyy-MM-dd")',
    "number": "number, number(2)",
    "percent": "percent, percent(1)",
}
_SAMPLES: Mapping[str, object] = {"date": date(2000, 1, 31), "number": 1, "percent": 1}
"""A value that each of our filters with arguments surely prints."""


def prints(name: str, kind: Kind) -> bool:
    """Whether the filter `name` of docgen can print such a value. What looks like a text may hold anything."""
    return kind in _PRINTS.get(name, Kind)


def shape_after(name: str, base: Shape) -> Shape:
    """What the filter `name` makes of a value."""
    if name in _KEEP:
        return base if isinstance(base, Series) else Series()
    if name in _MAKE_LIST:
        return Series()
    if name in _PICK:
        return base.item if isinstance(base, Series) else Anything()
    if name in ("dash", "or_blank"):
        return base
    return Anything() if name in ("attr", "default", "d", "safe") else Scalar()


def takes(function: Function, node: nodes.Filter) -> bool:
    """Whether `function` takes as many arguments, and by such names, as the template gives it."""
    if node.dyn_args is not None or node.dyn_kwargs is not None:
        return True
    names = [str(pair.key) for pair in node.kwargs]
    try:
        inspect.signature(function).bind(*[None] * (_implicit(function) + len(node.args)), **dict.fromkeys(names))
    except TypeError:
        return False
    return True


def tried(function: Function, node: nodes.Filter) -> bool:
    """Whether a filter of ours takes these constant arguments, tried out on a value that it surely prints."""
    if node.name not in _SAMPLES or not all(isinstance(argument, nodes.Const) for argument in node.args):
        return True
    try:
        function(_SAMPLES[node.name], *(argument.as_const() for argument in node.args))
    except (FilterError, TypeError):
        return False
    return True


def usage(name: str, function: Function) -> str:
    """How the filter `name` is written."""
    parameters = list(inspect.signature(function).parameters)[_implicit(function) :]
    return _EXAMPLES.get(name) or (f"{name}({', '.join(parameters)})" if parameters else name)


def _implicit(function: Function) -> int:
    """How many arguments Jinja gives by itself: the value, and for some the context before it."""
    return 1 + hasattr(function, "jinja_pass_arg")
