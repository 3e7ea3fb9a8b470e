"""`not_applicable = average`: what does not apply to a unit is given what the other units earned of it on average."""

import time
from dataclasses import replace
from fractions import Fraction

import pytest

from docgen.assessment import Rules, assess
from docgen.assessment import many as many_units
from docgen.assessment.parse import parse_rules
from docgen.assessment.sheets import RuleRow
from docgen.model import Assessment, Source
from tests.assessment.shipped import rules
from tests.assessment.test_figures import record
from tests.assessment.years import year

SIGNED = {"01": (24, 24), "02": (12, 24), "03": (0, 0), "04": (18, 24)}
"""Books that units should sign and did: all, half, none to sign, three quarters. The others' mean is 3/4."""


def with_setting(name: str, value: str) -> Rules:
    """The shipped rules with one setting more, or another one."""
    tables = dict(rules().tables)
    others = tuple(row for row in tables["Settings"] if row.text("setting") != name)
    tables["Settings"] = (*others, RuleRow("Settings", {"setting": name, "value": value}))
    parsed = parse_rules(tables)
    assert parsed.findings == ()
    return parsed.rules


def scored(used: Rules, signed: dict[str, tuple[int, int]]) -> dict[str, Assessment]:
    records = [
        replace(record("APR", "2026", signed=done, should_sign=due), unit=unit) for unit, (done, due) in signed.items()
    ]
    return {one.unit: one for one in assess(used, records)}


def points(one: Assessment, item: str) -> tuple[Fraction, Fraction]:
    found = next(score for score in one.items if score.item == item)
    return found.earned, found.applicable


def test_a_unit_to_which_an_item_does_not_apply_gets_the_mean_of_the_others() -> None:
    results = scored(with_setting("not_applicable", "average"), SIGNED)
    assert points(results["03"], "A2.1") == (Fraction(3, 4) * Fraction(3, 2), Fraction(3, 2))
    line = next(loss for loss in results["03"].losses if loss.item == "A2.1")
    assert line.points == Fraction(3, 8)
    assert [(shown.source, shown.value) for shown in line.evidence] == [(Source.OTHERS, "0.75")]
    assert "75.00 %" in str(line.reason)
    assert "3 other units" in str(line.reason)


def test_rescaled_it_leaves_the_base_instead() -> None:
    assert points(scored(rules(), SIGNED)["03"], "A2.1") == (Fraction(0), Fraction(0))


def test_the_unit_itself_is_none_of_the_others() -> None:
    results = scored(with_setting("not_applicable", "average"), SIGNED)
    assert [points(results[unit], "A2.1")[0] for unit in ("01", "02", "04")] == [
        Fraction(3, 2), Fraction(3, 4), Fraction(9, 8)
    ]  # fmt: skip


def test_an_item_that_applies_to_nobody_leaves_the_base() -> None:
    results = scored(with_setting("not_applicable", "average"), {"01": (0, 0), "02": (0, 0)})
    assert points(results["01"], "A2.1") == (Fraction(0), Fraction(0))


def test_losses_still_make_the_score_and_the_digest_knows_the_others() -> None:
    used, given = with_setting("not_applicable", "average"), year(40, seed=6)
    results = assess(used, given.records, given.office)
    for one in results:
        lost = sum((loss.final for loss in one.losses if not loss.open), Fraction(0))
        more = sum((award.points for award in one.awards), Fraction(0)) - sum((c.points for c in one.cuts), Fraction(0))
        assert one.exact is None or 100 - lost + more == one.exact
    borrower = next(r for r in results if any(e.source is Source.OTHERS for loss in r.losses for e in loss.evidence))
    others = [r for r in given.records if r.unit == borrower.unit or not r.unit.endswith("7")]
    again = next(r for r in assess(used, others, given.office) if r.unit == borrower.unit)
    assert again.digest != borrower.digest


def test_several_workers_find_the_same_averages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(many_units, "FEW", 10)
    monkeypatch.setattr(many_units, "CHUNK", 7)
    used, few = with_setting("not_applicable", "average"), year(30, seed=4)
    by_two = many_units.assess_many(used, few.records, few.office, clock=time.monotonic, jobs=2)
    assert list(by_two) == assess(used, few.records, few.office)
