"""What Excel works out and checks by itself: sums and rates, figures typed once, what a cell accepts, what is wrong."""

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from functools import partial

from xlsxwriter.utility import quote_sheetname, xl_range_abs, xl_rowcol_to_cell

from docgen.excel.form.plan import Plan, Slot
from docgen.excel.form.words import choice_words, remark, several, wanted
from docgen.language import speaking
from docgen.model import Blank, Field, FieldType
from docgen.model.forms import row_of, with_row

Refer = Callable[[str], str]
"""From the path of a field, without row, to its cell as a formula writes it, or its column where it is asked in rows;
empty where it stands nowhere."""


class Said(StrEnum):
    """What of a field is said as a formula."""

    CALCULATION = "calculation"
    """What it comes to, blank while what it needs is blank."""
    RULE = "rule"
    """True unless the answers break its constraint."""
    RELEVANT = "relevant"
    """True unless the answers say that it is not asked."""


Translate = Callable[[Blank, str, Refer, Said], str]
"""From a form and the path of a field to a formula without =; "" where there is none, or Excel has no words for it."""


def untranslated(_blank: Blank, _path: str, _refer: Refer, _said: Said) -> str:
    """A `Translate` that leaves all checking to the reading of returns."""
    return ""


LISTS_SHEET = "_lists"
_MESSAGE, _TITLE, _LIST = 255, 32, 255
"""Most letters Excel takes of a message, its title, and a list."""
_NUMBERS = {FieldType.INTEGER: "ISNUMBER({0}),{0}=INT({0})"}
_NUMBER = "ISNUMBER({0})"


class Formulas:
    """Where every field of a workbook stands, and what is said of its cell in formulas."""

    def __init__(self, plans: Sequence[Plan], names: Mapping[str, str], translate: Translate = untranslated) -> None:
        self._names, self._translate = names, translate
        self._cells = {(plan.blank.definition.code, slot.path): slot for plan in plans for slot in plan.slots}
        self._columns: dict[tuple[str, str], list[Slot]] = {}
        self._first: dict[str, tuple[str, str]] = {}
        for plan in plans:
            for slot in plan.slots:
                if not plan.blank.asks(slot.field):
                    continue
                if row_of(slot.path) is not None:
                    self._columns.setdefault((plan.blank.definition.code, slot.field.path), []).append(slot)
                elif slot.field.shared:
                    self._first.setdefault(slot.field.shared, (plan.blank.definition.code, slot.path))

    def link(self, blank: Blank, slot: Slot) -> tuple[str, str] | None:
        """Form and path of the cell where a figure shared by several forms is typed, which this one only shows."""
        first, here = self._first.get(slot.field.shared), (blank.definition.code, slot.path)
        filled = blank.values.get(slot.path)
        is_fixed = filled is not None and filled.locked
        return first if first and first != here and row_of(slot.path) is None and not is_fixed else None

    def of(self, blank: Blank, slot: Slot) -> str:
        """The formula of a cell, "" for one that is typed."""
        filled = blank.values.get(slot.path)
        if not blank.asks(slot.field) or (filled is not None and filled.locked):
            return ""
        if source := self.link(blank, slot):
            cell = f"{quote_sheetname(self._names[source[0]])}!{self._address(source)}"
            return f'=IF({cell}="","",{cell})'
        return self._calculated(blank, slot) if slot.field.calculation else ""

    def _calculated(self, blank: Blank, slot: Slot) -> str:
        """The calculation; a sum over rows none of which is filled in is blank, not 0."""
        columns: list[str] = []

        def noted(path: str) -> str:
            cell = self.cell_for(blank.definition.code, slot, path)
            if ":" in cell:
                columns.append(cell)
            return cell

        formula = self._translate(blank, slot.field.path, noted, Said.CALCULATION)
        if not formula:
            return ""
        empty = f"COUNTA({','.join(dict.fromkeys(columns))})=0"
        return f'=IF({empty},"",IFERROR({formula},""))' if columns else f'=IFERROR({formula},"")'

    def rule(self, blank: Blank, slot: Slot) -> str:
        """A formula without = that is true unless the cell's answer breaks its constraint; "" if there is none."""
        return self._said(blank, slot, Said.RULE) if slot.field.constraint else ""

    def broken(self, blank: Blank, slot: Slot) -> str:
        """A formula that is true where the cell's answer breaks a rule; "" if there is none."""
        rule, cell = self.rule(blank, slot), self.cell_for(blank.definition.code, slot, slot.field.path)
        return f'=AND({cell}<>"",NOT({rule}))' if rule else ""

    def needless(self, blank: Blank, slot: Slot) -> str:
        """A formula that is true where the cell is not asked, as things are; "" if it always is."""
        relevant = self._said(blank, slot, Said.RELEVANT)
        return f"=NOT({relevant})" if relevant else ""

    def _said(self, blank: Blank, slot: Slot, said: Said) -> str:
        refer = partial(self.cell_for, blank.definition.code, slot)
        return self._translate(blank, slot.field.path, refer, said)

    def cell_for(self, form: str, slot: Slot, path: str) -> str:
        """How formulas beside `slot` name the field at `path`: its cell in the same row, its column, or its cell."""
        row, repeat = row_of(slot.path), slot.path.partition("[")[0]
        if row is not None and path.startswith(f"{repeat}/"):
            return self._address((form, with_row(path, repeat, row)), absolute=False)
        column = self._columns.get((form, path))
        if column:
            first, last = column[0], column[-1]
            return str(xl_range_abs(first.row, first.span.first, last.row, last.span.first))
        return self._address((form, path))

    def _address(self, key: tuple[str, str], *, absolute: bool = True) -> str:
        slot = self._cells.get(key)
        return "" if slot is None else xl_rowcol_to_cell(slot.row, slot.span.first, absolute, absolute)


