"""Sheets Lists, Figures, Derived and Listed: what other rows of the rules call by name."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from docgen.assessment.amounts import NamedFigure, Names
from docgen.assessment.sheets import RuleRow
from docgen.assessment.slots import Slots, listed
from docgen.assessment.tables import Derived, Listed
from docgen.findings import Finding
from docgen.findings import assessment as codes
from docgen.language import say


def read_lists(rows: tuple[RuleRow, ...]) -> Mapping[str, tuple[str, ...]]:
    """The named lists; a name that comes twice goes on where it was."""
    lists: dict[str, tuple[str, ...]] = {}
    for row in rows:
        name = row.text("list")
        if name:
            lists[name] = (*lists.get(name, ()), *listed(row.text("words")))
    return lists


def read_figures(rows: tuple[RuleRow, ...], names: Names, slots: Slots) -> Names:
    """The named figures; each may fall back on those above it."""
    figures: dict[str, NamedFigure] = {}
    slots.names = known = replace(names, figures=figures)
    for row in rows:
        name, of = row.text("figure"), slots.table(row, "of")
        if not name:
            continue
        if name in figures:
            slots.findings.append(Finding(codes.RULE_ID_TWICE, row.at("figure"), {"id": name}))
        if of is None:
            slots.wrong(row, "of", say("a figure is counted in a table"))
            continue
        figures[name] = NamedFigure(
            id=name,
            of=of,
            add=slots.columns(row, "add"),
            among=slots.where(row, "among"),
            where=slots.where(row, "where"),
            pending=slots.where(row, "pending") if row.text("pending") else None,
            fallback=slots.figure(row, "otherwise"),
            title=row.text("title"),
        )
    return known


def read_derived(rows: tuple[RuleRow, ...], slots: Slots) -> tuple[Derived, ...]:
    """The columns that are made of others; the first condition that a row meets counts."""
    return tuple(_derived(rows, slots))


def _derived(rows: tuple[RuleRow, ...], slots: Slots) -> Iterator[Derived]:
    for row in rows:
        of = slots.table(row, "of")
        if of is not None and row.text("column"):
            yield Derived(of.name, row.text("column"), row.text("value"), slots.where(row, "where"))


def read_listed(rows: tuple[RuleRow, ...], slots: Slots) -> tuple[Listed, ...]:
    """What the office's lists add to a unit's tables; cells are written `level = major; status = open`."""
    return tuple(_listed(rows, slots))


def _listed(rows: tuple[RuleRow, ...], slots: Slots) -> Iterator[Listed]:
    for row in rows:
        of = slots.table(row, "of")
        pairs = tuple(tuple(map(str.strip, cell.partition("=")[::2])) for cell in listed(row.text("cells")))
        if of is not None:
            words = slots.lists.get(row.text("list"), ())
            yield Listed(of.name, row.text("list"), row.text("column"), pairs, words)  # type: ignore[arg-type]
