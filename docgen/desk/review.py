"""One workbook of all that waits for a person, and its answers read back: what was decided, by whom, and why.

A row is known by its hidden key, and remembers what it would be decided upon: a decision is never applied to anything
else. Cells may be sorted, filtered and saved by any office program.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from docgen.desk.collect import Office
from docgen.desk.entering import entry_sheet, not_entered
from docgen.desk.questions import by_key
from docgen.desk.versions import Typed
from docgen.excel import (
    Column,
    ColumnType,
    Declaration,
    NewSheet,
    Row,
    Table,
    open_workbook,
    read_table,
    workbook_bytes,
)
from docgen.findings import Code, Finding, Scalar
from docgen.findings.desk import (
    DECISION_CHANGED,
    DECISION_NO_DOCUMENT,
    DECISION_NO_REASON,
    DECISION_UNKNOWN,
    DECISION_VALUE,
    DECISION_WORD,
)
from docgen.language import N_, enumerated, say, speaking
from docgen.model import Decision, DecisionKind, Question, kind_word
from docgen.store import Who, decisions

_WORDS: Mapping[str, str] = {
    "accepted": N_("accepted"),
    "returned": N_("returned"),
    "waived": N_("waived"),
    "confirmed": N_("confirmed"),
    "rejected": N_("rejected"),
    "sustained": N_("the points off stand"),
    "dismissed": N_("the points off are taken back"),
}
"""What can be decided about a thing that is no value, as people say it.

Of an objection the words say what becomes of the points: “sustained” might be meant of the objection or of the loss.
"""

AS_READ = N_("as read")
"""The answer to a doubtful value that was read right."""

_DOCUMENTED = frozenset({DecisionKind.VETO, DecisionKind.CARD, DecisionKind.OVERRIDE})

_COLUMNS = (
    Column("kind", ColumnType.TEXT, ("kind", "类别")),
    Column("unit", ColumnType.TEXT, ("unit", "单位")),
    Column("subject", ColumnType.TEXT, ("subject", "事项")),
    Column("place", ColumnType.TEXT, ("place", "位置")),
    Column("context", ColumnType.TEXT, ("field", "栏目")),
    Column("about", ColumnType.TEXT, ("what is asked", "问题")),
    Column("raw", ColumnType.TEXT, ("as it stands", "原文")),
    Column("read", ColumnType.TEXT, ("read as", "读作")),
    Column("candidates", ColumnType.TEXT, ("candidates", "可能的读法")),
    Column("decision", ColumnType.TEXT, ("decision", "决定")),
    Column("reason", ColumnType.TEXT, ("reason", "理由")),
    Column("document", ColumnType.TEXT, ("document", "文号")),
    Column("key", ColumnType.TEXT, ("key", "标识"), required=True, sparse=True),
    Column("old", ColumnType.TEXT, ("decided upon", "决定依据")),
)
_DECLARATION = Declaration("review", _COLUMNS, ("Review", "审核", "待定事项"), required=True)
_INPUTS, _HIDDEN = ("decision", "reason", "document"), ("key", "old")
_NONE = ("",) * len(_INPUTS)
Judge = Callable[[Question, str], bool]
"""Whether a text can be the answer to a question of kind VALUE."""


@dataclass(frozen=True, slots=True)
class Decided:
    """What became of a workbook: the decisions entered now, how many were entered before, and what is wrong."""

    entered: tuple[Decision, ...]
    before: int
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class TypedBefore:
    """What a person typed into a workbook and is not entered yet: the inputs by key, and the rows of sheet Enter.

    `left`: something typed there is upon what has changed since, or cannot be read; the workbook is to be kept.
    """

    inputs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    entries: tuple[tuple[str, ...], ...] = ()
    left: bool = False


NOTHING_TYPED = TypedBefore()


def typed_into(office: Office, path: Path, waiting: Iterable[Question], typed: Typed) -> TypedBefore:
    """What was typed into the workbook that an earlier `review_workbook` left at `path`. Raises StoreError."""
    if not path.exists():
        return NOTHING_TYPED
    opened = open_workbook(path)
    table = read_table(opened.workbook, _DECLARATION).table if opened.workbook else None
    if opened.workbook is None or table is None:
        return TypedBefore(left=True)
    with office.store.begin() as tx:
        decided = decisions.standing(decisions.of_year(tx, office.year))
    asked, inputs, left = by_key(waiting), dict[str, tuple[str, ...]](), False
    for row in table.rows:
        key, old = (table.text(row, name).strip() for name in _HIDDEN)
        texts = tuple(table.text(row, name).strip() for name in _INPUTS)
        if any(texts) and key in asked and asked[key].old == old:
            inputs[key] = texts
        elif any(texts) and (key in asked or key not in decided):
            left = True
    return TypedBefore(inputs, not_entered(office, opened.workbook, typed), left)


def review_workbook(office: Office, waiting: Iterable[Question], typed: TypedBefore = NOTHING_TYPED) -> bytes:
    """The workbook to decide in, in the campaign's language; what was `typed` before stands in it again."""
    every = tuple(waiting)
    names = {unit.code: unit.name for unit in office.campaign.units}
    with speaking(office.campaign.settings.language):
        headings = tuple(column.title for column in _COLUMNS)
        titles = {column.name: column.title for column in _COLUMNS}
        choices = {
            (number, titles["decision"]): offered
            for number, question in enumerate(every)
            if (offered := _offered(question))
        }
        sheet = NewSheet(
            say("Review"),
            headings,
            [_row(question, names, typed.inputs.get(question.key, _NONE)) for question in every],
            inputs=tuple(titles[name] for name in _INPUTS),
            hidden=tuple(titles[name] for name in _HIDDEN),
            choices=choices,
            named=3,
        )
        return workbook_bytes([sheet, entry_sheet(typed.entries)], paper=office.campaign.settings.paper)


