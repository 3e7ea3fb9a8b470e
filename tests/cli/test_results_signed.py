"""Letters and orders sealed and signed like a book, where the campaign wants it: once, whatever happens."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from click.testing import Result
from pypdf import PdfWriter

from docgen.campaign import start_campaign
from docgen.errors import FileTroubleError
from docgen.files import digest
from docgen.store import Document, Transaction, documents, open_store, signatures
from tests.cli.conftest import LATER, run_in

PUBLISH = ("results", "--publish", "--approver", "Li Ming", "--document", "No. 12", *LATER)
UNITS = 6


@pytest.fixture
def year(papers_to_sign: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(papers_to_sign, tmp_path / "campaign"))


def told(result: Result) -> Any:
    assert result.exit_code in (0, 1), result.output
    return json.loads(result.stdout)["result"]


def on_record(folder: Path) -> tuple[Document, ...]:
    with open_store(folder / "docgen.db") as store, store.begin() as tx:
        return tuple(d for kind in ("letter", "order") for d in documents.of_kind(tx, kind, 2026))


def moments(folder: Path) -> set[str]:
    """The moments at which issued papers were signed, one a paper."""
    with open_store(folder / "docgen.db") as store, store.begin() as tx:
        papers = [d for kind in ("letter", "order") for d in documents.of_kind(tx, kind, 2026)]
        return {signature.at for paper in papers for signature in signatures.of(tx, paper)}


@pytest.mark.poppler
@pytest.mark.skipif(shutil.which("pdfsig") is None, reason="poppler is not on this machine")
def test_published_letters_and_orders_are_signed_in_their_box(year: Path) -> None:
    result = told(run_in(year, *PUBLISH, "--json"))
    assert result["signers"]
    folder = year / "out" / "results"
    papers = [*(folder / "letters").glob("*.pdf"), *(folder / "orders").glob("*.pdf")]
    assert len(papers) > UNITS, "nobody returned anything: some units have an order too"
    archived = {d.pdf for d in on_record(year)}
    for paper in papers:
        said = subprocess.run(["pdfsig", "-nocert", paper], capture_output=True, text=True, check=False).stdout
        assert said.count("Signature is Valid.") == 1, said
        assert "Total document signed" in said
        assert "Issuer1" in said
        assert digest(paper.read_bytes()) in archived, "the working copy is what was issued"


def test_a_second_run_signs_nothing_anew(year: Path) -> None:
    told(run_in(year, *PUBLISH, "--json"))
    before = {p: p.read_bytes() for p in (year / "out" / "results").rglob("*.pdf")}
    again = told(run_in(year, "results", "--json", "--today", "2027-02-09"))
    second = told(run_in(year, *PUBLISH, "--json"))
    assert (len(again["letters"]), second["published"]) == (UNITS, [])
    issued = {d.name for d in on_record(year)}
    assert {p: p.read_bytes() for p in before if p.stem in issued} == {
        p: b for p, b in before.items() if p.stem in issued
    }


def test_a_working_copy_that_is_gone_comes_back_signed(year: Path) -> None:
    told(run_in(year, *PUBLISH, "--json"))
    gone = sorted((year / "out" / "results" / "letters").glob("*.pdf"))[0]
    content = gone.read_bytes()
    gone.unlink()
    run_in(year, "results", *LATER)
    assert gone.read_bytes() == content


def test_a_publication_that_was_stopped_goes_on_with_the_same_signatures(
    year: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put, done = documents.put, []

    def stops_at_the_third(tx: Transaction, document: Document) -> None:
        done.append(document.unit)
        if len(done) == 3:
            raise FileTroubleError("the disk is full", "make room")
        put(tx, document)

    with monkeypatch.context() as patched:
        patched.setattr(documents, "put", stops_at_the_third)
        assert run_in(year, *PUBLISH).exit_code == 3
    assert len(on_record(year)) == 2
    waiting = {p.name: p.read_bytes() for p in (year / "out" / "results" / "signing letter").glob("*.pdf")}
    first = moments(year)
    told(run_in(year, *PUBLISH, "--json"))
    papers = on_record(year)
    assert len({(d.kind, d.unit, d.version) for d in papers}) == len(papers)
    letters = [d for d in papers if d.kind == "letter"]
    assert len(letters) == UNITS
    assert {digest(content) for content in waiting.values()} == {d.pdf for d in letters}, "what was signed is issued"
    assert first <= moments(year)
    assert not list((year / "out" / "results" / "signing letter").glob("*.pdf"))


def test_without_a_key_letters_are_published_unsigned_and_it_is_said(tmp_path: Path) -> None:
    start_campaign(tmp_path / "c", "contractors", {})
    path = tmp_path / "c" / "campaign.toml"
    path.write_text(path.read_text(encoding="utf-8") + "\n[results]\nsign = true\n", encoding="utf-8")
    done = run_in(tmp_path / "c", *PUBLISH)
    assert done.exit_code == 0, done.output
    assert "names no key" in done.output
    assert len([d for d in on_record(tmp_path / "c") if d.kind == "letter"]) == UNITS


def test_a_letter_template_without_a_box_is_told_before_anything_is_published(year: Path) -> None:
    shutil.copyfile(year / "templates" / "result-notice.docx", year / "templates" / "result-letter.docx")
    done = run_in(year, *PUBLISH, "--json")
    assert done.exit_code == 1
    assert "docgen:seal:issuer" in done.stdout
    assert on_record(year) == ()


def verdicts(folder: Path, *paths: Path, words: tuple[str, ...] = ()) -> dict[str, Any]:
    done = run_in(folder, "verify", *map(str, paths), *words, "--json")
    assert done.exit_code == int(
        any(one["standing"] != "good" for one in json.loads(done.stdout)["result"]["verdicts"])
    )
    return {one["path"]: one for one in json.loads(done.stdout)["result"]["verdicts"]}


def papers_of(folder: Path) -> dict[str, Path]:
    """Published letters and orders by their kind and unit."""
    results = folder / "out" / "results"
    return {f"{d.kind} {d.unit}": results / f"{d.kind}s" / f"{d.name}.pdf" for d in on_record(folder)}


@pytest.mark.parametrize("signed", [True, False])
def test_a_published_paper_that_is_verified_is_told_with_its_unit_kind_and_result(year: Path, signed: bool) -> None:
    if not signed:
        shutil.rmtree(year / "keys")
        config = (year / "campaign.toml").read_text(encoding="utf-8")
        (year / "campaign.toml").write_text(config.replace("sign = true", "sign = false"), encoding="utf-8")
    told(run_in(year, *PUBLISH, "--json"))
    results = {one["unit"]: one["digest"] for one in told(run_in(year, "assess", *LATER, "--json"))["units"]}
    papers = papers_of(year)
    assert len(papers) > UNITS
    every = verdicts(year, *papers.values())
    for name, path in papers.items():
        (kind, unit), found = name.split(), every[str(path)]
        assert (found["standing"], found["kind"], found["unit"]) == ("good", kind, unit), found["findings"]
        assert (found["result"], found["number"]) == (results[unit], "No. 12")
        assert [hand["valid"] for hand in found["issuers"]] == [True] * signed


def test_a_published_paper_that_was_changed_is_told(year: Path, tmp_path: Path) -> None:
    told(run_in(year, *PUBLISH, "--json"))
    first, second = [path for name, path in sorted(papers_of(year).items()) if name.startswith("letter")][:2]
    flipped, added, anew = (tmp_path / f"{name}.pdf" for name in ("flipped", "added", "anew"))
    content = first.read_bytes()
    middle = content.index(b"stream") + 40
    flipped.write_bytes(content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :])
    with pikepdf.open(first) as pdf:
        pdf.save(anew)
    more = PdfWriter(first, incremental=True)
    more.add_metadata({"/Remark": "a word more"})
    more.write(added)
    found = verdicts(year, flipped, added, anew, words=("--keep",))
    standings = {Path(path).stem: one["standing"] for path, one in found.items()}
    assert standings.pop("flipped") in ("altered", "not_ours", "unreadable"), "whatever the byte is of"
    assert standings == {"added": "altered", "anew": "altered"}
    assert {found[str(path)]["unit"] for path in (added, anew)} == {first.name.split()[0]}
    other = verdicts(year, second, words=("--unit", first.name.split()[0]))
    assert other[str(second)]["standing"] == "other_unit"
    assert {d.state for d in on_record(year)} == {"released"}, "nothing is filed and no state moves"
