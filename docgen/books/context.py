"""What a book template may say of one unit (docs/architecture.md, "What a book template may say")."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from docgen.campaign import Campaign, Settings
from docgen.campaign.citing import cited
from docgen.findings import Finding, Place
from docgen.findings.books import CLAUSE_NOT_FILLED
from docgen.language import enumerated, say, speaking
from docgen.model import DutyGroup, Identity, Unit
from docgen.press.identity import short_code
from docgen.press.making import missing_rules, style_of
from docgen.store import canonical_digest
from docgen.word.package import TemplateTroubleError
from docgen.word.wording import TextTemplate

_LISTED = {"code", "title", "times", "due"}
"""What annex 3 of a book says of a form."""

Context = dict[str, object]


@dataclass(frozen=True, slots=True)
class BookData:
    """The context of one book, the identity printed on it, and the clauses whose tags could not be filled.

    `digest` is that of template and data, of which the identity bears the beginning.
    """

    context: Context
    identity: Identity
    digest: str
    findings: tuple[Finding, ...] = ()


def book_context(campaign: Campaign, unit: Unit, number: str = "", version: int = 1) -> Context:
    """The context of `unit`'s book. A draft has no `number`."""
    return book_data(campaign, unit, number=number, version=version).context


def book_data(campaign: Campaign, unit: Unit, *, number: str, version: int = 1, template: str = "") -> BookData:
    """The context of `unit`'s book, and its identity, which digests it together with the `template`'s digest."""
    book: Context = {"number": number, "version": version, "copies": campaign.settings.books.copies}
    with speaking(campaign.settings.language):
        context = common_context(campaign) | _own(campaign, unit) | {"book": book}
        worded = _Worded(campaign.settings, unit, context)
        groups = campaign.duties_of(unit)
        context["duties"] = [_group(group, worded) for group in groups]
        context["items"] = _items(campaign, unit, groups)
    digest = canonical_digest([template, context])
    identity = Identity("B", unit.code, version, digest[:16])
    book["short_code"] = short_code(identity)
    return BookData(context, identity, digest, tuple(worded.findings))


def common_context(campaign: Campaign) -> Context:
    """What every document of the campaign may say, whichever unit it is for."""
    settings = campaign.settings
    return {
        "campaign": {"name": settings.name, "year": settings.year, "language": settings.language},
        "issuer": settings.issuer.model_dump(),
        "term": settings.term.model_dump(),
        "forms": [form.model_dump(include=_LISTED) for form in settings.forms if form.annex],
        "calendar": [entry.model_dump() for entry in settings.calendar],
        "grades": _grades(campaign),
    }


def _own(campaign: Campaign, unit: Unit) -> Context:
    kind = campaign.settings.unit_types.get(unit.type)
    contact = {"name": unit.contact.name, "phone": unit.contact.phone, "email": unit.contact.email}
    lists = {sheet: [dict(row) for row in unit.lists.get(sheet, ())] for sheet in campaign.sheets}
    names = {
        "code": unit.code,
        "name": unit.name,
        "short_name": unit.short_name,
        "type": unit.type,
        "type_name": kind.name if kind else unit.type,
        "contact": contact,
    }
    return {
        "unit": {**unit.facts, **lists, **names},
        "basis": list(kind.basis) if kind else [],
        "indicators": [
            {
                "indicator": i.indicator,
                "title": i.title,
                "measure": i.measure,
                "limit": i.limit,
                "last_year": i.last_year,
            }
            for i in campaign.indicators_of(unit)
        ],
    }


def _grades(campaign: Campaign) -> list[Context]:
    grades = sorted(campaign.settings.grades, key=lambda grade: grade.lowest, reverse=True)
    above = None
    rows: list[Context] = []
    for grade in grades:
        last = grade is grades[-1] and grade.lowest == 0
        rows.append({"name": grade.name, "bounds": _bounds(grade.lowest, above, open_below=last)})
        above = grade.lowest
    return rows


def _bounds(lowest: int | float, above: int | float | None, *, open_below: bool) -> str:
    if above is None:
        return say("{lowest} and above", lowest=lowest)
    if open_below:
        return say("under {above}", above=above)
    return say("{lowest} to under {above}", lowest=lowest, above=above)


def _group(group: DutyGroup, worded: Callable[[str, str], str]) -> Context:
    return {
        "letter": group.letter,
        "number": group.number,
        "heading": group.heading,
        "clauses": [
            {"id": clause.id, "number": clause.number, "wording": worded(clause.id, clause.wording)}
            for clause in group.clauses
        ],
    }


def _items(campaign: Campaign, unit: Unit, groups: tuple[DutyGroup, ...]) -> list[Context]:
    printed = {clause.id: cited(group, clause) for group in groups for clause in group.clauses}
    return [
        {
            "id": item.id,
            "clause": enumerated(printed[part] for part in re.split(r"[\s,;，；、]+", item.clause) if part in printed),
            "title": item.title,
            "points": item.points,
            "standard": item.standard,
            "evidence": item.evidence,
        }
        for item in campaign.items_of(unit)
    ]


class _Worded:
    """Fills the tags of clause wordings, and collects what could not be filled."""

    def __init__(self, settings: Settings, unit: Unit, context: Context) -> None:
        self._rules, self._style = (
            missing_rules(tuple(settings.missing.items())),
            style_of(settings.language, settings.date_format),
        )
        self._unit, self._context = unit, context
        self.findings: list[Finding] = []

    def __call__(self, clause: str, wording: str) -> str:
        if "{" not in wording:
            return wording
        try:
            filled = TextTemplate(wording, missing=self._rules, style=self._style).render(self._context)
        except TemplateTroubleError as trouble:
            self.findings.append(
                Finding(CLAUSE_NOT_FILLED, self._place(clause), {"clause": clause, "why": str(trouble)})
            )
            return wording
        self.findings += (replace(found, place=self._place(clause)) for found in filled.findings)
        return filled.text

    def _place(self, clause: str) -> Place:
        return Place(sheet="duties", field=clause, unit=self._unit.code)
