"""One render of one document: its budget, its findings, and how a value becomes text in WordprocessingML.

The budget bounds what a template may do: every turn of a loop, call and value made is paid for, so that a template
made to exhaust the machine ends in a finding within a second or two.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass

from markupsafe import escape

from docgen.findings import Code, Finding, Place
from docgen.findings.render import (
    CHARACTERS_REMOVED,
    CHARACTERS_REPLACED,
    FIELD_MARKED,
    FIELD_MISSING,
    LINE_ENDS_MENDED,
    RENDER_UNSAFE,
)
from docgen.language import say
from docgen.model import MissingPolicy
from docgen.word.complaints import in_words
from docgen.word.missing import Missing, MissingRules, Spot, ledger

SPECIAL = re.compile("[\x00-\x1f&<>\"'\ud800-\udfff\ufffe\uffff]").search
"""Finds in a text what keeps it from standing in XML, or in one run of Word, just as it is."""

_ODD = re.compile("[\x00-\x1f\ud800-\udfff\ufffe\uffff]").search
_LINE_ENDS = re.compile("\r\n?")
_BROKEN = re.compile("[\ud800-\udfff]")
_ILLEGAL = re.compile("[\x00-\x06\x08\x0b\x0e-\x1f\ufffe\uffff]")
_LISTING = re.compile("[\a\t\n\f]").search
_TREE = re.compile("<w:tbl[ >]|<w:tc[ >]|docPr").search


NOWHERE = Spot("", "", 0)
"""No tag in particular."""


class Ready(str):
    """A piece of Word XML that docgen itself made, every text in it escaped: printed as it is.

    Whatever a template does with it makes an ordinary text of it, which is escaped again.
    """

    __slots__ = ()


class RenderLimitError(Exception):
    """A template asked for more than a document may take."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may take: turns of loops, calls and the like; letters of one value; letters of one part."""

    steps: int = 1_000_000
    value: int = 1_000_000
    part: int = 64_000_000


USUAL = Limits()
"""Far above any book, and yet used up within seconds."""


