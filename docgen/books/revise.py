"""Acting on a released book, each time with a reason: a new version of it, or a supplementary sheet beside it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from docgen.batch import Task, run
from docgen.books.bench import Bench, Choice, Template, read_template
from docgen.books.desk import KIND, SUPPLEMENT, Desk, Memory, at_desk
from docgen.books.differences import differences, frozen_data
from docgen.books.issue import issue
from docgen.books.keep import last_said
from docgen.books.plan import is_issued
from docgen.books.report import BookOutcome, BookResult, Difference
from docgen.campaign import Campaign
from docgen.errors import UsageError
from docgen.files import digest
from docgen.language import say, speaking
from docgen.model import Identity, Unit
from docgen.press import Order, Pressed
from docgen.press.identity import short_code
from docgen.press.series import Means
from docgen.press.signing import Signing
from docgen.press.staging import Batch, named, sign_batch, sweep_stage
from docgen.store import Act, Document, Output, Who, canonical_digest


@dataclass(frozen=True, slots=True)
class _Case:
    """A released book that is to be acted on, and all that is needed for it."""

    desk: Desk
    bench: Bench
    means: Means
    memory: Memory
    unit: Unit
    issued: Document
    reason: str
    signing: Signing | None

    @property
    def changes(self) -> tuple[Difference, ...]:
        """What the papers the unit holds say otherwise than the data do now."""
        data = self.bench.data(self.unit, self.issued.number, self.issued.version)
        return differences(last_said(self.memory, self.issued), frozen_data(data, self.bench.template.digest))

    def press(self, order: Order) -> Pressed:
        """Have `order` made, in a worker."""
        task = Task(self.unit.code, order)
        (outcome,) = run(
            [task], self.means.press, total=1, jobs=1, clock=self.means.clock, executor=self.means.executor
        )
        return outcome.value or Pressed(findings=outcome.findings)


def reissue(
    campaign: Campaign, code: str, reason: str, *, who: Who, means: Means | None = None, signing: Signing | None = None
) -> BookResult:
    """Make and issue a new version of `code`'s book under the same number; the old one stays archived, superseded.

    Raises UsageError: no reason, no such unit, not issued; otherwise as `make_books`. A book that is not fit is put
    into quarantine, and the issued one stays valid.
    """
    with at_desk(campaign, who) as desk:
        case = _case(desk, code, reason, means or Means(), signing)
        version = case.issued.version + 1
        data = case.bench.data(case.unit, case.issued.number, version)
        changes, pressed = case.changes, case.press(case.bench.order(case.unit, data))
        document = replace(case.issued, version=version, data=frozen_data(data, case.bench.template.digest))
        return _hand_out(case, "books", document, pressed, changes)


def supplement(
    campaign: Campaign, code: str, reason: str, *, who: Who, means: Means | None = None, signing: Signing | None = None
) -> BookResult:
    """Make and issue a supplementary sheet to `code`'s book: what has changed since it was issued, old and new.

    Made by the campaign's supplement template, which may say everything a book may, and `supplement.number`, `.reason`,
    `.date`, `.changes` (list of `field`, `title`, `before`, `after`) and `supplement.book` (`number`, `version`,
    `released`). Raises as `reissue`, and UsageError if nothing changed or the campaign names no such template.
    """
    with at_desk(campaign, who) as desk:
        case = _case(desk, code, reason, means or Means(), signing)
        with speaking(campaign.settings.language):
            changes = tuple(change for change in case.changes if change.field != "template")
        if not changes:
            raise UsageError(
                say("Nothing has changed since the book {number} was released.", number=case.issued.number),
                say("Change the roster first; a supplementary sheet lists what is different."),
            )
        template = _supplement_template(campaign)
        document, order = _sheet(case, template, changes)
        return _hand_out(case, "supplements", document, case.press(order), changes)


def _case(desk: Desk, code: str, reason: str, means: Means, signing: Signing | None) -> _Case:
    if not reason.strip():
        raise UsageError(
            say("A reason is needed to act on a released book."),
            say("Add --reason and say why; the journal keeps it."),
        )
    campaign = desk.campaign
    template = read_template(campaign, campaign.settings.books.template)
    bench = Bench(campaign, template, Choice((code,)), means.fingerprint(campaign.settings.books.engine))
    memory = desk.recall("books")
    unit, document = campaign.unit(code), memory.books.get(code)
    if unit is None or document is None or not is_issued(document):
        raise UsageError(
            say("Unit {code} has no released book.", code=code),
            say("Check the code; a book that was not released is simply made again by docgen books."),
        )
    return _Case(desk, bench, means, memory, unit, document, reason.strip(), signing)


def _supplement_template(campaign: Campaign) -> Template:
    if not campaign.settings.books.supplement:
        raise UsageError(
            say("The campaign has no template for supplementary sheets."),
            say("Name one in campaign.toml under books, supplement."),
        )
    return read_template(campaign, campaign.settings.books.supplement)


def _sheet(case: _Case, template: Template, changes: Iterable[Difference]) -> tuple[Document, Order]:
    issued, zone = case.issued, case.bench.campaign.settings.zone
    count = 1 + sum(sheet.unit == issued.unit for sheet in case.memory.supplements)
    data = case.bench.data(case.unit, issued.number, issued.version)
    about = {
        "number": count,
        "reason": case.reason,
        "date": case.desk.who.at.astimezone(zone).date(),
        "changes": [{"field": c.field, "title": c.title, "before": c.issued, "after": c.now} for c in changes],
        "book": {
            "number": issued.number,
            "version": issued.version,
            "released": datetime.fromisoformat(issued.released).astimezone(zone).date(),
        },
    }
    context = {**data.context, "supplement": about}
    identity = Identity("S", issued.unit, count, canonical_digest([template.digest, context])[:16])
    about["short_code"] = short_code(identity)
    order = replace(
        case.bench.order(case.unit, data),
        template=template.path,
        digest=template.digest,
        context=context,
        identity=identity,
        pages=(1, case.bench.campaign.settings.books.max_pages),
    )
    document = replace(
        issued,
        kind=SUPPLEMENT,
        version=count,
        name=f"{issued.name} S{count}",
        data=frozen_data(data, case.bench.template.digest, issued.version),
    )
    return document, order


def _hand_out(
    case: _Case, task: str, document: Document, pressed: Pressed, changes: tuple[Difference, ...]
) -> BookResult:
    shelf = case.desk.shelf(task)
    result = BookResult(
        case.unit.code, case.unit.name, BookOutcome.FAILED, document.number, (), 0, pressed.findings, changes
    )
    if not pressed.is_fit:
        shelf.put_aside(document.name, pressed.files, pressed.findings)
        return result
    old = case.issued if document.kind == KIND else None
    document = replace(document, docx=digest(pressed.docx), pdf=digest(pressed.pdf), made=case.desk.who.utc)
    batch = sign_batch(case.desk.stage, case.signing, [document], lambda _: pressed.pdf) if case.signing else Batch()
    if case.signing and not batch.staged:
        return replace(result, findings=(*pressed.findings, *batch.findings))
    signatures = tuple(one for staged in batch.staged for one in staged.signatures)
    pdf = pressed.pdf
    for staged in batch.staged:
        document, pdf = staged.document, staged.pdf
    contents = {".docx": pressed.docx, ".pdf": pdf}
    shelf.clear_aside(Output(document.name + ending, "") for ending in (*contents, ".txt"))
    act = Act("reissued" if old else "supplemented", named(document), case.issued.pdf, document.pdf, case.reason)
    acts = [*(staged.act for staged in batch.staged), act]
    issue(case.desk, document, contents, acts, replaced=old, signed=signatures)
    sweep_stage(case.desk.stage)
    known = [Output(document.name + ".docx", case.issued.docx), Output(document.name + ".pdf", case.issued.pdf)]
    files = [shelf.lay(document.name + ending, content, known)[0].name for ending, content in contents.items()]
    return replace(result, outcome=BookOutcome.MADE, files=tuple(files), pages=pressed.pages)
