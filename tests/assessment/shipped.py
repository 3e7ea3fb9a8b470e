"""The shipped rules, read once, and units that lose nothing but what a test says."""

from fractions import Fraction
from functools import cache
from pathlib import Path

from docgen.assessment import Rules, read_rules
from docgen.assessment.assess import assess_one
from docgen.assessment.items import Plan, plan
from docgen.assessment.trials import trial_dossier
from docgen.model import Assessment

SAMPLES = Path(__file__).resolve().parent.parent.parent / "samples"
SHIPPED = ("safety-2026", "safety-2026-zh", "contractors")


@cache
def rules(sample: str = "safety-2026") -> Rules:
    """The rules of a sample, which have nothing wrong in them."""
    parsed = read_rules(SAMPLES / sample / "rules.xlsx")
    assert parsed.findings == ()
    return parsed.rules


@cache
def made(sample: str = "safety-2026") -> Plan:
    """The same, ready to score by."""
    return plan(rules(sample))


def unit(given: str = "", unit_type: str = "*", sample: str = "safety-2026") -> Assessment:
    """The result of a unit that loses nothing but for what is given."""
    return assess_one(made(sample), trial_dossier(rules(sample), given, unit_type))


def earned(result: Assessment) -> dict[str, Fraction]:
    """The points of each item."""
    return {item.item: item.earned for item in result.items}
