"""Finds the Jinja tags of a text, also those that are not quite written right.

A tag with a slip of the pen (a wide brace, a blank between braces, the wrong closing) is still understood as the tag it
was meant to be, with its fault noted, so that one slip is reported once and not again as a missing end further down.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from docgen.findings import Code
from docgen.findings import word as codes


class TagKind(StrEnum):
    """What the opening brace says a tag is."""

    VALUE = "{{"
    BLOCK = "{%"
    COMMENT = "{#"


CLOSING = {TagKind.VALUE: "}}", TagKind.BLOCK: "%}", TagKind.COMMENT: "#}"}

_NARROW = str.maketrans("｛｝％＃", "{}%#")
_STRAIGHT = str.maketrans("“”‘’", "\"\"''")
_SMART = re.compile("[“”‘’]")
_WIDE = re.compile("[（），．：；｜＝！＜＞［］｛｝＂＇、。＋－＊／％„‟‚‛\u200b-\u200f\ufeff]")
_STRING = re.compile(r"\"[^\"]*\"|'[^']*'")
_OPENING = re.compile(r"\{[ \u00a0\u3000]*[{%#]")
_CLOSING = re.compile(r"[}%#][ \u00a0\u3000]*\}")
_STRAY = re.compile(r"\}\}|%\}|#\}")
_PREFIX = re.compile(r"(tr|tc|p|r)\s+")
_PLACEHOLDER = re.compile(r"(?<![{\w])\{\s*([A-Za-z_][\w.]*)\s*\}(?!\})")


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag from `start` to `end` of its text. `prefix` is `p`, `tr`, `tc`, `r` or empty; `inner` what Jinja will read.

    `fault` is a slip in how the tag is written; `detail` the letters it concerns.
    """

    text: str
    kind: TagKind
    prefix: str
    inner: str
    start: int
    end: int
    fault: Code | None = None
    detail: str = ""

    @property
    def keyword(self) -> str:
        """The first word of a block tag: `for`, `endif`."""
        found = re.match(r"[A-Za-z_]\w*", self.inner)
        return found[0] if found and self.kind is TagKind.BLOCK else ""


@dataclass(frozen=True, slots=True)
class Stray:
    """A closing that no tag opened."""

    text: str
    start: int


@dataclass(frozen=True, slots=True)
class Scan:
    """The tags of one text in order, closings left over, and the beginning of a tag that does not end in the text."""

    tags: tuple[Tag, ...] = ()
    strays: tuple[Stray, ...] = ()
    open: Tag | None = None


def scan(text: str) -> Scan:
    """Every tag of `text`."""
    narrow = text.translate(_NARROW)
    tags: list[Tag] = []
    strays: list[Stray] = []
    position = 0
    while (found := _next_mark(narrow, position)) is not None:
        if narrow[found.start()] != "{":
            strays.append(Stray(text[found.start() : found.end()], found.start()))
            position = found.end()
            continue
        tag = _tag(text, narrow, found)
        if tag.fault is codes.TAG_UNCLOSED and tag.end == len(text):
            return Scan(tuple(tags), tuple(strays), tag)
        tags.append(tag)
        position = tag.end
    return Scan(tuple(tags), tuple(strays))


def first_closing(text: str, kind: TagKind) -> int:
    """Where a tag of `kind` opened in an earlier text ends in this one, 0 if it does not."""
    narrow = text.translate(_NARROW)
    closing, opening = narrow.find(CLOSING[kind]), _OPENING.search(narrow)
    return closing + 2 if closing >= 0 and (opening is None or closing < opening.start()) else 0


def single_braces(text: str, tags: Iterable[Tag]) -> Iterator[tuple[str, str]]:
    """Names in single braces outside of `tags`, as people write who do not know that a tag takes two: text and name."""
    for tag in tags:
        text = text[: tag.start] + " " * (tag.end - tag.start) + text[tag.end :]
    for found in _PLACEHOLDER.finditer(text):
        yield found[0], found[1]


def has_tag(text: str) -> bool:
    """Whether anything in `text` opens a tag."""
    return any(kind.value in text for kind in TagKind)


