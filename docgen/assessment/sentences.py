"""The rules said back in words, item by item, for the signer to check against what was meant."""

from collections.abc import Iterator
from dataclasses import dataclass

from docgen.assessment.cases import CONDITIONS
from docgen.assessment.kinds import KINDS
from docgen.assessment.kinds.kind import AfterDeadline, IfNothing, Nothing, Part, in_digits
from docgen.assessment.rules import CaseRule, Rules
from docgen.language import enumerated, parted, say
from docgen.model import Reason


@dataclass(frozen=True, slots=True)
class Sentence:
    """What a row of the rules says: where it belongs, and in words."""

    id: str
    title: str
    words: str


def sentences(rules: Rules) -> tuple[Sentence, ...]:
    """Every item and condition in words, in the order of the rules."""
    items = (Sentence(item.id, item.title, parted(map(part_in_words, item.parts))) for item in rules.items)
    cases = (Sentence(rule.id, rule.title, case_in_words(rule)) for rule in rules.cases)
    return (*items, *_zeroed(rules), *_bonus(rules), *cases)


def part_in_words(part: Part) -> str:
    """How a part is counted, in the current language."""
    if not part.kind:
        return ""
    values = {name: text or "–" for name, text in part.texts.items()}
    values |= {
        "points": in_digits(part.points),
        "lose": in_digits(part.lose),
        "late": in_digits(part.late),
        "needed": str(part.needed),
        "at_most": in_digits(part.at_most) if part.at_most is not None else "–",
        "none": nothing_in_words(part.none),
        "ladder": enumerated(_step(days, in_digits(points)) for days, points in part.ladder),
        "where": part.where.text or say("any"),
    }
    words = str(Reason(KINDS[part.kind].sentence, tuple(values.items())))
    if not part.ask:
        return words
    return say("{words}; asked for where it is missing, after the deadline: {then}", words=words,
               then=becomes_word(part.after_deadline))  # fmt: skip


def _step(days: int, points: str) -> str:
    if not days:
        return say("in time {points}", points=points)
    return say("up to {days} days late {points}", days=days, points=points)


def nothing_in_words(none: IfNothing) -> str:
    """What 0 of 0 is."""
    if none.figure is not None:
        return say("full points if {figure} is 1 or more, otherwise none", figure=none.figure.text)
    words = {
        Nothing.NOT_APPLICABLE: say("does not apply"),
        Nothing.FULL: say("full points"),
        Nothing.ZERO: say("no points"),
    }
    return words[none.what]


def becomes_word(value: AfterDeadline) -> str:
    """What a closed figure is, in words."""
    words = {
        AfterDeadline.ASK: say("stays open"),
        AfterDeadline.LOSE: say("the points are lost"),
        AfterDeadline.FULL: say("no points off"),
        AfterDeadline.NOT_APPLICABLE: say("does not apply"),
    }
    return words[value]


def case_in_words(rule: CaseRule) -> str:
    """The condition of a veto or card."""
    values = {
        "value": rule.value.text if rule.value else "",
        "base": rule.base.text if rule.base else "",
        "of": rule.of.name if rule.of else "",
        "where": rule.where.text or say("any"),
        "same": rule.same or "–",
        "at_least": str(rule.at_least),
        "days": str(rule.days),
        "forms": enumerated(rule.forms),
    }
    return str(Reason(CONDITIONS[rule.kind].sentence, tuple(values.items())))


def _zeroed(rules: Rules) -> Iterator[Sentence]:
    for one in rules.zeroed:
        words = say(
            "{items} score nothing once {of} has a row where {where}",
            items=enumerated(one.items),
            of=one.of.name,
            where=one.where.text or say("any"),
        )
        yield Sentence(one.id, one.title, words)


def _bonus(rules: Rules) -> Iterator[Sentence]:
    for one in rules.bonus:
        words = say(
            "{points} points for a row of {of} where {where}; of one {matter} only the highest counts",
            points=f"{'+' if one.points > 0 else ''}{in_digits(one.points)}",
            of=one.of.name,
            where=one.where.text or say("any"),
            matter=one.matter or "–",
        )
        yield Sentence(one.id, one.title, words)
