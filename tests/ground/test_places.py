"""Where something stands: a value as any other, which keeps only what it says."""

import copy
import pickle
from dataclasses import FrozenInstanceError, replace

import pytest

from docgen.findings import NOWHERE, Place

HERE = Place(file="a.xlsx", row=3)


@pytest.mark.parametrize(
    "same",
    [
        Place(row=3, file="a.xlsx"),
        Place("a.xlsx", row=3),
        Place(file="a.xlsx", row=3, sheet="", page=None),
        replace(Place(file="a.xlsx", row=4), row=3),
        copy.deepcopy(HERE),
        pickle.loads(pickle.dumps(HERE)),
    ],
)
def test_places_that_say_the_same_are_the_same(same: Place) -> None:
    assert (same, hash(same), repr(same)) == (HERE, hash(HERE), repr(HERE))


def test_what_a_place_does_not_say_is_empty() -> None:
    assert (HERE.sheet, HERE.page) == ("", None)
    assert NOWHERE == Place(file="") != HERE


def test_a_place_has_no_other_parts_and_does_not_change() -> None:
    with pytest.raises(TypeError, match="nope"):
        Place(nope="1")  # type: ignore[call-arg]
    with pytest.raises(FrozenInstanceError):
        HERE.row = 4  # type: ignore[misc]