def tags_of(text: str) -> list[str]:
    """The tags of `text` as they are written, also one that has no end."""
    scanned = scan(text) if has_tag(text) else Scan()
    return [tag.text for tag in (*scanned.tags, *([scanned.open] if scanned.open else []))]


def _next_mark(narrow: str, position: int) -> re.Match[str] | None:
    opening = _OPENING.search(narrow, position)
    closing = _STRAY.search(narrow, position)
    found = [mark for mark in (opening, closing) if mark]
    return min(found, key=lambda mark: mark.start()) if found else None


def _tag(text: str, narrow: str, opening: re.Match[str]) -> Tag:
    start, begin = opening.start(), opening.end()
    kind = TagKind("{" + opening[0][-1])
    fault = codes.TAG_SPACED if len(opening[0]) > 2 else None
    if kind is TagKind.VALUE and narrow[begin : begin + 1] in ("%", "{"):
        fault = codes.TAG_DOUBLED
        kind = TagKind.BLOCK if narrow[begin] == "%" else kind
        begin += 1
    stop, end, closing_fault = _close(narrow, begin, kind)
    if fault is codes.TAG_DOUBLED and narrow[end : end + 1] == "}":
        end += 1
    wide = "".join(letter for letter in text[start:begin] + text[stop:end] if letter in "｛｝％＃")
    return _inside(
        Tag(text[start:end], kind, "", text[begin:stop], start, end),
        fault or closing_fault or (codes.TAG_WIDE if wide else None),
        wide,
    )


def _close(narrow: str, begin: int, kind: TagKind) -> tuple[int, int, Code | None]:
    """Where the inside of a tag stops, where the tag ends, and what is wrong with its closing."""
    right = _closing_at(narrow, begin, kind)
    if right is not None:
        return right, right + 2, None
    opening = _OPENING.search(narrow, begin)
    limit = opening.start() if opening else len(narrow)
    wrong = _CLOSING.search(narrow, begin, limit)
    if wrong:
        return wrong.start(), wrong.end(), codes.TAG_SPACED if len(wrong[0]) > 2 else codes.TAG_CLOSED_WRONG
    single = narrow.find("}", begin, limit)
    if single >= 0:
        return single, single + 1, codes.TAG_CLOSED_WRONG
    return limit, limit, codes.TAG_UNCLOSED


def _closing_at(narrow: str, begin: int, kind: TagKind) -> int | None:
    """Where the right closing stands: before the next opening, not in quotation marks, inner braces balanced."""
    closing = CLOSING[kind]
    if kind is TagKind.COMMENT:
        found = narrow.find(closing, begin)
        return found if found >= 0 else None
    quiet = _STRING.sub(lambda quoted: " " * len(quoted[0]), narrow[begin:].translate(_STRAIGHT))
    for rest in (quiet, narrow[begin:]):
        opening = _OPENING.search(rest)
        limit = opening.start() if opening else len(rest)
        candidates = [found.start() for found in re.finditer(f"(?={re.escape(closing)})", rest[:limit])]
        if candidates:
            balanced = (at for at in candidates if rest.count("{", 0, at) <= rest.count("}", 0, at))
            return begin + next(balanced, candidates[0])
    return None


def _inside(tag: Tag, fault: Code | None, detail: str) -> Tag:
    """`tag` with its inside read: the mark before it, and characters that do not belong there."""
    prefix, inner = "", tag.inner
    if found := _PREFIX.match(inner):
        prefix = found[1]
        inner = inner[found.end() :]
    inner = inner.removeprefix("-").removeprefix("+").removesuffix("-").removesuffix("+").strip()
    if tag.kind is TagKind.COMMENT:
        return replace(tag, prefix=prefix, inner=inner, fault=fault, detail=detail)
    if fault is None and _SMART.search(inner):
        fault, detail = codes.TAG_SMART_QUOTES, "".join(_SMART.findall(inner))
    inner = inner.translate(_STRAIGHT)
    if wide := _WIDE.findall(_STRING.sub("", inner)):
        fault, detail = codes.TAG_WIDE, detail * (fault is codes.TAG_WIDE) + "".join(wide)
    return replace(tag, prefix=prefix, inner=inner, fault=fault, detail=detail)
