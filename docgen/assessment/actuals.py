"""What the control indicators came to, unit by unit, by the same figures and the same precedence as the scores."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

from docgen.assessment.amounts import FACTS, Amount, Figure, FigureError, as_amount_number, parse_figure
from docgen.assessment.dossier import LEDGER
from docgen.assessment.nearest import nearest
from docgen.assessment.office import Office, dossiers
from docgen.assessment.rules import Rules
from docgen.campaign import Settings
from docgen.findings import Finding, Place
from docgen.findings.results import INDICATOR_ACTUAL
from docgen.language import say
from docgen.model import FormDefinition, Record, Value

OWN = "own score"
"""Stands among the indicators for the score a unit gave itself; no indicator can be called so."""

Actuals = Mapping[str, Mapping[str, Value]]
"""By unit code and indicator; what nobody reported is None, which is not 0."""


def read_actuals(settings: Settings, rules: Rules) -> tuple[Mapping[str, Figure], tuple[Finding, ...]]:
    """The figure each indicator names (`actual`, else that of its own name) and that of `OWN`; and what is wrong."""
    texts = {key: s.actual or (key if key in rules.names.figures else "") for key, s in settings.indicators.items()}
    texts[OWN] = settings.results.own_score
    titles = {key: setting.title for key, setting in settings.indicators.items()}
    figures: dict[str, Figure] = {}
    findings = []
    for key, text in texts.items():
        try:
            figures |= {key: parse_figure(text, rules.names)} if text else {}
        except FigureError as why:
            values = {"title": titles.get(key, "own_score"), "why": str(why)}
            findings.append(Finding(INDICATOR_ACTUAL, Place(file="campaign.toml"), values))
    return figures, tuple(findings)


def lint_actuals(settings: Settings, rules: Rules, forms: Iterable[FormDefinition]) -> Iterator[Finding]:
    """What is wrong about the figures that indicators name, beside the campaign's forms."""
    figures, findings = read_actuals(settings, rules)
    yield from findings
    asked = {form.code: form for form in forms}
    unread = {form.code for form in settings.forms} - asked.keys()  # what is wrong with their definitions is told there
    for key, figure in figures.items():
        for name in figure.names:
            why = _strange(name, asked)
            if why and name.partition(".")[0] not in unread:
                title = settings.indicators[key].title if key in settings.indicators else "own_score"
                yield Finding(INDICATOR_ACTUAL, Place(file="campaign.toml"), {"title": title, "why": why})


def _strange(name: str, asked: Mapping[str, FormDefinition]) -> str:
    """Why a form asks for no such figure; empty where one does, or where it is none of a form."""
    first, _, rest = name.partition(".")
    if not asked or not rest or first in FACTS or first == LEDGER:
        return ""
    if first not in asked:
        return say("there is no form {form}; nearest: {near}", form=first, near=nearest(first, asked))
    known = [field.name for field in asked[first].fields]
    last = rest.rpartition(".")[2]
    if last in known:
        return ""
    return say(
        "the form {form} does not ask for {name}; nearest: {near}", form=first, name=last, near=nearest(last, known)
    )


def actuals(rules: Rules, records: Iterable[Record], office: Office, figures: Mapping[str, Figure]) -> Actuals:
    """What each figure comes to for each unit."""
    return {
        one.unit: {key: _value(figure.get(one)) for key, figure in figures.items()}
        for one in dossiers(rules, records, office)
    }


def _value(amount: Amount) -> Value:
    number = as_amount_number(amount)
    if number.lacking or number.value is None:
        return None
    return number.number if isinstance(number.number, int) else _decimal(number.number)


def _decimal(value: Fraction) -> Decimal:
    """A sum of what units wrote in decimals is one itself."""
    return Decimal(value.numerator) / Decimal(value.denominator)
