"""What Excel works out and checks by itself: sums and rates, figures typed once, and what a cell accepts."""

from collections.abc import Callable, Mapping, Sequence

from xlsxwriter.utility import quote_sheetname, xl_range_abs, xl_rowcol_to_cell

from docgen.excel.form.plan import Plan, Slot
from docgen.excel.form.words import choice_words, remark, several
from docgen.language import say, speaking
from docgen.model import Blank, Field, FieldType
from docgen.model.forms import row_of, with_row

Refer = Callable[[str], str]
"""From the path of a field, without row, to the cell it stands in, as a formula writes it; "" if it stands nowhere."""
Translate = Callable[[Blank, str, Refer, bool], str]
"""From a form and the path of a field to its calculation as an Excel formula without "=", blank while what it needs is
blank; or, with True, to its constraint, true unless it is broken. "" where Excel has no words for it."""

LISTS_SHEET = "_lists"
_MESSAGE, _TITLE, _LIST = 255, 32, 255
"""Most letters Excel takes of a message, its title, and a list."""


def untranslated(_blank: Blank, _path: str, _refer: Refer, _rule: bool) -> str:
    """A `Translate` that leaves all checking to the reading of returns."""
    return ""


class Formulas:
    """Where every field of a workbook stands, and what its cell works out."""

    def __init__(self, plans: Sequence[Plan], names: Mapping[str, str], translate: Translate = untranslated) -> None:
        self._names, self._translate = names, translate
        self._cells = {(plan.blank.definition.code, slot.path): slot for plan in plans for slot in plan.slots}
        self._first: dict[str, tuple[str, str]] = {}
        for plan in plans:
            for slot in plan.slots:
                if slot.field.shared and row_of(slot.path) is None and plan.blank.asks(slot.field):
                    self._first.setdefault(slot.field.shared, (plan.blank.definition.code, slot.path))

    def source(self, blank: Blank, slot: Slot) -> tuple[str, str] | None:
        """Form and path of the cell where a figure shared by several forms is typed, if it is not this one."""
        first = self._first.get(slot.field.shared)
        here = (blank.definition.code, slot.path)
        return first if first and first != here and row_of(slot.path) is None else None

    def of(self, blank: Blank, slot: Slot) -> str:
        """The formula of a cell, "" for one that is typed."""
        if not blank.asks(slot.field) or (slot.path in blank.values and blank.values[slot.path].locked):
            return ""
        if source := self.source(blank, slot):
            cell = f"{quote_sheetname(self._names[source[0]])}!{self._address(source)}"
            return f'=IF({cell}="","",{cell})'
        if slot.field.calculation:
            return self._calculated(blank, slot)
        return ""

    def _calculated(self, blank: Blank, slot: Slot) -> str:
        """The calculation, blank as long as something is missing that it needs."""
        formula = self._translate(blank, slot.field.path, self.refer(blank.definition.code, slot), False)
        return f'=IFERROR({formula},"")' if formula else ""

    def rule(self, blank: Blank, slot: Slot) -> str:
        """The constraint of a cell as a formula without "=", true unless it is broken; "" if there is none."""
        return self._translate(blank, slot.field.path, self.refer(blank.definition.code, slot), True)

    def refer(self, form: str, slot: Slot) -> Refer:
        """How formulas beside `slot` name other fields: those of its own row, of a whole column, or of the form."""
        row = row_of(slot.path)
        repeat = slot.path.partition("[")[0]

        def refer(path: str) -> str:
            if row is not None and path.startswith(f"{repeat}/"):
                return self._address((form, with_row(path, repeat, row)), absolute=False)
            return self._address((form, path)) or self._column(form, path)

        return refer

    def _address(self, key: tuple[str, str], *, absolute: bool = True) -> str:
        slot = self._cells.get(key)
        return "" if slot is None else xl_rowcol_to_cell(slot.row, slot.span.first, absolute, absolute)

    def _column(self, form: str, path: str) -> str:
        """The cells of one field in all rows of its repeat."""
        slots = [s for (code, _), s in self._cells.items() if code == form and s.field.path == path and row_of(s.path)]
        if not slots:
            return ""
        first, last = (xl_rowcol_to_cell(s.row, s.span.first, True, True) for s in (slots[0], slots[-1]))
        return f"{first}:{last}"


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


