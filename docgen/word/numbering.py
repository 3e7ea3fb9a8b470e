"""The numbers Word prints before paragraphs, computed: they stand nowhere in the file, only the rules for them do.

Covers multi-level lists, restarts and overrides, levels linked to styles, and the numerals that Western and Chinese
offices use; a numeral it does not know is printed as a decimal.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from lxml import etree

from docgen.word.numerals import capitals, chinese, chinese_year

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DEPTH = 9
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"))
_ROMAN_SMALL = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is numbered: first number, numeral, text with %1 … %9, and what restarts it.

    `restart` is the level (from 1) whose use restarts it, 0 for never, None for any higher one. `style` is the
    paragraph style that stands at this level, if one does.
    """

    start: int = 1
    numeral: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False
    style: str = ""


@dataclass(frozen=True, slots=True)
class List:
    """A `w:num`: its levels, the list it shares its counters with, and the levels it starts afresh from a number."""

    shared: str
    levels: tuple[Level, ...]
    afresh: tuple[tuple[int, int], ...] = ()

    def level_of_style(self, style: str) -> int | None:
        """The level, from 0, that paragraphs of `style` stand at."""
        return next((index for index, level in enumerate(self.levels) if style and level.style == style), None)


@lru_cache(maxsize=32)
def read_lists(numbering: bytes) -> dict[str, List]:
    """The lists of a `word/numbering.xml` by their `w:numId`; none for an empty one."""
    if not numbering:
        return {}
    root = etree.fromstring(numbering)
    shared = {_value(abstract, "abstractNumId"): abstract for abstract in root.iterfind(f"{_W}abstractNum")}
    lists = {}
    for num in root.iterfind(f"{_W}num"):
        abstract_id = _value(num.find(f"{_W}abstractNumId"), "val")
        if abstract_id in shared:
            lists[_value(num, "numId")] = _list(num, abstract_id, shared[abstract_id])
    return lists


def _list(num: etree._Element, shared: str, abstract: etree._Element) -> List:
    levels = {_index(level): _level(level) for level in abstract.iterfind(f"{_W}lvl")}
    afresh = []
    for override in num.iterfind(f"{_W}lvlOverride"):
        own, first = override.find(f"{_W}lvl"), override.find(f"{_W}startOverride")
        if own is not None:
            levels[_index(override)] = _level(own)
        if first is not None:
            afresh.append((_index(override), int(_value(first, "val"))))
    return List(shared, tuple(levels.get(index, Level()) for index in range(_DEPTH)), tuple(afresh))


def _level(level: etree._Element) -> Level:
    def said(name: str, default: str) -> str:
        return _value(level.find(f"{_W}{name}"), "val", default)

    restart = said("lvlRestart", "")
    return Level(
        start=int(said("start", "1")),
        numeral=said("numFmt", "decimal"),
        text=said("lvlText", ""),
        restart=int(restart) if restart else None,
        legal=level.find(f"{_W}isLgl") is not None,
        style=said("pStyle", ""),
    )


def _index(element: etree._Element) -> int:
    return int(_value(element, "ilvl", "0"))


def _value(element: etree._Element | None, name: str, default: str = "") -> str:
    return default if element is None else element.get(f"{_W}{name}", default)


class Counters:
    """The numbers of one document, given out in its order."""

    def __init__(self, lists: dict[str, List]) -> None:
        self._lists = lists
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()

    def next_label(self, number_id: str, level: int) -> str:
        """What Word prints before the next paragraph of list `number_id` at `level` (from 0); "" if nothing."""
        numbered = self._lists.get(number_id)
        if numbered is None or not 0 <= level < _DEPTH:
            return ""
        counts = self._counts.setdefault(numbered.shared, [None] * _DEPTH)
        self._start_afresh(number_id, numbered, counts, level)
        for index in range(level):
            if counts[index] is None:
                counts[index] = numbered.levels[index].start
        previous = counts[level]
        counts[level] = numbered.levels[level].start if previous is None else previous + 1
        for index in range(level + 1, _DEPTH):
            if _restarts(numbered.levels[index], level):
                counts[index] = None
        return "".join(_label(numbered.levels, counts, level))

    def _start_afresh(self, number_id: str, numbered: List, counts: list[int | None], level: int) -> None:
        for index, first in numbered.afresh:
            if index == level and (number_id, index) not in self._begun:
                self._begun.add((number_id, index))
                counts[index] = first - 1


def _restarts(level: Level, used: int) -> bool:
    return level.restart is None or used < level.restart


def _label(levels: tuple[Level, ...], counts: list[int | None], level: int) -> Iterator[str]:
    if levels[level].numeral == "bullet":
        return
    parts = levels[level].text.split("%")
    yield parts[0]
    for part in parts[1:]:
        index = int(part[0]) - 1 if part[:1].isdigit() else -1
        if 0 <= index < _DEPTH:
            numeral = "decimal" if levels[level].legal else levels[index].numeral
            yield written(counts[index] or levels[index].start, numeral) + part[1:]
        else:
            yield "%" + part


def written(number: int, numeral: str) -> str:
    """`number` in a numeral of Word, by its name in the file: `decimal`, `upperRoman`, `chineseCounting` …"""
    return _NUMERALS.get(numeral, str)(number)


def _letters(number: int) -> str:
    """The letters a … z, aa, bb … zz, aaa: Word repeats the letter."""
    repeats, index = divmod(number - 1, 26)
    return chr(ord("a") + index) * (repeats + 1)


def _roman(number: int) -> str:
    text = ""
    for size, sign in _ROMAN + _ROMAN_SMALL:
        text += sign * (number // size)
        number %= size
    return text


def _chinese(number: int) -> str:
    return chinese(Decimal(number))


def _signs(first: str, last: int) -> Callable[[int], str]:
    """Numerals that are one character each, from `first` for 1 on; decimals beyond `last`."""
    return lambda number: chr(ord(first) + number - 1) if 1 <= number <= last else str(number)


_FULL_WIDTH = {ord(str(digit)): chr(ord("０") + digit) for digit in range(10)}
COUNTED = frozenset(
    {
        "chineseCounting",
        "chineseCountingThousand",
        "taiwaneseCounting",
        "taiwaneseCountingThousand",
        "japaneseCounting",
        "chineseLegalSimplified",
    }
)
"""Numerals that are words rather than digits: not every program that reads Word files counts in them."""

_NUMERALS: dict[str, Callable[[int], str]] = {
    "none": lambda _: "",
    "decimalZero": lambda number: f"{number:02}",
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "chineseCounting": _chinese,
    "chineseCountingThousand": _chinese,
    "taiwaneseCounting": _chinese,
    "taiwaneseCountingThousand": _chinese,
    "japaneseCounting": _chinese,
    "ideographDigital": chinese_year,
    "chineseLegalSimplified": lambda number: capitals(Decimal(number)).removesuffix("元整"),
    "decimalFullWidth": lambda number: str(number).translate(_FULL_WIDTH),
    "decimalEnclosedCircle": _signs("①", 20),
    "decimalEnclosedCircleChinese": _signs("①", 20),
    "decimalEnclosedParen": _signs("⑴", 20),
    "decimalEnclosedFullstop": _signs("⒈", 20),
    "ideographEnclosedCircle": _signs("㊀", 10),
}
