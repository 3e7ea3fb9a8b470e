"""Answers from a list: by name, label in any language, or alias; ticked boxes; 是 and yes. Never by likeness alone."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from docgen.excel import fold, nearest
from docgen.findings import Finding
from docgen.findings import returns_values as codes
from docgen.language import current_language, enumerated
from docgen.model import Choice, Field, FieldState, Raw
from docgen.returns.values.numbers import figure, shown
from docgen.returns.values.plain import plain, words
from docgen.returns.values.profile import Profile
from docgen.returns.values.read import BLANK, Read, bad, good
from docgen.returns.values.words import bare

_TICKED = "☑☒■√✓✔▣◼●⊠\uf052\uf0fe\uf0fc\uf050\uf053\uf054\uf06e"
_EMPTY = "☐□◻▢○〇⬜£\uf0a3\uf0a8\uf06f\uf02a"
_BOX = re.compile(rf"[{_TICKED}{_EMPTY}]|\[[ xX√✓*]?\]|\([ √✓*]?\)")
_WINGDINGS = re.compile(r"(?<![A-Za-z0-9])[R£](?=[^\x00-\x7f])")
"""A box of the font Wingdings 2 that lost its font: R is ticked, £ is not."""
_NUMBERED = re.compile(r"^(?:[(（]?[0-9a-z一二三四五六七八九十]{1,2}[)）.、．]|[①-⑩])\s*(?=\S)", re.IGNORECASE)
_PARTED = re.compile(r"\s*[、,，;；/／\n|]\s*")
_YES = words(
    """yes y true 1 ok done 是 有 对 √ ✓ ✔ ☑ ■ ☒ 是的 已落实 落实 已完成 完成 已执行 已开展 已制定 已建立
    已实施 已整改 已签订 已参加"""
)
_NO = words(
    """no n false 0 not 否 无 没有 不 不是 未 没 × ✗ ✘ ☐ □ 未落实 未完成 未执行 未开展 未制定 未建立
    未实施 未整改 未签订 未参加"""
)
_YES_NAMES = frozenset(("yes", "y", "true", "1"))
_NO_NAMES = frozenset(("no", "n", "false", "0"))


def is_yes_no(choices: Iterable[Choice]) -> bool:
    """Whether a list of choices is just yes and no, by their names."""
    names = {choice.name.casefold() for choice in choices}
    return len(names) == 2 and bool(names & _YES_NAMES) and bool(names & _NO_NAMES)


def read_choice(field: Field, raw: Raw, profile: Profile) -> Read:
    """One of the field's choices, by its name."""
    if (ticked := _ticked(field, raw)) is not None:
        return _only(field, ticked)
    if raw.ticked is False and not _says_false(raw):
        return BLANK
    name = _said(field, raw.text, profile) or (_yes_or_no(field, raw) if is_yes_no(field.choices) else None)
    if name is not None:
        return good(name)
    if is_yes_no(field.choices):
        return bad(codes.NOT_YES_NO, raw.text)
    return _no_choice(field, raw.text)


def read_choices(field: Field, raw: Raw, profile: Profile) -> Read:
    """Several of the field's choices, in the order of its list."""
    if (ticked := _ticked(field, raw)) is not None:
        return good(_in_order(field, ticked)) if ticked else BLANK
    if (one := _said(field, raw.text, profile)) is not None:
        return good((one,))
    parts = [part for part in _PARTED.split(raw.text.strip()) if part]
    if len(parts) == 1:
        parts = raw.text.split()
    found = {part: _said(field, part, profile) for part in parts}
    wrong = next((part for part, name in found.items() if name is None), None)
    if wrong is not None:
        return _no_choice(field, wrong)
    return good(_in_order(field, {name for name in found.values() if name}))


def read_tick(field: Field, raw: Raw, profile: Profile) -> Read:
    """A single box to tick; one left empty is blank, and only words say no."""
    if raw.ticked is not None:
        return good(True) if raw.ticked else good(False) if _says_false(raw) else BLANK
    text = _marked(raw.text)
    marks = _BOX.findall(text)
    if marks:
        return good(True) if any(_is_ticked(mark) for mark in marks) else BLANK
    word = bare(text)
    if word in _YES or word in _NO:
        return good(word in _YES)
    return bad(codes.NOT_YES_NO, raw.text)


def has_choice(field: Field, text: str) -> bool:
    """Whether `text` is one of the field's own answers, such as "none" or "not known" in its list."""
    return fold(bare(text)) in _known(field.choices)


