"""Percentages: 98 stands for 98 %, however it was written. A bare 1 may be one or a hundred percent, and is neither."""

import re
from decimal import Decimal

from docgen.findings import Finding
from docgen.findings import returns_values as codes
from docgen.model import Field, Raw
from docgen.returns.values.numbers import exact, figure, shown
from docgen.returns.values.plain import plain
from docgen.returns.values.profile import Profile
from docgen.returns.values.read import Read, bad, good

_UPPER = re.compile(r"\.\s*<=?\s*(\d+)")


def read_percent(field: Field, raw: Raw, profile: Profile) -> Read:
    """A share in percent."""
    if raw.number is not None:
        return _typed(field, raw, exact(raw.number))
    tidy = plain(raw.text).casefold()
    found = figure(f"{tidy.replace('百分之', '', 1)}%" if "百分之" in tidy else tidy, profile)
    if found is None:
        return bad(codes.NOT_A_NUMBER, raw.text)
    if found.other is not None:
        return bad(codes.TWO_NUMBERS, raw.text, one=shown(found.value), other=shown(found.other * found.times))
    if found.unit not in ("", "%", "percent", "per cent") or found.currency:
        return bad(codes.OTHER_UNIT, raw.text, unit=found.unit or found.currency, measure="%")
    read = _share(field, found.value, raw.text) if found.unit else _bare(field, found.value, raw.text)
    return _about(field, read, raw.text) if found.about else read


def _typed(field: Field, raw: Raw, number: Decimal) -> Read:
    if "%" in raw.format:
        return _share(field, number * 100, raw.text)
    return _bare(field, number, raw.text)


def _bare(field: Field, number: Decimal, text: str) -> Read:
    """Without its sign, 0.98 and 1 may be a share of one as well as of a hundred."""
    if 0 < number <= 1:
        return bad(codes.PERCENT_AMBIGUOUS, text, percent=shown(number * 100))
    return _share(field, number, text)


def _share(field: Field, number: Decimal, text: str) -> Read:
    bound = _UPPER.search(field.constraint)
    most = max(100, int(bound[1])) if bound else 100
    if not 0 <= number <= most:
        return bad(codes.OUT_OF_RANGE, text, range=f"0-{most} %")
    return good(Decimal(shown(number)))


def _about(field: Field, read: Read, text: str) -> Read:
    if read.value is None:
        return read
    if not field.approximate:
        return bad(codes.APPROXIMATE, text)
    return good(read.value, Finding(codes.ABOUT, values={"text": text, "value": f"{read.value} %"}))
