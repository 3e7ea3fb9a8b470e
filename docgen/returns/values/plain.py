"""Text as it is compared: one width, one kind of blank, nothing invisible. A superscript or circled digit is none."""

import re
from functools import lru_cache

_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_BLANKS = dict.fromkeys((0x3000, 0xA0, 0x1680, 0x202F, 0x205F, *range(0x2000, 0x200B), 0x0B, 0x0C), " ")
_INVISIBLE = dict.fromkeys((0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF))
_ALIKE = {0x2212: "-", 0xFE63: "-", 0xFFE5: "¥", 0x2019: "'", 0x2018: "'", 0x02BC: "'", 0x25CB: "〇", 0x25EF: "〇"}
_TABLE: dict[int, int | str | None] = {**_WIDTH, **_BLANKS, **_INVISIBLE, **_ALIKE}
_LINES = re.compile(r"[ \t\r\n]+")
_FILLER = re.compile(r"[\s_.…·‥()\[\]{}<>\-‐‑–—□☐]*")
_RULED = re.compile(r"_{2,}|\.{3,}|…+")


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """`text` with half-width signs, single blanks, nothing invisible, and no apostrophe that marks a cell as text."""
    return _LINES.sub(" ", text.translate(_TABLE)).strip().removeprefix("'").strip()


@lru_cache(maxsize=8192)
def is_blank(text: str) -> bool:
    """Whether nothing was written: blanks only, or the ruled line and empty brackets printed to write on."""
    tidy = plain(text)
    return not tidy or (bool(_FILLER.fullmatch(tidy)) and bool(_RULED.search(tidy) or set(tidy) & set("_()[]□☐")))


def words(listed: str) -> frozenset[str]:
    """The words of a list parted by blanks."""
    return frozenset(listed.split())
