"""Which clause, in which wording, binds whom, and under which number it stands in each unit's own book."""

from pathlib import Path

from docgen.campaign import load_campaign
from docgen.campaign.duties import duties_of
from docgen.model import Clause, Unit
from tests.campaign.folders import make_folder, put


def unit(code: str, kind: str) -> Unit:
    return Unit(code, code, kind)


CLAUSES = (
    Clause("A1", "A", "Management", "", "plan"),
    Clause("A2", "A", "Management", "large", "organise", unit_types=("bureau",)),
    Clause("A2", "A", "Management", "small", "take part", unit_types=("firm",)),
    Clause("A3", "A", "Management", "", "report", except_units=("B2",)),
    Clause("C1", "C", "Campaigns", "", "campaign", numbered=False, unit_types=("bureau",)),
    Clause("F1", "F", "Enforcement", "", "enforce", items=("F1.1", "F1.2")),
)


def printed(code: str, kind: str) -> list[tuple[int, str, list[tuple[str, str]]]]:
    """What one unit's book prints: group number, letter, and each clause's number and wording."""
    return [
        (group.number, group.letter, [(c.number, c.wording) for c in group.clauses])
        for group in duties_of(CLAUSES, unit(code, kind))
    ]


def test_each_book_counts_the_groups_and_clauses_it_has() -> None:
    assert printed("B1", "bureau") == [
        (1, "A", [("1", "plan"), ("2", "organise"), ("3", "report")]),
        (2, "C", [("", "campaign")]),
        (3, "F", [("1", "enforce")]),
    ]


def test_a_group_that_binds_nothing_is_left_out_and_the_next_moves_up() -> None:
    assert printed("E1", "firm") == [
        (1, "A", [("1", "plan"), ("2", "take part"), ("3", "report")]),
        (2, "F", [("1", "enforce")]),
    ]


def test_an_exception_moves_the_numbers_behind_it() -> None:
    assert printed("B2", "bureau")[0] == (1, "A", [("1", "plan"), ("2", "organise")])


def test_a_clause_carries_the_items_that_score_it() -> None:
    assert duties_of(CLAUSES, unit("B1", "bureau"))[-1].clauses[0].items == ("F1.1", "F1.2")


def test_types_are_named_by_key_or_name_and_a_minus_leaves_one_out(tmp_path: Path) -> None:
    folder = make_folder(tmp_path / "campaign", put("units.xlsx!duties!F2", "Depot；office"))
    made = load_campaign(folder).campaign
    assert made is not None
    assert {c.id + c.variant: c.unit_types for c in made.clauses} == {
        "A1": ("depot", "office"),
        "A2depots": ("depot",),
        "A2garages": ("garage",),
        "B1": ("depot",),
    }


def test_a_group_interrupted_by_another_is_still_one_group(tmp_path: Path) -> None:
    folder = make_folder(
        tmp_path / "campaign", put("units.xlsx!duties!A3", "B2"), put("units.xlsx!duties!B3", "Training")
    )
    made = load_campaign(folder).campaign
    assert made is not None
    assert [(g.letter, [c.id for c in g.clauses]) for g in made.duties_of(made.units[0])] == [
        ("A", ["A1"]),
        ("B", ["B2", "B1"]),
    ]
