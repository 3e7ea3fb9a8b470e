"""What people call the figures and tables of the rules: as forms print them, never as the rules write them.

A result keeps the names of the rules (`APR.signed 2026`), which decisions and digests rest on; whoever is told of it
reads the form's title, the field's label and the period in words. Every text may be said twice without harm.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from docgen.assessment.amounts import FACTS
from docgen.assessment.dossier import LEDGER
from docgen.assessment.rules import Rules
from docgen.assessment.tables import RECORDS
from docgen.campaign import Campaign
from docgen.campaign.ledger_sheets import LEDGERS
from docgen.findings import Scalar
from docgen.language import enumerated, in_brackets, say
from docgen.model import (
    DecisionKind,
    Evidence,
    Field,
    FieldType,
    FormDefinition,
    LossState,
    Node,
    Reason,
    Source,
    Wording,
    kind_word,
)
from docgen.model.periods import parse_period

_PERIOD = re.compile(r"(?<![\w.-])\d{4}[QH][1-4](?![\w-])", re.ASCII)
_UNTITLED = Wording()
_NAMES = frozenset({"name", "base", "other", "table", "figure"})
"""Places of a sentence that hold one name of the rules and nothing else."""


@dataclass(frozen=True, slots=True)
class Called:
    """What people call a figure or a row: of which form or ledger, its label, of which period, which row of it.

    `order` is where it stands in its form.
    """

    of: str
    label: str = ""
    period: str = ""
    row: str = ""
    order: int = 0

    def __str__(self) -> str:
        what = _told(self.of, self.label, self.period)
        return say("{what}, {row}", what=what, row=self.row) if self.row else what


@dataclass(frozen=True)
class FormNames:
    """The words of a form: its title with its code, labels by field, titles by repeat, words by field and choice."""

    title: str
    labels: Mapping[str, str]
    tables: Mapping[str, str]
    words: Mapping[str, Mapping[str, str]]
    keys: Mapping[str, str]
    """The first column of each repeat, which tells its rows apart."""
    days: frozenset[str] = frozenset()
    """The fields that are answered with a day, or with a moment."""

    @cached_property
    def order(self) -> Mapping[str, int]:
        """Where each field stands in the form."""
        return {name: number for number, name in enumerate(self.labels)}

    def label(self, name: str) -> str | None:
        """What the form prints beside a field or above a table; None if it has none of that name."""
        return "" if name == RECORDS else self.labels.get(name, self.tables.get(name))


@dataclass(frozen=True)
class Names:
    """The words of every form by its code, and of all else the rules name: `ledger.meetings`, `limit.deaths`."""

    forms: Mapping[str, FormNames] = field(default_factory=dict)
    others: Mapping[str, str] = field(default_factory=dict)
    rules: str = ""
    """The title of the rules."""
    types: Mapping[str, str] = field(default_factory=dict)
    """The unit types by their keys."""

    def said(self, text: str) -> str:
        """`text` with each name of the rules in it as people call it; one that is not known stays."""
        return _PERIOD.sub(lambda found: _period(found[0]), self._pattern.sub(self._replaced, text))

    def brief(self, name: str) -> str:
        """One figure of the rules by its label and the code of its form: “Major problems settled” (APR)."""
        form, _, rest = name.partition(".")
        label = self.forms[form].label(rest.rpartition(".")[2]) if form in self.forms else ""
        if label:
            return say("“{text}”", text=label) + in_brackets(form)
        return self.others.get(name) or self.said(name)

    def reason(self, reason: Reason) -> str:
        """Why points were lost, in words."""
        told = tuple((place, self._filled(place, value)) for place, value in reason.values)
        return self.said(str(Reason(reason.sentence, told)))

    def called(self, name: str) -> Called:
        """What people call the figure or row that evidence names."""
        stem, _, rest = name.partition(" ")
        first, _, last = stem.partition(".")
        if first not in self.forms:
            return Called(self.others.get(stem, stem), row=self.said(rest))
        period, _, row = rest.partition(" ")
        if parse_period(period) is None:
            period, row = "", rest
        return self._of_form(self.forms[first], last, _period(period), self.said(row))

    def value(self, name: str, value: str) -> str:
        """A value of the field that evidence names: a choice as the form prints it, yes and no as people say them."""
        form, _, last = name.partition(" ")[0].partition(".")
        words = self.forms[form].words.get(last.rpartition(".")[2], {}) if form in self.forms else {}
        plain = {"yes": say("yes"), "no": say("no")}
        return words.get(value) or plain.get(value, value)

    def figure(self, one: Evidence) -> str:
        """The figure or row that shows a loss, with its value."""
        if one.source is Source.ABSENCE:
            return str(self.called(one.name))
        value = _decided(one.value) if one.source is Source.DECISION else self.value(one.name, one.value)
        return with_value(self._shown(one), value)

    def _shown(self, one: Evidence) -> str:
        if one.source is Source.DECISION:
            kind, _, subject = one.name.partition(" ")
            return f"{kind_word(DecisionKind(kind))} {self.said(subject)}" if kind in tuple(DecisionKind) else one.name
        called = self.called(one.name)
        return called.row if one.source in (Source.ACCIDENTS, Source.LEDGER) and called.row else str(called)

    def form(self, code: str) -> str:
        """A form by its code, with its title."""
        return self.forms[code].title if code in self.forms else code

    def subject(self, subject: str) -> str:
        """What a decision is about, `A2.1/1/APR 2026`: the item or rule, and the figures or the event."""
        first, *rest = subject.split("/")
        told = enumerated(self._named(one) for one in rest if not one.isdecimal())
        return say("{heading}: {label}", heading=first, label=told) if told else first

    def _named(self, name: str) -> str:
        """One name of the rules, or several in a sum, or the title of a figure, which is none."""
        stem = name.partition(" ")[0]
        known = name in self.others or ("." in stem and stem in self.others) or stem.partition(".")[0] in self.forms
        return str(self.called(name)) if known and " + " not in name and " - " not in name else self.said(name)

    def _filled(self, place: str, value: Scalar) -> Scalar:
        if not isinstance(value, str):
            return value
        if place == "who":
            return say("the office")  # the login of a clerk is nothing to a unit; the journal keeps it
        if place in _NAMES:
            return self._named(value)
        if place == "row":
            return _of_period(value)
        if place == "forms":
            return enumerated(self.form(code.strip()) for code in value.split(","))
        return {"yes": say("yes"), "no": say("no")}.get(value, value) if place == "value" else value

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        first = "|".join(re.escape(one) for one in (*sorted(self.forms, key=len, reverse=True), LEDGER, *FACTS))
        name = rf"(?<![\w.(/-])({first})((?:\.[A-Za-z_]\w*){{0,2}})(?: (\d{{4}}(?:[QH][1-4])?)(?![\w-]))?"
        return re.compile(name, re.ASCII)

    def _replaced(self, found: re.Match[str]) -> str:
        first, rest, period = found[1], found[2].removeprefix("."), found[3] or ""
        if first not in self.forms:
            known = self.others.get(f"{first}.{rest}")
            return found[0] if known is None else " ".join(filter(None, (known, period)))
        if not (rest or period) or (rest and self.forms[first].label(rest.rpartition(".")[2]) is None):
            return found[0]
        return str(self._of_form(self.forms[first], rest, _period(period), ""))

    def _of_form(self, form: FormNames, rest: str, period: str, row: str) -> Called:
        last = rest.rpartition(".")[2]
        label = form.label(last) if last else ""
        row = form.words.get(form.keys.get(last, ""), {}).get(row, row)
        return Called(form.title, last if label is None else label, period, row, form.order.get(last, 0))


PLAIN = Names()
"""Nothing is called otherwise than the rules write it."""


def names_of(rules: Rules, campaign: Campaign, forms: Iterable[FormDefinition]) -> Names:
    """The names of a campaign's forms, ledgers, indicators and figures, in its language."""
    language = campaign.settings.language
    known = {form.code: form_names(form, language) for form in forms}
    title = rules.settings.title or say("Assessment Rules")
    types = {key: one.name for key, one in campaign.settings.unit_types.items()}
    return Names(known, dict(_others(rules, campaign, Names(known))), title, types)


