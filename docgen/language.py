"""The language a person reads: every sentence of ours goes through `say`.

English sentences are the keys of the gettext catalogues under `docgen/locale`. The language is a setting of the
campaign, held in a context variable, so that two campaigns in one process do not disturb each other.
"""

import gettext
import re
from calendar import month_name
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from functools import cache
from pathlib import Path

LANGUAGES = ("en", "zh")
"""The languages docgen speaks."""

_LOCALE = Path(__file__).parent / "locale"
_current: ContextVar[str] = ContextVar("language", default="en")


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    return gettext.translation("docgen", _LOCALE, [language], fallback=True)


def say(sentence: str, **values: object) -> str:
    """`sentence` in the current language, its `{name}` places filled from `values`.

    `{count:file|files}` stands for "1 file" or "2 files": a number and the word that goes with it.
    """
    text = _catalogue(_current.get()).gettext(sentence)
    if "|" in text and values:
        text = _COUNTED.sub(lambda found: _counted(found, values), text)
    return text.format(**values) if values else text


_COUNTED = re.compile(r"\{(\w+):([^{}|]+)\|([^{}|]+)\}")


def _counted(found: re.Match[str], values: Mapping[str, object]) -> str:
    name, one, many = found.groups()
    return f"{{{name}}} {one if str(values.get(name)).lstrip('+−') == '1' else many}"


def N_(sentence: str) -> str:  # noqa: N802 - gettext's own name, known to translators and tools
    """Mark a sentence of a table for translation; it is said later."""
    return sentence


def enumerated(names: Iterable[object]) -> str:
    """`names` one after the other, parted as the current language does."""
    return ("、" if _current.get() == "zh" else ", ").join(map(str, names))


def parted(texts: Iterable[str]) -> str:
    """`texts`, each of which may hold commas, one after the other, parted as the current language does."""
    return ("；" if _current.get() == "zh" else "; ").join(texts)


def continued(sentences: Iterable[str]) -> str:
    """Whole `sentences`, one after the other; Chinese ones without a blank between them."""
    return ("" if _current.get() == "zh" else " ").join(filter(None, sentences))


def day_in_words(day: date) -> str:
    """`day` as forms write it in the current language: 10 April 2026, 2026年4月10日."""
    if _current.get() == "zh":
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{day.day} {month_name[day.month]} {day.year}"


def in_brackets(text: str) -> str:
    """`text` in the brackets of the current language, to stand after a word; empty if there is none."""
    if not text:
        return ""
    return f"（{text}）" if _current.get() == "zh" else f" ({text})"


def in_percent(number: object) -> str:
    """A `number` of hundredths with its sign, set as the current language sets it: 25% in Chinese, 25 % in English."""
    return f"{number}%" if _current.get() == "zh" else f"{number} %"


def reworded(message: str, sentences: Mapping[str, str], otherwise: str = "") -> str:
    """A library's own `message` in words of ours: the sentence of the first pattern that fits, else `otherwise`.

    Without `otherwise`, a message that no pattern fits is left as it stands.
    `sentences` are patterns to sentences marked with `N_`; named groups of a pattern fill the places of its sentence.
    """
    for pattern, sentence in sentences.items():
        if found := re.search(pattern, message):
            return say(sentence, **found.groupdict())
    return say(otherwise) if otherwise else message


def current_language() -> str:
    """The language sentences are said in now: `en` or `zh`."""
    return _current.get()


def set_language(language: str) -> None:
    """Say everything in `language` from here on; an unknown language falls back to English."""
    _current.set(language if language in LANGUAGES else "en")


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Say everything in `language` inside the block."""
    token = _current.set(language if language in LANGUAGES else "en")
    try:
        yield
    finally:
        _current.reset(token)
