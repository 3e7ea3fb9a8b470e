"""Starting from a sample: its files and templates, the choices asked in words, and every comment kept."""

import re
import tomllib
from pathlib import Path

import pytest

from docgen.campaign import load_campaign, sample_folder, sample_names, sample_questions, shipped, start_campaign
from docgen.errors import UsageError
from docgen.findings import has_errors

SAMPLES = sample_names()


def said(folder: Path) -> dict[str, object]:
    return tomllib.loads((folder / "campaign.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("sample", SAMPLES)
def test_a_started_campaign_is_whole_and_without_error(sample: str, tmp_path: Path) -> None:
    start_campaign(tmp_path / "mine", sample, {})
    loaded = load_campaign(tmp_path / "mine")
    assert loaded.campaign is not None
    assert not has_errors(loaded.findings), [str(f) for f in loaded.findings]


@pytest.mark.parametrize("sample", SAMPLES)
def test_the_defaults_change_nothing(sample: str, tmp_path: Path) -> None:
    questions = sample_questions(sample)
    assert questions
    start_campaign(tmp_path / "mine", sample, {q.key: q.default for q in questions})
    original = sample_folder(sample) / "campaign.toml"
    assert (tmp_path / "mine" / "campaign.toml").read_bytes() == original.read_bytes()


@pytest.mark.parametrize("sample", SAMPLES)
def test_each_default_is_an_answer_as_it_is_shown_and_nothing_typed_means_it(sample: str) -> None:
    for question in sample_questions(sample):
        assert question.parse(question.shown_default) == question.default, question.key
        assert question.parse("  ") == question.default


def test_answers_are_written_and_every_comment_stays(tmp_path: Path) -> None:
    answers = {q.key: q.parse(typed) for q in sample_questions("safety-2026") if (typed := TYPED.get(q.key))}
    assert None not in answers.values()
    start_campaign(tmp_path / "mine", "safety-2026", {k: v for k, v in answers.items() if v is not None})
    made = said(tmp_path / "mine")
    books, issuer, choices = made["books"], made["issuer"], made["choices"]
    assert isinstance(books, dict)
    assert isinstance(issuer, dict)
    assert isinstance(choices, dict)
    assert (books["style"], books["copies"], issuer["signer"]) == ("contract", 3, "Li “Bo” #1")
    assert choices["weights"] == {"self": 10, "supervision": 30, "year_end": 60}
    assert choices["lateness"] == [{"days": 0, "share": 100}, {"days": 7, "share": 50.5}]
    assert choices["missing_counted"] is False
    text = (tmp_path / "mine" / "campaign.toml").read_text(encoding="utf-8")
    original = (sample_folder("safety-2026") / "campaign.toml").read_text(encoding="utf-8")
    assert re.findall(r"# .*", text) == re.findall(r"# .*", original)


TYPED = {
    "books.style": "Contract",
    "books.copies": "3",
    "issuer.signer": "Li “Bo” #1",
    "choices.weights": "10/30/60 %",
    "choices.lateness": "0=100, 7=50.5",
    "choices.missing_counted": "no",
}


def test_the_template_follows_the_style(tmp_path: Path) -> None:
    start_campaign(tmp_path / "mine", "safety-2026", {"books.style": "contract"})
    books = said(tmp_path / "mine")["books"]
    assert isinstance(books, dict)
    assert books["template"] == "templates/book-contract.docx"
    assert (tmp_path / "mine" / books["template"]).is_file()


@pytest.mark.parametrize(
    ("key", "typed"),
    [
        ("books.style", "poem"),
        ("books.copies", "two"),
        ("books.copies", "2.5"),
        ("books.copies", "-1"),
        ("books.copies", "2027"),
        ("books.copies", "0"),
        ("choices.decimals", "5"),
        ("choices.weights", "50 50"),
        ("choices.weights", "10 20 30"),
        ("choices.lateness", "5=50 0=100"),
        ("choices.lateness", "0=101"),
        ("choices.missing_counted", "perhaps"),
        ("choices.decimals", "nan"),
    ],
)
def test_what_is_no_answer_is_asked_again(key: str, typed: str) -> None:
    question = next(q for q in sample_questions("safety-2026") if q.key == key)
    assert question.parse(typed) is None
    assert question.hint


def test_an_existing_campaign_is_never_overwritten(tmp_path: Path) -> None:
    (tmp_path / "units.xlsx").write_bytes(b"mine")
    with pytest.raises(UsageError, match=r"units\.xlsx"):
        start_campaign(tmp_path, "contractors", {})
    assert [p.name for p in tmp_path.rglob("*")] == ["units.xlsx"]


def test_nothing_half_written_is_left_beside_the_files(tmp_path: Path) -> None:
    written = start_campaign(tmp_path / "mine", "contractors", {})
    assert sorted(p for p in (tmp_path / "mine").rglob("*") if p.is_file()) == sorted(written)
    assert not list(tmp_path.rglob(".partial"))


def test_an_unknown_sample_is_offered_the_nearest() -> None:
    with pytest.raises(UsageError, match="safety-2026"):
        start_campaign(Path("nowhere"), "saftey-2026", {})


def test_the_shipped_folders_are_those_of_the_checkout() -> None:
    assert shipped("samples").parent == shipped("templates").parent
    assert (shipped("samples") / "contractors" / "units.xlsx").is_file()
