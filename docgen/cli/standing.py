"""The state of every return as tables: for the screen, and as a workbook to chase by."""

from collections.abc import Iterator, Sequence

from docgen.cli.report import Grid
from docgen.desk import Chase, FormState, StatusReport
from docgen.excel.writer import NewSheet, workbook_bytes
from docgen.findings import Level, Place
from docgen.language import continued, enumerated, say
from docgen.model import ReturnState
from docgen.store.returns import Received

_FEW = 3
"""So many places of each fault are named on the screen; the workbook names them all."""


def state_word(state: ReturnState) -> str:
    """How far a return has come, in the campaign's language."""
    words = {
        ReturnState.NOT_DUE: say("not due"),
        ReturnState.MADE: say("made"),
        ReturnState.SENT: say("sent out"),
        ReturnState.RECEIVED: say("received"),
        ReturnState.UNREADABLE: say("cannot be read"),
        ReturnState.RETURNED: say("returned for correction"),
        ReturnState.ACCEPTED: say("accepted"),
        ReturnState.WAIVED: say("waived"),
        ReturnState.MISSING: say("missing"),
    }
    return words[state]


def status_grids(report: StatusReport, unplaced: Sequence[Received]) -> tuple[Grid, ...]:
    """A table of units by forms, whom to chase, and the files that belong to none of them."""
    grids = [_matrix(report)]
    if report.chase:
        rows = tuple(row for one in report.chase for row in _rows(one, _FEW))
        grids.append(Grid(say("To be chased"), _chase_heads(), rows))
    if unplaced:
        heads = (say("file"), say("received"), say("what is wrong"))
        grids.append(Grid(say("No return was found in"), heads, tuple(map(_unplaced, unplaced))))
    return tuple(grids)


def _unplaced(file: Received) -> tuple[str, ...]:
    said = dict.fromkeys(finding.message for finding in file.findings if finding.level is not Level.NOTE)
    return (file.name, file.received[:10], continued(said) or say("It names no unit or no period."))


def _matrix(report: StatusReport) -> Grid:
    dated = [one for one in report.forms if not one.about]
    columns = tuple(dict.fromkeys((one.form, one.period) for one in dated))
    cells: dict[str, dict[tuple[str, str], str]] = {}
    for one in dated:
        cells.setdefault(one.unit, {})[(one.form, one.period)] = _cell(one)
    heads = (say("unit"), say("name"), *(f"{form} {period[4:] or period}" for form, period in columns))
    rows = tuple(
        (unit, report.names.get(unit, ""), *(row.get(column, "-") for column in columns)) for unit, row in cells.items()
    )
    return Grid(say("Returns"), heads, rows)


def _cell(one: FormState) -> str:
    late = say("{state}, {days:day|days} late", state=state_word(one.state), days=one.days_late)
    return late if one.days_late else state_word(one.state)


def _chase_heads() -> tuple[str, ...]:
    return (
        say("unit"),
        say("name"),
        say("days late"),
        say("form"),
        say("state"),
        say("what is missing"),
        say("contact"),
        say("phone"),
        say("e-mail"),
    )


def _rows(one: Chase, most: int | None = None) -> Iterator[tuple[str, ...]]:
    for form in one.forms:
        named = " ".join(part for part in (form.form, form.period, form.about) if part)
        contact = (one.contact.name, one.contact.phone, one.contact.email)
        yield (one.unit, one.name, str(form.days_late), named, state_word(form.state), missing_of(form, most), *contact)


def missing_of(form: FormState, most: int | None = None) -> str:
    """What exactly is wanted: the whole form, or what must be corrected in it, naming `most` places of each fault."""
    if form.state is ReturnState.MISSING:
        return say("the whole form")
    if form.state is ReturnState.UNREADABLE:
        return say("the form as a file; a picture came")
    fields: dict[str, list[str]] = {}
    for finding in form.errors:
        fields.setdefault(finding.message, []).append(finding.place.field or _standing_in(finding.place))
    return "\n".join(
        say("{name}: {why}", name=_named(tuple(dict.fromkeys(names)), most), why=why) for why, names in fields.items()
    )


def _standing_in(place: Place) -> str:
    """Where something stands that has no field of its own, such as a row that is missing."""
    return str(Place(sheet=place.sheet, cell=place.cell)) or say("the whole form")


def _named(names: tuple[str, ...], most: int | None) -> str:
    if most is None or len(names) <= most:
        return enumerated(names)
    return say("{names} and {count} more", names=enumerated(names[:most]), count=len(names) - most)


def chase_workbook(report: StatusReport) -> bytes:
    """The chase list, and the state of every return, as a workbook."""
    chase = NewSheet(say("To be chased"), _chase_heads(), tuple(row for one in report.chase for row in _rows(one)))
    heads = (
        say("unit"),
        say("form"),
        say("period"),
        say("state"),
        say("due"),
        say("received"),
        say("days late"),
        say("file"),
    )
    rows = tuple(
        (f.unit, f.form, f.period, state_word(f.state), f.due, f.received, f.days_late, f.file) for f in report.forms
    )
    return workbook_bytes((chase, NewSheet(say("Returns"), heads, rows)))
