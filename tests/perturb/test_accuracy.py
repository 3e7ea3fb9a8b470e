"""Damaged returns are read rightly or shown to a person: the small size of `benchmarks/accuracy.py`."""

import pytest

from tests.pdf.poppler import needs_poppler
from tests.perturb.measure import UNTOUCHED, scored
from tests.perturb.score import Score
from tests.proof import size

FORMS = ("ACR", "DRL", "QIS")
SEEDS = range(1, 1 + size(1, 6))


@pytest.fixture(scope="module", params=["xlsx", "docx", pytest.param("pdf", marks=needs_poppler)])
def scores(request: pytest.FixtureRequest) -> dict[str, Score]:
    return scored(FORMS, SEEDS, request.param)


def test_what_nobody_touched_is_read_exactly(scores: dict[str, Score]) -> None:
    assert scores[UNTOUCHED].accuracy >= 0.995, scores[UNTOUCHED].worst.most_common(5)


def test_what_is_wrong_is_shown(scores: dict[str, Score]) -> None:
    silent = {name: one.worst.most_common(3) for name, one in scores.items() if one.false_accepts > 0.001}
    assert silent == {}


def test_nine_values_in_ten_are_right_whatever_happened(scores: dict[str, Score]) -> None:
    assert {name: one.accuracy for name, one in scores.items() if one.accuracy < 0.9} == {}


def test_a_blank_is_never_0_and_every_value_has_its_place(scores: dict[str, Score]) -> None:
    assert {name: (one.zeros, one.lost) for name, one in scores.items() if one.zeros or one.lost} == {}
