"""Sheet `settings`: what a form is called, its version, its languages, and what one return of it covers."""

import re
from dataclasses import dataclass
from datetime import date

from docgen.findings import NOWHERE, Place
from docgen.findings import forms as codes
from docgen.forms.columns import DECLARED, NAMESPACE, TRANSLATED, language_code
from docgen.forms.sheets import Line, Lines
from docgen.forms.source import Source, listed
from docgen.language import enumerated
from docgen.model import Wording

PERIODS = ("quarter", "half", "year", "event", "once")
"""What one return may cover."""
_CODE = re.compile(r"[A-Z][A-Za-z0-9]{0,11}")


@dataclass(frozen=True, slots=True)
class FormSettings:
    """Row 2 of the settings."""

    code: str
    version: str
    title: Wording
    period: str = "year"
    unit_types: tuple[str, ...] = ()
    issued: date | None = None
    place: Place = NOWHERE


def languages_of(survey: Lines, settings: Lines) -> tuple[str, ...]:
    """The languages the survey speaks, the form's own first."""
    headings = [h for _, h in sorted(survey.headings.items()) if h.column in TRANSLATED and h.language]
    said = dict.fromkeys(h.language for h in headings)
    own = language_code(settings.lines[0].text("default_language")) if settings.lines else ""
    bare = any(h.column == "label" and not h.language for h in survey.headings.values())
    first = own or ("en" if bare or not said else next(iter(said)))
    return (first, *(language for language in said if language != first))


def read_settings(source: Source) -> FormSettings:
    """What the settings say, as far as they do."""
    line = source.settings.lines[0] if source.settings.lines else Line(2, {}, source.settings)
    for setting in ("form_id", "version", "form_title"):
        if not line.text(setting):
            source.report(codes.SETTING_ABSENT, line.place(setting), setting=setting)
    code = line.text("form_id")
    if code and not _CODE.fullmatch(code):
        source.report(codes.CODE_FAULTY, line.place("form_id"), code=code)
    _check_namespace(source, line)
    return FormSettings(
        code=code,
        version=line.text("version"),
        title=_title(source, line),
        period=_period(source, line),
        unit_types=listed(line.text("unit_types", own=True)),
        issued=_issued(source, line),
        place=line.place("form_id"),
    )


def _title(source: Source, line: Line) -> Wording:
    own = source.languages[0]
    further = line.wording("title", source.languages, own=True).texts
    return Wording(((own, line.text("form_title")), *((lang, text) for lang, text in further if lang != own)))


def _period(source: Source, line: Line) -> str:
    period = line.text("period", own=True) or "year"
    if period not in PERIODS:
        place = line.place("period", own=True)
        source.report(codes.PERIOD_UNKNOWN, place, period=period, known=enumerated(PERIODS))
    return period


def _issued(source: Source, line: Line) -> date | None:
    text = line.text("issued", own=True)
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        source.report(codes.DATE_FAULTY, line.place("issued", own=True), text=text)
        return None


def _check_namespace(source: Source, line: Line) -> None:
    ours = source.survey.has_own or source.settings.has_own
    if ours and NAMESPACE not in line.text("namespaces"):
        source.report(codes.NAMESPACE_ABSENT, line.place("namespaces"), namespace=DECLARED)
