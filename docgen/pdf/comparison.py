"""Whether a text arrived in a PDF: what counts as the same, and how it is looked for across lines and pages.

Two texts are the same if they are after NFKC, without spaces and bidi marks. Leaders (rows of dots) count for nothing,
a hyphen is a hyphen whatever its code.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from docgen.pdf.fonts import unshowable

_HYPHENS = dict.fromkeys("\u2010\u2011\x02\ufffe", "-")  # the last two are PDFium's, at the end of a line
_LEADER = re.compile(r"\.{4,}")
_GAP = 80
"""What may stand between two paragraphs unannounced, in characters: an automatic number, a mark of a note."""


@lru_cache(maxsize=8192)  # the books of one template say mostly the same
def essence(text: str) -> str:
    """What of `text` a PDF must show: without spaces, bidi marks, joiners, leaders and what no font has."""
    plain = unicodedata.normalize("NFKC", text.translate(_SHOWABLE))
    return _LEADER.sub("", plain.translate(_SEEN))


class _ByCharacter(dict[int, str]):
    """A table for `str.translate` that asks `becomes` once for each character it meets: pages say the same ones."""

    def __init__(self, becomes: Callable[[str], str]) -> None:
        self._becomes = becomes

    def __missing__(self, code: int) -> str:
        self[code] = self._becomes(chr(code))
        return self[code]


_UNSEEN = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})
_SELECTORS = re.compile("[\u034f\u180b-\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_SHOWABLE = _ByCharacter(lambda char: _HYPHENS.get(char) or ("" if unshowable(char) else char))
_SEEN = _ByCharacter(lambda char: "" if unicodedata.category(char) in _UNSEEN or _SELECTORS.match(char) else char)


def pieces(paragraph: str) -> list[str]:
    """The parts of a paragraph between tabs and line breaks, each of which must arrive in one piece."""
    return [piece for piece in map(essence, re.split(r"[\t\n\v\f]", paragraph)) if piece]


@dataclass(frozen=True, slots=True)
class Sought:
    """The outcome of a search: what was not found at all, and what stands before something it should follow."""

    missing: tuple[str, ...]
    displaced: tuple[str, ...]


class Reading:
    """The essence of all pages, read from front to back."""

    def __init__(self, pages: Sequence[str], running: Sequence[str]) -> None:
        """`pages` and `running` (headers, footers and the like) are essences."""
        self._text = "".join(pages)
        self._slack = sum(map(len, running)) + _GAP
        lengths = (sum(map(len, pages[:count])) for count in range(1, len(pages)))
        self._joints = tuple(lengths)

    def search(self, paragraphs: Sequence[str]) -> Sought:
        """Look for every piece of `paragraphs` in order."""
        missing: list[str] = []
        displaced: list[str] = []
        at = lost = 0
        for piece in (piece for paragraph in paragraphs for piece in pieces(paragraph)):
            end = self._find(piece, at, self._slack + lost)
            if end is not None:
                at, lost = end, 0
                continue
            lost += len(piece)
            (displaced if self._is_elsewhere(piece) else missing).append(piece)
        return Sought(tuple(missing), tuple(displaced))

    def absent(self, paragraphs: Sequence[str]) -> tuple[str, ...]:
        """The pieces of `paragraphs` that stand nowhere."""
        every = (piece for paragraph in paragraphs for piece in pieces(paragraph))
        return tuple(piece for piece in every if not self._is_elsewhere(piece))

    def _find(self, piece: str, start: int, slack: int) -> int | None:
        """Where `piece` ends if it begins within `slack` characters of `start`."""
        at = self._text.find(piece, start, start + slack + len(piece))
        if at >= 0:
            return at + len(piece)
        return self._find_across(piece, start, slack)

    def _find_across(self, piece: str, start: int, slack: int) -> int | None:
        """Where `piece` ends if a page ends within it: its head before the joint, the rest soon after."""
        for joint in self._joints:
            if not start < joint < start + slack + len(piece):
                continue
            for cut in range(min(len(piece) - 1, joint - start), 0, -1):
                if self._text.find(piece[:cut], max(start, joint - cut - slack), joint) >= 0:
                    end = self._find(piece[cut:], joint, self._slack)
                    if end is not None:
                        return end
        return None

    def _is_elsewhere(self, piece: str) -> bool:
        if piece in self._text:
            return True
        # A line of Hebrew or Arabic is stored in the order it is drawn, or the reverse: its letters must be there.
        right_to_left = any(unicodedata.bidirectional(char) in {"R", "AL", "AN"} for char in piece)
        return right_to_left and not Counter(piece) - Counter(self._text)


def apart(first: Sequence[str], second: Sequence[str], running: Sequence[str]) -> tuple[str, str]:
    """The characters that only `first` has and those that only `second` has, each as often as it has more of them.

    Both are the texts of pages. Digits and the `running` texts (headers, footers), which depend on where pages break,
    do not count, and neither do the dots and strokes that lead to a tab stop.
    """
    pattern = running_pattern(tuple(text for text in map(essence, running) if text))
    counts = [Counter(_unled("".join(pattern.sub("", essence(page)) for page in pages))) for pages in (first, second)]
    return "".join((counts[0] - counts[1]).elements()), "".join((counts[1] - counts[0]).elements())


def _unled(text: str) -> str:
    return re.sub(r"[\d._]", "", text)


@lru_cache(maxsize=64)
def running_pattern(running: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern of headers and footers (essences), whatever page numbers stand in them."""
    texts = sorted((re.sub(r"\d", "", text) for text in running), key=len, reverse=True)
    return re.compile("|".join(r"\d*" + r"\d*".join(map(re.escape, text)) + r"\d*" for text in texts) or r"\d+")
