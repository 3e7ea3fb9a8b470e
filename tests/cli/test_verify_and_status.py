"""`docgen verify` and `docgen status --books`, from the words typed to the exit code."""

import json
import shutil
from pathlib import Path

from tests.cli.conftest import run_in


def test_an_issued_book_that_nobody_countersigned_is_not_good(made: Path, tmp_path: Path) -> None:
    assert run_in(made, "books", "--yes").exit_code == 0
    pdf = next((made / "out" / "books").glob("*.pdf"))
    (tmp_path / "returns").mkdir()
    shutil.copy(pdf, tmp_path / "returns")
    done = run_in(made, "verify", str(tmp_path / "returns"), "--json")
    said = json.loads(done.stdout)
    assert (done.exit_code, said["result"]["all_good"]) == (1, False)
    (verdict,) = said["result"]["verdicts"]
    assert (verdict["standing"], verdict["same_book"]) == ("not_signed", True)


def test_status_says_whom_to_chase_and_writes_it_down(made: Path, tmp_path: Path) -> None:
    out = tmp_path / "chase.xlsx"
    assert run_in(made, "books", "--yes").exit_code == 0
    done = run_in(made, "status", "--books", "--out", str(out), "--json")
    said = json.loads(done.stdout)["result"]
    assert (done.exit_code, said["to_chase"], out.is_file()) == (0, 6, True)
    assert {unit["state"] for unit in said["units"]} == {"released"}
