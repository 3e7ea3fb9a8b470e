"""A finding says where, what, why and what to do, in the campaign's language."""

import pickle

from docgen.findings import Code, Finding, Level, Place, has_errors
from docgen.language import speaking

NOT_WHOLE = Code("E-NOT-INT", "'{raw}' is not a whole number.", "Write 0 to {most}.")


def finding() -> Finding:
    place = Place(file="returns/kim.xlsx", sheet="Inspections", cell="D7")
    return Finding(NOT_WHOLE, place, {"raw": "thirty", "most": 200})


def test_a_finding_reads_where_what_and_what_to_do() -> None:
    assert str(finding()) == (
        "returns/kim.xlsx, sheet Inspections, cell D7: 'thirty' is not a whole number. Write 0 to 200."
    )


def test_a_place_is_said_in_chinese_with_chinese_punctuation() -> None:
    with speaking("zh"):
        assert str(Place(file="units.xlsx", sheet="units", cell="B2")).startswith("units.xlsx，")


def test_the_level_is_the_first_letter_of_the_code() -> None:
    levels = [Code(i, "", "").level for i in ("E-A", "W-A", "I-A")]
    assert levels == [Level.ERROR, Level.WARNING, Level.NOTE]
    assert has_errors([finding()])
    assert not has_errors([Finding(Code("W-A", "", ""))])


def test_a_finding_travels_between_processes() -> None:
    assert pickle.loads(pickle.dumps(finding())) == finding()
