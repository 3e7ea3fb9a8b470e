"""Words as they stand: nothing is made of them, not even where they look like a formula or a tag."""

import re
from datetime import datetime, time

from docgen.excel.dates import moment_from_serial, shows_date
from docgen.findings import excel as cell_codes
from docgen.model import Field, Raw
from docgen.returns.values.profile import Profile
from docgen.returns.values.read import Read, bad, good

_EXACT = 10**15
"""From here on a spreadsheet no longer keeps every digit."""
_SHORTENED = re.compile(r"\d(\.\d+)?[Ee]\+\d{1,3}")
_PADDED = re.compile('"?(0{2,})"?')
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def read_text(field: Field, raw: Raw, profile: Profile) -> Read:
    """A text; a number cell as it is shown, unless its digits are lost."""
    if raw.number is not None:
        return _typed(raw)
    if _SHORTENED.fullmatch(raw.text.strip()):
        return bad(cell_codes.PRECISION_LOST, raw.text.strip())
    return good(tidy(raw.text))


def as_seen(raw: Raw) -> str:
    """What a person sees there: of a cell that shows a day or a time, that, and not the number it is stored by."""
    moment = _moment(raw)
    return _said(moment) if moment else raw.text


def _moment(raw: Raw) -> datetime | time | None:
    """The day or time a number cell shows, if it shows one."""
    if raw.number is None or not shows_date(raw.format):
        return None
    return moment_from_serial(raw.number, date1904=raw.since_1904)


def tidy(text: str) -> str:
    """`text` without blanks round it, its lines parted alike, and without what no document may hold."""
    lines = re.sub(r"\r\n?|\x0b|\x0c|\u2028|\u2029", "\n", text)
    return _CONTROL.sub("", lines).strip().removeprefix("'")


def _typed(raw: Raw) -> Read:
    number = raw.number
    assert number is not None
    if abs(number) >= _EXACT:
        return bad(cell_codes.PRECISION_LOST, raw.text)
    if moment := _moment(raw):
        return good(_said(moment))
    if (padded := _PADDED.fullmatch(raw.format)) and number == number.to_integral_value() and number >= 0:
        return good(f"{number:.0f}".zfill(len(padded[1])))
    text = f"{number:f}"
    return good(text.rstrip("0").rstrip(".") if "." in text else text)


def _said(moment: datetime | time) -> str:
    if isinstance(moment, datetime) and moment.time() == time():
        return moment.date().isoformat()
    return moment.isoformat(*((" ", "minutes") if isinstance(moment, datetime) else ("minutes",)))
