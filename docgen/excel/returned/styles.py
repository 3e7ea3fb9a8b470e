"""The number format of each cell style; forms of one making share their styles, so that they are read once."""

from functools import lru_cache

from docgen.excel.returned.xml import S, tree

_BUILT_IN = {
    0: "General",
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    14: "yyyy-mm-dd",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "yyyy-mm-dd h:mm",
    27: 'yyyy"年"m"月"',
    28: 'm"月"d"日"',
    29: 'm"月"d"日"',
    30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"',
    36: 'yyyy"年"m"月"',
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss.0",
    49: "@",
    50: 'yyyy"年"m"月"',
    57: 'yyyy"年"m"月"',
    58: 'm"月"d"日"',
}
"""Formats that a file names by number alone: ECMA-376, 18.8.30, with those of Chinese systems."""


@lru_cache(maxsize=32)
def number_formats(styles: bytes) -> tuple[str, ...]:
    """The number format of each style, by the number cells name it with."""
    root = tree(styles)
    own = {one.get("numFmtId"): one.get("formatCode", "") for one in root.iter(f"{S}numFmt")}
    used = root.find(f"{S}cellXfs")
    numbers = [one.get("numFmtId", "0") for one in used] if used is not None else []
    return tuple(own.get(number) or _built_in(number) for number in numbers)


def _built_in(number: str) -> str:
    return _BUILT_IN.get(int(number), "General") if number.isdecimal() else "General"
