"""The charts of the report: what they draw is what is known, the same each time, and nothing unknown becomes a 0."""

import re
from datetime import date
from typing import Any

import pytest

from docgen.language import speaking
from docgen.model.drawings import Drawing
from docgen.results import charts
from docgen.results.charts import Series
from docgen.results.reportcharts import report_charts
from docgen.word.drawings import PREFIX

pytest.importorskip("matplotlib", reason="the extra charts is not installed")

CONTEXT: dict[str, Any] = {
    "campaign": {"year": 2026},
    "grade_names": ["优秀", "合格"],
    "grades": [{"name": "优秀", "count": 8, "last": 4}, {"name": "合格", "count": 2, "last": None}],
    "indicators": [{"title": "Deaths", "actual": None, "limit": 3, "last_year": 2}],
    "types": [{"name": "County bureau", "grades": [8, 2]}],
    "items": [{"item": "A1", "title": "Plan", "units": 5}, {"item": "B1", "title": "Hazards", "units": 2}],
    "forms": [{"code": "QIS", "title": "Summary", "in_time": 7, "late": 2, "missing": 1}],
    "date": date(2027, 2, 1),
}


def heights(drawing: Drawing, colour: str) -> list[int]:
    """How high each rectangle of a colour is, in the order it was painted."""
    area = next((one for one in drawing.areas if one.colour == colour[1:]), None)
    boxes = [part for part in area.path.split("Z") if part] if area else []
    rows = [[int(pair.split()[1]) for pair in re.split("[MLQC]", box) if pair] for box in boxes]
    return [max(ys) - min(ys) for ys in rows]


def test_columns_are_as_high_as_their_values_and_an_unknown_one_is_not_there() -> None:
    drawn = charts.columns("grades", ["a", "b", "c"], [Series("2026", (8, 4, 2)), Series("2025", (4, None, 2))])
    legend, first = 1, heights(drawn, charts.COLOURS[0])
    assert [round(height / first[0], 2) for height in first[:3]] == [1, 0.5, 0.25]
    assert len(first) == 3 + legend
    assert len(heights(drawn, charts.COLOURS[1])) == 2 + legend, "the unknown one is no column"


def test_the_same_figures_give_the_same_drawing() -> None:
    with speaking("zh"):
        assert report_charts(CONTEXT) == report_charts(CONTEXT)


def test_every_chart_of_the_report_says_what_it_shows() -> None:
    for language in ("en", "zh"):
        with speaking(language):
            drawn = report_charts(CONTEXT)
        assert set(drawn) == {PREFIX + name for name in ("grades", "indicators", "types", "items", "returns")}
        assert all(one.says for one in drawn.values())
    assert len({one.says for one in drawn.values()}) == len(drawn)


def test_nothing_known_draws_nothing() -> None:
    nothing = CONTEXT | {"grades": [], "indicators": [], "types": [], "items": [], "forms": []}
    assert report_charts(nothing) == {}


@pytest.mark.filterwarnings("ignore:Glyph .* missing")
@pytest.mark.parametrize("label", ["x" * 200, "安全生产责任制落实情况" * 9, "𠮷", "", r"$a_1$ & <b> $\frac{$"])
def test_any_label_is_drawn(label: str) -> None:
    drawn = charts.bars("items", [label, "b"], [3, 1])
    assert all(-10 < int(n) < 20_000 for area in drawn.areas for n in re.findall(r"-?\d+", area.path))