class Session:
    """One render. `listing`: a value held a line break or its like; `raw`: a value brought tables or drawings.

    `brought_xml` says that some value was a piece of XML.
    """

    def __init__(self, rules: MissingRules, limits: Limits) -> None:
        self.rules = rules
        self.limits = limits
        self.left = limits.steps
        self.part = ""
        self.listing = False
        self.raw = False
        self.brought_xml = False
        self._findings: dict[tuple[Code, str, str, str], Finding] = {}

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All that was noted, in order, each once."""
        return tuple(self._findings.values())

    def start_part(self, part: str) -> None:
        """Go on to the next part of the document, named in words."""
        self.part = part
        self.listing = self.raw = self.brought_xml = False

    def note(self, code: Code, spot: Spot | None = None, **values: str) -> None:
        """Note a finding at a tag of the current part."""
        tag = spot.tag if spot else ""
        key = (code, self.part, tag, "" if spot else str(values))
        if key not in self._findings:
            spot = spot or NOWHERE
            place = Place(part=self.part, paragraph=spot.paragraph or None, field=spot.field)
            self._findings[key] = Finding(code, place, values)

    # Budget

    def spend(self, steps: int) -> None:
        """Pay for `steps`. Raises RenderLimitError once the budget is used up."""
        self.left -= steps
        if self.left < 0:
            raise RenderLimitError(say("it repeats more than {limit} times", limit=self.limits.steps))

    def turns(self, iterable: Iterable[object]) -> Iterable[object]:
        """`iterable`, its turns paid for."""
        try:
            count = len(iterable)  # type: ignore[arg-type]  # asked of anything; what has no length is counted as it runs
        except TypeError:
            return self._counted(iterable)
        self.spend(count + 1)
        return iterable

    def _counted(self, iterable: Iterable[object]) -> Iterator[object]:
        for item in iterable:
            self.spend(1)
            yield item

    def bounded(self, value: object) -> object:
        """`value`, paid for by its size. Raises RenderLimitError if it is larger than a value of a document may be."""
        if isinstance(value, str | bytes):
            size = len(value)
        elif isinstance(value, int):
            size = value.bit_length()
        elif isinstance(value, list | tuple | Mapping | Set):
            size = self._weight(value)
        else:
            size = 1
        self.room(size)
        return value

    def room(self, size: int) -> None:
        """Pay for a value of `size` letters or members about to be made."""
        if size > self.limits.value:
            raise RenderLimitError(say("a value grows beyond {limit} letters", limit=self.limits.value))
        self.spend(1 + (size >> 8))

    def _weight(self, value: object) -> int:
        """How many members and letters printing `value` would take; stops counting beyond the limit."""
        weight, todo = 0, [value]
        while todo and weight <= self.limits.value:
            item = todo.pop()
            weight += 1
            if isinstance(item, str):
                weight += len(item)
            elif isinstance(item, Mapping):
                todo += item.keys()
                todo += item.values()
            elif isinstance(item, list | tuple | Set):
                weight += len(item)
                todo += item
        return weight

    # Values

    def text(self, value: str, spot: Spot) -> str:
        """A text as it stands inside `<w:t>`: escaped, and without what XML forbids; each change of it is noted."""
        return escape(self._legal(value, spot))

    def other(self, value: object, spot: Spot) -> str:
        """Any value that is not a plain text: a number, a date, a piece of Word XML, nothing at all."""
        if value is None:
            return self.lack(spot, None)
        if isinstance(value, Missing):
            return self.lack(spot, value)
        if hasattr(value, "__html__"):
            return self._xml(value.__html__(), spot)
        self.bounded(value)
        text = str(value)
        return text if not SPECIAL(text) else self.text(text, spot)

    def plain(self, value: object, spot: Spot) -> str:
        """Any value as plain text, which is made XML later."""
        if value is None:
            return self.lack(spot, None)
        if isinstance(value, Missing):
            return self.other(value, spot)
        return self._legal(str(self.bounded(value)), spot)

    def lack(self, spot: Spot | None, missing: Missing | None) -> str:
        """Note that a field has no value, as the rules say; what is printed in its place."""
        spot = spot or Spot(*_words(missing), 0)
        if missing is not None and missing.unsafe:
            self.note(RENDER_UNSAFE, spot, reason=in_words(missing.reason))
            return ""
        policy = self.rules.policy(spot.field)
        if policy is MissingPolicy.BLANK:
            return ""
        if policy is MissingPolicy.MARK:
            self.note(FIELD_MARKED, spot, tag=spot.tag)
            return str(escape(say("[{field}: to be filled in]", field=spot.tag)))
        self.note(FIELD_MISSING, spot, tag=spot.tag)
        return ""

    def _xml(self, xml: str, spot: Spot) -> str:
        self.brought_xml = True
        text = self._legal(str(xml), spot)
        if _TREE(text):
            self.raw = True
        return text

    def _legal(self, value: str, spot: Spot) -> str:
        self.room(len(value))
        if not _ODD(value):
            return value
        if "\r" in value:
            value = _LINE_ENDS.sub("\n", value)
            self.note(LINE_ENDS_MENDED, spot, tag=spot.tag)
        if broken := _BROKEN.findall(value):
            value = _BROKEN.sub("�", value)
            self.note(CHARACTERS_REPLACED, spot, tag=spot.tag, characters=_codes(broken))
        if illegal := _ILLEGAL.findall(value):
            value = _ILLEGAL.sub("", value)
            self.note(CHARACTERS_REMOVED, spot, tag=spot.tag, characters=_codes(illegal))
        if _LISTING(value):
            self.listing = True
        return value


def session_now() -> Session:
    """The render going on in this thread. Raises LookupError outside of one."""
    session = ledger.get()
    if not isinstance(session, Session):
        raise LookupError("session")
    return session


def _codes(characters: Iterable[str]) -> str:
    return ", ".join(f"U+{ord(c):04X}" for c in sorted(set(characters)))


def _words(missing: Missing | None) -> tuple[str, str]:
    name = missing.name if missing is not None else ""
    return name, name