def form_names(form: FormDefinition, language: str) -> FormNames:
    """The words of one form in a language."""
    labels = {}
    told = Counter(one.label.said(language) for one in form.fields)
    for heading, one in _fields(form.body):
        label, above = one.label.said(language), heading.said(language)
        labels[one.name] = label or one.name
        if above and told[label] > 1:
            labels[one.name] = say("{heading}: {label}", heading=above, label=label or one.name)
    repeats = {repeat.path.rpartition("/")[2]: repeat for repeat in form.repeats}
    only = len(repeats) == 1
    return FormNames(
        say("{title} ({code})", title=form.title.said(language) or form.code, code=form.code),
        labels,
        {name: "" if only else repeat.label.said(language) for name, repeat in repeats.items()},
        {one.name: {c.name: c.label.said(language) for c in one.choices} for one in form.fields if one.choices},
        {name: repeat.members[0].name for name, repeat in repeats.items() if repeat.members},
        frozenset(one.name for one in form.fields if one.type in (FieldType.DATE, FieldType.DATETIME)),
    )


def _fields(nodes: Iterable[Node], heading: Wording = _UNTITLED) -> Iterator[tuple[Wording, Field]]:
    """Every field with the heading of the group or table it stands in."""
    for node in nodes:
        if isinstance(node, Field):
            yield heading, node
        else:
            yield from _fields(node.members, node.label)


