"""The choices only the office can take, asked in plain words: which key of campaign.toml each one settles, and how.

A sample campaign is asked only what its campaign.toml holds; the value there is the default.
"""

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

from docgen.excel import fold
from docgen.language import enumerated, say

Answer = str | bool | int | float | list[dict[str, int | float]] | dict[str, int | float]
"""A value as it is written into campaign.toml."""


class AnswerKind(StrEnum):
    """How an answer is typed."""

    CHOICE = "choice"
    YES_NO = "yes_no"
    NUMBER = "number"
    TEXT = "text"
    SHARES = "shares"
    """Percentages in the order of the table's keys, making 100: 20 20 60."""
    LADDER = "ladder"
    """Steps of days late and the share left: 0=100 5=66 10=33."""


@dataclass(frozen=True, slots=True)
class Option:
    """A word campaign.toml may hold, and what it means."""

    value: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Question:
    """One choice: the dotted key of campaign.toml it settles, the question, how it is answered, and the default."""

    key: str
    text: str
    kind: AnswerKind
    options: tuple[Option, ...] = ()
    default: Answer = ""
    whole: bool = False
    bounds: tuple[int, int] | None = None

    @property
    def shown_default(self) -> str:
        """The default as a person would type it."""
        return _shown(self.default)

    @property
    def hint(self) -> str:
        """How an answer is typed."""
        match self.kind:
            case AnswerKind.CHOICE:
                return say("one of: {options}", options=enumerated(o.value for o in self.options))
            case AnswerKind.YES_NO:
                return say("yes or no")
            case AnswerKind.NUMBER if self.bounds:
                return say("a number from {least} to {most}", least=self.bounds[0], most=self.bounds[1])
            case AnswerKind.NUMBER:
                return say("a number")
            case AnswerKind.SHARES:
                names = self.default if isinstance(self.default, dict) else {}
                return say("percentages that make 100, for {names}", names=enumerated(names))
            case AnswerKind.LADDER:
                return say("days=percent, from the shortest delay on: 0=100 5=50")
            case _:
                return say("a text")

    def parse(self, typed: str) -> Answer | None:
        """The value `typed` means, None if it is no answer. Nothing typed means the default."""
        text = typed.strip()
        if not text:
            return self.default
        match self.kind:
            case AnswerKind.CHOICE:
                return next((o.value for o in self.options if fold(text) in (fold(o.value), fold(o.meaning))), None)
            case AnswerKind.YES_NO:
                return {"yes": True, "y": True, "是": True, "no": False, "n": False, "否": False}.get(text.lower())
            case AnswerKind.NUMBER:
                return self._counted(_number(text))
            case AnswerKind.SHARES:
                return self._shares(text)
            case AnswerKind.LADDER:
                return _ladder(text)
            case _:
                return text

    def _counted(self, number: int | float | None) -> Answer | None:
        least, most = self.bounds or (0, math.inf)
        fits = number is not None and least <= number <= most and (isinstance(number, int) or not self.whole)
        return number if fits else None

    def _shares(self, text: str) -> Answer | None:
        names = list(self.default) if isinstance(self.default, dict) else []
        numbers = [_number(part) for part in re.split(r"[\s/,;]+", text.replace("%", "").strip())]
        shares = {name: n for name, n in zip(names, numbers, strict=False) if n is not None}
        whole = len(names) == len(numbers) == len(shares) and sum(Decimal(str(n)) for n in shares.values()) == 100
        return shares if whole else None


def _shown(value: Answer) -> str:
    if isinstance(value, bool):
        return say("yes") if value else say("no")
    if isinstance(value, dict):
        return " ".join(str(v) for v in value.values())
    if isinstance(value, list):
        return " ".join(f"{step['days']}={step['share']}" for step in value)
    return str(value)


def _number(text: str) -> int | float | None:
    try:
        number = Decimal(text.replace(",", "."))
    except InvalidOperation:
        return None
    if not number.is_finite() or number < 0:
        return None
    return int(number) if number == number.to_integral_value() else float(number)