def _said(field: Field, text: str, profile: Profile) -> str | None:
    known = _known(field.choices)
    for wording in (text, bare(text), _NUMBERED.sub("", plain(text))):
        if name := known.get(fold(wording)):
            return name
    parts = {known.get(fold(part)) for part in _PARTED.split(text.strip()) if part}
    if len(parts) == 1 and None not in parts:
        return parts.pop()
    return _numbered(field, text, profile)


def _numbered(field: Field, text: str, profile: Profile) -> str | None:
    """Of choices named 1, 2, 3: the one a figure names, 三 or 3.0."""
    names = {choice.name for choice in field.choices}
    if not all(name.isdigit() for name in names):
        return None
    found = figure(text, profile)
    name = "" if found is None or found.unit or found.currency or found.about or found.other else shown(found.value)
    return name if name in names else None


def _yes_or_no(field: Field, raw: Raw) -> str | None:
    word = bare(raw.text) if raw.ticked is None else "yes" if raw.ticked else "no"
    if word not in _YES and word not in _NO:
        return None
    wanted = _YES_NAMES if word in _YES else _NO_NAMES
    return next((choice.name for choice in field.choices if choice.name.casefold() in wanted), None)


@lru_cache(512)
def _known(choices: tuple[Choice, ...]) -> Mapping[str, str]:
    """Folded names, labels and aliases to names; a wording of two choices stands for neither."""
    known: dict[str, str] = {}
    twice: set[str] = set()
    for choice in choices:
        for wording in {
            fold(w) for w in (choice.name, *(text for _, text in choice.label.texts), *choice.aliases) if w
        }:
            if known.setdefault(wording, choice.name) != choice.name:
                twice.add(wording)
    return {wording: name for wording, name in known.items() if wording not in twice}


def _marked(text: str) -> str:
    return _WINGDINGS.sub(lambda box: "☑" if box[0] == "R" else "☐", plain(text))


def _is_ticked(mark: str) -> bool:
    return mark in _TICKED if len(mark) == 1 else mark[1:-1].strip() != ""


def _ticked(field: Field, raw: Raw) -> set[str] | None:
    """The choices whose boxes are ticked, where `raw` is a row of boxes with their labels; None where it is not."""
    if raw.boxes or raw.chosen:
        chosen = [_known(field.choices).get(fold(label)) or _yes_label(field, label) for label in raw.chosen]
        return None if None in chosen else {name for name in chosen if name}
    text = _marked(raw.text)
    marks = list(_BOX.finditer(text))
    parts = [part.strip(" :：,，;；、\t\n") for part in _BOX.split(text)]
    if not marks or not any(parts):
        return None
    before, after = parts[:-1], parts[1:]
    labels = after if not before[0] else before if not after[-1] else []
    names = [_known(field.choices).get(fold(label)) or _yes_label(field, label) for label in labels]
    if not names or None in names:
        return None
    return {name for name, mark in zip(names, marks, strict=True) if name and _is_ticked(mark[0])}


def _says_false(raw: Raw) -> bool:
    """Whether it is a cell that says false, which is an answer; an empty check box is none."""
    return raw.text.strip().casefold() == "false"


def _yes_label(field: Field, label: str) -> str | None:
    return _yes_or_no(field, Raw(label)) if is_yes_no(field.choices) else None


def _only(field: Field, names: set[str]) -> Read:
    if not names:
        return BLANK
    if len(names) == 1:
        return good(next(iter(names)))
    said = enumerated(label(choice) for choice in field.choices if choice.name in names)
    return Read(FieldState.CONFLICTING, findings=(Finding(codes.TWO_CHOICES, values={"choices": said}),))


def _in_order(field: Field, names: set[str]) -> tuple[str, ...]:
    return tuple(choice.name for choice in field.choices if choice.name in names)


def label(choice: Choice) -> str:
    """What a person calls it, in the current language."""
    return choice.label.said(current_language()) or choice.name


def _no_choice(field: Field, text: str) -> Read:
    labels = [label(choice) for choice in field.choices]
    wordings = {word: label(choice) for choice in field.choices for _, word in choice.label.texts}
    if near := nearest(text, wordings):
        return bad(codes.NEAR_A_CHOICE, text, choices=enumerated(labels), nearest=wordings[near])
    return bad(codes.NOT_A_CHOICE, text, choices=enumerated(labels))
