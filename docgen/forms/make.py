"""Making the forms: only those that are not there as they should be, each written whole and then recorded."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from docgen.batch import Task, exclusive, run
from docgen.campaign import Campaign
from docgen.errors import UsageError
from docgen.files import PARTIAL, sweep_partial, unique_names
from docgen.findings import Finding, Place
from docgen.findings.forms import FORM_EDITED
from docgen.forms.bench import Bench, Choice, Means, Sheaf, own_layouts
from docgen.forms.due import due_forms
from docgen.forms.order import Order, Written
from docgen.forms.remarks import remarks
from docgen.forms.report import FormOutcome, FormResult, FormsReport
from docgen.forms.versions import changed_definitions, freeze_definitions
from docgen.language import enumerated, say
from docgen.model import FormDefinition, ItemState, Unit
from docgen.store import Item, MadeForm, Output, Store, Who, forms, items, open_store
from docgen.store.shelf import Shelf

LOCK = ".docgen.lock"


@dataclass(frozen=True, slots=True)
class Planned:
    """A file of forms with its name and key, and the record there is of it."""

    sheaf: Sheaf
    file: str
    key: str
    identities: tuple[str, ...]
    findings: tuple[Finding, ...]
    item: Item | None = None

    @property
    def name(self) -> str:
        """By which a worker's outcome is told."""
        return f"{self.sheaf.task}/{self.sheaf.unit.code}"


def make_forms(
    campaign: Campaign,
    definitions: Mapping[str, FormDefinition],
    *,
    who: Who,
    choice: Choice,
    means: Means | None = None,
) -> FormsReport:
    """Make the chosen forms that are missing or out of date, in `out/forms/PERIOD`, and say how each one stands.

    Nothing is made where a definition says otherwise, under the same version, than when forms were made by it before.
    Raises UsageError, BusyError, FileTroubleError, StoreError; what was finished before is kept, and the same command
    goes on from there.
    """
    dues = due_forms(campaign, definitions, choice.forms, choice.periods, choice.today)
    used = tuple({due.form.code: due.form for due in dues}.values())
    said = {form.code: remarks(form, campaign.settings.language) for form in used}
    bench = Bench(campaign, choice, means or Means(), own_layouts(campaign, used), said)
    with _at_work(campaign, who) as workshop:
        with workshop.store.begin() as tx:
            refused = changed_definitions(tx, used)
            if not refused:
                freeze_definitions(tx, used, who.utc)
        if refused:
            return FormsReport(str(workshop.out), refused=refused)
        sheaves = tuple(bench.sheaves(dues, _chosen_units(campaign, choice)))
        return FormsReport(str(workshop.out), tuple(workshop.make(bench, sheaves)))


def _chosen_units(campaign: Campaign, choice: Choice) -> tuple[Unit, ...]:
    known = {unit.code for unit in campaign.units}
    if unknown := sorted(set(choice.units) - known):
        near = enumerated(unit.code for code in unknown for unit in campaign.unit_named(code).candidates[:3])
        raise UsageError(
            say("There is no unit {codes} in the roster.", codes=enumerated(unknown)),
            say("Nearest: {near}", near=near) if near else say("Check the code in units.xlsx, sheet units."),
        )
    return tuple(unit for unit in campaign.units if not choice.units or unit.code in choice.units)


@contextmanager
def _at_work(campaign: Campaign, who: Who) -> "Iterator[_Workshop]":
    """Hold the campaign inside the block."""
    url = str(campaign.settings.store.get("url", ""))
    with (
        exclusive(campaign.folder / LOCK, command=who.command),
        open_store(url or campaign.folder / "docgen.db") as store,
    ):
        workshop = _Workshop(campaign, store, who)
        workshop.sweep()
        try:
            yield workshop
        finally:
            workshop.sweep()


