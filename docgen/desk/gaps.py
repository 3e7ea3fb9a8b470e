"""What a unit still owes: every gap of every form, said in words, and what is to be marked in its own files."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path

from docgen.campaign import Settings
from docgen.desk.collect import Office
from docgen.desk.marking import ENDINGS
from docgen.desk.status import FormState, Register, StatusReport
from docgen.desk.versions import Slot, Version
from docgen.findings import Finding, Level, Place
from docgen.language import continued, parted, say
from docgen.model import ReturnState
from docgen.model.periods import parse_period
from docgen.press.making import style_of
from docgen.word.filters import filters


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing to be put right: where, what is wrong, and what to write."""

    place: str
    wrong: str
    remedy: str


@dataclass(frozen=True, slots=True)
class FormGaps:
    """A form that is missing, late or to be corrected; `state` says which, with its days."""

    title: str
    period: str
    state: str
    gaps: tuple[Gap, ...]


@dataclass(frozen=True, slots=True)
class Marks:
    """A file of the unit and what is to be said at its places."""

    path: Path
    digest: str
    name: str
    container: str
    remarks: tuple[tuple[Place, str], ...]

    @property
    def order(self) -> Mapping[str, object]:
        """As the limited reader is told of it."""
        remarks = [{"place": _filled(place), "text": text} for place, text in self.remarks]
        return {"container": self.container, "remarks": remarks}


@dataclass(frozen=True, slots=True)
class Owed:
    """All that one unit owes."""

    unit: str
    forms: tuple[FormGaps, ...]
    files: tuple[Marks, ...]


def owed(office: Office, known: Register, report: StatusReport) -> tuple[Owed, ...]:
    """Every unit that owes something, in roster order; said in the current language."""
    by_unit: dict[str, list[FormState]] = {}
    for form in report.forms:
        by_unit.setdefault(form.unit, []).append(form)
    return tuple(_of_unit(office, known, unit, forms) for unit, forms in by_unit.items() if any(map(is_wanting, forms)))


def is_wanting(form: FormState) -> bool:
    """Whether something is to be done about a form: overdue, sent back, or come with errors."""
    settled = (ReturnState.ACCEPTED, ReturnState.WAIVED, ReturnState.NOT_DUE)
    return form.to_chase or (form.state not in settled and bool(form.errors))


def _of_unit(office: Office, known: Register, unit: str, forms: Iterable[FormState]) -> Owed:
    told, faults = [], list[tuple[Version, tuple[Finding, ...]]]()
    for form in forms:
        late = form.state is ReturnState.ACCEPTED and form.days_late > 0
        if is_wanting(form) or late:
            version = _latest(known, form)
            wrong = () if late or version is None else _wrong(version, form)
            told.append(_form_gaps(office, form, version, wrong))
            faults += [(version, wrong)] if version and wrong else []
    return Owed(unit, tuple(told), tuple(_files(office, faults)))


def _latest(known: Register, form: FormState) -> Version | None:
    standing = known.standings.get(Slot(form.unit, form.form, form.period, form.about))
    return standing.latest if standing else None


def _wrong(version: Version, form: FormState) -> tuple[Finding, ...]:
    """What is wrong with a version, each at its place in the file."""
    errors = [f for f in (*version.findings, *version.held.file.findings) if f.level is Level.ERROR]
    return tuple(dict.fromkeys(replace(f, place=_placed(version, f.place, form.form)) for f in errors))


def _placed(version: Version, place: Place, form: str) -> Place:
    answer = version.record.answer(place.path) if place.path else None
    exact = place.cell or place.table or place.paragraph
    found = answer.place if answer and not exact else place
    return replace(found, field=place.field, form=form, path=place.path, unit="")


def _form_gaps(office: Office, form: FormState, version: Version | None, wrong: Sequence[Finding]) -> FormGaps:
    period = parse_period(form.period)
    said = " ".join(part for part in (period.said if period else form.period, form.about) if part)
    title = next((one.title for one in office.campaign.settings.forms if one.code == form.form), form.form)
    gaps = tuple(_gap(finding) for finding in wrong) or tuple(_whole(form))
    return FormGaps(title, said, _state(form, version, _printed(office.campaign.settings)), gaps)


def _gap(finding: Finding) -> Gap:
    where, label = str(replace(finding.place, file="", field="")), finding.place.field
    place = say("{field} ({where})", field=label, where=where) if label and where else label or where
    return Gap(place or say("the whole form"), finding.message, finding.remedy_for_unit)


def _whole(form: FormState) -> Iterator[Gap]:
    """What is said of a form in which no single place is wrong."""
    if form.state is ReturnState.ACCEPTED:
        yield Gap(say("the whole form"), say("It came late."), say("Nothing needs to be done."))
    elif form.state is ReturnState.UNREADABLE:
        wanted = say("Send the file itself: the form as .xlsx or .docx, or the PDF that was filled in.")
        yield Gap(say("the whole form"), say("It came as a picture, which nothing is read from."), wanted)
    elif form.state is ReturnState.MISSING:
        yield Gap(say("the whole form"), say("It has not come."), say("Fill it in and send it."))
    else:
        yield Gap(say("the whole form"), say("The office has sent it back."), say("Ask the office what to correct."))


def _printed(settings: Settings) -> Callable[[date | None], object]:
    """How a day stands in the papers of the campaign; a dash if there is none."""
    in_papers = filters(style_of(settings.language, settings.date_format))["date"]
    return lambda day: in_papers(day, "long") if day else "—"


def _state(form: FormState, version: Version | None, printed: Callable[[date | None], object]) -> str:
    due = say("due on {day}", day=printed(form.due)) if form.due else ""
    match form.state:
        case ReturnState.MISSING:
            state = say("missing")
        case ReturnState.UNREADABLE:
            state = say("cannot be read")
        case ReturnState.ACCEPTED:
            state = say("came on {day}, {days:day|days} late", day=printed(form.received), days=form.days_late)
        case _:
            state = say("came on {day}, to be corrected", day=printed(version.day if version else None))
    return parted(filter(None, (state, due)))


def _files(office: Office, faults: Iterable[tuple[Version, tuple[Finding, ...]]]) -> Iterator[Marks]:
    """The files whose faults have a place, each once, whatever the number of forms in it."""
    by_digest: dict[str, list[tuple[Version, tuple[Finding, ...]]]] = {}
    for version, wrong in faults:
        if version.held.file.container in ENDINGS:
            by_digest.setdefault(version.held.file.digest, []).append((version, wrong))
    for name, found in by_digest.items():
        file = found[0][0].held.file
        placed = [fault for _, wrong in found for fault in wrong if fault.place.path]
        remarks = dict.fromkeys((one.place, continued((one.message, one.remedy_for_unit))) for one in placed)
        if remarks:
            path = office.archive.path(name, file.suffix)
            yield Marks(path, name, Path(file.name).name, file.container, tuple(remarks))


def _filled(place: Place) -> dict[str, object]:
    return {name: value for name, value in asdict(place).items() if value not in ("", None)}
