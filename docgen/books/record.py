"""Putting a finished book on the shelf and into the store; and what becomes of the files that were there before."""

from collections.abc import Iterable
from dataclasses import replace

from docgen.books.desk import KIND, Desk, Memory
from docgen.books.plan import Planned
from docgen.books.report import BookOutcome, BookResult
from docgen.findings import Code, Finding, Place
from docgen.findings.books import BOOK_EDITED, BOOK_RENAMED, NOT_FIT, OLD_BOOK_REMOVED
from docgen.model import BookState, ItemState
from docgen.press import Pressed
from docgen.store import Document, Item, Output, documents, items
from docgen.store.shelf import Shelf

ENDINGS = (".docx", ".pdf")


class Recorder:
    """The keeper of one run's results. A book is finished, and not made again, once its method here returns."""

    def __init__(self, desk: Desk, shelf: Shelf, task: str, memory: Memory, planned: Iterable[Planned]) -> None:
        self._desk, self._shelf, self._task = desk, shelf, task
        self._known = frozenset(output for item in memory.items.values() for output in item.finished)
        self._in_use = {f"{p.name}{ending}".casefold() for p in planned for ending in ENDINGS}

    def current(self, planned: Planned) -> BookResult:
        """A book that is there as it should be."""
        findings = planned.item.findings if planned.item else ()
        return self._result(planned, BookOutcome.UNCHANGED, planned.old_outputs, findings)

    def enter(self, planned: Planned, pressed: Pressed, data: str) -> BookResult:
        """A book fresh from the press: its files, then its record."""
        findings, outputs = list(pressed.findings), []
        for ending, content in zip(ENDINGS, (pressed.docx, pressed.pdf), strict=True):
            if content:
                output, kept = self._shelf.lay(planned.name + ending, content, self._known)
                outputs.append(output)
                findings += [self._finding(planned, BOOK_EDITED, name=output.name, kept=kept)] if kept else []
        self._take_old_away(planned, outputs)
        self._shelf.clear_aside(planned.put_aside)
        item = self._item(planned, ItemState.DONE, tuple(outputs), pressed.findings)
        self._record(item, None if self._task == "drafts" else self._document(planned, outputs, data))
        result = self._result(planned, BookOutcome.MADE, outputs, findings)
        return replace(result, pages=pressed.pages)

    def refuse(self, planned: Planned, pressed: Pressed) -> BookResult:
        """A book that is not fit: put aside with the reasons; an older one under its name goes, for it is not true."""
        findings = list(pressed.findings)
        if pressed.docx:
            findings.append(self._finding(planned, NOT_FIT, folder="out/quarantine"))
        self._shelf.clear_aside(planned.put_aside)
        aside = self._shelf.put_aside(planned.name, pressed.files, findings)
        gone = self._take_old_away(planned, ())
        findings += [self._finding(planned, OLD_BOOK_REMOVED, name=output.name) for output in gone]
        self._record(self._item(planned, ItemState.FAILED, aside, tuple(findings)), None)
        return self._result(planned, BookOutcome.FAILED, (), findings)

    def rename(self, planned: Planned) -> BookResult:
        """A book that is as it should be but for its name."""
        item, outputs, findings = planned.item, [], []
        assert item is not None
        contents = [(output, self._shelf.read(output)) for output in item.outputs]
        for old, content in contents:
            new, _ = self._shelf.lay(planned.name + old.ending, content, self._known)
            outputs.append(new)
            findings.append(self._finding(planned, BOOK_RENAMED, name=new.name, old=old.name))
        self._take_old_away(planned, outputs)
        document = planned.document and replace(planned.document, name=planned.name)
        self._record(replace(item, outputs=tuple(outputs)), document)
        return self._result(planned, BookOutcome.UNCHANGED, outputs, [*item.findings, *findings])

    def _take_old_away(self, planned: Planned, outputs: Iterable[Output]) -> list[Output]:
        mine = {output.name.casefold() for output in outputs}
        spared = mine | (self._in_use - {f"{planned.name}{ending}".casefold() for ending in ENDINGS})
        old = [output for output in planned.old_outputs if output.name.casefold() not in spared]
        return [output for output in old if self._shelf.take_away(output)]

    def _record(self, item: Item, document: Document | None) -> None:
        with self._desk.store.begin() as tx:
            items.put(tx, item)
            if document:
                documents.put(tx, document)
            elif item.state is ItemState.FAILED and item.task != "drafts":
                documents.withdraw(tx, KIND, self._desk.campaign.settings.year, item.unit)

    def _item(
        self, planned: Planned, state: ItemState, outputs: tuple[Output, ...], findings: tuple[Finding, ...]
    ) -> Item:
        return Item(self._task, planned.unit.code, planned.key, state, outputs, findings, self._desk.who.utc)

    def _document(self, planned: Planned, outputs: Iterable[Output], data: str) -> Document:
        digests = {output.ending: output.digest for output in outputs}
        return Document(
            KIND,
            self._desk.campaign.settings.year,
            planned.unit.code,
            1,
            planned.number,
            BookState.MADE,
            planned.name,
            digests.get(".docx", ""),
            digests.get(".pdf", ""),
            data,
            self._desk.who.utc,
        )

    def _result(
        self, planned: Planned, outcome: BookOutcome, outputs: Iterable[Output], findings: Iterable[Finding]
    ) -> BookResult:
        files = tuple(output.name for output in outputs)
        return BookResult(planned.unit.code, planned.unit.name, outcome, planned.number, files, 0, tuple(findings))

    def _finding(self, planned: Planned, code: Code, **values: str) -> Finding:
        return Finding(code, Place(unit=planned.unit.code), values)
