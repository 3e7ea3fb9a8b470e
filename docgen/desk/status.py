"""Unit by form: how far each return has come, how late it is, and whom to chase for what exactly."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from docgen.campaign import Campaign
from docgen.campaign.due import Due, all_due
from docgen.campaign.workdays import correct_until
from docgen.desk.collect import Office
from docgen.desk.senders import two_senders
from docgen.desk.versions import (
    RETURNED,
    WAIVED,
    Checker,
    Judging,
    Slot,
    Standing,
    Typed,
    Version,
    standings,
    unchecked,
)
from docgen.findings import Finding, Level
from docgen.model import (
    Channel,
    Contact,
    Message,
    MessageState,
    ReturnState,
    Scanned,
    Submission,
    Unit,
)
from docgen.model.periods import parse_period
from docgen.store import decisions, messages, returns
from docgen.store.forms import MadeForm
from docgen.store.forms import made as made_forms
from docgen.store.returns import Attached, Received


@dataclass(frozen=True, slots=True)
class FormState:
    """One unit's form of one period: its state on a day, when it was due and came, and what is wrong with it.

    `received` is the day that counts for lateness: that of the first acceptable version, or of the first version if it
    was corrected in time. `days_late` are calendar days, counted on while nothing acceptable is there.
    """

    unit: str
    form: str
    period: str
    state: ReturnState
    due: date | None = None
    received: date | None = None
    days_late: int = 0
    about: str = ""
    file: str = ""
    findings: tuple[Finding, ...] = ()

    @property
    def errors(self) -> tuple[Finding, ...]:
        """What must be corrected before it can be accepted."""
        return tuple(f for f in self.findings if f.level is Level.ERROR)

    @property
    def to_chase(self) -> bool:
        """Whether the unit is to be reminded: overdue, sent back, or come as a picture only."""
        settled = (ReturnState.ACCEPTED, ReturnState.WAIVED, ReturnState.NOT_DUE)
        late = self.state in (ReturnState.MISSING, ReturnState.RETURNED, ReturnState.UNREADABLE)
        return late or (self.days_late > 0 and self.state not in settled)


@dataclass(frozen=True, slots=True)
class Chase:
    """A unit to be reminded, whom to call, and every form of it that is wanted, the latest first."""

    unit: str
    name: str
    contact: Contact
    forms: tuple[FormState, ...]

    @property
    def days_late(self) -> int:
        """Of the latest of them."""
        return max((form.days_late for form in self.forms), default=0)


@dataclass(frozen=True, slots=True)
class StatusReport:
    """Every form asked of every unit, in roster order then by the calendar; and whom to chase, the latest first.

    `names` are what units are called, by code.
    """

    forms: tuple[FormState, ...]
    chase: tuple[Chase, ...]
    findings: tuple[Finding, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Register:
    """All that is known of a year's returns, read once.

    `scans` are pictures that came of a return, which nothing is read from; `unplaced` files of which nothing is known.
    `findings` concern the inbox as a whole.
    """

    standings: Mapping[Slot, Standing]
    made: tuple[MadeForm, ...]
    messages: tuple[Message, ...]
    scans: Mapping[Slot, tuple[Attached, ...]] = field(default_factory=dict)
    unplaced: tuple[Received, ...] = ()
    findings: tuple[Finding, ...] = ()


def register(office: Office, typed: Typed, checker: Checker = unchecked) -> Register:
    """Read everything that came, was decided, made and sent, and check it. Raises StoreError."""
    with office.store.begin() as tx:
        held = returns.of_year(tx, office.year)
        decided = decisions.standing(decisions.of_year(tx, office.year))
        made, sent = made_forms(tx), messages.of_year(tx, office.year)
        pictures, unplaced = returns.attached(tx, office.year), returns.unplaced(tx)
        seen = returns.seen(tx).values()
    ours = [one for one in pictures if _is_ours(office, one.scan)]
    strange = dict.fromkeys(one.file for one in pictures if one not in ours)
    judged = standings(held, Judging(office.forms, decided, typed, checker))
    twice = tuple(two_senders(office.campaign, seen))
    return Register(judged, made, sent, _by_slot(ours), (*strange, *unplaced), twice)


def _is_ours(office: Office, scan: Scanned) -> bool:
    """Whether a picture is of a form of this year, of a unit of ours."""
    period = parse_period(scan.period)
    of_year = period is None or period.year == office.year
    return of_year and scan.form in office.forms and office.campaign.unit(scan.unit) is not None


def _by_slot(every: Iterable[Attached]) -> Mapping[Slot, tuple[Attached, ...]]:
    found: dict[Slot, tuple[Attached, ...]] = {}
    for one in every:
        slot = Slot(one.scan.unit, one.scan.form, one.scan.period)
        found[slot] = (*found.get(slot, ()), one)
    return found


def status(office: Office, known: Register, *, period: str = "") -> StatusReport:
    """The state of every form asked of every unit, of one period only if it is given."""
    judge = _Judge(office, known)
    wanted = [due for due in all_due(office.campaign, office.forms) if not period or due.period == period]
    forms = [judge.form(unit, due) for unit in office.campaign.units for due in wanted if due.asks(unit)]
    forms += [form for form in judge.others(period) if form]
    order = {unit.code: number for number, unit in enumerate(office.campaign.units)}
    forms.sort(key=lambda one: order.get(one.unit, len(order)))
    names = {unit.code: unit.short_name or unit.name for unit in office.campaign.units}
    findings = (f for standing in known.standings.values() for f in standing.findings)
    return StatusReport(tuple(forms), tuple(_chase(office.campaign, forms)), (*known.findings, *findings), names)


def submissions(report: StatusReport) -> tuple[Submission, ...]:
    """The register as the assessment counts by it; a case such as an accident report is told by its own number."""
    return tuple(
        Submission(
            form.unit, form.form, f"{form.period} {form.about}".strip(), form.state, form.due, form.received, form.file
        )
        for form in report.forms
    )


@dataclass(frozen=True)
class _Judge:
    office: Office
    known: Register

    @property
    def today(self) -> date:
        return self.office.now.astimezone(self.office.campaign.settings.zone).date()

    def form(self, unit: Unit, due: Due) -> FormState:
        slot = Slot(unit.code, due.form.code, due.period)
        standing = self.known.standings.get(slot) or Standing(slot, ())
        blank = FormState(unit.code, due.form.code, due.period, ReturnState.NOT_DUE, due.day)
        return self._judged(blank, standing, due)

    def others(self, period: str) -> Iterator[FormState]:
        """Returns that no date asks for: cases such as accident reports, and forms sent on the unit's own account."""
        dated = {(due.form.code, due.period) for due in all_due(self.office.campaign, self.office.forms)}
        alone = {slot: Standing(slot, ()) for slot in self.known.scans if slot not in self.known.standings}
        for slot, standing in {**self.known.standings, **alone}.items():
            if (slot.form, slot.period) in dated and not slot.about:
                continue
            if not period or slot.period == period:
                blank = FormState(slot.unit, slot.form, slot.period, ReturnState.RECEIVED, about=slot.about)
                yield self._judged(blank, standing, None)

    def _judged(self, blank: FormState, standing: Standing, due: Due | None) -> FormState:
        state = self._state(standing, blank, due)
        version = standing.accepted or standing.latest
        counted = self._counted(standing)
        late = self._late(state, counted, blank.due)
        told = replace(blank, state=state, received=counted, days_late=late)
        if version:
            return replace(told, file=version.held.file.name, findings=version.findings)
        return self._pictured(told) if state is ReturnState.UNREADABLE else told

    def _pictured(self, told: FormState) -> FormState:
        """What came as a picture: it is wanted as a file."""
        last = self._scans(told)[-1]
        about = tuple(f for f in last.file.findings if f.level is Level.ERROR or f.place.form == told.form)
        return replace(told, file=last.file.name, findings=about)

    def _scans(self, form: FormState) -> tuple[Attached, ...]:
        return self.known.scans.get(Slot(form.unit, form.form, form.period), ()) if not form.about else ()

    def _state(self, standing: Standing, blank: FormState, due: Due | None) -> ReturnState:
        decision = standing.decision
        if decision and decision.new == WAIVED:
            return ReturnState.WAIVED
        if standing.accepted:
            return ReturnState.ACCEPTED
        if standing.latest:
            return self._pending(standing)
        if self._scans(blank):
            return ReturnState.UNREADABLE
        if due and due.day and due.day < self.today:
            return ReturnState.MISSING
        return self._outgoing(blank)

    def _pending(self, standing: Standing) -> ReturnState:
        if standing.decision and standing.decision.new == RETURNED:
            return ReturnState.RETURNED
        return ReturnState.RETURNED if self._noticed(standing) else ReturnState.RECEIVED

    def _outgoing(self, blank: FormState) -> ReturnState:
        topics = (f"forms {blank.period}", f"forms {blank.form} {blank.period}")
        if any(
            m.unit == blank.unit and m.topic in topics and m.state is MessageState.SENT for m in self.known.messages
        ):
            return ReturnState.SENT
        mine = (m for m in self.known.made if (m.unit, m.form, m.period) == (blank.unit, blank.form, blank.period))
        return next((made.state for made in mine), ReturnState.NOT_DUE)

    def _noticed(self, standing: Standing) -> date | None:
        """The day the unit was told what is wrong with its latest version, if it was."""
        latest = standing.latest
        told = [_day(m.changed) for m in self.known.messages if _is_notice(m, standing.slot)]
        return next((day for day in told if latest and day >= latest.day), None)

    def _counted(self, standing: Standing) -> date | None:
        """The day of receipt that counts: of a first version corrected within the days allowed, its own."""
        fit = next((version for version in standing.versions if version is standing.accepted), None)
        if fit is None:
            return None
        first = next((version for version in standing.versions if version.is_acceptable), fit)
        before = standing.versions[: standing.versions.index(first)]
        return before[0].day if before and self._corrected_in_time(before, first, standing.slot) else first.day

    def _corrected_in_time(self, before: tuple[Version, ...], first: Version, slot: Slot) -> bool:
        told = [_day(m.changed) for m in self.known.messages if _is_notice(m, slot)]
        settings = self.office.campaign.settings
        return any(before[0].day <= day and first.day <= correct_until(settings, day) for day in told)

    def _late(self, state: ReturnState, counted: date | None, due: date | None) -> int:
        if due is None or state in (ReturnState.WAIVED, ReturnState.NOT_DUE):
            return 0
        until = counted or self.today
        return max(0, (until - due).days)


def _is_notice(message: Message, slot: Slot) -> bool:
    about = message.topic.partition(" ")
    told = message.state is MessageState.SENT and about[0] == "notices" and message.unit == slot.unit
    return told and about[2] in ("", slot.period) and message.channel in tuple(Channel)


def _day(moment: str) -> date:
    return datetime.fromisoformat(moment).date()


def _chase(campaign: Campaign, forms: Iterable[FormState]) -> list[Chase]:
    wanted: dict[str, list[FormState]] = {}
    for form in forms:
        if form.to_chase:
            wanted.setdefault(form.unit, []).append(form)
    chases = []
    for code, late in wanted.items():
        unit = campaign.unit(code)
        if unit:
            ordered = tuple(sorted(late, key=lambda form: -form.days_late))
            chases.append(Chase(code, unit.name, unit.contact, ordered))
    return sorted(chases, key=lambda chase: (-chase.days_late, chase.unit))
