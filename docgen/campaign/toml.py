"""Reading campaign.toml: what pydantic finds wrong becomes findings with the line, and what is right is kept."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from docgen.campaign.lines import Lines
from docgen.campaign.settings import Settings
from docgen.errors import FileTroubleError
from docgen.excel import nearest
from docgen.files import cause, read_bytes
from docgen.findings import Code, Finding, Place, Scalar
from docgen.findings import campaign as codes
from docgen.findings import excel as excel_codes
from docgen.language import N_, current_language, reworded, say, speaking
from docgen.model.periods import is_day

FILE = "campaign.toml"

_COMPLAINTS = {
    "Lookalike": N_('quotation marks ("), equals signs (=) and commas must be the plain ones of the keyboard'),
    "Unterminated string|Illegal character '\\\\n'": N_("a text is not closed with a quotation mark"),
    "Invalid value": N_("a value is missing, or a text stands without quotation marks"),
    "Expected '=' after a key": N_("an equals sign is missing after the name"),
    "Expected '\\]": N_("the square bracket of a heading is not closed"),
    "Expected newline|Invalid statement": N_("something is left over, or the line does not begin with a name"),
    "Unclosed": N_("a bracket is not closed"),
    "twice|overwrite|redefine|mutate|Duplicate": N_("the same name or heading stands twice"),
    "Invalid date": N_("there is no such date"),
    "Unescaped|hex value|Escaped": N_("a backslash stands in a text; write / or two backslashes instead"),
    "Illegal|invalid character|Invalid initial": N_("a character stands where none of its kind may be"),
}
"""What tomllib complains of, in a person's words."""


@dataclass(frozen=True, slots=True)
class SettingsRead:
    """What campaign.toml says. If not `whole`, faulty keys were left out, so that the rest can still be checked."""

    settings: Settings | None
    lines: Lines
    findings: tuple[Finding, ...] = ()
    whole: bool = True

    def finding(self, code: Code, *path: str | int, **values: Scalar) -> Finding:
        """A finding about the key at `path`."""
        return _finding(code, self.lines, path, values)


def read_settings(folder: Path) -> SettingsRead:
    """Read the folder's campaign.toml."""
    path = folder / FILE
    if not path.is_file():
        return _unread(Finding(codes.NO_SETTINGS, Place(file=FILE)))
    try:
        text = read_bytes(path).decode("utf-8-sig")
    except FileTroubleError as trouble:
        why = cause(trouble.__cause__) if isinstance(trouble.__cause__, OSError) else trouble.message
        return _unread(Finding(excel_codes.UNREADABLE_FILE, Place(file=FILE), {"why": why}))
    except UnicodeDecodeError:
        return _unread(Finding(codes.TOML_ENCODING, Place(file=FILE)))
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as trouble:
        return _unread(_broken(text, str(trouble)))
    with speaking(str(raw.get("language"))):  # the reasons are said now, by the models
        return _validated(raw, Lines(text))


def _broken(text: str, complaint: str) -> Finding:
    """That the text is no TOML: the line as it stands there, and the parser's complaint in a person's words."""
    lines = text.splitlines() or [""]
    found = re.search(r"line (\d+)", complaint)
    number = min(int(found[1]), len(lines)) if found else len(lines)
    with speaking(_language(text) or current_language()):
        if not all(map(is_day, _DATE.findall(lines[number - 1]))):
            complaint = "Invalid date"  # tomllib complains of what stands after its first digits
        elif _LOOKALIKE.search(_TEXT_OR_NOTE.sub("", lines[number - 1])):
            complaint = "Lookalike"  # a word processor or an input method wrote them
        why = reworded(re.sub(r" \(at .*\)", "", complaint), _COMPLAINTS, N_("it is not as such a file is written"))
    values = {"text": _shown(lines[number - 1].strip()), "why": why}
    return Finding(codes.TOML_BROKEN, Place(file=FILE, line=number), values)


_LOOKALIKE = re.compile("[“”„‘’＂＇＝，、［］]")
_TEXT_OR_NOTE = re.compile(r"""\"[^"]*"|'[^']*'|#.*""")
_DATE = re.compile(r"\b\d{4}-\d{1,2}-\d{1,2}\b")


def _language(text: str) -> str:
    named = re.search(r"""^\s*language\s*=\s*["'](\w+)["']""", text, re.MULTILINE)
    return named[1] if named else ""


def _unread(finding: Finding) -> SettingsRead:
    return SettingsRead(None, Lines(""), (finding,), whole=False)


def _validated(raw: dict[str, Any], lines: Lines) -> SettingsRead:
    try:
        return SettingsRead(_types_by_key(Settings.model_validate(raw)), lines)
    except ValidationError as errors:
        details = errors.errors(include_url=False)
    findings = tuple(dict.fromkeys(_translated(e, raw, lines) for e in _told_once(details)))
    return SettingsRead(_salvaged(raw, details), lines, findings, whole=False)


def _types_by_key(settings: Settings) -> Settings:
    """The settings, an indicator's unit types named by key where the office named them by name."""
    indicators = {
        key: setting.model_copy(update={"unit_types": tuple(settings.type_key(t) or t for t in setting.unit_types)})
        for key, setting in settings.indicators.items()
    }
    return settings.model_copy(update={"indicators": indicators})