def _others(rules: Rules, campaign: Campaign, names: Names) -> Iterator[tuple[str, str]]:
    settings, chinese = campaign.settings, campaign.settings.language == "zh"
    for ledger in LEDGERS:
        title = ledger.titles[1] if chinese else ledger.titles[0]
        yield f"{LEDGER}.{ledger.name}", say("ledger “{title}”", title=title)
    for key, one in settings.indicators.items():
        yield f"limit.{key}", say("the limit of “{title}”", title=one.title)
        if one.last_year:
            yield f"last.{one.last_year}", say("“{title}” of last year", title=one.title)
    for sheet, columns in settings.sheets.items():
        yield f"unit.{sheet}", columns.title or sheet
        if sheet == "units":
            yield from ((f"unit.{name}", one.title or name) for name, one in columns.columns.items())
    yield from _figures(rules, names)


def _figures(rules: Rules, names: Names) -> Iterator[tuple[str, str]]:
    """The figures of sheet Figures by their titles; where several bear one title, with what each is counted in."""
    figures = rules.names.figures
    titles = [one.title for one in figures.values()]
    for one in figures.values():
        first = one.of.name.partition(".")[0]
        of = names.forms[first].title if first in names.forms else ""
        shared = titles.count(one.title) > 1 and of
        yield one.id, say("{heading}: {label}", heading=of, label=one.title) if shared else one.title or one.id


def _decided(value: str) -> str:
    """What a decision says holds, in words; points and figures stay."""
    words = {
        "lose": say("the points are lost"),
        "full": say("no points off"),
        "not applicable": say("does not apply"),
        "confirmed": say("confirmed"),
        "rejected": say("rejected"),
    }
    return objection_word(LossState(value)) if value in tuple(LossState) else words.get(value, value)


def objection_word(state: LossState) -> str:
    """How far a loss is settled between the unit and the office."""
    words = {
        LossState.PROPOSED: say("proposed"),
        LossState.ACCEPTED: say("the unit accepts the points off"),
        LossState.DISPUTED: say("disputed"),
        LossState.SUSTAINED: say("the points off stand"),
        LossState.DISMISSED: say("the points off are taken back"),
    }
    return words[state]


def _told(of: str, label: str, period: str) -> str:
    if label and period:
        return say("{of}, {label}, {period}", of=of, label=label, period=period)
    if label:
        return say("{of}, {label}", of=of, label=label)
    return say("{of}, {period}", of=of, period=period) if period else of


def with_value(name: str, value: str) -> str:
    """A name with its value, either alone where there is but one."""
    if not name:
        return value
    return say("{name}: {value}", name=name, value=value) if value else name


def _of_period(row: str) -> str:
    """A row with its period behind it, where it stands before."""
    period, _, key = row.partition(" ")
    return say("{what} ({where})", what=key, where=_period(period)) if key and parse_period(period) else row


def _period(text: str) -> str:
    period = parse_period(text)
    return period.short if period else text
