"""From rows of text to `Rules`: every cell read as its sheet and kind ask, and all that is wrong told at once."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from docgen.assessment.amounts import Names
from docgen.assessment.canonical import rules_digest
from docgen.assessment.cases import CONDITIONS
from docgen.assessment.kinds import KINDS
from docgen.assessment.kinds.kind import AfterDeadline, Part, Slot, SlotType, in_digits
from docgen.assessment.named import read_derived, read_figures, read_listed, read_lists
from docgen.assessment.rules import (
    BonusRule,
    CaseRule,
    Pot,
    RuledItem,
    Rules,
    RuleSettings,
    Stage,
    StageKind,
    Trial,
    Zeroed,
)
from docgen.assessment.settings import read_settings
from docgen.assessment.sheets import SCORING, RuleRow, Tables
from docgen.assessment.slots import Slots, listed
from docgen.assessment.words import kind_meant, meant
from docgen.excel import fold, nearest
from docgen.findings import Finding
from docgen.findings import assessment as codes
from docgen.model import CaseKind, Grade

_SCORING = tuple(
    name for name, _ in SCORING if name not in ("kind", "missing", "after_deadline", "may_overlap", "reason")
)
_CASE_SLOTS = ("value", "base", "of", "where", "same", "at_least", "days", "forms")
ZERO = Fraction(0)


@dataclass(frozen=True)
class Parsed:
    """Rules and all that is wrong with them; with errors among the findings they are not fit to score by."""

    rules: Rules
    findings: tuple[Finding, ...]


def parse_rules(tables: Tables, types: Mapping[str, str] | None = None) -> Parsed:
    """The rules that `tables` write. `types` are the unit types by each name they may be called by."""
    return _Parser(tables, {fold(k): v for k, v in (types or {}).items()}).parsed()


class _Parser:
    def __init__(self, tables: Tables, types: Mapping[str, str]) -> None:
        self.tables, self.types = tables, types
        self.slots = Slots(read_lists(self.rows("Lists")))
        cases = {row.text("form"): row.text("case") for row in self.rows("Forms") if row.text("case")}
        names = Names(self._forms_counted("last"), self._forms_counted("event"), cases=cases)
        self.slots.names = read_figures(self.rows("Figures"), names, self.slots)
        self.settings = RuleSettings()

    def rows(self, sheet: str) -> tuple[RuleRow, ...]:
        return tuple(self.tables.get(sheet, ()))

    def _forms_counted(self, way: str) -> frozenset[str]:
        return frozenset(r.text("form") for r in self.rows("Forms") if meant(r.text("counts")) == way)

    def parsed(self) -> Parsed:
        self.settings = read_settings(self.rows("Settings"), self.slots)
        ladder = tuple(self._ladder())
        rules = Rules(
            settings=self.settings,
            items=tuple(self._items(ladder)),
            stages=tuple(self._stages()),
            grades=tuple(self._grades()),
            ladder=ladder,
            capping_forms=tuple(r.text("form") for r in self.rows("Forms") if meant(r.text("caps_grade")) == "yes"),
            names=self.slots.names,
            lists=self.slots.lists,
            derived=read_derived(self.rows("Derived"), self.slots),
            listed=read_listed(self.rows("Listed"), self.slots),
            zeroed=tuple(self._zeroed()),
            bonus=tuple(self._bonus()),
            cases=(*self._cases("Veto", CaseKind.VETO), *self._cases("Summons", CaseKind.SUMMONS),
                   *self._cases("Cards", CaseKind.CARD)),
            trials=tuple(self._trials()),
            tables=self.tables,
            types=self.types,
            digest=rules_digest(self.tables),
        )  # fmt: skip
        return Parsed(rules, tuple(dict.fromkeys(self.slots.findings)))

    def _tell(self, code: Any, row: RuleRow, column: str = "", **values: Any) -> None:
        self.slots.findings.append(Finding(code, row.at(column) if column else row.place, values))

    def _ids(self, sheet: str, column: str) -> Iterator[RuleRow]:
        """The rows of a sheet that have an id; one that was used before is told."""
        seen: set[str] = set()
        for row in self.rows(sheet):
            if not row.text(column):
                continue
            if row.text(column) in seen:
                self._tell(codes.RULE_ID_TWICE, row, column, id=row.text(column))
            seen.add(row.text(column))
            yield row

    # items

    def _items(self, ladder: tuple[tuple[int, Fraction], ...]) -> Iterator[RuledItem]:
        parts: dict[str, list[RuleRow]] = defaultdict(list)
        known = [r.text("item") for r in self.rows("Items") if r.text("item")]
        for row in self.rows("Parts"):
            parts[row.text("item")].append(row)
            if row.text("item") not in known:
                near = nearest(row.text("item"), known)
                self._tell(codes.PART_ITEM_UNKNOWN, row, "item", item=row.text("item"), nearest=near or "-")
        for row in self._ids("Items", "item"):
            if row.text("points") or row.text("clause"):  # a note under the table has neither
                yield self._item(row, parts.get(row.text("item"), []), ladder)

    def _item(self, row: RuleRow, parts: list[RuleRow], ladder: tuple[tuple[int, Fraction], ...]) -> RuledItem:
        points = self.slots.number(row, "points")
        if points is None or points <= 0:
            self._tell(codes.ITEM_POINTS, row, "points", item=row.text("item"))
        if row.text("kind") and parts:
            self._tell(codes.ITEM_COUNTED_TWICE, row, "kind", item=row.text("item"))
        if not row.text("kind") and not parts:
            self._tell(codes.ITEM_NOT_COUNTED, row, "kind", item=row.text("item"))
        rows = [row] if row.text("kind") else parts
        types, excepted = self._types(row)
        return RuledItem(
            id=row.text("item"),
            clause=row.text("clause"),
            title=row.text("title"),
            points=points or ZERO,
            standard=row.text("standard"),
            evidence=row.text("evidence"),
            unit_types=types,
            excepted=excepted,
            pots=self._pots(row, rows, points or ZERO, ladder),
            place=row.at("item"),
        )

    def _pots(
        self, item: RuleRow, rows: list[RuleRow], points: Fraction, ladder: tuple[tuple[int, Fraction], ...]
    ) -> tuple[Pot, ...]:
        pots: list[Pot] = []
        for number, row in enumerate(rows, 1):
            own = points if row.sheet == "Items" else self.slots.number(row, "points")
            part = self._part(row, number, own if own is not None else pots[-1].points if pots else ZERO, ladder)
            if own is None and pots:
                pots[-1] = Pot(pots[-1].points, (*pots[-1].parts, replace(part, pooled=True)))
            else:
                pots.append(Pot(own or ZERO, (part,)))
        total = sum((pot.points for pot in pots), ZERO)
        if rows and total != points:
            self._tell(
                codes.PARTS_SUM, item, "points", item=item.text("item"), sum=in_digits(total), points=in_digits(points)
            )
        return tuple(pots)

    def _part(self, row: RuleRow, number: int, points: Fraction, ladder: tuple[tuple[int, Fraction], ...]) -> Part:
        name = kind_meant(row.text("kind"))
        kind = KINDS.get(name)
        common: dict[str, Any] = {"item": row.text("item"), "number": number, "points": points, "place": row.place}
        if kind is None:
            near = nearest(row.text("kind"), [word for k in KINDS.values() for word in (k.name, k.chinese)])
            code = codes.RULE_KIND_NEAR if near else codes.RULE_KIND
            self._tell(code, row, "kind", kind=row.text("kind"), nearest=near, kinds=", ".join(KINDS))
            return Part(kind="", **common)
        self.slots.missing_slots(row, name, kind.slots, _SCORING)
        slots: dict[str, Any] = {s.name: self._slot(row, s) for s in kind.slots if row.text(s.name)}
        ask = self.slots.word(row, "missing", ("lose", "ask"), self.settings.missing) == "ask"
        overlaps = self.slots.word(row, "may_overlap", ("yes", "no"), "no") == "yes"
        closed = self.slots.word(row, "after_deadline", AfterDeadline, self.settings.after_deadline)
        common |= {"ask": ask, "after_deadline": AfterDeadline(closed), "may_overlap": overlaps}
        texts = {"reason": row.text("reason"), **{s.name: row.text(s.name) for s in kind.slots}}
        return Part(kind=name, ladder=ladder, year=self.settings.year, texts=texts, **common, **slots)

    def _slot(self, row: RuleRow, slot: Slot) -> object:
        slots, name = self.slots, slot.name
        readers: dict[SlotType, Callable[[], object]] = {
            SlotType.FIGURE: lambda: slots.figure(row, name),
            SlotType.ANSWER: lambda: slots.figure(row, name),
            SlotType.FIGURES: lambda: slots.figures(row, name),
            SlotType.TABLE: lambda: slots.table(row, name),
            SlotType.WHERE: lambda: slots.where(row, name),
            SlotType.COLUMNS: lambda: slots.columns(row, name),
            SlotType.POINTS: lambda: slots.number(row, name, ZERO),
            SlotType.COUNT: lambda: slots.count(row, name, 1),
            SlotType.DAY: lambda: slots.day(row, name),
            SlotType.FORMS: lambda: listed(row.text(name)),
            SlotType.NOTHING: lambda: slots.nothing(row, name),
            SlotType.BANDS: lambda: slots.bands(row, name),
            SlotType.TEXT: lambda: row.text(name),
        }
        return readers[slot.type]()

    def _types(self, row: RuleRow) -> tuple[tuple[str, ...], bool]:
        """The unit types a cell lists, by their keys; a minus before them leaves them out."""
        entries = listed(row.text("unit_types"))
        excepted = bool(entries) and all(entry[0] in "-－" for entry in entries)
        return tuple(self._type(row, entry.lstrip("-－ ")) for entry in entries), excepted

    def _type(self, row: RuleRow, text: str) -> str:
        if self.types and fold(text) not in self.types:
            near = nearest(text, self.types.values())
            self._tell(codes.RULE_TYPE_UNKNOWN, row, "unit_types", type=text, nearest=near or "-")
        return self.types.get(fold(text), text)

    # the other sheets

    def _ladder(self) -> Iterator[tuple[int, Fraction]]:
        for row in self.rows("Lateness"):
            yield self.slots.count(row, "days", 0), self.slots.number(row, "points") or ZERO

    def _stages(self) -> Iterator[Stage]:
        for row in self._ids("Stages", "stage"):
            word = self.slots.word(row, "kind", tuple(StageKind), StageKind.ITEMS)
            yield Stage(
                id=row.text("stage"),
                title=row.text("title") or row.text("stage"),
                weight=self.slots.number(row, "weight") or ZERO,
                kind=StageKind(word),
                value=row.text("value"),
                base=row.text("base"),
                periods=self.slots.count(row, "periods", 1),
                of=self.slots.table(row, "of"),
                ledger=self.slots.table(row, "ledger"),
                tolerance=self.slots.number(row, "tolerance"),
                place=row.place,
            )

    def _grades(self) -> Iterator[Grade]:
        for row in self._ids("Grades", "grade"):
            yield Grade(row.text("grade"), self.slots.number(row, "from") or ZERO)

    def _zeroed(self) -> Iterator[Zeroed]:
        known = [r.text("item") for r in self.rows("Items")]
        for row in self._ids("Zeroed", "rule"):
            items, of = listed(row.text("items")), self.slots.table(row, "of")
            for item in items:
                if item not in known:
                    self._tell(codes.PART_ITEM_UNKNOWN, row, "items", item=item, nearest=nearest(item, known) or "-")
            if of is None:
                self.slots.missing_slots(row, "zeroed", (Slot("of", SlotType.TABLE),), ())
                continue
            where = self.slots.where(row, "where")
            yield Zeroed(row.text("rule"), row.text("title"), items, of, where, row.place)

    def _bonus(self) -> Iterator[BonusRule]:
        for row in self._ids("Bonus", "rule"):
            of, points = self.slots.table(row, "of"), self.slots.number(row, "points")
            if of is None or not points:
                wanted = (Slot("of", SlotType.TABLE), Slot("points", SlotType.POINTS))
                self.slots.missing_slots(row, "bonus", wanted, ())
                continue
            where = self.slots.where(row, "where")
            yield BonusRule(row.text("rule"), row.text("title"), points, of, where, row.text("matter"), row.place)

    def _cases(self, sheet: str, case: CaseKind) -> Iterator[CaseRule]:
        for row in self.rows(sheet):
            if not row.text("rule") or not (row.text("kind") or row.text("of")):
                continue
            name = meant(row.text("kind") or "rows")
            condition = CONDITIONS.get(name)
            if condition is None:
                near = nearest(row.text("kind"), CONDITIONS)
                code = codes.RULE_KIND_NEAR if near else codes.RULE_KIND
                self._tell(code, row, "kind", kind=row.text("kind"), nearest=near, kinds=", ".join(CONDITIONS))
                continue
            before = len(self.slots.findings)
            self.slots.missing_slots(row, name, condition.slots, _CASE_SLOTS)
            slots: dict[str, Any] = {s.name: self._slot(row, s) for s in condition.slots if row.text(s.name)}
            types, _ = self._types(row)
            if all(f.code is codes.RULE_SLOT_UNUSED for f in self.slots.findings[before:]):
                common: dict[str, Any] = {"unit_types": types, "place": row.place}
                yield CaseRule(case, row.text("rule"), row.text("title"), name, **slots, **common)

    def _trials(self) -> Iterator[Trial]:
        for row in self._ids("Tests", "case"):
            unit_type = self.types.get(fold(row.text("unit_type")), row.text("unit_type"))
            yield Trial(row.text("case"), row.text("given"), row.text("expect"), unit_type, row.place)
