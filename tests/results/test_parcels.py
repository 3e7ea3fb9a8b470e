"""The files of a parcel bear names of their own: a unit that gets a letter and an order loses neither in its zip."""

import pytest

from docgen.campaign import load_campaign, sample_folder
from docgen.model import BookState
from docgen.results.parcels import parcels_of
from docgen.store import Document, Store, documents, open_store

DIGEST = "0" * 64


def paper(kind: str, name: str, number: str = "") -> Document:
    made = "2027-02-26T04:00:00Z"
    return Document(kind, 2026, "004170", 1, number, BookState.RELEASED, name, DIGEST, DIGEST, "{}", made, made)


@pytest.fixture
def store() -> Store:
    return open_store("sqlite://")


def names(store: Store, *papers: Document) -> list[str]:
    campaign = load_campaign(sample_folder("contractors")).campaign
    assert campaign
    with store.begin() as tx:
        for one in papers:
            documents.put(tx, one)
    [parcel] = parcels_of(campaign, store, "results")
    return [enclosed.name for enclosed in parcel.enclosures]


def test_a_letter_alone_bears_its_own_name(store: Store) -> None:
    assert names(store, paper("letter", "004170 Birchfield")) == ["004170 Birchfield.pdf"]


def test_a_letter_and_an_order_of_one_name_are_told_apart(store: Store) -> None:
    both = names(store, paper("letter", "004170 Birchfield"), paper("order", "004170 Birchfield"))
    assert len(set(both)) == 2
    assert all(name.startswith("004170 Birchfield ") and name.endswith(".pdf") for name in both)


def test_a_number_two_papers_bear_is_said_once(store: Store) -> None:
    campaign = load_campaign(sample_folder("contractors")).campaign
    assert campaign
    with store.begin() as tx:
        for kind in ("letter", "order"):
            documents.put(tx, paper(kind, "004170 Birchfield", "No. 12"))
    [parcel] = parcels_of(campaign, store, "results")
    assert parcel.values["numbers"] == ["No. 12"]
