"""Documents of the assessment, through the one press: the rules as issued, a unit's sheet, warning papers, replies.

Templates are the campaign's own templates/NAME.docx, else those that are shipped for its language.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from docgen.assessment.explain import signed
from docgen.assessment.kinds.kind import in_digits
from docgen.assessment.rules import RuledItem, Rules
from docgen.campaign import Campaign
from docgen.campaign.templates import template_of
from docgen.files import make_folder, safe_name, write_atomic
from docgen.findings import Finding
from docgen.language import continued, enumerated, in_brackets, in_percent, say, speaking
from docgen.model import CaseKind
from docgen.press import Order, Pressed, make
from docgen.press.paper import SHORT_CODE, About, paper_order

Context = Mapping[str, object]
PAGES = (1, 60)


RULES = "A"
"""The kind of the printed rules: their titles tell them apart, and their ids are of no meaning to a reader."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A document to be made: its template's name, the letter of its kind and its id in the code, title and context."""

    template: str
    kind: str
    id: str
    title: str
    context: Context
    folder: str


@dataclass(frozen=True, slots=True)
class MadePaper:
    """What came of it: the files written, or the findings that say why there are none."""

    files: tuple[Path, ...]
    findings: tuple[Finding, ...] = ()


def write_paper(campaign: Campaign, paper: Paper, today: date) -> MadePaper:
    """Make the document as Word and PDF under out/. Raises FileTroubleError, EngineError, TemplateTroubleError."""
    return lay_down(campaign, paper, press_paper(campaign, paper, today))


def lay_down(campaign: Campaign, paper: Paper, pressed: Pressed) -> MadePaper:
    """Write a pressed document as Word and PDF under out/. Raises FileTroubleError."""
    if not pressed.is_fit:
        return MadePaper((), pressed.findings)
    folder = campaign.folder / "out" / paper.folder
    make_folder(folder)
    stem = safe_name(paper.title if paper.kind == RULES else f"{paper.id} {paper.title}")
    files = (folder / f"{stem}.docx", folder / f"{stem}.pdf")
    for file, data in zip(files, (pressed.docx, pressed.pdf), strict=True):
        write_atomic(file, data)
    return MadePaper(files, pressed.findings)


def press_paper(campaign: Campaign, paper: Paper, today: date) -> Pressed:
    """The document as it is pressed, not written."""
    return make(order_of(campaign, paper, today))


def order_of(campaign: Campaign, paper: Paper, today: date) -> Order:
    """The press's order for the document; its templates find date and short code under `paper`."""
    context = {**_common(campaign), **paper.context, "paper": {"date": today}}
    about = About(paper.kind, paper.id, paper.title)
    order = paper_order(template_of(campaign, paper.template), context, about, campaign.settings.imprint)
    own = {"date": today, "short_code": order.context[SHORT_CODE]}
    return replace(order, context={**context, "paper": own}, pages=PAGES)


def _common(campaign: Campaign) -> dict[str, object]:
    settings = campaign.settings
    issuer = settings.issuer
    return {
        "campaign": {"name": settings.name, "year": settings.year, "language": settings.language},
        "issuer": {"name": issuer.name, "short_name": issuer.short_name, "signer": issuer.signer,
                   "signer_title": issuer.signer_title},
    }  # fmt: skip


# the rules as they are issued


def rules_paper(campaign: Campaign, rules: Rules, unit_type: str = "") -> Paper:
    """The Assessment Rules of one unit type, or of all: the content of annex 1 of the books, with all the rest."""
    types = campaign.settings.unit_types
    name = types[unit_type].name if unit_type in types else ""
    with speaking(campaign.settings.language):
        context = rules_context(campaign, rules, unit_type, name)
        title = " ".join(part for part in (rules.settings.title or say("Assessment Rules"), name) if part)
    return Paper("rules", RULES, unit_type or "all", title, context, "rules")