@dataclass(frozen=True, slots=True)
class _Workshop:
    """The campaign, its database and its folder of forms, held by one command."""

    campaign: Campaign
    store: Store
    who: Who

    @property
    def out(self) -> Path:
        """The folder under which the forms of each period lie."""
        return self.campaign.folder / "out" / "forms"

    def shelf(self, period: str) -> Shelf:
        return Shelf(self.out / period, self.campaign.folder / "out" / "quarantine")

    def sweep(self) -> None:
        """Remove what this run or a killed one left half-written."""
        for partial in self.out.glob(f"*/{PARTIAL}"):
            sweep_partial(partial.parent)

    def make(self, bench: Bench, sheaves: tuple[Sheaf, ...]) -> Iterator[FormResult]:
        """Every file, as it is or made anew, in the order of `sheaves`; then those nobody is asked for any more."""
        records = self._records(sheaves)
        planned = tuple(self._plan(bench, sheaves, records))
        results = {p.name: self._kept(p) for p in planned if self._is_current(p)}
        todo = {p.name: p for p in planned if p.name not in results}
        results |= dict(self._made(bench, todo))
        yield from (results[p.name] for p in planned)
        if not bench.choice.units:
            yield from self._cleared(planned, records)

    def _records(self, sheaves: tuple[Sheaf, ...]) -> dict[str, dict[str, Item]]:
        with self.store.begin() as tx:
            return {task: items.of_task(tx, task) for task in dict.fromkeys(sheaf.task for sheaf in sheaves)}

    def _plan(
        self, bench: Bench, sheaves: tuple[Sheaf, ...], records: Mapping[str, Mapping[str, Item]]
    ) -> Iterator[Planned]:
        names = _names(self.campaign)
        for sheaf in sheaves:
            blanks = bench.blanks(sheaf)
            yield Planned(
                sheaf,
                sheaf.file(names[sheaf.unit.code]),
                bench.key(sheaf, blanks),
                tuple(made.blank.identity.digest for made in blanks),
                tuple(finding for made in blanks for finding in made.findings),
                records[sheaf.task].get(sheaf.unit.code),
            )

    def _is_current(self, planned: Planned) -> bool:
        item, shelf = planned.item, self.shelf(planned.sheaf.period)
        if item is None or item.key != planned.key or item.state is not ItemState.DONE:
            return False
        return [output.name for output in item.outputs] == [planned.file] and all(map(shelf.has, item.outputs))

    def _kept(self, planned: Planned) -> FormResult:
        return _result(planned, FormOutcome.UNCHANGED, planned.file, planned.findings)

    def _made(self, bench: Bench, todo: Mapping[str, Planned]) -> Iterator[tuple[str, FormResult]]:
        def tasks() -> Iterator[Task[Order]]:
            for name, planned in todo.items():
                yield Task(name, bench.order(planned.sheaf, bench.blanks(planned.sheaf)))

        means = bench.means
        outcomes = run(
            tasks(),
            means.write,
            total=len(todo),
            jobs=means.jobs,
            clock=means.clock,
            progress=means.progress,
            executor=means.executor,
        )
        for outcome in outcomes:
            planned = todo[outcome.key]
            written = outcome.value or Written(findings=_of_unit(outcome.findings, planned.sheaf.unit.code))
            yield outcome.key, self._enter(planned, written)

    def _enter(self, planned: Planned, written: Written) -> FormResult:
        """A file fresh from a worker: laid on the shelf, then recorded; finished once this returns."""
        findings = [*planned.findings, *written.findings]
        shelf, old = self.shelf(planned.sheaf.period), planned.item.finished if planned.item else ()
        outputs: tuple[Output, ...] = ()
        if written.is_fit:
            output, kept = shelf.lay(planned.file, written.data, old)
            outputs = (output,)
            if kept:
                place = Place(unit=planned.sheaf.unit.code)
                findings.append(Finding(FORM_EDITED, place, {"name": output.name, "kept": kept}))
        for gone in old:
            if gone.name not in {output.name for output in outputs}:
                shelf.take_away(gone)
        self._record(planned, outputs, tuple(findings))
        outcome = FormOutcome.MADE if outputs else FormOutcome.FAILED
        return _result(planned, outcome, planned.file if outputs else "", tuple(findings))

    def _record(self, planned: Planned, outputs: tuple[Output, ...], findings: tuple[Finding, ...]) -> None:
        sheaf, now = planned.sheaf, self.who.utc
        state = ItemState.DONE if outputs else ItemState.FAILED
        with self.store.begin() as tx:
            items.put(tx, Item(sheaf.task, sheaf.unit.code, planned.key, state, outputs, findings, now))
            if outputs:
                forms.put(tx, _made_forms(planned, now))

    def _cleared(self, planned: Iterable[Planned], records: Mapping[str, Mapping[str, Item]]) -> Iterator[FormResult]:
        """Files of units that are not asked any more; one a person has changed is left where it is."""
        wanted = {(p.sheaf.task, p.sheaf.unit.code) for p in planned}
        for task, known in records.items():
            _, period, rest = task.split("/")
            form, ending = rest.rsplit(".", 1)
            for code, item in known.items():
                if (task, code) in wanted or not [o for o in item.finished if self.shelf(period).take_away(o)]:
                    continue
                with self.store.begin() as tx:
                    items.forget(tx, task, [code])
                    forms.withdraw(tx, period, code, f".{ending}", "" if form == "*" else form)
                unit = self.campaign.unit(code)
                name = unit.name if unit else ""
                yield FormResult(code, name, period, (), ending, FormOutcome.REMOVED, item.finished[0].name)


def _names(campaign: Campaign) -> dict[str, str]:
    """The beginning of each unit's file names, by the pattern of its book's."""
    books, year = campaign.settings.books, campaign.settings.year
    return unique_names({unit.code: books.name_of(unit, year) for unit in campaign.units})


def _made_forms(planned: Planned, now: str) -> Iterator[MadeForm]:
    sheaf = planned.sheaf
    for due, identity in zip(sheaf.dues, planned.identities, strict=True):
        code, version = due.form.code, due.form.version
        yield MadeForm(
            code, sheaf.period, sheaf.unit.code, f".{sheaf.format}", version, identity, planned.file, made=now
        )


def _of_unit(findings: Iterable[Finding], code: str) -> tuple[Finding, ...]:
    """Findings of a worker, which knows a file by its task, with the unit as their place."""
    return tuple(Finding(f.code, Place(unit=code), f.values) for f in findings)


def _result(planned: Planned, outcome: FormOutcome, file: str, findings: tuple[Finding, ...]) -> FormResult:
    sheaf = planned.sheaf
    return FormResult(
        sheaf.unit.code, sheaf.unit.name, sheaf.period, sheaf.codes, sheaf.format, outcome, file, findings
    )
