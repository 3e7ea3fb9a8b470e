"""The rules of single fields, each where it stands: asked at all, filled in, what must hold and what should."""

from collections.abc import Iterator
from dataclasses import replace

from docgen.expression import Absent, Reference, Tree, evaluate, holds, in_words, references
from docgen.expression.vocabulary import Names
from docgen.expression.vocabulary import Seen as Naming
from docgen.findings import Code, Finding, Place
from docgen.findings import returns_checks as codes
from docgen.language import current_language, enumerated, say
from docgen.model import Answer, Field, FieldState, FieldType, Wording
from docgen.model.forms import LEDGER_FORM, is_meant
from docgen.returns.checks.answers import Answers, Seen
from docgen.returns.checks.plan import Asked

_LONGEST = 60


def check_fields(answers: Answers) -> Iterator[Finding]:
    """Everything wrong with single answers, in the order of the form."""
    for asked in answers.plan.asked:
        advised = False
        for row in answers.rows(asked):
            answer = answers.at(asked, row)
            if answer is None or not asked.field.type.is_asked:
                continue
            found = list(_check(asked, answer, answers.seen_from(asked, row), advise=not (advised and asked.once)))
            advised = advised or bool(found)
            yield from found


def _check(asked: Asked, answer: Answer, seen: Seen, *, advise: bool) -> Iterator[Finding]:
    needed = is_asked(asked, seen)
    if needed is False:
        yield from _needless(asked, answer, seen)
    elif answer.state in (FieldState.BLANK, FieldState.NOT_APPLICABLE):
        if needed and _is_required(asked, seen):
            yield _missing(asked, answer)
    elif answer.state is FieldState.READ:
        broken = list(_broken(asked, answer, seen))
        yield from broken
        if advise and not broken and asked.advice and holds(asked.advice, seen) is False:
            yield _rule(asked, answer, seen, asked.advice, asked.field.advice_message, warn=True)


def is_asked(asked: Asked, seen: Seen) -> bool | None:
    """Whether an answer is expected here; None where that hangs on something not known."""
    unit_type = seen.answers.background.unit_type
    limited = [types for types in asked.unit_types if types]
    if limited and not unit_type:
        return None
    if any(not is_meant(unit_type, types) for types in limited):
        return False
    known = [holds(condition, seen) for condition in asked.relevant]
    if False in known:
        return False
    return None if None in known else True


def _is_required(asked: Asked, seen: Seen) -> bool:
    if asked.field.required:
        return True
    return asked.required_if is not None and holds(asked.required_if, seen) is True


def _missing(asked: Asked, answer: Answer) -> Finding:
    place = placed(asked.field, answer)
    if answer.state is FieldState.NOT_APPLICABLE and answer.raw:
        return Finding(codes.NOT_APPLICABLE, place, {"text": answer.raw})
    said = asked.field.required_message.said(current_language())
    return Finding(codes.BLANK, place, {"said": f" {said}" if said else ""})


def _needless(asked: Asked, answer: Answer, seen: Seen) -> Iterator[Finding]:
    if answer.state is FieldState.READ and not answer.none and answer.value not in (None, 0, "", "no", False, ()):
        rule = enumerated(said_rule(condition, seen) for condition in asked.relevant)
        if rule:
            yield Finding(codes.NEEDLESS, placed(asked.field, answer), {"text": shortened(answer.raw), "rule": rule})


def _broken(asked: Asked, answer: Answer, seen: Seen) -> Iterator[Finding]:
    if answer.none and asked.field.type not in (FieldType.INTEGER, FieldType.DECIMAL):
        return
    field = asked.field
    for tree, message in ((asked.constraint, field.constraint_message), (asked.agreement, field.agreement_message)):
        if tree and holds(tree, seen) is False:
            yield _rule(asked, answer, seen, tree, message, warn=False)


def _rule(asked: Asked, answer: Answer, seen: Seen, tree: Tree, message: Wording, *, warn: bool) -> Finding:
    rule = message.said(current_language()) or say("{rule}.", rule=said_rule(tree, seen))
    others = enumerated(_beside(name, seen) for name in references(tree))
    single: Code = codes.DOUBTFUL if warn else codes.RULE_BROKEN
    joint: Code = codes.DOUBTFUL_BESIDE if warn else codes.DISAGREEMENT
    values = {"text": shortened(answer.raw or str(answer.value)), "rule": rule} | ({"others": others} if others else {})
    return Finding(joint if others else single, placed(asked.field, answer), values)


def said_rule(tree: Tree, seen: Seen) -> str:
    """A rule of a field in words, as its form says it where the definition has no message."""
    return in_words(tree, Naming(Names(seen.answers.plan.definition), seen.asked.field, language=current_language()))


def _beside(name: Reference, seen: Seen) -> str:
    """Another figure in words, with its value and place: "“Total” 50 (cell C7)"; of a table how many rows it has."""
    if name.form.startswith(LEDGER_FORM):
        return _in_ledger(name, seen)
    plan = seen.answers.plan
    if not name.form and name.name in plan.repeats:
        return _table(name.name, seen)
    found = None if name.form else plan.names.get(name.name)
    if found is None:
        value = evaluate(name, seen)
        return str(name) if isinstance(value, Absent) else f"{name} {value}"
    label = found.field.label.said(current_language()) or found.field.name
    other = seen.answers.at(found, seen.row)
    if other is None:
        return f"“{label}”"
    where = str(replace(other.place, file="", field="", unit="")) if other.place != answer_place(seen) else ""
    told = {"label": label, "value": shortened(other.raw or str(other.value)), "place": where}
    return say("“{label}” {value} ({place})", **told) if where else f"“{label}” {told['value']}"


def _table(name: str, seen: Seen) -> str:
    """A table of the form, and how many rows it has where that is known."""
    repeat = seen.answers.plan.repeats[name]
    label, rows = repeat.label.said(current_language()) or name, seen.answers.record.rows.get(repeat.path)
    return f"“{label}”" if rows is None else say("“{label}” ({rows:row|rows})", label=label, rows=rows)


def _in_ledger(name: Reference, seen: Seen) -> str:
    """What the office's ledger holds of the unit in this time, with the row of the first."""
    records = seen.answers.background.others.get(name.form, ())
    every = [answer for record in records for answer in record.answers if answer.path.endswith(f"/{name.name}")]
    told = [answer for answer in every if answer.value is not None]
    if not told:
        return say("the office's ledger, which has nothing of this time")
    values = enumerated(shortened(str(answer.value)) for answer in told)
    return say("what the office's ledger has: {values} ({place})", values=values, place=told[0].place)


def answer_place(seen: Seen) -> Place:
    """Where the answer stands whose expression is worked out."""
    answer = seen.answers.at(seen.asked, seen.row)
    return answer.place if answer else Place()


def placed(field: Field, answer: Answer) -> Place:
    """The place of an answer, with the label of its field."""
    return replace(answer.place, field=field.label.said(current_language()) or field.name, path=answer.path)


def shortened(text: str) -> str:
    """`text` in one line, cut where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"
