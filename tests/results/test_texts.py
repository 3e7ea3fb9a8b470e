"""The mail texts that are shipped: of every sample and every kind of sending, read and filled in."""

import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
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
TERM = {"words": "Summary for Q1", "day": date(2026, 4, 10), "date": "10 April 2026", "days": -3}
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
    TOPIC: ("Summary", "10 April 2026"),
}


@pytest.fixture(scope="module")
def campaigns(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("campaigns")
    for sample in sample_names():
        start_campaign(folder / sample, sample, {})
    return folder


def said_by(folder: Path, kind: str, values: dict[str, object], enclosed: int, name: str = "") -> Said:
    campaign = load_campaign(folder).campaign
    assert campaign
    text, wrong = read_text(folder, kind)
    assert text is not None, str(wrong)
    files = tuple(Enclosure(f"file {number}.pdf", Path("-"), "") for number in range(enclosed))
    unit = replace(campaign.units[0], name=name or campaign.units[0].name)
    said, unsaid = say_to(text, Parcel(kind, unit, files, values=values), office_words(campaign))
    assert said is not None, str(unsaid)
    assert unit.name in said.subject + said.text
    assert campaign.settings.issuer.name in said.text
    return said


class Visible(HTMLParser):
    """What a person sees of a page, without white space; every tag that stands open at its end."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.words, self.open = "", list[str]()
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, _attributes: list[tuple[str, str | None]]) -> None:
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "title" not in self.open:
            self.words += "".join(data.split())


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


@pytest.mark.parametrize("sample", sample_names())
@pytest.mark.parametrize("enclosed", [0, 1, 2])
@pytest.mark.parametrize("kind", [*KINDS, *COPIES, TOPIC])
def test_every_text_says_the_same_in_html_and_fetches_nothing(
    campaigns: Path, sample: str, kind: str, enclosed: int
) -> None:
    for values in VALUES.get(kind, ({"numbers": ["No. 12"]}, {"numbers": []})):
        said = said_by(campaigns / sample, kind, values, enclosed)
        page = Visible(said.html)
        assert page.open == []
        for line in filter(None, said.text.splitlines()):
            cells = re.split("—|（期限：|（|）", line.lstrip("-· ")) if line[0] in "-·" else [line]
            assert all("".join(cell.split()) in page.words for cell in cells), line
        assert [f"file{n}.pdf" in page.words for n in range(3)] == [n < enclosed for n in range(3)]
        assert not re.search(r"https?:|src=|url\(|<(img|script|link|iframe|style)", said.html), "nothing is fetched"
        assert len(said.html.encode()) < 10_000


@pytest.mark.parametrize("sample", sample_names())
@pytest.mark.parametrize("kind", [*KINDS, *COPIES, TOPIC])
def test_a_name_with_markup_in_it_is_shown_and_not_obeyed(campaigns: Path, sample: str, kind: str) -> None:
    name = '<img src="http://evil.example/x"> A & B </td></table>'
    known, _ = VALUES.get(kind, ({"numbers": ["No. 12"]}, {}))
    said = said_by(campaigns / sample, kind, known, 1, name)
    assert "<img" not in said.html
    page = Visible(said.html)
    assert (page.open, "".join(name.split()) in page.words) == ([], True)
