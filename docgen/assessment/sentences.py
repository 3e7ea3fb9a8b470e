"""The rules said back in words, item by item, for the signer to check against what was meant."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from babel.dates import format_date

from docgen.assessment.amounts import Figure, NamedFigure
from docgen.assessment.cases import CONDITIONS
from docgen.assessment.columns import Columns, columns_of
from docgen.assessment.explain import signed
from docgen.assessment.kinds import KINDS
from docgen.assessment.kinds.kind import AfterDeadline, IfNothing, Nothing, Part, in_digits
from docgen.assessment.names import PLAIN, Names
from docgen.assessment.rules import BonusRule, CaseRule, Rules, Zeroed
from docgen.assessment.tables import Derived, TableRef
from docgen.assessment.where import Condition
from docgen.expression import Reference
from docgen.language import current_language, enumerated, parted, say
from docgen.model import Reason

_ANY_LEAP_YEAR = 2000


@dataclass(frozen=True, slots=True)
class Sentence:
    """What a row of the rules says: where it belongs, and in words."""

    id: str
    title: str
    words: str


def sentences(rules: Rules, names: Names = PLAIN) -> tuple[Sentence, ...]:
    """Every item and condition in words, in the order of the rules; figures and columns called as in `names`."""
    items = (Sentence(item.id, item.title, parted(part_in_words(p, names) for p in item.parts)) for item in rules.items)
    zeroed = (Sentence(one.id, one.title, _zeroed(one, names)) for one in rules.zeroed)
    bonus = (Sentence(one.id, one.title, _bonus(one, names)) for one in rules.bonus)
    cases = (Sentence(rule.id, rule.title, case_in_words(rule, names)) for rule in rules.cases)
    figures = (Sentence(one.id, one.title, _counted(one, names)) for one in rules.names.figures.values())
    return (*items, *zeroed, *bonus, *cases, *figures, *_made_columns(rules.derived, names))


def part_in_words(part: Part, names: Names = PLAIN) -> str:
    """How a part is counted, in the current language."""
    if not part.kind:
        return ""
    columns = _columns(names, part.of)
    values = {name: text or "–" for name, text in part.texts.items()}
    values |= {
        "points": in_digits(part.points),
        "lose": in_digits(part.lose),
        "late": in_digits(part.late),
        "needed": str(part.needed),
        "at_most": in_digits(part.at_most) if part.at_most is not None else "–",
        "day": _day(*part.day),
        "none": nothing_in_words(part.none, names),
        "ladder": enumerated(_step(days, in_digits(points)) for days, points in part.ladder),
        "value": _figure(part.value, names),
        "base": _figure(part.base, names),
        "values": enumerated(_figure(one, names) for one in part.values),
        "of": names.said(part.of.name) if part.of else "–",
        "rows": _rows(part.of, part.where, names),
        "having": columns.met(part.having),
        "columns": enumerated(map(columns.called, part.columns)),
        "forms": enumerated(map(names.said, part.forms)),
    }
    words = str(Reason(KINDS[part.kind].sentence, tuple(values.items())))
    if not part.ask:
        return words
    return say("{words}; asked for where it is missing, after the deadline: {then}", words=words,
               then=becomes_word(part.after_deadline))  # fmt: skip


def _figure(figure: Figure | None, names: Names) -> str:
    """A figure as it is written, each name in it as people call it; a sum in brackets."""
    if figure is None:
        return "–"
    text = re.sub(r"[\w.]+", lambda found: names.brief(found[0]), figure.text)
    return say("({text})", text=text) if len(figure.names) > 1 else text


def _day(month: int, day: int) -> str:
    pattern, language = ("M月d日", "zh") if current_language() == "zh" else ("d MMMM", "en")
    return format_date(date(_ANY_LEAP_YEAR, month, day), pattern, locale=language)


def _rows(table: TableRef | None, where: Condition, names: Names) -> str:
    """The rows that are counted, to stand after “row”."""
    of = names.said(table.name) if table else "–"
    if where.node is None:
        return say("of {of}", of=of)
    return say("of {of} where {where}", of=of, where=_columns(names, table).met(where))


def _columns(names: Names, table: TableRef | None) -> Columns:
    return columns_of(names, table.name) if table else Columns()


def _step(days: int, points: str) -> str:
    if not days:
        return say("in time {points}", points=points)
    return say("up to {days} days late {points}", days=days, points=points)


def nothing_in_words(none: IfNothing, names: Names) -> str:
    """What 0 of 0 is."""
    if none.figure is not None:
        return say("full points if {figure} is 1 or more, otherwise none", figure=_figure(none.figure, names))
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


def case_in_words(rule: CaseRule, names: Names = PLAIN) -> str:
    """The condition of a veto or card."""
    columns, rows = _columns(names, rule.of), _rows(rule.of, rule.where, names)
    values = {
        "value": _figure(rule.value, names),
        "base": _figure(rule.base, names),
        "rows": say("{rows}, alike in {same}", rows=rows, same=columns.called(rule.same)) if rule.same else rows,
        "at_least": str(rule.at_least),
        "days": str(rule.days),
        "forms": enumerated(map(names.form, rule.forms)),
    }
    return str(Reason(CONDITIONS[rule.kind].sentence, tuple(values.items())))


def _zeroed(one: Zeroed, names: Names) -> str:
    return say(
        "{items} score nothing once there is a row {rows}",
        items=enumerated(one.items),
        rows=_rows(one.of, one.where, names),
    )


def _bonus(one: BonusRule, names: Names) -> str:
    words = say(
        "{points:point|points} for a row {rows}", points=signed(one.points), rows=_rows(one.of, one.where, names)
    )
    if not one.matter:
        return words
    matter = _columns(names, one.of).called(one.matter)
    return say("{words}; of one {matter} only the highest counts", words=words, matter=matter)


def _counted(one: NamedFigure, names: Names) -> str:
    """What a figure of sheet Figures counts, what leaves it open, and what it is where the unit has no rows."""
    columns, rows = _columns(names, one.of), _rows(one.of, one.where, names)
    added = enumerated(say("“{text}”", text=columns.called(name)) for name in one.add)
    if added:
        words = [say("{columns} added up in every row {rows}", columns=added, rows=rows)]
    else:
        words = [say("the number of rows {rows}", rows=rows)]
    if one.among.node:
        words.append(say("only those where {where}", where=columns.met(one.among)))
    if one.pending:
        words.append(say("open while there is one where {where}", where=columns.met(one.pending)))
    if one.fallback:
        words.append(say("if there is no row at all: {figure}", figure=_figure(one.fallback, names)))
    return parted(words)


def _made_columns(derived: Iterable[Derived], names: Names) -> Iterator[Sentence]:
    """The columns of sheet Derived: of several rows for one column the first whose condition is met counts."""
    before: set[tuple[str, str]] = set()
    for one in derived:
        value = say("“{text}”", text=columns_of(names, one.of).choice(Reference(one.column), one.value))
        words = say("{value} in a row {rows}", value=value, rows=_rows(TableRef(one.of), one.where, names))
        if (one.of, one.column) in before:
            words = say("{words}, if none above holds", words=words)
        before.add((one.of, one.column))
        yield Sentence(one.column, names.said(one.of), words)