class Lists:
    """The lists of drop-downs; long ones, and those with a comma in a choice, stand on a sheet of their own."""

    def __init__(self) -> None:
        self.columns: list[tuple[str, ...]] = []

    def source(self, words: tuple[str, ...]) -> list[str] | str:
        """What a drop-down of `words` is given: the words, or the cells they stand in."""
        joined = ",".join(words)
        if len(joined) <= _LIST and joined.count(",") == len(words) - 1 and '"' not in joined:
            return list(words)
        if words not in self.columns:
            self.columns.append(words)
        column = self.columns.index(words)
        return f"='{LISTS_SHEET}'!{xl_range_abs(0, column, len(words) - 1, column)}"


def validation(slot: Slot, blank: Blank, formulas: Formulas, lists: Lists) -> dict[str, object]:
    """What the cell accepts, with what it says before and when something else is typed; empty for any text."""
    asked = slot.field
    with speaking(blank.language):
        accepted = _accepted(asked, lists)
        if rule := formulas.rule(blank, slot):
            accepted = _custom(asked, rule, formulas.cell_for(blank.definition.code, slot, asked.path)) or accepted
        said = several(asked) if asked.type is FieldType.SELECT_MULTIPLE else remark(blank, asked)
        if not accepted and not said:
            return {}
        return {"validate": "any", "ignore_blank": True, **accepted, **_messages(asked, blank, said)}


def _custom(asked: Field, rule: str, cell: str) -> dict[str, object]:
    """A rule of the definition together with what the type of the answer asks for; nothing where a list is offered."""
    if asked.choices or asked.type is FieldType.ACKNOWLEDGE:
        return {}
    kind = _NUMBERS.get(asked.type, "" if asked.type is FieldType.TEXT else _NUMBER).format(cell)
    formula = f"=AND({kind},{rule})" if kind else f"={rule}"
    return {"validate": "custom", "value": formula} if len(formula) <= _MESSAGE else {}


def _accepted(asked: Field, lists: Lists) -> dict[str, object]:
    match asked.type:
        case FieldType.INTEGER:
            return {"validate": "integer", "criteria": "between", "minimum": -999999999, "maximum": 999999999}
        case FieldType.DECIMAL:
            return {"validate": "decimal", "criteria": "between", "minimum": -1e15, "maximum": 1e15}
        case FieldType.DATE | FieldType.DATETIME:
            return {"validate": "date", "criteria": "between", "minimum": "=1", "maximum": "=109574"}
        case FieldType.TIME:
            return {"validate": "time", "criteria": "between", "minimum": "=0", "maximum": "=0.999999"}
        case FieldType.SELECT_ONE | FieldType.ACKNOWLEDGE:
            return {"validate": "list", "source": lists.source(choice_words(asked))}
        case _:
            return {}


def _messages(asked: Field, blank: Blank, said: str) -> dict[str, object]:
    label = asked.label.said(blank.language)
    wrong = " ".join(filter(None, (wanted(asked), asked.constraint_message.said(blank.language))))
    return {
        "input_title": _cut(label, _TITLE),
        "input_message": _cut(said or wanted(asked), _MESSAGE),
        "error_title": _cut(label, _TITLE),
        "error_message": _cut(wrong, _MESSAGE),
    }


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1] + "…"