def _told_once(details: list[ErrorDetails]) -> Iterator[ErrorDetails]:
    """One error a key: pydantic tells one a member of a union."""
    seen: set[tuple[str | int, ...]] = set()
    for error in details:
        path = _path(error)
        if path not in seen:
            seen.add(path)
            yield error


def _path(error: ErrorDetails) -> tuple[str | int, ...]:
    """Where the error is, in keys of the file: pydantic adds the names of union members and `[key]`."""
    return tuple(p for p in error["loc"] if p not in ("int", "float", "str", "[key]"))


def _finding(code: Code, lines: Lines, path: tuple[str | int, ...], values: Mapping[str, Scalar]) -> Finding:
    name = ".".join(str(p + 1) if isinstance(p, int) else p for p in path)
    return Finding(code, Place(file=FILE, line=lines.of(path), field=name), values)


def _translated(error: ErrorDetails, raw: dict[str, Any], lines: Lines) -> Finding:
    path = _path(error)
    key = str(path[-1]) if path else FILE
    if error["type"] == "extra_forbidden":
        near = nearest(key, _known_keys(path[:-1]))
        return _finding(codes.KEY_NEAR if near else codes.KEY_UNKNOWN, lines, path, {"key": key, "nearest": near})
    if error["type"] == "missing":
        return _finding(codes.KEY_MISSING, lines, path, {"key": key})
    values = {"key": key, "value": _shown(error["input"]), "why": _why(error)}
    return _finding(codes.KEY_VALUE, lines, path, values)


def _shown(value: object) -> str:
    text = _written(value)
    return text if len(text) <= 60 else f"{text[:57]}…"


def _written(value: object) -> str:
    """A value as it stands in the file."""
    match value:
        case bool():
            return "true" if value else "false"
        case Mapping():
            return "{ " + ", ".join(f"{key} = {_written(part)}" for key, part in value.items()) + " }"
        case list():
            return "[" + ", ".join(map(_written, value)) + "]"
    return str(value)


def _why(error: ErrorDetails) -> str:
    context: Mapping[str, Any] = error.get("ctx", MappingProxyType({}))
    match error["type"]:
        case "value_error":
            return str(context["error"])
        case "enum" | "literal_error":
            return say("it must be {expected}", expected=context["expected"])
        case "string_too_short" | "too_short":
            return say("it must not be empty")
        case "string_pattern_mismatch":
            return say("it must be letters, digits and _ and begin with a letter")
        case "greater_than_equal":
            return say("it must be {least} or more", least=context["ge"])
        case "less_than_equal":
            return say("it must be {most} or less", most=context["le"])
        case kind:
            return _wrong_kind(kind)


def _wrong_kind(kind: str) -> str:
    """What a value of another kind should have been; `kind` is pydantic's word."""
    match kind.partition("_")[0]:
        case "string":
            return say("it must be a text in quotation marks")
        case "int":
            return say("it must be a whole number")
        case "float":
            return say("it must be a number")
        case "bool":
            return say("it must be true or false")
        case "date":
            return say("it must be a date such as 2026-03-05, without quotation marks")
        case "tuple":
            return say("it must be a list in square brackets")
        case "mapping" | "dict" | "model":
            return say("it must be a table")
        case _:
            return say("it is not of the right kind")


def _known_keys(path: tuple[str | int, ...]) -> list[str]:
    """The keys that may stand in the table at `path`."""
    model: Any = Settings
    for part in path:
        if isinstance(model, type) and issubclass(model, BaseModel):
            field = next((f for n, f in model.model_fields.items() if part in (n, f.alias)), None)
            model = field.annotation if field else None
        else:
            model = next((a for a in get_args(model) if isinstance(a, type) and issubclass(a, BaseModel)), None)
    if not (isinstance(model, type) and issubclass(model, BaseModel)):
        return []
    return [f.alias or n for n, f in model.model_fields.items()]


UNKNOWN_YEAR = 2000
"""Stands for the year of a campaign that does not say it."""
_ANY_TERM = {"first": date(1900, 1, 1), "last": date(9999, 12, 31)}


def _salvaged(raw: dict[str, Any], details: list[ErrorDetails]) -> Settings | None:
    """The settings without the keys that are wrong; None if what is left is too little to check the folder by."""
    kept = {"name": "?", "year": UNKNOWN_YEAR, "issuer": {"name": "?"}, "term": _ANY_TERM} | deepcopy(raw)
    paths = {_path(e) for e in details if e["type"] != "missing"}
    for path in sorted(paths, key=lambda p: [str(x).rjust(4) for x in p], reverse=True):
        _remove(kept, path)
    try:
        return _types_by_key(Settings.model_validate(kept))
    except ValidationError:
        return None


def _remove(raw: Any, path: tuple[str | int, ...]) -> None:
    """Take the key at `path` out of `raw`, if it is still there."""
    table = raw
    try:
        for part in path[:-1]:
            table = table[part]
        del table[path[-1]]
    except (KeyError, IndexError, TypeError):
        return  # it went with the table around it
