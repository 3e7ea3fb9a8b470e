"""docs/reference/settings.md: every key of campaign.toml, from the models that read it and the words of campaign.md."""

import re
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from docgen.campaign import Settings

HEAD = """\
# Settings

*Written from `docgen/campaign/settings.py` and the comments of [the campaign folder](../campaign.md) by `make
reference`; edit those, not this page.*

Every key that may stand in `campaign.toml`, table by table. A key that is not listed is reported with the nearest known
one; a key without a default must be there.
"""

PAGE = Path(__file__).resolve().parents[2] / "docs" / "campaign.md"
PLAIN: dict[Any, str] = {str: "text", int: "whole number", float: "number", bool: "`true` or `false`", Any: "any value"}


def page() -> str:
    """The page as text."""
    words = comments(PAGE.read_text(encoding="utf-8"))
    return HEAD + "".join(_table(name, model, words) for name, model in tables())


def comments(text: str) -> dict[tuple[str, str], str]:
    """What the examples of a page say of each key, by its table (`*` for a name the office chooses) and name."""
    found: dict[tuple[str, str], str] = {}
    table = ""
    for block in re.findall(r"```toml\n(.*?)```", text, re.DOTALL):
        for line in block.splitlines():
            if head := re.match(r"\[+([\w.]+)\]+\s*(?:#\s*(.*))?$", line):
                table = _general(head[1])
                found.setdefault((table, ""), head[2] or "")
            elif key := re.match(r"(?:# )?(\w+) = (.*)$", line):
                comment = re.search(r"\s#\s*(.*)$", key[2])
                found.setdefault((table, key[1]), comment[1] if comment else "")
    return found


def _general(name: str) -> str:
    parts = name.split(".")
    if parts[0] in ("unit_types", "indicators", "sheets") and len(parts) > 1:
        parts[1] = "*"
    return ".".join(parts)


def tables() -> Iterator[tuple[str, type[BaseModel]]]:
    """Each table of campaign.toml with its model, in the order of the file."""
    yield from _inner("", Settings)


def _inner(name: str, model: type[BaseModel]) -> Iterator[tuple[str, type[BaseModel]]]:
    yield name, model
    for key, field in model.model_fields.items():
        inner, many = _model(field.annotation)
        if inner is not None:
            yield from _inner(".".join(part for part in (name, key, "*" if many else "") if part), inner)


def _model(kind: Any) -> tuple[type[BaseModel] | None, bool]:
    """The model inside a type, and whether it stands under names the office chooses."""
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return kind, False
    found = next((inner for part in get_args(kind) if (inner := _model(part)[0])), None)
    origin = get_origin(kind)
    return found, isinstance(origin, type) and origin.__name__ == "Mapping"


def _table(name: str, model: type[BaseModel], words: dict[tuple[str, str], str]) -> str:
    title = f"\n## `[{name}]`\n" if name else "\n## At the head of the file\n"
    about = " ".join((model.__doc__ or "").split())
    plain = {f.alias or key: f for key, f in model.model_fields.items() if _model(f.annotation)[0] is None}
    rows = [f"| `{key}` | {_holds(f)} | {_default(f)} | {_words(words, name, key)} |\n" for key, f in plain.items()]
    head = "\n| key | holds | default | |\n|---|---|---|---|\n" if rows else ""
    return f"{title}\n{about}\n{head}{''.join(rows)}"


def _words(words: dict[tuple[str, str], str], table: str, key: str) -> str:
    return words.get((table, key), "").replace("|", "\\|")


def _holds(field: FieldInfo) -> str:
    found = [(word, getattr(rule, name, None)) for rule in field.metadata for name, word in _BOUNDS]
    bounds = [f"{word} {bound}" for word, bound in found if bound is not None]
    return ", ".join([_type_words(field.annotation), *bounds])


_BOUNDS = (("ge", "from"), ("gt", "more than"), ("le", "to"))


def _type_words(kind: Any) -> str:
    """A type as it is written in TOML."""
    origin, inner = get_origin(kind), get_args(kind)
    if kind in PLAIN:
        return PLAIN[kind]
    if origin is Annotated:
        return _type_words(inner[0])
    if origin is Literal:
        return " or ".join(f'`"{word}"`' for word in inner)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return " or ".join(f'`"{member.value}"`' for member in kind)
    if origin in (Union, UnionType):
        return " or ".join(dict.fromkeys(_type_words(part) for part in inner if part is not NoneType))
    if origin is tuple:
        return f"list: {_type_words(inner[0])}"
    if inner:
        return f"a table of names: {_type_words(inner[1])}"
    return "date" if getattr(kind, "__name__", "") == "date" else "any value"


def _default(field: FieldInfo) -> str:
    value = field.default
    if field.is_required():
        return "needed"
    if value is None or value in ("", (), {}):
        return "none"
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, dict):
        return "`{ " + ", ".join(f"{name} = {share}" for name, share in value.items()) + " }`"
    return f"`[{', '.join(map(str, value))}]`" if isinstance(value, tuple) else f"`{value}`"
