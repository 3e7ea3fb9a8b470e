"""What each cell style says of a number and of its being seen; forms of one making share styles, read only once."""

from functools import lru_cache

from lxml import etree

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


@lru_cache(maxsize=32)
def unseen_styles(styles: bytes) -> frozenset[str]:
    """The styles, by the number cells name them with, in which letters are white and the cell is too."""
    root = tree(styles)
    fonts = [_is_white(font.find(f"{S}color")) for font in root.iterfind(f"{S}fonts/{S}font")]
    dark = [_is_dark(fill) for fill in root.iterfind(f"{S}fills/{S}fill")]
    return frozenset(
        str(number)
        for number, style in enumerate(root.iterfind(f"{S}cellXfs/{S}xf"))
        if _chosen(fonts, style.get("fontId", "")) and not _chosen(dark, style.get("fillId", ""))
    )


def _chosen(said: list[bool], number: str) -> bool:
    return number.isdecimal() and int(number) < len(said) and said[int(number)]


def _is_dark(fill: etree._Element) -> bool:
    """Whether a fill is one on which white letters are seen."""
    pattern = fill.find(f"{S}patternFill")
    if pattern is None:
        return len(fill) > 0
    return pattern.get("patternType", "none") != "none" and not _is_white(pattern.find(f"{S}fgColor"))


def _is_white(color: etree._Element | None) -> bool:
    """White as Excel says it: in full, as the first colour of a theme, or by its old number."""
    if color is None:
        return False
    tinted = color.get("tint", "0") not in ("0", "0.0")
    theme = color.get("theme") == "0" and not tinted
    return color.get("rgb", "").upper()[-6:] == "FFFFFF" or theme or color.get("indexed") in ("1", "9")