def rules_context(campaign: Campaign, rules: Rules, unit_type: str, type_name: str) -> dict[str, object]:
    """What templates/rules.docx may say."""
    settings = rules.settings
    items = rules.items_of(unit_type) if unit_type else rules.items
    total = sum(item.points for item in items)
    return {
        "unit_type": type_name,
        "rules": {
            "title": settings.title or say("Assessment Rules"),
            "id": settings.id,
            "version": settings.version,
            "digest": rules.digest[:12],
            "total": in_digits(total),
            "bonus_note": _bonus_note(rules),
        },
        "items": [_item(campaign, item) for item in items],
        "stages": [{"title": stage.title, "share": in_percent(in_digits(stage.weight))} for stage in rules.stages],
        "grades": _grades(rules),
        "bonus": [{"id": one.id, "title": one.title, "points": signed(one.points)} for one in rules.bonus],
        "ladder": [{"days": str(days), "points": in_digits(points)} for days, points in rules.ladder],
        "veto": _cases(rules, CaseKind.VETO, unit_type),
        "summons": _cases(rules, CaseKind.SUMMONS, unit_type),
        "cards": _cases(rules, CaseKind.CARD, unit_type),
        "settled": _settled(campaign, rules),
    }


def _item(campaign: Campaign, item: RuledItem) -> dict[str, str]:
    return {
        "id": item.id,
        "clause": item.clause,
        "title": item.title,
        "points": in_digits(item.points),
        "standard": item.standard,
        "evidence": item.evidence,
    }


def _grades(rules: Rules) -> list[dict[str, str]]:
    grades = []
    above = ""
    for grade in rules.grades:
        lowest = in_digits(grade.lowest)
        bounds = (
            say("{lowest} and above", lowest=lowest)
            if not above
            else say("{lowest} to under {above}", lowest=lowest, above=above)
        )
        grades.append({"name": grade.name, "bounds": bounds})
        above = lowest
    return grades


def _cases(rules: Rules, kind: CaseKind, unit_type: str) -> list[dict[str, str]]:
    found = [
        {"id": one.id, "title": one.title}
        for one in rules.cases
        if one.case is kind and (not unit_type or not one.unit_types or unit_type in one.unit_types)
    ]
    return [one for number, one in enumerate(found) if one not in found[:number]]


def _bonus_note(rules: Rules) -> str:
    settings = rules.settings
    notes = []
    if settings.bonus_cap is not None:
        notes.append(say("Bonuses count up to {cap} points in all.", cap=in_digits(settings.bonus_cap)))
    if settings.deduction_cap is not None:
        notes.append(say("Deductions count up to {cap} points in all.", cap=in_digits(settings.deduction_cap)))
    if any(one.matter for one in rules.bonus):
        notes.append(say("One matter is counted once, at its highest."))
    return continued(notes)


def _settled(campaign: Campaign, rules: Rules) -> list[str]:
    """The settings in sentences, for the reader of the printed rules."""
    settings = rules.settings
    lines = [
        say("No item earns less than nothing; items that do not apply to a unit leave the base."),
        say(
            "Nothing is rounded on the way; the score is rounded once, to {count:decimal|decimals}.",
            count=settings.decimals,
        ),
        say("The grade is read from the rounded score.")
        if settings.grade_from == "rounded"
        else say("The grade is read from the exact score."),
    ]
    if settings.card_cap:
        lines.append(say("With a yellow card the grade is at best {grade}.", grade=settings.card_cap))
    if settings.missing_cap and rules.capping_forms:
        titles = {form.code: form.title for form in campaign.settings.forms}
        forms = enumerated(titles[code] + in_brackets(code) if code in titles else code for code in rules.capping_forms)
        lines.append(
            say(
                "If one of these does not come, the grade is at best {grade}: {forms}.",
                grade=settings.missing_cap,
                forms=forms,
            )
        )
    return lines
