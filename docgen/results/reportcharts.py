"""The charts of the report, from the very figures its tables print."""

from collections.abc import Mapping, Sequence
from typing import Any

from docgen.language import say
from docgen.model.drawings import Drawing
from docgen.results.charts import Series, bars, columns, groups, parts
from docgen.word.drawings import PREFIX

_OF_GRADES = ("#A9D18E", "#9DC3E6", "#F4B183", "#FFD966", "#C9C9C9")
"""The best grade green, the last red-brown where there are three."""
_OF_RETURNS = ("#A9D18E", "#FFD966", "#F4B183")

Context = Mapping[str, Any]


def report_charts(context: Context) -> Mapping[str, Drawing]:
    """The drawings by the names of their placeholders; one of nothing is left out. In the current language."""
    year = context["campaign"]["year"]
    drawn = {
        "grades": _grades(context["grades"], year),
        "indicators": _indicators(context["indicators"], year),
        "types": _types(context),
        "items": _items(context["items"]),
        "returns": _returns(context["forms"]),
    }
    return {PREFIX + name: drawing for name, drawing in drawn.items() if drawing}


def _grades(grades: Sequence[Context], year: int) -> Drawing | None:
    if not grades:
        return None
    series = [Series(str(year), tuple(grade["count"] for grade in grades))]
    if any(grade["last"] is not None for grade in grades):
        series.append(Series(str(year - 1), tuple(grade["last"] for grade in grades)))
    return columns(say("Chart: units by grade"), [grade["name"] for grade in grades], series)


def _indicators(rows: Sequence[Context], year: int) -> Drawing | None:
    if not rows:
        return None
    series = [
        Series(str(year), tuple(row["actual"] for row in rows)),
        Series(say("limit"), tuple(_number(row["limit"]) for row in rows)),
        Series(str(year - 1), tuple(_number(row["last_year"]) for row in rows)),
    ]
    return groups(say("Chart: accidents against indicators"), [row["title"] for row in rows], series)


def _number(value: object) -> float | None:
    return None if value is None or isinstance(value, str) else float(value)  # type: ignore[arg-type]


def _types(context: Context) -> Drawing | None:
    types = context["types"]
    if not types:
        return None
    series = [
        Series(name, tuple(one["grades"][number] for one in types))
        for number, name in enumerate(context["grade_names"])
    ]
    return parts(say("Chart: grades by type of unit"), [one["name"] for one in types], series, _OF_GRADES)


def _items(items: Sequence[Context]) -> Drawing | None:
    if not items:
        return None
    labels = [f"{item['item']} {item['title']}" for item in items]
    return bars(say("Chart: items lost by most units"), labels, [item["units"] for item in items])


def _returns(forms: Sequence[Context]) -> Drawing | None:
    if not forms:
        return None
    kinds = (("in_time", say("in time")), ("late", say("late")), ("missing", say("missing")))
    series = [Series(words, tuple(form[kind] for form in forms)) for kind, words in kinds]
    labels = [f"{form['code']} {form['title']}" for form in forms]
    return parts(say("Chart: returns by form"), labels, series, _OF_RETURNS)
