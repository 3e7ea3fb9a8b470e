"""Reads the tags of one part of a document, or of one text, in their order and against the contract.

Three looks at the same row of tags: how each is written, which ends which, and what each says. A tag that is written
wrong is still counted where it stands, so that a single slip gives a single finding.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from rapidfuzz.distance import OSA

from docgen.findings import Code, Finding, Place, Scalar
from docgen.findings import word as codes
from docgen.word import blocks
from docgen.word.contract import Contract, nearest, paths
from docgen.word.expressions import Checker, Report
from docgen.word.tags import CLOSING, Tag, TagKind, first_closing, scan, single_braces

_SCOPED = frozenset({"for", "with", "macro", "call", "filter", "block", "autoescape"})
_SHAPING = frozenset({"cellbg", "colspan", "vm", "hm"})
_READABLE = (None, codes.TAG_SMART_QUOTES)
_SIMILAR = 2
"""How many letters a misspelt word may differ in and still be taken for the word it was meant to be."""


@dataclass(frozen=True, slots=True)
class Text:
    """A stretch of text that may hold tags, with its place; `key` tells its owner which paragraph it was.

    `order` gives the rank of an offset among all texts, where one text stands inside another.
    """

    text: str
    place: Place
    key: int = 0
    order: Callable[[int], int] = lambda offset: 0


@dataclass(frozen=True, slots=True)
class Located:
    """A tag with its place. `word` is its block word as it was meant, empty for a tag that begins and ends no block."""

    tag: Tag
    place: Place
    key: int = 0
    word: str = ""
    order: int = 0


@dataclass(frozen=True, slots=True)
class Reading:
    """The tags of a part in order, the pairs they form as indices, and what is wrong with them."""

    tags: tuple[Located, ...]
    pairs: blocks.Pairs
    findings: tuple[Finding, ...] = field(default=())


def read(texts: Iterable[Text], contract: Contract) -> Reading:
    """Everything wrong in `texts`, which together are one template."""
    found: list[Finding] = []
    in_order = sorted(_locate(texts, contract, found), key=lambda each: each.order)
    located = tuple(_kept(in_order))
    pairs = blocks.pair([each.word for each in located])
    found += (_misfit(located, misfit) for misfit in pairs.misfits)
    _check(located, pairs, contract, found)
    return Reading(located, pairs, tuple(found))


def _locate(texts: Iterable[Text], contract: Contract, found: list[Finding]) -> Iterator[Located]:
    """The tags of all texts; those that are not written right go into `found`."""
    pending: Located | None = None
    for text in texts:
        skipped = first_closing(text.text, pending.tag.kind) if pending else 0
        if pending and (skipped or scan(text.text).tags or scan(text.text).open):
            yield _written(_broken(pending, split=bool(skipped)), found)
            pending = None
        scanned = scan(" " * skipped + text.text[skipped:])
        found += (Finding(codes.TAG_STRAY, text.place, {"tag": stray.text}) for stray in scanned.strays)
        for written, name in single_braces(text.text, scanned.tags):
            if name in set(paths(contract.names)):
                found.append(Finding(codes.TAG_SINGLE_BRACE, text.place, {"tag": written, "name": name}))
        for tag in scanned.tags:
            yield _written(_meant(tag, text), found)
        if scanned.open:
            pending = _meant(scanned.open, text)
    if pending:
        yield _written(_broken(pending, split=False), found)


def _broken(pending: Located, *, split: bool) -> Located:
    fault = codes.TAG_SPLIT if split else codes.TAG_UNCLOSED
    return replace(pending, tag=replace(pending.tag, fault=fault))


def _written(located: Located, found: list[Finding]) -> Located:
    """Note down what is wrong with how a tag is written."""
    tag = located.tag
    code = tag.fault or (codes.TAG_EMPTY if not tag.inner and tag.kind is not TagKind.COMMENT else None)
    if code is not None:
        values: dict[str, Scalar] = {"tag": tag.text, "closing": CLOSING[tag.kind], "detail": tag.detail}
        found.append(Finding(code, located.place, values))
    return replace(located, tag=replace(tag, fault=code))


def _meant(tag: Tag, text: Text) -> Located:
    return Located(tag, text.place, text.key, _block_word(tag), text.order(tag.start))


def _block_word(tag: Tag) -> str:
    """The word that counts for what begins and ends, even of `end if` and `{% p if x %}`, which are faults as well."""
    if tag.kind is not TagKind.BLOCK:
        return ""
    words = tag.inner.split()
    if not words:
        return ""
    if words[0] in ("p", "tr", "tc", "r") and len(words) > 1:
        words = words[1:]
    if words[0] == "end" and len(words) > 1 and words[1] in blocks.OPENERS:
        return f"end{words[1]}"
    if words[:2] == ["else", "if"]:
        return "elif"
    word = tag.keyword if tag.keyword in words[0] else words[0]
    if word not in blocks.KEYWORDS:
        word = _similar(word)
    return "" if word == "set" and "=" in tag.inner else word


def _similar(word: str) -> str:
    """The block word that `word` was meant to be, empty if it is too far from any."""
    near = nearest(word, blocks.KEYWORDS)
    return near if OSA.distance(near, word) <= min(_SIMILAR, len(word) // 2) else ""


def _kept(located: Iterable[Located]) -> Iterator[Located]:
    """Without comments, and without what stands between `raw` and `endraw`."""
    raw = False
    for each in located:
        if raw and each.word != "endraw":
            continue
        raw = each.word == "raw"
        if each.tag.kind is not TagKind.COMMENT:
            yield each


def _misfit(located: Sequence[Located], misfit: blocks.Misfit) -> Finding:
    here = located[misfit.index]
    other = located[misfit.other] if misfit.other is not None else here
    values = {"tag": here.tag.text, "begin": other.tag.text, "end": f"{other.tag.prefix} end{other.word}"}
    if misfit.code is codes.BLOCK_NOT_BEGUN:
        values["begin"] = f"{here.tag.prefix} {here.word.removeprefix('end')}"
    return Finding(misfit.code, here.place, values)


def _check(located: Sequence[Located], pairs: blocks.Pairs, contract: Contract, found: list[Finding]) -> None:
    """What each tag says, with the names that the blocks around it bring in."""
    place = Place()
    told: set[tuple[object, ...]] = set()

    def report(code: Code, **values: Scalar) -> None:
        key = (code, place, *sorted(values.items()))
        if key not in told:
            told.add(key)
            found.append(Finding(code, place, values))

    checker = Checker(contract, report)
    ends = {end: begin for begin, end in pairs.ends.items()}
    strays = [m.index for m in pairs.misfits if m.code is codes.BLOCK_NOT_BEGUN and located[m.index].word == "endfor"]
    mixed = {m.index for m in pairs.misfits if m.code is codes.BLOCKS_MIXED}
    for index, each in enumerate(located):
        place = each.place
        checker.headless = index <= max(strays, default=-1)
        if index in ends and located[ends[index]].word in _SCOPED:
            checker.leave()
        _check_one(checker, each, report, sound=index not in mixed)


def _check_one(checker: Checker, each: Located, report: Report, *, sound: bool) -> None:
    tag, quiet = each.tag, each.tag.fault not in _READABLE
    if tag.fault is codes.TAG_EMPTY:
        return
    if tag.kind is TagKind.VALUE:
        checker.check(tag, "{{ " + tag.inner + " }}", quiet=quiet)
    elif not quiet and not _is_block_word(each, report):
        if each.word in _SCOPED:
            checker.enter(tag, _whole(each), quiet=True)
    elif each.word in _SCOPED:
        checker.enter(tag, _whole(each), quiet=quiet)
    elif sound and (source := _whole(each)):
        checker.check(tag, source, quiet=quiet)


def _is_block_word(each: Located, report: Report) -> bool:
    """Whether the tag's first word is one that Jinja or docgen knows and a template may use; if not, it is reported."""
    tag = each.tag
    first = tag.inner.split()[0]
    if first in ("p", "tr", "tc", "r") and tag.keyword == first:
        report(codes.TAG_PREFIX_BLANK, tag=tag.text, prefix=first)
    elif tag.keyword in blocks.FORBIDDEN:
        report(codes.TAG_NOT_ALLOWED, tag=tag.text)
    elif each.word != tag.keyword and (tag.keyword != "set" or each.word):
        word = " ".join(tag.inner.split()[: 2 if first in ("end", "else") else 1])
        report(codes.TAG_UNKNOWN, tag=tag.text, word=word, nearest=each.word)
    elif tag.keyword not in blocks.KEYWORDS:
        report(codes.TAG_UNKNOWN, tag=tag.text, word=first, nearest=nearest(first, blocks.KEYWORDS))
    else:
        return True
    return False


def _whole(each: Located) -> str:
    """The tag completed to a template that can be parsed by itself; empty if there is nothing in it to check."""
    inner, word = each.tag.inner, each.word
    if each.tag.keyword in _SHAPING:
        argument = inner.removeprefix(each.tag.keyword).strip()
        return "{{ " + argument + " }}" if argument else ""
    if word.startswith("end"):
        return f"{_SAMPLE_OPENERS[word[3:]]}{{% {inner} %}}" if word[3:] in _SAMPLE_OPENERS else ""
    if word == "elif":
        return f"{{% if {inner[4:]} %}}{{% endif %}}"
    if word == "else":
        return f"{{% if true %}}{{% {inner} %}}{{% endif %}}"
    if word in blocks.OPENERS and word != "raw":
        return f"{{% {inner} %}}{{% end{word} %}}"
    return f"{{% {inner} %}}" if each.tag.keyword == "set" else ""


_SAMPLE_OPENERS = {
    "if": "{% if true %}",
    "for": "{% for x in [] %}",
    "with": "{% with %}",
    "macro": "{% macro m() %}",
    "filter": "{% filter upper %}",
    "set": "{% set x %}",
}
