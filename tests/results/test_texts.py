"""The mail texts that are shipped: of every sample and every kind of sending, read and filled in."""

import re
from datetime import date
from pathlib import Path

import pytest

from docgen.campaign import load_campaign, start_campaign
from docgen.campaign.shipped import sample_names
from docgen.model import Enclosure, Parcel
from docgen.results import read_text
from docgen.results.compose import Said, say_to
from docgen.results.copies import COPIES
from docgen.results.outbox import office_words
from docgen.results.parcels import KINDS
from docgen.results.reminders import TOPIC

Pair = tuple[dict[str, object], dict[str, object]]
"""What a text may say where all is known, and where nothing is."""


PERIOD: Pair = ({"period": "2026 Q1"}, {"period": ""})
TERM = {"words": "Summary for Q1", "day": date(2026, 4, 10), "days": -3}
VALUES: dict[str, Pair] = {
    "forms": PERIOD,
    "notices": PERIOD,
    "previews": ({}, {}),
    "hazards": ({}, {}),
    TOPIC: ({"terms": [TERM], "late": False}, {"terms": [TERM | {"days": 3}], "late": True}),
}
WORDS = {
    "forms": ("2026 Q1",),
    "notices": ("2026 Q1",),
    "previews": (),
    "hazards": (),
    TOPIC: ("Summary", "2026-04-10"),
}


@pytest.fixture(scope="module")
def campaigns(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("campaigns")
    for sample in sample_names():
        start_campaign(folder / sample, sample, {})
    return folder


def said_by(folder: Path, kind: str, values: dict[str, object], enclosed: int) -> Said:
    campaign = load_campaign(folder).campaign
    assert campaign
    text, wrong = read_text(folder, kind)
    assert text is not None, str(wrong)
    files = tuple(Enclosure(f"{number}.pdf", Path("-"), "") for number in range(enclosed))
    said, unsaid = say_to(text, Parcel(kind, campaign.units[0], files, values=values), office_words(campaign))
    assert said is not None, str(unsaid)
    assert campaign.units[0].name in said.subject + said.text
    assert campaign.settings.issuer.name in said.text
    return said


@pytest.mark.parametrize("sample", sample_names())
@pytest.mark.parametrize("enclosed", [1, 2])
@pytest.mark.parametrize("kind", [*KINDS, *COPIES, TOPIC])
def test_every_sample_has_a_text_for_every_kind_of_sending(
    campaigns: Path, sample: str, kind: str, enclosed: int
) -> None:
    known, empty = VALUES.get(kind, ({"numbers": ["No. 12"]}, {"numbers": []}))
    told, bare = (said_by(campaigns / sample, kind, values, enclosed) for values in (known, empty))
    assert all(word in told.subject + told.text for word in WORDS.get(kind, ("No. 12",)))
    for said in (told, bare):
        assert not re.search(r"\(\s*\)|（\s*）|\{\{|\}\}|by \.|by,", said.subject + said.text), said