def _ladder(text: str) -> Answer | None:
    steps: list[dict[str, int | float]] = []
    for part in re.split(r"[\s,;]+", text.replace("%", "").strip()):
        days, _, share = part.partition("=")
        late, left = _number(days), _number(share)
        if not isinstance(late, int) or left is None or left > 100 or (steps and late <= steps[-1]["days"]):
            return None
        steps.append({"days": late, "share": left})
    return steps


def questions(settled: Mapping[str, Any]) -> tuple[Question, ...]:
    """What to ask of a campaign whose campaign.toml holds `settled`, in the current language."""
    asked = (*_of_books(), *_of_scores(), *_of_incidents(), *_of_grades())
    return tuple(_with_default(q, value) for q in asked for value in _settled(settled, q.key))


def _settled(settled: Mapping[str, Any], key: str) -> Iterator[Any]:
    """The value at a dotted key, if it is there."""
    value: Any = settled
    for part in key.split("."):
        if not isinstance(value, Mapping) or part not in value:
            return
        value = value[part]
    yield value


def _with_default(question: Question, value: Any) -> Question:
    return replace(question, default=value)


def _of_books() -> Iterator[Question]:
    style = say("Is the book a letter to the unit, or a contract of two parties?")
    options = (Option("letter", say("letter")), Option("contract", say("contract")))
    yield Question("books.style", style, AnswerKind.CHOICE, options)
    copies = say("How many copies of each book are signed?")
    yield Question("books.copies", copies, AnswerKind.NUMBER, whole=True, bounds=(1, 20))
    yield Question("issuer.signer", say("Who signs for the office?"), AnswerKind.TEXT)


def _of_scores() -> Iterator[Question]:
    weights = say("What are the shares of the parts of the final score, in percent?")
    yield Question("choices.weights", weights, AnswerKind.SHARES)
    rest = say("When an item does not apply to a unit, how is its score made up to the full points?")
    options = (
        Option("rescale", say("by rescaling the items that apply")),
        Option("average", say("with the average of the other units")),
    )
    yield Question("choices.not_applicable", rest, AnswerKind.CHOICE, options)
    decimals = say("How many decimals does a score have?")
    yield Question("choices.decimals", decimals, AnswerKind.NUMBER, whole=True, bounds=(0, 4))
    options = (Option("rounded", say("the rounded score")), Option("exact", say("the exact score")))
    rounded = say("From which score is the grade read?")
    yield Question("choices.grade_from", rounded, AnswerKind.CHOICE, options)
    ladder = say("How much of its points does a late return keep, by days late?")
    yield Question("choices.lateness", ladder, AnswerKind.LADDER)
    tolerance = say("By how many points may a self-assessment differ before it is looked at?")
    yield Question("choices.self_score_tolerance", tolerance, AnswerKind.NUMBER)


def _of_incidents() -> Iterator[Question]:
    blame = say("From which share of the blame on does an incident count against a unit?")
    shares = (
        Option("any", say("any share")),
        Option("equal", say("an equal share")),
        Option("main", say("the main share")),
        Option("full", say("the whole blame")),
    )
    yield Question("choices.blame_from", blame, AnswerKind.CHOICE, shares)
    yield Question("choices.missing_counted", say("Do missing persons count like the dead?"), AnswerKind.YES_NO)
    veto = say("From which level of incident on is a veto proposed?")
    levels = (
        Option("second", say("the second level, the one above an ordinary incident")),
        Option("third", say("the third level")),
    )
    yield Question("choices.veto_from", veto, AnswerKind.CHOICE, levels)


def _of_grades() -> Iterator[Question]:
    caps = say("Does a yellow card keep a unit from the best grade?")
    yield Question("choices.card_caps_grade", caps, AnswerKind.YES_NO)
    lifts = say("May bonus points lift a unit to a better grade?")
    yield Question("choices.bonus_lifts_grade", lifts, AnswerKind.YES_NO)
    publish = say("What is published: scores, or grades only?")
    options = (Option("scores", say("scores and grades")), Option("grades", say("grades only")))
    yield Question("choices.publish", publish, AnswerKind.CHOICE, options)
