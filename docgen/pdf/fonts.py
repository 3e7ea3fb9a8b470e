"""Which fonts there are, which bundled family stands in for which name, and what no font can show.

A document is set with the files of `docgen/pdf/fonts` and nothing else, so that it looks the same on every machine.
Names that offices use are mapped by the table below; a name it does not have gets the serif pair. Every replacement and
every character without a glyph is a finding.
"""

import hashlib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from docgen.findings import Finding, Place
from docgen.findings.pdf import FONT_EQUIVALENT, FONT_MAPPED, FONT_SUBSTITUTED, GLYPH_MISSING

FOLDER = Path(__file__).parent / "fonts"
"""Where the bundled font files lie."""

SERIF, SANS = "Liberation Serif", "Liberation Sans"
SONG, HEI = "Noto Serif SC", "Noto Sans SC"
SIGNS = "DejaVu Sans"
BUNDLED = (SERIF, SANS, SONG, HEI)
"""The families there are, each with its bold; the Latin ones with their italics. `SIGNS` has signs only."""


@dataclass(frozen=True, slots=True)
class Substitute:
    """Names that `family` stands in for: in its bold face only, or with letters of exactly the same widths."""

    family: str
    names: tuple[str, ...]
    bold: bool = False
    same_widths: bool = False


SUBSTITUTES = (
    Substitute(SERIF, ("Times New Roman", "Times", "Tinos"), same_widths=True),
    Substitute(SANS, ("Arial", "Helvetica", "Arimo"), same_widths=True),
    Substitute(SERIF, ("Cambria", "Georgia", "Garamond", "Palatino Linotype", "Book Antiqua", "Century", "Constantia")),
    Substitute(
        SANS, ("Calibri", "Calibri Light", "Aptos", "Aptos Display", "Verdana", "Tahoma", "Segoe UI", "Trebuchet MS")
    ),
    Substitute(SANS, ("Arial Narrow", "Arial Black", "Candara", "Corbel", "Century Gothic", "Courier New", "Consolas")),
    Substitute(
        SONG, ("宋体", "SimSun", "新宋体", "NSimSun", "宋体-简", "Songti SC", "STSong", "华文宋体", "方正书宋_GBK")
    ),
    Substitute(
        SONG,
        (
            "仿宋",
            "FangSong",
            "仿宋_GB2312",
            "FangSong_GB2312",
            "STFangsong",
            "华文仿宋",
            "方正仿宋_GBK",
            "方正仿宋简体",
        ),
    ),
    Substitute(
        SONG, ("楷体", "KaiTi", "楷体_GB2312", "KaiTi_GB2312", "STKaiti", "华文楷体", "方正楷体_GBK", "方正楷体简体")
    ),
    Substitute(
        SONG,
        (
            "宋体-PUA",
            "SimSun-ExtB",
            "PMingLiU",
            "MingLiU",
            "细明体",
            "新細明體",
            "MS Mincho",
            "思源宋体",
            "Noto Serif CJK SC",
        ),
    ),
    Substitute(
        SONG,
        ("方正小标宋简体", "方正小标宋_GBK", "方正小标宋", "小标宋", "FZXiaoBiaoSong-B05", "FZXiaoBiaoSong-B05S"),
        bold=True,
    ),
    Substitute(SONG, ("STZhongsong", "华文中宋", "方正大标宋_GBK", "方正大标宋简体"), bold=True),
    Substitute(
        HEI,
        ("黑体", "SimHei", "STHeiti", "华文黑体", "STXihei", "华文细黑", "方正黑体_GBK", "方正黑体简体", "Heiti SC"),
    ),
    Substitute(
        HEI, ("等线", "DengXian", "等线 Light", "DengXian Light", "微软雅黑", "Microsoft YaHei", "Microsoft YaHei UI")
    ),
    Substitute(
        HEI, ("微软雅黑 Light", "Microsoft YaHei Light", "苹方-简", "PingFang SC", "幼圆", "YouYuan", "MS Gothic")
    ),
    Substitute(HEI, ("思源黑体", "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft JhengHei")),
)
"""Office names and the bundled family for each. A name here is found whatever its case."""

_ANYWHERE = Place()
_BY_NAME = {name.casefold(): row for row in SUBSTITUTES for name in row.names}
_BLIND = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})
"""Categories without a picture of their own: controls, joiners, spaces."""
_SELECTORS = frozenset(map(chr, (0x34F, *range(0x180B, 0x1810), *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))
"""Marks that only choose the shape of the character before them."""


@lru_cache(maxsize=1024)
def family_for(name: str) -> str:
    """The bundled family a document's font `name` is set in."""
    bundled = {family.casefold(): family for family in BUNDLED}
    row = _BY_NAME.get(name.casefold())
    return row.family if row else bundled.get(name.casefold(), SONG if _is_chinese(name) else SERIF)


@lru_cache(maxsize=1024)
def is_last_resort(name: str) -> bool:
    """Whether Chinese text in font `name` is set in the family, and weight, that any text without a font gets."""
    row = _BY_NAME.get(name.casefold())
    return family_for(name or SONG) == SONG and not (row and row.bold)


def substitutions(names: Iterable[str], place: Place = _ANYWHERE) -> tuple[Finding, ...]:
    """A finding for each distinct font name that is not bundled; `place` says which template uses them."""
    distinct = sorted({name for name in names if name and name not in BUNDLED})
    return tuple(_substitution(name, place) for name in distinct)


def _substitution(name: str, place: Place) -> Finding:
    row = _BY_NAME.get(name.casefold())
    known = FONT_EQUIVALENT if row and row.same_widths else FONT_MAPPED
    return Finding(known if row else FONT_SUBSTITUTED, place, {"font": name, "substitute": family_for(name)})


def missing_glyphs(text: str, place: Place = _ANYWHERE) -> tuple[Finding, ...]:
    """A finding for each distinct character of `text` that no bundled font has, with the text around its first use."""
    return tuple(_missing(text, char, place) for char in sorted(unshowable(text)))


def _missing(text: str, char: str, place: Place) -> Finding:
    at = text.index(char)
    around = text[max(0, at - 12) : at + 13].strip()
    return Finding(GLYPH_MISSING, place, {"character": char, "code": f"U+{ord(char):04X}", "text": around})


def unshowable(text: str) -> frozenset[str]:
    """The characters of `text` that have a picture but none in any bundled font."""
    return frozenset(char for char in set(text) - _showable() - _SELECTORS if unicodedata.category(char) not in _BLIND)


@cache
def _showable() -> frozenset[str]:
    return frozenset().union(*coverage().values())


@cache
def coverage() -> dict[str, frozenset[str]]:
    """What each bundled family has, by its name, as `coverage.txt` lists it."""
    lines = (FOLDER / "coverage.txt").read_text(encoding="utf-8").splitlines()
    return {name: _characters(ranges) for name, ranges in (line.split("\t") for line in lines)}


def _characters(ranges: str) -> frozenset[str]:
    bounds = (part.partition("-") for part in ranges.split())
    return frozenset(chr(code) for low, _, high in bounds for code in range(int(low, 16), int(high or low, 16) + 1))


@cache
def fonts_digest() -> str:
    """The SHA-256 of the bundled files and of the mapping: what the look of a page depends on, besides the engine."""
    digest = hashlib.sha256(repr(SUBSTITUTES).encode())
    for file in sorted(FOLDER.glob("*.ttf")):
        digest.update(file.name.encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _is_chinese(name: str) -> bool:
    return any("\u3400" <= char <= "\u9fff" for char in name)