def validation(slot: Slot, plan: Plan, formulas: Formulas, lists: Lists) -> dict[str, object]:
    """What the cell accepts, with what it says before and when something else is typed; empty for any text."""
    blank, field = plan.blank, slot.field
    with speaking(blank.language):
        accepted = _ruled(slot, plan, formulas) or _accepted(field, lists)
        said = remark(blank, field)
        if field.type is FieldType.SELECT_MULTIPLE:
            said = several(field)
        if not accepted and not said:
            return {}
        messages = _messages(field, blank, said)
    return {"validate": "any", "ignore_blank": True, **accepted, **messages}


def _accepted(field: Field, lists: Lists) -> dict[str, object]:
    match field.type:
        case FieldType.INTEGER:
            return {"validate": "integer", "criteria": "between", "minimum": -999999999, "maximum": 999999999}
        case FieldType.DECIMAL:
            return {"validate": "decimal", "criteria": "between", "minimum": -1e15, "maximum": 1e15}
        case FieldType.DATE | FieldType.DATETIME:
            return {"validate": "date", "criteria": "between", "minimum": "=1", "maximum": "=109574"}
        case FieldType.TIME:
            return {"validate": "time", "criteria": "between", "minimum": "=0", "maximum": "=0.999999"}
        case FieldType.SELECT_ONE | FieldType.ACKNOWLEDGE:
            return {"validate": "list", "source": lists.source(choice_words(field))}
        case _:
            return {}


def _ruled(slot: Slot, plan: Plan, formulas: Formulas) -> dict[str, object]:
    """The constraint as a formula, where Excel can say it, with the kind of answer it does not say."""
    rule = formulas.rule(plan.blank, slot) if slot.field.type not in _CHOSEN else ""
    cell = formulas.refer(plan.blank.definition.code, slot)(slot.field.path)
    kind = _KIND.get(slot.field.type, "").format(cell=cell)
    formula = f"=AND({kind},{rule})" if kind else f"={rule}"
    return {"validate": "custom", "value": formula} if rule and len(formula) <= _MESSAGE else {}


_CHOSEN = (FieldType.SELECT_ONE, FieldType.SELECT_MULTIPLE, FieldType.ACKNOWLEDGE)
_NUMBER = "ISNUMBER({cell})"
_KIND = {
    FieldType.INTEGER: "ISNUMBER({cell}),{cell}=INT({cell})",
    FieldType.DECIMAL: _NUMBER,
    FieldType.DATE: _NUMBER,
    FieldType.DATETIME: _NUMBER,
    FieldType.TIME: _NUMBER,
}
"""What a cell must hold before its rule is asked, by the type of its field."""


def _messages(field: Field, blank: Blank, said: str) -> dict[str, object]:
    label = field.label.said(blank.language)
    wrong = field.constraint_message.said(blank.language) or wanted(field)
    return {
        "input_title": _cut(label, _TITLE),
        "input_message": _cut(said or wanted(field), _MESSAGE),
        "error_title": _cut(label, _TITLE),
        "error_message": _cut(wrong, _MESSAGE),
    }


def wanted(field: Field) -> str:
    """What kind of answer a cell takes, in words."""
    match field.type:
        case FieldType.INTEGER:
            return say("A whole number; 0 if there was none.")
        case FieldType.DECIMAL:
            return say("A number; 0 if there was none.")
        case FieldType.DATE:
            return say("A date, such as 2026-03-31.")
        case FieldType.DATETIME:
            return say("A date and time, such as 2026-03-31 14:30.")
        case FieldType.TIME:
            return say("A time, such as 14:30.")
        case FieldType.SELECT_ONE | FieldType.ACKNOWLEDGE:
            return say("Choose one from the list.")
        case _:
            return ""


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1] + "…"
