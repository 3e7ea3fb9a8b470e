"""`docgen show`: a record with the place of every value, how it was read, and what is doubtful."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import click

from docgen.campaign.due import check_period
from docgen.cli.counter import Counter, open_counter
from docgen.cli.options import pass_voice, shared, today_option
from docgen.cli.report import Grid, Report
from docgen.cli.session import open_campaign
from docgen.cli.voice import Voice
from docgen.desk import Register, Slot, Standing, Version
from docgen.desk.versions import shown
from docgen.errors import UsageError
from docgen.language import enumerated, in_brackets, say
from docgen.model import Answer, Method, Record


@dataclass(frozen=True, slots=True)
class Shown:
    """A record with the file it came in; `counts` says whether it is the version that counts."""

    file: str
    digest: str
    received: str
    counts: bool
    record: Record


@dataclass(frozen=True, slots=True)
class ShowResult:
    """JSON of `docgen show`: the records asked for, the latest version last."""

    records: tuple[Shown, ...]


@click.command()
@click.argument("what", metavar="RETURN_OR_UNIT")
@click.option("--form", default="", metavar="FORM", help="Only this form.")
@click.option("--period", default="", metavar="P", help="Only this period: 2026Q1.")
@click.option("--all", "every", is_flag=True, help="Older versions too.")
@today_option
@shared
@pass_voice
def show(voice: Voice, what: str, form: str, period: str, every: bool, today: date | None) -> Report:
    """Show what was read, and from where.

    RETURN_OR_UNIT is a unit's code or name, or the name of a file that came back or the beginning of its digest. Each
    value stands with its file and cell or page, the way it was found and how sure that is.

    \b
    Examples:
      docgen show 0101 --form APR
      docgen show returns/kim.xlsx
    """
    session = open_campaign(voice, today)
    check_period(session.campaign, period)
    with session.records() as store:
        counter = open_counter(session, store, "docgen show")
        known = counter.register()
    found = [one for one in _versions(counter, known, what) if _is_wanted(one, form, period, every=every)]
    if not found:
        raise UsageError(
            say("Nothing that came back is called {what}.", what=what),
            say("Give a unit's code, a file's name, or the beginning of a digest; docgen status lists what came."),
        )
    return _report(counter, found)


Found = tuple[Slot, Standing, Version]


def _versions(counter: Counter, known: Register, what: str) -> Iterator[Found]:
    unit = counter.office.campaign.unit_named(what).unit
    for slot, standing in sorted(known.standings.items()):
        for version in standing.versions:
            file = version.held.file
            named = what in (file.name, file.name.rpartition("/")[2]) or (
                len(what) >= 6 and file.digest.startswith(what)
            )
            if named or (unit is not None and slot.unit == unit.code):
                yield slot, standing, version


def _is_wanted(found: Found, form: str, period: str, *, every: bool) -> bool:
    slot, standing, version = found
    newest = version is (standing.accepted or standing.latest)
    return form in ("", slot.form) and period in ("", slot.period) and (every or newest)


def _report(counter: Counter, found: list[Found]) -> Report:
    records = tuple(
        Shown(v.held.file.name, v.held.file.digest, v.held.file.received, v is standing.accepted, v.record)
        for _, standing, v in found
    )
    findings = tuple(f for _, _, version in found for f in version.findings)
    return Report(ShowResult(records), findings, tuple(_grid(counter, *one) for one in found))


def _grid(counter: Counter, slot: Slot, standing: Standing, version: Version) -> Grid:
    counts = say("counts") if version is standing.accepted else say("does not count yet")
    title = " ".join(part for part in (slot.unit, slot.form, slot.period, slot.about) if part)
    came = version.held.file.received[:16].replace("T", " ")
    title = say("{name}: {value}", name=title, value=enumerated((version.held.file.name, came, counts)))
    heads = (say("field"), say("value"), say("as it stands"), say("place"), say("found by"), say("confidence"))
    return Grid(title, heads, tuple(_row(counter, slot, answer) for answer in version.record.answers))


def _row(counter: Counter, slot: Slot, answer: Answer) -> tuple[str, ...]:
    form = counter.office.forms.get(slot.form)
    field = form.field(answer.path) if form else None
    label = field.label.said(counter.office.campaign.settings.language) if field else ""
    value = shown(answer) if answer.value is not None or answer.none else "-"
    sure = f"{answer.confidence:.2f}" if answer.method is not Method.NONE else ""
    return (
        f"{label}{in_brackets(answer.path)}",
        value,
        answer.raw,
        str(answer.place),
        method_word(answer.method),
        sure,
    )


def method_word(method: Method) -> str:
    """By what a value was found, in words."""
    words = {
        Method.ENTERED: say("entered by the office"),
        Method.MARK: say("mark"),
        Method.BOOKMARK: say("bookmark"),
        Method.PART: say("part"),
        Method.LABEL: say("label"),
        Method.TABLE: say("table"),
        Method.BOX: say("box"),
        Method.CALCULATED: say("worked out by docgen"),
        Method.NONE: "-",
    }
    return words[method]