def _offered(question: Question) -> tuple[str, ...]:
    """The words to choose a decision from; a value of which nothing was read is typed."""
    words = tuple(say(_WORDS[word]) for word in question.choices)
    return words or ((say(AS_READ),) if question.read else ())


def _row(question: Question, names: Mapping[str, str], inputs: tuple[str, ...]) -> tuple[str | None, ...]:
    unit = f"{question.unit} {names.get(question.unit, '')}".strip()
    told = (kind_word(question.kind), unit, question.title, str(question.place), question.context, question.about)
    return (
        *told,
        question.raw,
        question.read,
        "\n".join(question.candidates),
        *(text or None for text in inputs),
        question.key,
        question.old,
    )


def new_word(new: str) -> str:
    """What a decision puts in place, as a person says it; a value stays as it is."""
    return say(_WORDS[new]) if new in _WORDS else new


def decide(office: Office, path: Path, waiting: Iterable[Question], judge: Judge, who: Who) -> Decided:
    """Enter what a workbook of `review_workbook` decides. Raises StoreError.

    A row that is faulty is told and left; one that was entered before is counted and changes nothing.
    """
    opened = open_workbook(path)
    if opened.workbook is None:
        return Decided((), 0, opened.findings)
    read = read_table(opened.workbook, _DECLARATION)
    if read.table is None:
        return Decided((), 0, (*opened.findings, *read.findings))
    with office.store.begin() as tx:
        standing = decisions.standing(decisions.of_year(tx, office.year))
    reading = _Reading(read.table, by_key(waiting), standing, judge, who)
    results = [reading.row(row) for row in read.table.rows if reading.text(row, "decision")]
    made = tuple(result for result in results if isinstance(result, Decision))
    with office.store.begin() as tx:
        decisions.enter(tx, who, office.year, made)
    findings = tuple(result for result in results if isinstance(result, Finding))
    return Decided(made, sum(result is None for result in results), (*read.findings, *findings))


@dataclass(frozen=True)
class _Reading:
    table: Table
    waiting: Mapping[str, Question]
    standing: Mapping[str, Decision]
    judge: Judge
    who: Who

    def text(self, row: Row, column: str) -> str:
        return self.table.text(row, column).strip()

    def row(self, row: Row) -> Decision | Finding | None:
        """The decision of one row, what is wrong with it, or None if it was entered before."""
        key, said = self.text(row, "key"), self.text(row, "decision")
        question = self.waiting.get(key)
        before = self.standing.get(key)
        if question is None or (before and self._is_same(before, row)):
            return None if before and self._is_same(before, row) else self._wrong(row, DECISION_UNKNOWN)
        if question.old != self.text(row, "old"):
            return self._wrong(row, DECISION_CHANGED, old=self.text(row, "old"), now=question.old)
        new = self._new(question, said)
        if new is None:
            return self._not_an_answer(row, question, said)
        if not self.text(row, "reason"):
            return self._wrong(row, DECISION_NO_REASON, decision=said)
        if question.kind in _DOCUMENTED and not self.text(row, "document"):
            return self._wrong(row, DECISION_NO_DOCUMENT, decision=said)
        return self._decision(question, new, row)

    def _decision(self, question: Question, new: str, row: Row) -> Decision:
        return Decision(
            kind=question.kind,
            unit=question.unit,
            subject=question.subject,
            new=new,
            who=self.who.actor,
            when=self.who.at,
            reason=self.text(row, "reason"),
            document=self.text(row, "document"),
            old=question.old,
        )

    def _is_same(self, before: Decision, row: Row) -> bool:
        said = self.text(row, "decision")
        same = before.new == said or before.new == _word_of(said) or (_is_as_read(said) and before.new == before.old)
        return same and before.old == self.text(row, "old") and before.reason == self.text(row, "reason")

    def _new(self, question: Question, said: str) -> str | None:
        if question.choices:
            word = _word_of(said)
            return word if word in question.choices else None
        if _is_as_read(said):
            return question.old if question.read else None
        return said if self.judge(question, said) else None

    def _not_an_answer(self, row: Row, question: Question, said: str) -> Finding:
        if question.choices:
            words = enumerated(say(_WORDS[word]) for word in question.choices)
            return self._wrong(row, DECISION_WORD, decision=said, choices=words)
        return self._wrong(row, DECISION_VALUE, decision=said, label=question.context)

    def _wrong(self, row: Row, code: Code, **values: Scalar) -> Finding:
        return Finding(code, self.table.place(row, "decision"), values)


def _word_of(said: str) -> str:
    """The word a person chose, in whichever language, as the records keep it; empty if it is none."""
    return next((word for word in _WORDS if said.casefold() in set(_said_in_all(_WORDS[word]))), "")


def _is_as_read(said: str) -> bool:
    return said.casefold() in set(_said_in_all(AS_READ))


def _said_in_all(sentence: str) -> Iterator[str]:
    for language in ("en", "zh"):
        with speaking(language):
            yield say(sentence).casefold()
