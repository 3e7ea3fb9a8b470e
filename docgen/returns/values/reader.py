"""One field read: first what says that there is no value, then the value by the field's type."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache

from docgen.excel import fold
from docgen.findings import excel as cell_codes
from docgen.findings import returns_values as codes
from docgen.model import UNSAID, Field, FieldState, FieldType, Raw, Wording
from docgen.returns.values.choices import has_choice, is_yes_no, read_choice, read_choices, read_tick
from docgen.returns.values.dates import read_date
from docgen.returns.values.numbers import figure, read_number
from docgen.returns.values.percent import read_percent
from docgen.returns.values.plain import is_blank, plain, words
from docgen.returns.values.profile import Profile
from docgen.returns.values.read import BLANK, NOT_APPLICABLE, Read, bad, good
from docgen.returns.values.text import read_text
from docgen.returns.values.times import read_moment, read_time
from docgen.returns.values.units import unit
from docgen.returns.values.words import Saying, saying

_ERRORS = words("#REF! #DIV/0! #N/A #VALUE! #NAME? #NUM! #NULL! #SPILL! #CALC!")
_PROMPTS = frozenset(
    fold(prompt)
    for prompt in (
        *("Click or tap here to enter text.", "Click here to enter text.", "Click or tap to enter a date."),
        *("Click here to enter a date.", "Choose an item.", "Enter any content that you want to repeat"),
        *("单击或点击此处输入文字。", "单击此处输入文字。", "单击或点击以输入日期。", "单击此处输入日期。"),
        *("选择一项。", "请选择", "请填写", "点击此处输入文字"),
    )
)

_SHOWN = 40  # letters of a formula

_LOST = "\ufffd"
"""What people see in place of a letter that cannot be told."""
_Reader = Callable[[Field, Raw, Profile], Read]


def read_value(field: Field, raw: Raw | None, profile: Profile) -> Read:
    """The state and value of `field` from what stands in its place; None is a place that holds nothing at all."""
    if raw is None:
        return BLANK
    if field.type is FieldType.CALCULATE and (raw.error or raw.formula or plain(raw.text) in _ERRORS):
        return BLANK  # it is worked out anew
    if UNSAID in raw.text:
        return bad(codes.LETTERS_UNSAID, raw.text.replace(UNSAID, _LOST))
    return _no_value(field, raw, profile) or _READERS[field.type](field, raw, profile)


def shorten(formula: str) -> str:
    """As much of a formula as is needed to know it again."""
    return formula if len(formula) <= _SHOWN else f"{formula[:_SHOWN]}…"


def _no_value(field: Field, raw: Raw, profile: Profile) -> Read | None:
    """Why there is no value, or an explicit none; None where there may be one."""
    if raw.error or plain(raw.text) in _ERRORS or (raw.text.strip("# ") == "" and "##" in raw.text):
        return bad(cell_codes.CELL_ERROR, raw.text)
    if raw.formula and raw.number is None and not raw.text.strip():
        return BLANK if field.calculation else bad(codes.FORMULA_NOT_CALCULATED, shorten(raw.formula))
    if raw.number is not None or raw.ticked is not None or raw.boxes or raw.chosen:
        return None
    if is_blank(raw.text) or _is_prompt(field, raw.text, profile) or _only_unit(field, raw.text):
        return BLANK
    if field.choices and has_choice(field, raw.text):
        return None
    match saying(raw.text):
        case Saying.NOT_APPLICABLE:
            return NOT_APPLICABLE
        case Saying.NONE:
            return _none(field, raw)
        case Saying.PENDING:
            return bad(codes.PENDING, raw.text)
        case Saying.ELSEWHERE:
            return bad(codes.SEE_ATTACHMENT, raw.text)
    return None


def _is_prompt(field: Field, text: str, profile: Profile) -> bool:
    """Whether nothing but the prompt printed in the place is left there."""
    folded = fold(text)
    return folded in _PROMPTS or text.strip() in profile.placeholders or folded in _hints(field.hint)


@lru_cache(maxsize=4096)
def _hints(hint: Wording) -> frozenset[str]:
    return frozenset(fold(text) for _, text in hint.texts if text)


def _only_unit(field: Field, text: str) -> bool:
    """Whether only the unit printed beside the place is left: "      万元"."""
    if field.type not in (FieldType.INTEGER, FieldType.DECIMAL) or text.isdecimal():
        return False
    tidy = plain(text).strip("_ ()").casefold()
    return tidy == "%" or any(tidy == plain(measure).casefold() for _, measure in field.measure.texts if measure)


def _none(field: Field, raw: Raw) -> Read | None:
    """What an explicit none is: no to a question, 0 of what is counted, no text; elsewhere, not applicable."""
    if is_yes_no(field.choices) or field.type is FieldType.ACKNOWLEDGE:
        return None
    if field.type is FieldType.INTEGER or (field.type is FieldType.DECIMAL and field.measure and not field.percent):
        return good(0, none=True)
    if field.type is FieldType.SELECT_MULTIPLE:
        return good((), none=True)
    if field.type in (FieldType.TEXT, FieldType.IMAGE, FieldType.CALCULATE, FieldType.NOTE):
        return good("", none=True)
    return Read(FieldState.NOT_APPLICABLE, none=True)


def _counted(field: Field, raw: Raw, profile: Profile) -> Read:
    if field.percent:
        return read_percent(field, raw, profile)
    zero = _said_zero(raw, profile)
    read = read_number(field, raw, profile)
    return read._replace(none=True) if zero and read.value == 0 else read


def _said_zero(raw: Raw, profile: Profile) -> bool:
    """零起 says "none" in words, which 0 and 〇 do not."""
    return raw.number is None and plain(raw.text).startswith(("零", "zero"))


def _calculated(field: Field, raw: Raw, profile: Profile) -> Read:
    """What a form shows as calculated, kept to be compared: a number if it is one, else its words."""
    if raw.number is not None:
        return _counted(replace(field, type=FieldType.DECIMAL), raw, profile)
    found = figure(raw.text, profile)
    if found is None or (found.unit and unit(found.unit) is None):
        return read_text(field, raw, profile)
    return _counted(replace(field, type=FieldType.DECIMAL), raw, profile)


_READERS: Mapping[FieldType, _Reader] = {
    FieldType.TEXT: read_text,
    FieldType.INTEGER: _counted,
    FieldType.DECIMAL: _counted,
    FieldType.DATE: read_date,
    FieldType.TIME: read_time,
    FieldType.DATETIME: read_moment,
    FieldType.SELECT_ONE: read_choice,
    FieldType.SELECT_MULTIPLE: read_choices,
    FieldType.ACKNOWLEDGE: read_tick,
    FieldType.NOTE: read_text,
    FieldType.CALCULATE: _calculated,
    FieldType.IMAGE: read_text,
}
