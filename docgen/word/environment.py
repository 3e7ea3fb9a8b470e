"""The sandbox templates run in: Jinja's, narrowed to reading the data a document is given.

A template may read data, call its reading methods, and call the functions it is handed. It may not walk from a value to
its class or module, change anything, read the clock, draw lots, or make values without end.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import fields, is_dataclass
from datetime import date, time, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cache, wraps
from numbers import Number
from types import BuiltinFunctionType, BuiltinMethodType, FunctionType, MethodType, ModuleType
from typing import Any, NoReturn

from jinja2.exceptions import SecurityError
from jinja2.runtime import Context, LoopContext, Macro, TemplateReference
from jinja2.sandbox import ImmutableSandboxedEnvironment, SandboxedFormatter
from jinja2.utils import Cycler, Joiner, Namespace
from markupsafe import EscapeFormatter, Markup

from docgen.language import say
from docgen.model import Facts
from docgen.word.codegen import WordCodeGenerator
from docgen.word.missing import Missing, Spot
from docgen.word.session import SPECIAL, Ready, RenderLimitError, Session, session_now

WIDEST = 1000
"""The widest padding, longest run and greatest count a template may ask of one call."""

_ROWS = frozenset({dict, Facts})
_PLAIN = (str, bytes, Number, Decimal, Fraction, date, time, timedelta, list, tuple, Mapping, Set)
_JINJA = (LoopContext, Cycler, Joiner, TemplateReference)
_CLOSED = (ModuleType, type, FunctionType, MethodType, BuiltinFunctionType, BuiltinMethodType)
_CLOSED_LIBRARIES = frozenset({"docx", "docxtpl", "docxcompose"})
_MAKERS = (dict, Namespace, Cycler, Joiner)
_WITHDRAWN_FILTERS = ("random", "pprint")
_FORGIVING = frozenset({"default", "d"})
_SIZED_FILTERS = frozenset({"center", "indent", "batch", "slice", "round", "wordwrap"})
_GROWING_FILTERS = _SIZED_FILTERS | {"replace", "join", "format"}
_WITHDRAWN_METHODS = frozenset({"translate", "expandtabs", "maketrans"})
_WIDE = re.compile(r"\d{4}")
_WIDE_PERCENT = re.compile(r"%[^a-zA-Z%]*(\d{4}|\*)")


class RenderContext(Context):
    """The names of one part of one render, and the quick ways to print and to look up that the compiled code takes."""

    session: Session

    def put(self, value: object, spot: tuple[str, str, int]) -> str:
        """`value` as it is printed."""
        if type(value) is str:
            return value if not SPECIAL(value) else self.session.text(value, Spot(*spot))
        return value if type(value) is Ready else self.session.other(value, Spot(*spot))

    def fetch(self, obj: Any, name: str, spot: tuple[str, str, int]) -> Any:
        """`obj.name`, where no row of data has a method of that name."""
        kind: Any = type(obj)
        if kind in _ROWS:
            try:
                return obj[name]
            except KeyError:
                return Missing.at(Spot(*spot), obj, name)
        if name in _data_names(kind):
            return getattr(obj, name)
        return self.reach(obj, name, spot)

    def reach(self, obj: Any, name: str, spot: tuple[str, str, int]) -> Any:
        """`obj.name` through the sandbox."""
        return self._placed(self.environment.getattr(obj, name), spot)

    def item(self, obj: Any, key: Any, spot: tuple[str, str, int]) -> Any:
        """`obj[key]` through the sandbox."""
        return self._placed(self.environment.getitem(obj, key), spot)

    def absent(self, spot: tuple[str, str, int]) -> Missing:
        """What stands for a name that the context lacks."""
        return Missing.at(Spot(*spot), None, spot[0])

    def _placed(self, value: Any, spot: tuple[str, str, int]) -> Any:
        if isinstance(value, Missing) and value.spot is None:
            value.spot = Spot(*spot)
        return value


@cache
def _data_names(kind: Any) -> frozenset[str]:
    """The names of a type that are data: safe to read, and never a method."""
    if is_dataclass(kind):
        return frozenset(f.name for f in fields(kind) if not f.name.startswith("_"))
    if kind is LoopContext:
        return frozenset({"index", "index0", "first", "last", "length", "revindex", "revindex0", "depth", "depth0"})
    return frozenset()


class WordEnvironment(ImmutableSandboxedEnvironment):
    """The one environment of all templates; `filters` are added to Jinja's own."""

    code_generator_class = WordCodeGenerator
    context_class = RenderContext
    intercepted_binops = frozenset({"+", "*", "**", "%"})

    def __init__(self, filters: Mapping[str, Callable[..., Any]], *, autoescape: bool = True) -> None:
        super().__init__(autoescape=autoescape, undefined=Missing, optimized=False, cache_size=0)
        self.filters.update(filters)
        for name in _WITHDRAWN_FILTERS:
            del self.filters[name]
        self.filters = {name: _guarded(name, function) for name, function in self.filters.items()}
        self.globals = {**self.globals, "range": _short_range}
        del self.globals["lipsum"]

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Only what data holds: nothing of modules, classes and functions, nothing private, nothing that changes."""
        if isinstance(obj, _CLOSED) or type(obj).__module__.partition(".")[0] in _CLOSED_LIBRARIES:
            return False
        return super().is_safe_attribute(obj, attr, value)

    def is_safe_callable(self, obj: Any) -> bool:
        """Functions handed in, macros, and the reading methods of plain data and of dataclasses."""
        if isinstance(obj, BuiltinMethodType | MethodType):
            owner = obj.__self__
            reading = isinstance(owner, _PLAIN + _JINJA) or (is_dataclass(owner) and not isinstance(owner, type))
            return reading and obj.__name__ not in _WITHDRAWN_METHODS and super().is_safe_callable(obj)
        if isinstance(obj, FunctionType | Macro | LoopContext | Cycler | Joiner | Missing):
            return super().is_safe_callable(obj)
        return obj in _MAKERS if isinstance(obj, type) else False

    def getattr(self, obj: Any, attribute: str) -> Any:
        """An attribute, or what stands for it; of something missing, itself."""
        return obj if isinstance(obj, Missing) else super().getattr(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """A member, or what stands for it; of something missing, itself."""
        return obj if isinstance(obj, Missing) else super().getitem(obj, argument)

    def call(self, context: Context, obj: Any, /, *args: Any, **kwargs: Any) -> Any:
        """Call what may be called, its result paid for."""
        session = _session(context)
        if isinstance(obj, BuiltinMethodType):
            _check_method(session, obj, args)
        if isinstance(obj, LoopContext) and args:
            args = (session.turns(args[0]), *args[1:])
        return session.bounded(super().call(context, obj, *args, **kwargs))

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Operators whose results can grow without end."""
        session = _session(context)
        match operator, left, right:
            case "*", str() | bytes() | list() | tuple(), int():
                session.room(len(left) * right)
            case "*", int(), str() | bytes() | list() | tuple():
                session.room(len(right) * left)
            case "**", int(), int():
                session.room(left.bit_length() * abs(right))
            case "**", Decimal(), _:
                _refuse_over(WIDEST, abs(right))
            case "%", str() | bytes(), _ if _WIDE_PERCENT.search(str(left)):
                _too_wide()
        return session.bounded(super().call_binop(context, operator, left, right))

    def wrap_str_format(self, value: Any) -> Callable[..., str] | None:
        """`str.format`, reaching only what a template may reach, and only so wide."""
        if not isinstance(value, BuiltinMethodType | MethodType) or value.__name__ not in {"format", "format_map"}:
            return None
        text = value.__self__
        if not isinstance(text, str):
            return None
        formatter = _EscapingFormatter(self, escape=text.escape) if isinstance(text, Markup) else _Formatter(self)

        def filled(*args: Any, **kwargs: Any) -> str:
            if value.__name__ == "format_map":
                (mapping,) = args
                return type(text)(formatter.vformat(text, (), mapping))
            return type(text)(formatter.vformat(text, args, kwargs))

        return filled


