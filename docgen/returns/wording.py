"""Labels as they are compared: whatever the width, capitals, blanks, numbering, star, colon, and unit in brackets."""

import re
import unicodedata
from functools import lru_cache

_NUMBERING = re.compile(r"^(?:[(\[【]?(?:\d{1,3}|[一二三四五六七八九十]{1,3}|[a-z])(?:[)\]】.、:]|(?=\s))\s*)+(?=\D)")
_BRACKETED = re.compile(r"\s*[(\[【〔][^()\[\]【】〔〕]*[)\]】〕]\s*$")
_LOST = re.compile(r"[\s_:*·.,;、,。；\"'“”‘’]+")
_HALVES = re.compile(
    r"^(.*[\u3400-\u9fff)])\s*[/|\n\s]\s*([a-z(].*)$|^([a-z(].*?)\s*[/|\n\s]\s*([\u3400-\u9fff].*)$", re.DOTALL
)

SIGNED = re.compile(r"[(（]\s*(签字|签名|签章|盖章|公章|signature|signed|seal)\s*[)）]", re.IGNORECASE)
"""What is signed or sealed by hand, under the name of somebody whom a field names too."""


@lru_cache(maxsize=16384)
def keys(text: str) -> tuple[str, ...]:
    """The ways `text` is compared, the fullest first: whole, without a unit in brackets, each half of two languages.

    Last come the same with what may be a number before them.
    """
    if not text or len(text) > 300:
        return ()
    plain = unicodedata.normalize("NFKC", text).casefold().strip()
    found = [plain, _BRACKETED.sub("", plain.rstrip(" *:"))]
    if halves := _HALVES.match(plain):
        found += [half for half in halves.groups() if half]
    whole = [folded(one) for one in found]
    whole += [_LOST.sub("", one) for one in found]  # "Y ear" and "一 般隐患" have no number before them
    return tuple(dict.fromkeys(key for key in whole if key))


def folded(text: str) -> str:
    """`text` without what does not tell labels apart; it must be in one width and small letters already."""
    return _LOST.sub("", _NUMBERING.sub("", text))


def folded_label(text: str) -> str:
    """The fullest way `text` is compared; empty where nothing is left of it."""
    found = keys(text)
    return found[0] if found else ""


@lru_cache(maxsize=4096)
def split_label(text: str) -> tuple[str, str] | None:
    """A label and what stands after its colon, in one line of text: `Deaths: 3`; None where there is no colon."""
    found = re.match(r"([^:：]{1,80})[:：](.*)", text, re.S)
    return (found[1].strip(), found[2].strip()) if found else None
