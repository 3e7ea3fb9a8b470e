"""The words that stand for no figure: none, not applicable, not known yet, see elsewhere. Chinese and English."""

import re
from enum import Enum, auto
from functools import lru_cache

from docgen.returns.values.plain import plain, words

_NONE = words("无 没有 未发生 没有发生 未有 暂无 皆无 均无 全无 none nil no nothing")
_NOT_APPLICABLE = words(
    r"/ // \ — —— ― – - -- --- 不涉及 不适用 无此项 无该项 未涉及 n/a n.a. na n.a not-applicable"
) | {"not applicable", "n / a", "does not apply"}
_PENDING = words(
    """待统计 统计中 正在统计 待核实 核实中 正在核实 待确认 待补 待补充 待补报 后补 待定 待查 不详 不清楚 未统计
    未知 不明 ? ?? ??? tbd tbc tba pending unknown"""
) | {"to be confirmed", "to be determined", "to follow", "not known", "not known yet", "under verification"}
_ELSEWHERE = re.compile(
    r"[详参请另]?见(附|另|上|下|前|后|表|《).{0,16}|另附.{0,6}|附后|后附|同上|〃|\"|ditto"
    r"|(please )?(see|refer to) (the |our )?(attach|annex|append|above|below|enclos|separate).{0,24}"
    r"|(as )?(attached|enclosed|above)"
)
_END = re.compile(r"[。.;；,，、!！]+$")


@lru_cache(maxsize=8192)
def bare(text: str) -> str:
    """`text` as its words are compared: plain, small letters, without the stop at its end and brackets round it."""
    tidy = plain(text).casefold()
    if tidy[:1] == "(" and tidy[-1:] == ")":
        tidy = tidy[1:-1].strip()
    return _END.sub("", tidy).strip() or tidy


class Saying(Enum):
    """What a text says in place of an answer; `SOMETHING` is an answer."""

    NONE = auto()
    NOT_APPLICABLE = auto()
    PENDING = auto()
    ELSEWHERE = auto()
    SOMETHING = auto()


@lru_cache(maxsize=8192)
def saying(text: str) -> Saying:
    """Whether `text` is an answer, or says that there is none, that it does not apply, is unknown, or is elsewhere."""
    tidy, word = plain(text), bare(text)
    if word in _NOT_APPLICABLE or tidy.casefold() in _NOT_APPLICABLE:
        return Saying.NOT_APPLICABLE
    if word in _NONE:
        return Saying.NONE
    if word in _PENDING or tidy in _PENDING:
        return Saying.PENDING
    return Saying.ELSEWHERE if _ELSEWHERE.fullmatch(word) or _ELSEWHERE.fullmatch(tidy) else Saying.SOMETHING


def says_none(text: str) -> bool:
    """Whether `text` says outright that there is none: 无, nil."""
    return saying(text) is Saying.NONE
