"""Frozen dataclasses of the model as JSON and back, by their own types: for what is kept whole, such as a result."""

import json
import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")


def freeze(value: object) -> str:
    """`value`, a dataclass, as canonical JSON; what has its default value is left out."""
    return json.dumps(_plain(value), sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False)


def thaw(text: str, kind: type[T]) -> T:
    """The dataclass `freeze` wrote. Raises ValueError, KeyError or TypeError where the text is of another shape."""
    value: T = _shaped(json.loads(text), kind)
    return value


def _plain(value: object) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        named = ((f.name, getattr(value, f.name), f.default) for f in fields(value))
        return {name: _plain(part) for name, part, default in named if part != default}
    if isinstance(value, (tuple, list)):
        return [_plain(part) for part in value]
    if isinstance(value, Mapping):
        return {str(key): _plain(part) for key, part in value.items()}
    if isinstance(value, (Fraction, Decimal)):
        return str(value)
    return value.isoformat() if isinstance(value, date) else value


@cache
def _hints(kind: type) -> Mapping[str, Any]:
    return get_type_hints(kind)


def _shaped(value: Any, kind: Any) -> Any:
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return _either(value, get_args(kind))
    if origin is tuple:
        inner = get_args(kind)
        if len(inner) == 2 and inner[1] is Ellipsis:
            return tuple(_shaped(part, inner[0]) for part in value)
        return tuple(_shaped(part, one) for part, one in zip(value, inner, strict=True))
    if is_dataclass(kind) and isinstance(kind, type):
        hints = _hints(kind)
        return kind(**{name: _shaped(part, hints[name]) for name, part in value.items()})
    if kind in (Fraction, Decimal) or (isinstance(kind, type) and issubclass(kind, StrEnum)):
        return kind(value)
    return kind.fromisoformat(value) if kind in (date, datetime) else value


def _either(value: Any, kinds: tuple[Any, ...]) -> Any:
    """A value of a union: None, or the first kind that is no plain one; plain values are themselves."""
    if value is None:
        return None
    shaped = [kind for kind in kinds if is_dataclass(kind) or get_origin(kind) is tuple or kind in (Fraction, Decimal)]
    return _shaped(value, shaped[0]) if shaped and not isinstance(value, (bool, int, float)) else value
