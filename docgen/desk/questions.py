"""What waits for a person at the desk: doubtful values, returns that cannot be accepted, forms that did not come."""

from collections.abc import Iterable, Iterator, Mapping

from docgen.desk.collect import Office
from docgen.desk.status import FormState, Register, StatusReport
from docgen.desk.versions import ACCEPTED, RETURNED, WAIVED, Slot, Standing, Version, shown
from docgen.findings import NOWHERE, Finding, Level, Place
from docgen.language import continued, in_brackets, say
from docgen.model import Answer, DecisionKind, FormDefinition, Question, ReturnState
from docgen.model.forms import row_of, without_row
from docgen.model.periods import parse_period

_AROUND = 6
"""So many answers of the same row are shown around a doubtful one."""
_NOT_THERE = (ReturnState.MISSING, ReturnState.UNREADABLE)


def questions(office: Office, known: Register, report: StatusReport) -> tuple[Question, ...]:
    """Everything that waits, unit by unit in roster order."""
    order = {unit.code: number for number, unit in enumerate(office.campaign.units)}
    found = [
        *(q for slot, standing in known.standings.items() for q in _of_return(office, slot, standing)),
        *(_waiver(office, form) for form in report.forms if form.state in _NOT_THERE),
    ]
    return tuple(sorted(found, key=lambda q: (order.get(q.unit, len(order)), q.subject)))


def _of_return(office: Office, slot: Slot, standing: Standing) -> Iterator[Question]:
    version = standing.latest
    if version is None or standing.is_taken_as_it_is or (standing.decision and standing.decision.new == WAIVED):
        return
    open_findings = [f for f in version.findings if f.level is not Level.NOTE]
    by_path: dict[str, list[Finding]] = {}
    for finding in open_findings:
        by_path.setdefault(finding.place.path, []).append(finding)
    whole = by_path.pop("", [])
    if standing.accepted is version and not by_path:
        return
    for path, about in by_path.items():
        yield _value(office, slot, version, path, about)
    if not version.is_acceptable:
        yield _whole(office, slot, version, [*whole, *version.held.file.findings])


def _value(office: Office, slot: Slot, version: Version, path: str, about: Iterable[Finding]) -> Question:
    answer = version.record.answer(path)
    form = office.forms.get(slot.form)
    findings = tuple(about)
    file = version.held.file
    return Question(
        kind=DecisionKind.VALUE,
        unit=slot.unit,
        subject=f"{slot.subject}/{path}",
        about=continued(text for finding in findings for text in (finding.message, finding.remedy)),
        title=_titled(office, slot, _placed(form, path, office.campaign.settings.language)),
        old=shown(answer) if answer else "",
        place=answer.place if answer and str(answer.place) else findings[0].place,
        context=_context(form, version, path, office.campaign.settings.language),
        raw=answer.raw if answer else "",
        read=shown(answer) if answer and answer.value is not None else "",
        candidates=_candidates(answer),
        picture=(file.digest, file.suffix) if file.suffix == ".pdf" else None,
    )


def _candidates(answer: Answer | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(c.raw.strip() for c in answer.candidates if c.raw.strip())) if answer else ()


def _label(form: FormDefinition | None, path: str, language: str) -> str:
    field = form.field(path) if form else None
    return field.label.said(language) if field else without_row(path)


def _placed(form: FormDefinition | None, path: str, language: str) -> str:
    label, row = _label(form, path, language), row_of(path)
    return label if row is None else say("{what} ({where})", what=label, where=say("row {row}", row=row))


def _case(office: Office, slot: Slot) -> str:
    """Which case a return is about, `A-2026-04 First report`: what was chosen as the form calls it."""
    form, language = office.forms.get(slot.form), office.campaign.settings.language
    keys = [form.named(name) for name in form.key] if form else []
    words = {choice.name: choice.label.said(language) for key in keys if key for choice in key.choices}
    return " ".join(words.get(text, text) for text in slot.about.split())


def _titled(office: Office, slot: Slot, label: str = "") -> str:
    """What people call a return, and a field of it."""
    period = parse_period(slot.period)
    heading = " ".join(filter(None, (slot.form, period.short if period else slot.period, _case(office, slot))))
    return say("{heading}: {label}", heading=heading, label=label) if label else heading


def _context(form: FormDefinition | None, version: Version, path: str, language: str) -> str:
    """The field's own words, and of a row what stands beside it."""
    label = _label(form, path, language)
    row = row_of(path)
    if row is None:
        return label
    repeat = path.partition("[")[0]
    mine = (a for a in version.record.answers if a.path.startswith(f"{repeat}[{row}]") and a.path != path)
    beside = [text for answer in mine if (text := shown(answer))][:_AROUND]
    return f"{label}{in_brackets(' | '.join(beside))}"


def _whole(office: Office, slot: Slot, version: Version, about: Iterable[Finding]) -> Question:
    said = continued(finding.message for finding in about) or say("Answers of it are doubtful.")
    return Question(
        kind=DecisionKind.RETURN,
        unit=slot.unit,
        subject=slot.subject,
        about=said,
        title=_titled(office, slot),
        old=version.held.file.digest,
        place=version.held.file_place,
        context=say("the whole return"),
        choices=(ACCEPTED, RETURNED),
    )


def _waiver(office: Office, form: FormState) -> Question:
    return Question(
        kind=DecisionKind.WAIVER,
        unit=form.unit,
        subject=f"{form.form}/{form.period}",
        about=_not_there(form),
        title=_titled(office, Slot(form.unit, form.form, form.period, form.about)),
        place=Place(file=form.file, unit=form.unit, form=form.form) if form.file else NOWHERE,
        context=say("the whole return"),
        choices=(WAIVED,),
    )


def _not_there(form: FormState) -> str:
    if form.state is ReturnState.UNREADABLE:
        return say("It came as a picture, which nothing is read from. Type its figures into sheet Enter, or waive it.")
    return say("It was due on {day} and has not come.", day=form.due or "—")


def by_key(every: Iterable[Question]) -> Mapping[str, Question]:
    """Questions by what they ask about."""
    return {question.key: question for question in every}
