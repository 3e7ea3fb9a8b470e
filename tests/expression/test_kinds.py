"""An expression is held against the form it belongs to: its names, and whether like is put together with like."""

from collections.abc import Mapping
from dataclasses import dataclass

import pytest

from docgen.expression import Itself, Kind, Meaning, Reference, check, kind_of, parse
from docgen.findings import NOWHERE

NAMES: Mapping[str, Meaning] = {
    "found": Meaning(Kind.NUMBER),
    "mended": Meaning(Kind.NUMBER),
    "place": Meaning(Kind.TEXT),
    "day": Meaning(Kind.DATE),
    "at": Meaning(Kind.MOMENT),
    "serious": Meaning(Kind.TEXT, choices=("yes", "no")),
    "kinds": Meaning(Kind.SELECTION, choices=("road", "port")),
    "count_of_row": Meaning(Kind.NUMBER, many=True, rows=True),
    "visits": Meaning(Kind.TABLE, rows=True),
    "heading": Meaning(Kind.TABLE),
}


@dataclass(frozen=True)
class Form:
    itself: Meaning | None = NAMES["found"]
    names: tuple[str, ...] = tuple(NAMES)

    def meaning(self, name: Reference | Itself) -> Meaning | None:
        if isinstance(name, Itself):
            return self.itself
        return Meaning(None, rows=True) if name.form else NAMES.get(name.name)


def faults(text: str, form: Form | None = None, wanted: frozenset[Kind] = frozenset()) -> list[str]:
    tree = parse(text).tree
    assert tree is not None
    return [finding.code.id for finding in check(tree, form or Form(), NOWHERE, wanted)]


@pytest.mark.parametrize(
    "text",
    [
        ". <= ${found} - ${mended}",
        "${day} + 30 > today() and ${at} >= ${day}",
        "${serious} = 'yes' or ${serious} = ''",
        "selected(${kinds}, 'road') and ${kinds} != ''",
        "sum(${count_of_row}) = count(${visits})",
        "max(${count_of_row}) <= max(${found}, ${mended})",
        "if(${found} > 0, ${mended} div ${found}, '') < 1",
        "coalesce(${day}, today()) - ${day} < 3",
        ". = sum(QIS.deaths) and . >= QIS.accidents",
        "count(distinct(${count_of_row})) > 0",
        "number(${place}) > 1 and string(${found}) = '1'",
    ],
)
def test_what_makes_sense_is_left_alone(text: str) -> None:
    assert faults(text, wanted=frozenset({Kind.TRUTH})) == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("${fuond} > 1", "E-EXPRESSION-NAME-NEAR"),
        ("${weather} > 1", "E-EXPRESSION-NAME"),
        ("${count_of_row} > 1", "E-EXPRESSION-MANY"),
        ("sum(${found}) > 1", "E-EXPRESSION-ROWS"),
        ("sum(1 + 2) > 1", "E-EXPRESSION-ROWS"),
        ("${visits} > 1", "E-EXPRESSION-TABLE"),
        ("sum(${visits}) > 1", "E-EXPRESSION-TABLE"),
        ("count(${heading}) > 1", "E-EXPRESSION-ROWS"),
        ("${found} = 'yes'", "E-EXPRESSION-KINDS"),
        ("${place} < 'b'", "E-EXPRESSION-KINDS"),
        ("${day} > '2026-03-05'", "E-EXPRESSION-KINDS"),
        ("${day} + ${at} > 1", "E-EXPRESSION-KINDS"),
        ("${kinds} = 'road'", "E-EXPRESSION-KINDS"),
        ("if(true(), 1, 'a') = 1", "E-EXPRESSION-KINDS"),
        ("${found} and true()", "E-EXPRESSION-KIND"),
        ("not(${found})", "E-EXPRESSION-KIND"),
        ("-${place} > 1", "E-EXPRESSION-KIND"),
        ("round(${place}) > 1", "E-EXPRESSION-KIND"),
        ("${found} + 1", "E-EXPRESSION-KIND"),
        ("${serious} = 'yess'", "E-EXPRESSION-CHOICE-NEAR"),
        ("selected(${kinds}, 'water')", "E-EXPRESSION-CHOICE"),
    ],
)
def test_what_makes_no_sense_is_told(text: str, fault: str) -> None:
    assert fault in faults(text, wanted=frozenset({Kind.TRUTH}))


def test_the_answer_itself_means_nothing_where_there_is_none() -> None:
    assert faults(". > 1", Form(itself=None)) == ["E-EXPRESSION-ITSELF"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("${day} + 1", Kind.DATE),
        ("${at} - ${day}", Kind.NUMBER),
        ("if(true(), '', ${day})", Kind.DATE),
        ("min(${count_of_row})", Kind.NUMBER),
        ("''", Kind.NOTHING),
        ("QIS.deaths", None),
    ],
)
def test_an_expression_has_a_kind(text: str, kind: Kind | None) -> None:
    tree = parse(text).tree
    assert tree is not None
    assert kind_of(tree, Form()) is kind
