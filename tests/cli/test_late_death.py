"""A case is closed, results are published, and a second victim dies: the year it belongs to is opened again."""

import json
import time
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from docgen.campaign import Campaign, load_campaign, start_campaign
from docgen.forms import Means, load_definitions
from docgen.forms.rehearse import Came, Said, lay_returns, read_rehearsal
from docgen.store import assessments, open_store
from tests.cli.conftest import run_in
from tests.docs.played import change_cells

UNIT = "0102"
BEFORE, AFTER = ("--today", "2027-01-25"), ("--today", "2027-02-25")
CLOSED = {"cause_found": "yes", "people_punished": "yes", "measures_done": "yes", "people_educated": "yes",
          "due_close_date": "2026-06-10", "closed_date": "2026-05-20", "report_doc_no": "LJ-A-2026-9"}  # fmt: skip


def said(version: str, path: str, value: str) -> Said:
    return Said(UNIT, "ACR", "2026", version, path, value)


def lay(folder: Path, until: str) -> None:
    """What the sample's unit sends up to a day: besides its first report a closing one, and long after a follow-up."""
    campaign = load_campaign(folder).campaign
    assert isinstance(campaign, Campaign)
    told = read_rehearsal("safety-2026")
    more = [said("closing", "accident/stage", "closing"), said("later", "accident/stage", "follow_up")]
    more += [said("closing", f"closing/{name}", value) for name, value in CLOSED.items()]
    more += [
        said("later", "losses/deaths", "2"),
        said("later", "losses/injured", "0"),
        said("later", "losses/serious", "0"),
    ]
    days = {"closing": date(2026, 5, 21), "later": date(2027, 2, 20)}
    came = [Came(UNIT, "ACR", "2026", version, day, None, "") for version, day in days.items()]
    told = replace(told, answers=(*told.answers, *more), receipts=(*told.receipts, *came))
    forms = load_definitions(campaign).forms
    lay_returns(campaign, forms, told, until=date.fromisoformat(until), means=Means(jobs=1, clock=time.monotonic))


def told(result: Result, *codes: int) -> Any:
    assert result.exit_code in (codes or (0,)), result.output
    return json.loads(result.stdout)["result"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One unit of the sample after its year, in which one person died. The office keeps no row of it in its ledger."""
    folder = tmp_path_factory.mktemp("late") / "c"
    start_campaign(folder, "safety-2026", {})
    for file, rows in (("units", f"{UNIT}, *"), ("ledgers", "none"), ("history", f"{UNIT}, *")):
        change_cells(folder, f"{file}.xlsx, every sheet: keep rows {rows}")
    change_cells(folder, f"units.xlsx, indicators, row {UNIT}: Deaths (persons) = 1")
    lay(folder, "2027-01-25")
    told(run_in(folder, "collect", *BEFORE, "--json"), 0, 1)
    return folder


def test_a_second_death_after_publication_supersedes_the_result_and_shows_the_difference(folder: Path) -> None:
    before = told(run_in(folder, "explain", UNIT, *BEFORE, "--json"))
    assert ("Accident report (ACR): liability deaths", "1 (return)") in {
        (figure[0], figure[1]) for figure in before["figures"]
    }, "one case, one death"
    publish = ("results", "--publish", "--approver", "Li Ming", "--document", "No. 12", *BEFORE)
    assert told(run_in(folder, *publish, "--json"))["published"] == [UNIT]

    lay(folder, "2027-02-25")
    told(run_in(folder, "collect", *AFTER, "--json"), 0, 1)
    (sheet,) = told(run_in(folder, "assess", *AFTER, "--json"))["superseding"]
    assert (sheet["unit"], [(c["item"], c["before"], c["after"]) for c in sheet["changes"]]) == (
        UNIT,
        [("T1.1", "", "14")],
    )
    assert Decimal(sheet["score"][0]) > Decimal(sheet["score"][1])
    assert sheet["grade"] == ["Excellent", ""], "the veto it proposes waits for a person"

    after = told(run_in(folder, "explain", UNIT, *AFTER, "--json"))
    (loss,) = (line for line in after["losses"] if line["item"] == "T1.1")
    assert loss["reason"] == "liability deaths is 2, above the limit 1"
    assert loss["evidence"][0].startswith("return: Accident report (ACR), 2026, A-2026-")
    assert loss["sources"][0]["name"].startswith("ACR 2026 A-2026-"), "programs find it by the names of the rules"
    assert [(kind, rule) for kind, rule, *_ in after["cases"] if kind == "veto"] == [("veto", "V1")]
    acts = [entry["act"] for entry in told(run_in(folder, "journal", "--json"))["entries"]]
    assert [act["object"] for act in acts if act["action"] == "result superseded"] == [UNIT]
    assert run_in(folder, "assess", "--verify", *AFTER).exit_code == 0
    with open_store(folder / "docgen.db") as store, store.begin() as tx:
        kept = assessments.of_year(tx, 2026)[UNIT]
    assert [(one.version, bool(one.published), str(one.assessment.score)) for one in kept] == [
        (1, True, before["score"]),
        (2, False, after["score"]),
    ], "what was published stays as it is"
