"""Whose form it is, which one and for which period: by all that carries it, never by a guess.

What two carriers say differently is a finding, and then nobody is named. The file's name counts least of all.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from rapidfuzz import fuzz, process

from docgen.findings import Finding, Place
from docgen.findings import returns as codes
from docgen.language import enumerated
from docgen.model import Carried, Carrier, Content, Grid, Line, Unit
from docgen.model.blanks import parse_form_id
from docgen.press.identity import check, parse

FORM = "F"
_CODE = re.compile(r"DG1\|F\|[^\s|]+\|\d+\|[0-9A-Za-z]+\|[-\d]+/[-\d]+\|[A-Z]{2}")
_SHORT = re.compile(r"F-([^\s]{3,120}?)-(\d{1,6})-([0-9A-F]{8})-([A-Z]{2})")
_NEAREST = 3


@dataclass(frozen=True, slots=True)
class Who:
    """Form, period and unit of one form in a file, and by what they are known; empty where nothing says so."""

    form: str
    period: str = ""
    unit: str = ""
    carrier: Carrier = Carrier.TITLE


@dataclass(frozen=True, slots=True)
class Named:
    """What one carrier says."""

    who: Who
    text: str
    place: Place


def named(content: Content, file: str, forms: Iterable[str], units: Iterable[Unit]) -> tuple[Named, ...]:
    """Everything in a file that says whose form it is, the surest first."""
    said = [one for carried in content.carried if (one := parsed(carried))]
    printed = [one for carried in _printed(content) if (one := parsed(carried))]
    found = [*said, *printed]
    return tuple(found or _from_name(file, tuple(forms), tuple(units)))


def settled(form: str, said: Sequence[Named]) -> tuple[Who, tuple[Finding, ...]]:
    """Who one form is by all that was said of it; a contradiction names nobody."""
    own = [one for one in said if one.who.form == form]
    if not own:
        return Who(form), (Finding(codes.NO_IDENTITY),)
    first = own[0]
    if other := next((one for one in own if _differs(one.who, first.who)), None):
        values = {"one": _said(first.who), "other": _said(other.who)}
        return Who(form), (Finding(codes.TWO_IDENTITIES, other.place, values),)
    return first.who, ()


def _differs(one: Who, other: Who) -> bool:
    return (one.period, one.unit) != (other.period, other.unit)


def _said(who: Who) -> str:
    return f"{who.form} {who.period} {who.unit}".strip()


def parsed(carried: Carried) -> Named | None:
    """What one carrier says; None if it says nothing we understand."""
    text = carried.text.strip()
    identity = _long(text) or _short(text)
    parts = parse_form_id(identity) if identity else None
    if parts is None:
        return None
    return Named(Who(*parts, carrier=carried.carrier), text, carried.place)


def _long(text: str) -> str:
    page = parse(text)
    return page.identity.id if page and page.identity.kind == FORM else ""


def _short(text: str) -> str:
    found = _SHORT.fullmatch(text)
    return found[1] if found and check(text.rpartition("-")[0]) == found[4] else ""


def _printed(content: Content) -> Iterator[Carried]:
    """Codes that stand in the text itself."""
    for block in content.blocks:
        if isinstance(block, Line):
            yield from (Carried(Carrier.PRINTED, code, block.place) for code in codes_in(block.text))
        elif isinstance(block, Grid):
            for (row, column), cell in block.cells.items():
                text = cell.raw.text
                if len(text) > 12 and ("F-" in text or "DG1|" in text):
                    for code in codes_in(text):
                        yield Carried(Carrier.PRINTED, code, block.place_of(row, column))


def codes_in(text: str) -> Iterator[str]:
    """The identities that stand in a text, long or short."""
    if "DG1|" in text or "F-" in text:
        yield from (found[0] for pattern in (_CODE, _SHORT) for found in pattern.finditer(text))


def _from_name(file: str, forms: tuple[str, ...], units: tuple[Unit, ...]) -> Iterator[Named]:
    """What the file's name says, if it names exactly one form, period and unit: `QIS 2026Q1 0101.xlsx`."""
    words = re.findall(r"[^\s_\-—（）()]+", PurePath(file).stem)
    period = [word.upper() for word in words if re.fullmatch(r"20\d\d(?:[QH][1-4])?", word, re.IGNORECASE)]
    form = [word for word in words if word in forms]
    unit = {u.code for u in units if u.code in words or any(name and name in words for name in (u.name, u.short_name))}
    if len(period) == len(form) == len(unit) == 1:
        yield Named(Who(form[0], period[0], unit.pop(), Carrier.FILE_NAME), file, Place(file=file))


def nearest(text: str, units: Sequence[Unit]) -> str:
    """The three units most like a name, in words."""
    names = {unit.code: unit.name for unit in units}
    like = process.extract(text, names, scorer=fuzz.WRatio, limit=_NEAREST)
    return enumerated(f"{name} ({code})" for name, _, code in like)
