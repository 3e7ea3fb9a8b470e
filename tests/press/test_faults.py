"""Whatever an engine does, every document of a batch comes out, each with its own text, and no process stays behind."""

import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from docgen.batch import Factory, Task, local_processes, run
from docgen.files import digest
from docgen.model import Identity, ItemState
from docgen.pdf import libreoffice
from docgen.pdf.office import LibreOffice, Limits, Office
from docgen.pdf.pages import page_texts
from docgen.press import Order, Pressed, engines, make
from docgen.press.engines import engine_named
from tests.pdf.documents import docx_of
from tests.press import faulty
from tests.proof import size

COUNT = size(45, 200)


def orders(folder: Path, engine: str) -> list[Order]:
    source = folder / "book.docx"
    source.write_bytes(docx_of(["Book of {{ name }}", "It binds {{ name }}."]))
    first = Order(source, digest(source.read_bytes()), {}, Identity("B", "", 1, "0" * 16), engine=engine)
    return [
        replace(first, context={"name": f"Unit {n:03}"}, identity=Identity("B", f"{n}", 1, "0" * 16))
        for n in range(COUNT)
    ]


def press_all(
    wanted: list[Order], work: Callable[[Order], Pressed], executor: Factory, jobs: int
) -> dict[str, Pressed]:
    tasks = (Task(order.identity.id, order) for order in wanted)
    outcomes = run(tasks, work, total=len(wanted), jobs=jobs, clock=time.monotonic, executor=executor)
    made = {}
    for outcome in outcomes:
        assert outcome.state is ItemState.DONE, outcome.findings
        assert outcome.value is not None
        made[outcome.key] = outcome.value
    return made


def check(made: dict[str, Pressed]) -> None:
    """None lost, none wrong: each document is fit and says its own unit's name."""
    assert sorted(map(int, made)) == list(range(COUNT))
    for key, pressed in made.items():
        assert pressed.is_fit, pressed.findings
        assert f"It binds Unit {int(key):03}." in page_texts(pressed.pdf)[0]


def close_office() -> None:
    engine = engine_named("libreoffice")
    assert isinstance(engine, libreoffice.LibreOfficeEngine)
    engine.close()


@pytest.fixture
def faulty_office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    state = tmp_path / "state"
    state.mkdir()
    command = [sys.executable, faulty.__file__, str(state)]
    root = str(Path(__file__).parents[2])
    real = LibreOffice
    monkeypatch.setenv("PYTHONPATH", root)
    monkeypatch.setattr(libreoffice, "find_office", lambda: Office("soffice", sys.executable))
    monkeypatch.setattr(
        libreoffice,
        "LibreOffice",
        lambda _command, environment: real(
            lambda profile: [*command, str(profile)], environment=environment, limits=Limits(convert=2.0)
        ),
    )
    engines._engine.cache_clear()
    yield state
    close_office()
    engines._engine.cache_clear()


@pytest.mark.slow
def test_a_libreoffice_with_every_fault_loses_nothing_and_leaves_nothing(faulty_office: Path, tmp_path: Path) -> None:
    check(press_all(orders(tmp_path, "libreoffice"), make, ThreadPoolExecutor, jobs=1))
    asked = len(list(faulty_office.iterdir()))
    faults = [fault for fault in map(faulty.fault_of, range(asked)) if fault]
    assert set(faults) == set(faulty.FAULTS)
    close_office()
    time.sleep(0.2)
    cmdlines = (p.read_bytes() for p in Path("/proc").glob("[0-9]*/cmdline") if p.exists())
    assert not [line for line in cmdlines if str(faulty_office).encode() in line]


@pytest.mark.slow
def test_killed_workers_of_the_embedded_engine_lose_nothing(tmp_path: Path) -> None:
    made = press_all(orders(tmp_path, "embedded"), faulty.killed_once, local_processes, jobs=2)
    check(made)
    assert len(list(tmp_path.glob("*.seen"))) == len([n for n in range(COUNT) if n % 20 == 3])
