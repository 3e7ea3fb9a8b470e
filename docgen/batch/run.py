"""Work through many items in worker processes; one bad item never stops the rest.

An item is handed out only when a worker is free *and* the outcome before it has been dealt with by the caller. So at
any moment at most one item a worker is unfinished business, and a killed run loses no more than that.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from typing import Generic, TypeVar

from docgen.batch.system import START_METHOD, be_a_worker, in_time
from docgen.errors import DocgenError, EngineError
from docgen.findings import Finding, Place
from docgen.findings.batch import ITEM_BROKE, ITEM_HUNG, WORKER_DIED
from docgen.language import say
from docgen.model import ItemState

P = TypeVar("P")
R = TypeVar("R")


_TOO_MANY = 5
"""Where so many items failed and none was done, workers do not die of their items."""
DEADLINE = 600.0
"""Seconds one item may take: more than LibreOffice needs to hang, be replaced and hang again."""


@dataclass(frozen=True, slots=True)
class Task(Generic[P]):
    """One item: the key it is known by (a unit code) and what the work is given."""

    key: str
    payload: P


@dataclass(frozen=True, slots=True)
class Outcome(Generic[R]):
    """How an item ended: its value, or no value and the finding that says why."""

    key: str
    state: ItemState
    value: R | None = None
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is; `remaining` is the estimate in seconds, None before the first item is through."""

    done: int
    total: int
    remaining: float | None


Factory = Callable[[int], Executor]
"""Makes an executor of so many workers; asked again after a worker has died."""


def default_jobs() -> int:
    """As many workers as this process may use processors."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def local_processes(jobs: int) -> Executor:
    """Worker processes on this machine that die with this one."""
    return ProcessPoolExecutor(jobs, mp_context=get_context(START_METHOD), initializer=be_a_worker)


def run(
    tasks: Iterable[Task[P]],
    work: Callable[[P], R],
    *,
    total: int,
    jobs: int,
    clock: Callable[[], float],
    progress: Callable[[Progress], None] | None = None,
    executor: Factory = local_processes,
    deadline: float = DEADLINE,
) -> Iterator[Outcome[R]]:
    """Do `work` for each of `total` tasks and yield outcomes as they come, in any order; `clock` counts seconds.

    Tasks are drawn only as workers become free, so that ten thousand of them need not lie in memory.

    A worker that dies fails only its item: what was in its hands is tried once more, alone. A worker process that is
    at one item longer than `deadline` seconds is ended, and that item fails at once. A DocgenError of `work`
    (disk full, no engine) stops the run and is raised here, and so do workers that only ever die. Ending the loop
    early, Ctrl-C too, ends the workers as soon as the items in their hands are through.
    """
    if not total:
        return
    meter = Meter(total, clock, progress or (lambda _: None))
    crew = _Crew(work, _Watch(deadline, clock), min(jobs, total), executor)
    try:
        crew.fill(todo := iter(tasks))
        while crew.busy:
            for outcome in crew.next_outcomes():
                yield outcome
                meter.one_more()
                crew.fill(todo)
            crew.fill(todo)
    finally:
        crew.dismiss()


@dataclass(frozen=True, slots=True)
class _Watch:
    """How long an item may take, by which clock."""

    deadline: float
    clock: Callable[[], float]


class _Crew(Generic[P, R]):
    """The workers and what is in their hands, each with the moment it was handed out."""

    def __init__(self, work: Callable[[P], R], watch: _Watch, jobs: int, factory: Factory) -> None:
        self._work, self._watch = partial(in_time, work, watch.deadline), watch
        self._jobs, self._factory = jobs, factory
        self._executor = factory(jobs)
        self._held: dict[Future[R], tuple[Task[P], float]] = {}
        self._suspects: list[Task[P]] = []
        self._broken = False
        self._lived, self._deaths = False, 0

    @property
    def busy(self) -> bool:
        return bool(self._held or self._suspects)

    def fill(self, todo: Iterator[Task[P]]) -> None:
        """Hand out tasks until no worker is free."""
        while not self._broken and len(self._held) < self._jobs and (task := next(todo, None)):
            try:
                self._held[self._executor.submit(self._work, task.payload)] = task, self._watch.clock()
            except BrokenExecutor:
                self._suspects.append(task)
                self._broken = True

    def next_outcomes(self) -> Iterator[Outcome[R]]:
        ready, _ = wait(self._held, return_when=FIRST_COMPLETED)
        for future in [future for future in self._held if future in ready]:
            task, begun = self._held.pop(future)
            died = isinstance(future.exception(), BrokenExecutor)
            self._broken, self._lived = self._broken or died, self._lived or not died
            if died and not self._is_late(begun):
                self._suspects.append(task)
            else:
                yield self._outcome(task, future, begun)
        if self._broken and not self._held:
            yield from self._retry_alone()

    def _retry_alone(self) -> Iterator[Outcome[R]]:
        suspects, self._suspects = self._suspects, []
        for task in suspects:
            self._replace(1)
            begun = self._watch.clock()
            future = self._executor.submit(self._work, task.payload)
            wait([future])
            self._count_deaths(future)
            yield self._outcome(task, future, begun)
        self._replace(self._jobs)
        self._broken = False

    def _count_deaths(self, future: Future[R]) -> None:
        died = isinstance(future.exception(), BrokenExecutor)
        self._lived, self._deaths = self._lived or not died, self._deaths + died
        if self._deaths == _TOO_MANY and not self._lived:
            raise EngineError(
                say(
                    "The programs that do the work end as soon as they start; items failed: {count}.",
                    count=_TOO_MANY,
                ),
                say("Free memory, or try again with --jobs 1; docgen doctor says what this machine has and lacks."),
            )

    def _is_late(self, begun: float) -> bool:
        return self._watch.clock() - begun >= self._watch.deadline

    def _outcome(self, task: Task[P], future: Future[R], begun: float) -> Outcome[R]:
        trouble = future.exception()
        if trouble is None:
            return Outcome(task.key, ItemState.DONE, future.result())
        if isinstance(trouble, DocgenError):
            raise trouble
        return Outcome(task.key, ItemState.FAILED, findings=(self._why(trouble, Place(unit=task.key), begun),))

    def _why(self, trouble: BaseException, place: Place, begun: float) -> Finding:
        if not isinstance(trouble, BrokenExecutor):
            return Finding(ITEM_BROKE, place, {"why": f"{type(trouble).__name__}: {trouble}"})
        if self._is_late(begun):
            return Finding(ITEM_HUNG, place, {"seconds": round(self._watch.deadline)})
        return Finding(WORKER_DIED, place)

    def _replace(self, jobs: int) -> None:
        self.dismiss()
        self._executor = self._factory(jobs)

    def dismiss(self) -> None:
        self._executor.shutdown(wait=True, cancel_futures=True)


class Meter:
    """Counts what is done and tells whoever watches, with an estimate from the pace so far."""

    def __init__(self, total: int, clock: Callable[[], float], tell: Callable[[Progress], None]) -> None:
        self._total, self._clock, self._tell = total, clock, tell
        self._done, self._start = 0, clock()
        tell(Progress(0, total, None))

    def one_more(self) -> None:
        """Another one is through."""
        self._done += 1
        pace = (self._clock() - self._start) / self._done
        self._tell(Progress(self._done, self._total, pace * (self._total - self._done)))
