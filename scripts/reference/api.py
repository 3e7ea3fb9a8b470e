"""docs/reference/api.md: the doors of the package for Python, from their docstrings and signatures."""

import inspect
import typing
from collections.abc import Iterator
from importlib import import_module

import docgen

HEAD = """\
# Python API

*Written from the docstrings by `make reference`; edit those, not this page. [docgen from Python](../python.md) shows
three of these at work.*

What stands here keeps its name and its meaning; everything else in the package may change from version to version.
"""

ROOMS = ("merge", "forms", "returns", "assessment", "campaign", "press", "verify", "store", "batch")
"""The rooms whose doors are of use outside the program."""


def page() -> str:
    """The page as text."""
    first = "".join(_entry(name, getattr(docgen, name)) for name in docgen.__all__ if not name.startswith("_"))
    return HEAD + "\n## `docgen`\n" + first + "".join(_room(name) for name in ROOMS)


def _room(name: str) -> str:
    room = import_module(f"docgen.{name}")
    rows = "".join(f"| `{door}` | {_first_line(getattr(room, door))} |\n" for door in sorted(room.__all__))
    about = inspect.cleandoc(room.__doc__ or "")
    return f"\n## `docgen.{name}`\n\n{about}\n\n| name | is |\n|---|---|\n{rows}"


def _entry(name: str, thing: object) -> str:
    text = inspect.cleandoc(getattr(thing, "__doc__", "") or "")
    return f"\n### `{name}`\n\n```python\n{_signature(name, thing)}\n```\n\n{text}\n{''.join(_methods(thing))}"


def _methods(thing: object) -> Iterator[str]:
    """The public methods of a class, a line each."""
    if not inspect.isclass(thing):
        return
    found = [(name, made) for name, made in vars(thing).items() if not name.startswith("_")]
    rows = [
        f"| `{name}{'()' if inspect.isfunction(made) else ''}` | {_first_line(made)} |\n"
        for name, made in found
        if inspect.isfunction(made) or isinstance(made, property)
    ]
    if rows:
        yield "\n| of it | |\n|---|---|\n" + "".join(rows)


def _signature(name: str, thing: object) -> str:
    if not callable(thing):
        return name
    hints = inspect.signature(thing)
    parts = [
        str(one.replace(annotation=_named(one.annotation), default=_said(one.default)))
        for one in hints.parameters.values()
    ]
    returned = hints.return_annotation
    arrow = "" if returned in (inspect.Signature.empty, None, "None") else f" -> {_named(returned)}"
    return f"{name}({', '.join(_starred(parts, hints))}){arrow}"


def _starred(parts: list[str], hints: inspect.Signature) -> list[str]:
    """The parameters with the star before those that are given by name."""
    kinds = [one.kind for one in hints.parameters.values()]
    if inspect.Parameter.KEYWORD_ONLY in kinds and inspect.Parameter.VAR_POSITIONAL not in kinds:
        at = kinds.index(inspect.Parameter.KEYWORD_ONLY)
        return [*parts[:at], "*", *parts[at:]]
    return parts


class _Words:
    """An annotation that is shown as its words."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __repr__(self) -> str:
        return self.text


def _said(default: object) -> object:
    """A default as it is; "..." where it is a whole of many parts."""
    long = default is not inspect.Parameter.empty and len(repr(default)) > 20
    return _Words("...") if long or repr(default) == "<factory>" else default


def _named(kind: object) -> object:
    """A type without the names of modules, which no caller needs to know."""
    if kind is inspect.Parameter.empty:
        return kind
    inner = typing.get_args(kind)
    text = kind if isinstance(kind, str) else (kind.__name__ if isinstance(kind, type) and not inner else repr(kind))
    return _Words(".".join(text.split(".")[-1:]) if "[" not in text else _short(text))


def _short(text: str) -> str:
    words = "".join(c if c.isalnum() or c in "._" else f" {c} " for c in text).split(" ")
    return "".join(word.rsplit(".", 1)[-1] if word.strip(".") else word for word in words).replace(",", ", ")


def _first_line(thing: object) -> str:
    own = inspect.isclass(thing) or inspect.isfunction(thing) or isinstance(thing, property)
    text = inspect.cleandoc(thing.__doc__ or "") if own else "a name for a type or a value"
    return " ".join(text.partition("\n\n")[0].split()).replace("|", "\\|")
