"""The sheet a unit is given: one page, item by item. Where not all items find room, those that weigh most come first.

What found no room is counted on the sheet, with the place where it stands: nothing is left out in silence.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache

from docgen.assessment.evidence import briefly
from docgen.assessment.explain import case_state_word, case_word, explain, points_shown
from docgen.assessment.names import PLAIN, Names
from docgen.assessment.papers import Paper, press_paper
from docgen.assessment.sums import total
from docgen.campaign import Campaign
from docgen.language import enumerated, parted, say, speaking
from docgen.model import Assessment, Case, Explanation, Loss
from docgen.press import Pressed

FEW = 4
"""So many reasons and figures of an item are told where not everything finds room."""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """What was lost of one item: its points, those of the final score, every reason and all that shows it."""

    item: str
    title: str
    clause: str
    points: Fraction
    final: Fraction
    reason: str
    evidence: str
    cut: bool = False
    """Whether only the first of its reasons or figures are there."""


def press_sheet(campaign: Campaign, one: Assessment, names: Names, today: date) -> tuple[Paper, Pressed]:
    """The sheet with as many items as its one page holds, and the page itself."""
    with speaking(campaign.settings.language):
        whole, brief = sheet_rows(one, names), sheet_rows(one, names, FEW)
        counts = range(len(brief), -1, -1)
        papers = [sheet_paper(one, whole, len(whole), names), *(sheet_paper(one, brief, n, names) for n in counts)]

        @cache
        def page(number: int) -> Pressed:
            return press_paper(campaign, papers[number], today)

        def fits(number: int) -> bool:
            return page(number).pages <= 1

        first = 0 if fits(0) else bisect_left(range(len(papers) - 1), True, lo=1, key=fits)
        return papers[first], page(first)


def sheet_paper(one: Assessment, rows: Sequence[SheetRow], count: int, names: Names = PLAIN) -> Paper:
    """The sheet with `count` of the items: all of them in the order of the rules, else the heaviest first."""
    told = explain(one, names)
    shown = sorted(rows, key=lambda row: -row.final)[:count] if count < len(rows) else rows
    left = [row for row in rows if row not in shown]
    context = {
        "unit": {"code": one.unit, "name": one.name},
        "told": {
            "sum": told.sum,
            "verdict": _verdict(told),
            "why": [*told.why, *told.expired],
            "rules": told.rules,
            "digest": told.digest[:16],
            "losses": [_cells(row) for row in shown],
            "more": _more(left) or _shortened(rows),
            "awards": [f"{rule} {points}  {why}".strip() for rule, points, why in told.awards]
            + [f"{points}  {why}" for points, why in told.cuts],
            "cases": list(_case_lines(one.cases, names)),
        },
    }
    return Paper("explanation", "E", one.unit, one.name, context, "explanations")


def _verdict(told: Explanation) -> str:
    score = told.score or " – ".join(told.between)
    grade = say("grade {grade}", grade=told.grade) if told.grade else told.state
    rank = say("rank {rank}", rank=told.rank) if told.rank else say("not ranked")
    return say("Score {score}, {grade}, {rank}.", score=score, grade=grade, rank=rank)


def _cells(row: SheetRow) -> dict[str, str]:
    return {
        "item": f"{row.item} {row.title}".strip(),
        "clause": row.clause,
        "points": points_shown(row.points),
        "final": points_shown(row.final),
        "reason": row.reason,
        "evidence": row.evidence,
    }


def _more(left: Sequence[SheetRow]) -> str:
    """How much found no room on the page, and where it stands."""
    if not left:
        return ""
    return say(
        "The items that weigh most are shown. {count} more ({items}) cost {final} of the score together: the result"
        " letter tells them all.",
        count=len(left),
        items=enumerated(row.item for row in left),
        final=points_shown(total(row.final for row in left)),
    )


def _shortened(rows: Sequence[SheetRow]) -> str:
    if not any(row.cut for row in rows):
        return ""
    return say("All that is cut short here is told by the result letter.")


def sheet_rows(one: Assessment, names: Names = PLAIN, most: int | None = None) -> tuple[SheetRow, ...]:
    """The losses of each item as one row, in the order of the rules; `most` reasons and figures of each, if given."""
    items = {item.item: item for item in one.items}
    stages = {stage.stage: stage.title for stage in one.stages}
    by_item: dict[str, list[Loss]] = defaultdict(list)
    for loss in one.losses:
        by_item[loss.item if loss.item in items else loss.stage].append(loss)
    who = {key: (key, item.title, item.clause) for key, item in items.items()}
    return tuple(_row(who.get(key) or ("", stages[key], ""), losses, names, most) for key, losses in by_item.items())


def _row(who: tuple[str, str, str], losses: Sequence[Loss], names: Names, most: int | None) -> SheetRow:
    """The row of an item's losses; `who` are its id, title and clause."""
    evidence = tuple(dict.fromkeys(one for loss in losses for one in loss.evidence))
    reasons = tuple(_often(names.reason(loss.reason) for loss in losses))
    long = most is not None and max(len(evidence), len(reasons)) > most
    return SheetRow(
        *who,
        points=total(loss.points for loss in losses),
        final=total(loss.final for loss in losses),
        reason=parted((*reasons[:most], *_and_more(len(reasons), most))),
        evidence=parted((*briefly(evidence[:most], names), *_and_more(len(evidence), most))),
        cut=long,
    )


def _and_more(count: int, most: int | None) -> Iterator[str]:
    if most is not None and count > most:
        yield say("and {count} more", count=count - most)


def _often(texts: Iterable[str]) -> Iterator[str]:
    """Each text once, with how often it came."""
    counts: dict[str, int] = defaultdict(int)
    for text in texts:
        counts[text] += 1
    yield from (f"{text} × {count}" if count > 1 else text for text, count in counts.items())


def _case_lines(cases: Iterable[Case], names: Names) -> Iterator[str]:
    """One line for all cases of one rule that are as far: `yellow card Y2: … – confirmed (LJ-Y-2026-01)`."""
    lines: dict[tuple[str, str], list[str]] = defaultdict(list)
    for case in cases:
        if not case.open:
            document = case.decision.document if case.decision else ""
            state = case_state_word(case)
            state = say("{what} ({where})", what=state, where=document) if document else state
            lines[f"{case_word(case.kind)} {case.rule}", state].append(names.reason(case.reason))
    for (rule, state), reasons in lines.items():
        yield say("{rule}: {reasons} – {state}", rule=rule, reasons=parted(_often(reasons)), state=state)
