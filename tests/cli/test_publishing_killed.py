"""`docgen results --publish` killed with kill -9 at any write, and run again: the year is published once, and whole.

A child process counts its writes, each file made safe on the disk and each transaction kept, and kills itself at one of
them, before or after it.
"""

import os
import shutil
import signal
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docgen.files import PARTIAL, digest
from docgen.store import Archive, Store, assessments, documents, open_store
from tests.cli.conftest import run_in
from tests.cli.test_results_signed import PUBLISH, told
from tests.proof import size

KINDS = ("letter", "order")
FOLDERS = {"letter": "letters", "order": "orders"}


@dataclass
class Steps:
    """The writes of this process: it dies at number `last`, unless that is never reached."""

    last: int
    done: int = 0

    def take(self) -> None:
        self.done += 1
        if self.done == self.last:
            os.kill(os.getpid(), signal.SIGKILL)


def counted(steps: Steps) -> None:
    """Count this process's writes from here on; only a child that ends soon may do so to itself."""
    fsync, begin = os.fsync, Store.begin

    def syncing(file: Any) -> None:
        steps.take()
        fsync(file)
        steps.take()

    @contextmanager
    def beginning(store: Store) -> Iterator[Any]:
        with begin(store) as tx:
            yield tx
        steps.take()

    os.fsync = syncing  # type: ignore[assignment]
    Store.begin = beginning  # type: ignore[method-assign, assignment]


def in_a_child(work: Callable[[], int]) -> int:
    """What the child that does `work` ends with: its exit code, or minus the signal that ended it."""
    child = os.fork()
    if not child:
        code = 70
        try:
            code = work()
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def publishing(folder: Path, last: int, tell: Path) -> Callable[[], int]:
    def work() -> int:
        steps = Steps(last)
        counted(steps)
        code = run_in(folder, *PUBLISH).exit_code
        tell.write_text(str(steps.done), encoding="utf-8")
        return code

    return work


@dataclass(frozen=True)
class Published:
    """What stands on record, in the journal, in the archive and in the working folder."""

    results: dict[str, tuple[str, str, int]]
    papers: dict[tuple[str, str], str]
    acts: Counter[tuple[str, str, str]]
    archived: frozenset[str]


def published(folder: Path) -> Published:
    with open_store(folder / "docgen.db") as store, store.begin() as tx:
        held = assessments.of_year(tx, 2026)
        papers = [d for kind in KINDS for d in documents.of_kind(tx, kind, 2026)]
    assert {(d.version, str(d.state)) for d in papers} == {(1, "released")}, "no second version, none superseded"
    entries = told(run_in(folder, "journal", "--last", "1000", "--json"))["entries"]
    acts = [(e["act"]["action"], e["act"]["object"], e["act"]["after"]) for e in entries]
    for paper in papers:
        copy = folder / "out" / "results" / FOLDERS[paper.kind] / f"{paper.name}.pdf"
        assert digest(copy.read_bytes()) == paper.pdf, "the working copy is what was issued"
        assert Archive(folder / "archive").get(paper.pdf, ".pdf")
    assert not [path for path in folder.rglob(PARTIAL) if any(path.iterdir())]
    assert not list((folder / "out" / "results").glob("signing */*.pdf"))
    return Published(
        {unit: (one[-1].assessment.digest, one[-1].published, len(one)) for unit, one in held.items()},
        {(d.kind, d.unit): d.pdf for d in papers},
        Counter(act for act in acts if "released" in act[0] or "published" in act[0] or act[0] == "signed"),
        frozenset(path.name for path in (folder / "archive").rglob("*.pdf")),
    )


def test_killed_at_any_write_and_run_again_the_year_is_published_once(papers_to_sign: Path, tmp_path: Path) -> None:
    whole, tell = Path(shutil.copytree(papers_to_sign, tmp_path / "whole")), tmp_path / "steps"
    assert in_a_child(publishing(whole, 0, tell)) == 0
    wanted, steps = published(whole), int(tell.read_text(encoding="utf-8"))
    assert max(wanted.acts.values()) == 1
    assert len(wanted.papers) > 6, "each of six units has a letter, some an order"
    every = range(1, steps + 1)
    for last in every[:: max(1, steps // size(4, 60))]:
        folder = Path(shutil.copytree(papers_to_sign, tmp_path / f"killed {last}"))
        assert in_a_child(publishing(folder, last, tell)) == -signal.SIGKILL, f"at write {last} of {steps}"
        told(run_in(folder, *PUBLISH, "--json"))
        assert published(folder) == wanted, f"at write {last} of {steps}"
        assert run_in(folder, "journal", "verify").exit_code == 0
        assert told(run_in(folder, *PUBLISH, "--json"))["published"] == []
        shutil.rmtree(folder)