class TextContext(RenderContext):
    """The same for a template that makes plain text, not XML."""

    def put(self, value: object, spot: tuple[str, str, int]) -> str:
        """`value` as it is printed."""
        return self.session.plain(value, Spot(*spot))


class TextEnvironment(WordEnvironment):
    """The same sandbox for templates that make plain text: wordings in a sheet, properties of a document."""

    context_class = TextContext

    def __init__(self, filters: Mapping[str, Callable[..., Any]]) -> None:
        super().__init__(filters, autoescape=False)


class _Formatter(SandboxedFormatter):
    """The sandbox's `str.format`, with bounded widths."""

    def format_field(self, value: Any, format_spec: str) -> Any:
        if _WIDE.search(format_spec):
            _too_wide()
        return super().format_field(value, format_spec)


class _EscapingFormatter(_Formatter, EscapeFormatter):
    """The same for texts that are XML already."""


def _session(context: Context) -> Session:
    if not isinstance(context, RenderContext):
        raise SecurityError(say("a template runs only inside a render"))
    return context.session


def _short_range(*args: int) -> range:
    numbers = range(*args)
    if len(numbers) > 10 * WIDEST:
        _too_wide()
    return numbers


def _guarded(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """A filter that lets a missing value through untouched, and whose result is bounded."""
    if name in _GROWING_FILTERS or hasattr(function, "jinja_pass_arg"):
        return _checked(name, function)

    @wraps(function)
    def filtered(value: Any, *args: Any, **kwargs: Any) -> Any:
        if isinstance(value, Missing) and name not in _FORGIVING:
            return value
        result = function(value, *args, **kwargs)
        return result if type(result) is str and len(result) < WIDEST else session_now().bounded(result)

    return filtered


def _checked(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """A filter whose arguments are looked at before, because they may ask for something without end."""
    at = 1 if hasattr(function, "jinja_pass_arg") else 0

    @wraps(function)
    def filtered(*args: Any, **kwargs: Any) -> Any:
        value = args[at]
        if isinstance(value, Missing):
            return value
        session = session_now()
        _check_filter(session, name, value, (*args[at + 1 :], *kwargs.values()))
        return session.bounded(function(*args, **kwargs))

    return filtered


def _check_filter(session: Session, name: str, value: Any, args: tuple[Any, ...]) -> None:
    if name in _SIZED_FILTERS:
        _check_numbers(args)
    elif name == "replace" and len(args) > 1:
        session.room((len(str(value)) + 1) * len(str(args[1])))
    elif name == "join" and args:
        session.room(_length(value) * len(str(args[0])))
    elif name == "format" and _WIDE_PERCENT.search(str(value)):
        _too_wide()


def _check_method(session: Session, method: BuiltinMethodType, args: tuple[Any, ...]) -> None:
    owner = method.__self__
    _check_numbers(args)
    if isinstance(owner, str) and method.__name__ == "replace" and len(args) > 1:
        session.room((len(owner) + 1) * len(str(args[1])))
    elif isinstance(owner, str) and method.__name__ == "join" and args:
        session.room(_length(args[0]) * len(owner))


def _length(value: Any) -> int:
    return len(value) if hasattr(value, "__len__") else 10 * WIDEST


def _check_numbers(args: Iterable[Any]) -> None:
    for arg in args:
        if isinstance(arg, int):
            _refuse_over(WIDEST, abs(arg))


def _refuse_over(most: int, number: Any) -> None:
    if number > most:
        _too_wide()


def _too_wide() -> NoReturn:
    raise RenderLimitError(say("a width or a count is above {limit}", limit=WIDEST))
