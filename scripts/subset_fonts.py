"""Makes the bundled Chinese fonts: Noto SC, cut down to the characters an office writes.

    python scripts/subset_fonts.py STANDARD.txt SOURCE.ttf TARGET.ttf
    python scripts/subset_fonts.py symbols SOURCE.ttf TARGET.ttf
    python scripts/subset_fonts.py coverage

STANDARD.txt holds the 8,105 characters of the Table of General Standard Chinese Characters (通用规范汉字表, 2013),
one a line. Kept are these, GB 2312 and the blocks of punctuation and signs below. Line height becomes 1.3 em, what
Word gives Song and its kin, so that pages break as they do there. The same inputs give the same bytes. The second form
keeps nothing but signs (arrows, boxes to tick, dingbats), the third writes `coverage.txt`: which characters each
bundled family has.
"""

import sys
from collections.abc import Iterator
from itertools import groupby, product
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

FOLDER = Path(__file__).parent.parent / "docgen" / "pdf" / "fonts"

BLOCKS = (
    range(0x0020, 0x0250),  # Latin
    range(0x0370, 0x0460),  # Greek, Cyrillic
    range(0x2000, 0x2070),  # general punctuation
    range(0x2070, 0x20D0),  # superscripts, currency
    range(0x2100, 0x2400),  # letterlike, number forms, arrows, mathematical and technical signs
    range(0x2460, 0x2800),  # enclosed numbers, boxes, geometric shapes, signs, dingbats
    range(0x2E80, 0x2EF4),  # radicals
    range(0x3000, 0x3130),  # CJK symbols and punctuation, kana, bopomofo
    range(0x3190, 0x3400),  # enclosed CJK letters, units
    range(0xFE10, 0xFE70),  # vertical, compatibility and small forms
    range(0xFF00, 0xFFF0),  # full-width and half-width forms
)
SIGNS = range(0x2190, 0x2C00)


def gb2312() -> set[int]:
    """Every character of GB 2312, by decoding each of its two-byte codes."""
    codes = (bytes(pair) for pair in product(range(0xA1, 0xF8), range(0xA1, 0xFF)))
    return {ord(char) for code in codes for char in code.decode("gb2312", "ignore")}


def wanted(standard: Path) -> set[int]:
    """The code points to keep, so far as the font has them."""
    table = {ord(char) for char in standard.read_text(encoding="utf-8") if not char.isspace()}
    if len(table) < 8105:
        raise SystemExit(f"{standard} holds {len(table)} characters, not 8105.")
    return table | gb2312() | {code for block in BLOCKS for code in block}


def subset(source: Path, target: Path, codes: set[int]) -> None:
    """Cut `source` down to `codes`: no hinting, no vertical metrics, no layout features (none is used)."""
    options = Options()
    options.hinting = False
    options.layout_features = []
    options.drop_tables += ["vhea", "vmtx", "BASE", "STAT", "GSUB", "GPOS", "GDEF", "FFTM"]
    options.name_IDs = ["*"]
    options.notdef_outline = True
    options.recalc_timestamp = False
    font = TTFont(source, recalcTimestamp=False)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=codes)
    subsetter.subset(font)
    if 0x4E00 in codes:
        set_line_height(font, ascent=1030, descent=270)
    font.save(target, reorderTables=True)


def set_line_height(font: TTFont, *, ascent: int, descent: int) -> None:
    """Make every program read the same line height, in thousandths of the em."""
    font["hhea"].ascent, font["hhea"].descent, font["hhea"].lineGap = ascent, -descent, 0
    table = font["OS/2"]
    table.sTypoAscender, table.sTypoDescender, table.sTypoLineGap = ascent, -descent, 0
    table.usWinAscent, table.usWinDescent = ascent, descent


def ranges(codes: set[int]) -> Iterator[str]:
    """`codes` as hexadecimal ranges: `20-7E 3000 4E00-4E03`."""
    for _, run in groupby(enumerate(sorted(codes)), lambda pair: pair[1] - pair[0]):
        members = [code for _, code in run]
        yield f"{members[0]:X}-{members[-1]:X}" if len(members) > 1 else f"{members[0]:X}"


def coverage() -> str:
    """One line a family: its name and what all its faces have."""
    families: dict[str, set[int]] = {}
    for file in sorted(FOLDER.glob("*.ttf")):
        font = TTFont(file)
        name, codes = font["name"].getDebugName(1), set(font.getBestCmap())
        families[name] = families.get(name, codes) & codes
    return "".join(f"{name}\t{' '.join(ranges(codes))}\n" for name, codes in families.items())


def main() -> None:
    """Read the arguments and make the font, or the table of what the fonts have."""
    if sys.argv[1:] == ["coverage"]:
        (FOLDER / "coverage.txt").write_text(coverage(), encoding="utf-8")
        return
    if sys.argv[1] == "symbols":
        subset(Path(sys.argv[2]), Path(sys.argv[3]), set(SIGNS))
        return
    standard, source, target = (Path(argument) for argument in sys.argv[1:])
    subset(source, target, wanted(standard))


if __name__ == "__main__":
    main()
