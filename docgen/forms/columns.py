"""The columns of an XLSForm workbook: those of the standard, and docgen's own in their namespace."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from docgen.excel import fold

NAMESPACE = "urn:docgen:definition"
"""The namespace of docgen's own columns, `bind::docgen:items` and the like."""
DECLARED = f'docgen="{NAMESPACE}"'
"""How the settings of a form declare it."""

TRANSLATED = ("label", "hint", "required_message", "constraint_message")
"""Columns that stand once for each language."""
SURVEY = (
    "type",
    "name",
    *TRANSLATED,
    "required",
    "constraint",
    "relevant",
    "calculation",
    "choice_filter",
    "default",
    "read_only",
    "appearance",
    "repeat_count",
    "parameters",
)
CHOICES = ("list_name", "name", "label", "aliases")
SETTINGS = ("form_title", "form_id", "version", "default_language", "namespaces", "instance_name", "style")
SHEETS = {"survey": SURVEY, "choices": CHOICES, "settings": SETTINGS}
"""The sheets of a form and the columns of XLSForm that docgen reads, or knows and leaves alone."""

OWN = {
    "survey": (
        "measure",
        "percent",
        "approximate",
        "private",
        "unit_types",
        "items",
        "aliases",
        "prefill",
        "shared",
        "key",
        "rows",
        "fixed_rows",
        "transposed",
        "required",
        "advice",
        "advice_message",
        "agreement",
        "counts",
        "agreement_message",
    ),
    "choices": (),
    "settings": ("title", "period", "unit_types", "issued"),
}
"""docgen's own columns: bind::docgen:… in the survey, attribute::docgen:… in the settings."""

OWN_TRANSLATED = ("measure", "advice_message", "agreement_message", "title")
"""Those of them that may stand once for each language, as measure_zh."""

_OTHERS = {
    "readonly": "read_only",
    "relevance": "relevant",
    "calculate": "calculation",
    "requiredmessage": "required_message",
    "constraintmessage": "constraint_message",
    "list": "list_name",
    "idstring": "form_id",
    "title": "form_title",
    "prefix": "namespaces",
}
"""Other names of columns that XLSForm accepts, folded."""
_LANGUAGE = re.compile(r".*\(\s*([A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*)\s*\)\s*")
_OWN = re.compile(r"(bind|body|attribute|instance)::?\s*docgen:([a-z_]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Heading:
    """What a heading stands for: its column, the language it is in ("" for the form's own), whether it is docgen's."""

    column: str
    language: str = ""
    own: bool = False


@dataclass(frozen=True, slots=True)
class Unknown:
    """A heading that stands for nothing: `unnamed` if it is only its language that is not told by a code."""

    text: str
    unnamed: bool = False


def heading_of(text: str, sheet: str) -> Heading | Unknown:
    """What a heading of `sheet` stands for."""
    plain = text.strip()
    if own := _OWN.fullmatch(plain):
        return _own(own[2].lower(), plain, sheet)
    base, colons, language = plain.partition("::")
    column = _standard(base, SHEETS[sheet])
    if not column or not colons:
        return Heading(column) if column else Unknown(plain)
    if column not in TRANSLATED:
        return Unknown(plain)
    code = language_code(language)
    return Heading(column, code) if code else Unknown(plain, unnamed=True)


def language_code(text: str) -> str:
    """The code of a language as XLSForm writes it, "en" of "English (en)"; empty if there is none."""
    found = _LANGUAGE.fullmatch(text)
    return found[1].lower() if found else ""


def _standard(text: str, columns: Iterable[str]) -> str:
    folded = fold(text)
    return next((c for c in columns if fold(c) == _OTHERS.get(folded, "") or fold(c) == folded), "") or next(
        (c for c in columns if c == _OTHERS.get(folded)), ""
    )


def _own(name: str, plain: str, sheet: str) -> Heading | Unknown:
    """A column of ours: `measure`, or `measure_zh` for one language."""
    if name in OWN[sheet]:
        return Heading(name, own=True)
    base, _, language = name.rpartition("_")
    return Heading(base, language, own=True) if base in OWN_TRANSLATED and base in OWN[sheet] else Unknown(plain)


def known_headings(sheet: str) -> tuple[str, ...]:
    """Every heading that a near miss could be meant for."""
    prefix = "attribute" if sheet == "settings" else "bind"
    return (*SHEETS[sheet], *(f"{prefix}::docgen:{name}" for name in OWN[sheet]))
