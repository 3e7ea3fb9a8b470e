"""A definition turned round: from the marks, labels and headings that stand in a file to the fields they belong to."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from docgen.language import LANGUAGES
from docgen.model import Field, FormDefinition, Group, Node, Repeat, Wording
from docgen.model.blanks import bookmark, mark
from docgen.model.forms import with_row
from docgen.returns.wording import SIGNED, folded_label, keys, split_label
from docgen.word.form.prompts import placeholder

_FORMATS = frozenset(
    ("date", "time", "dateandtime", "choose", "%", "日期", "时间", "日期和时间", "日期时间", "选择", "请选择")
)
"""What a form prints in place of a measure."""
_MOST_SAID = 4096
"""Texts whose meaning is kept; a form has some hundreds of its own, and they are most of what comes back."""
_MOST_ROWS = 400
"""Rows of a repeat that are known by their bookmarks; those of a name or a tag say their number themselves."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a mark stands for: a field by its path, row included; a repeat's path; and the choice of a box, if any.

    Of a field in a repeat, `column` is its path without the row, and `repeat` and `row` are those it stands in.
    """

    path: str
    choice: str = ""
    column: str = ""
    repeat: str = ""
    row: int = 0


@dataclass(frozen=True, slots=True)
class Said:
    """What a text means to a form: the fields it is a label of, the part it opens, and what else the form prints.

    `is_label` is said of the title of a part too, `is_printed` of measures, hints and prompts. `heads` are the repeats
    of which it is a heading.
    """

    paths: tuple[str, ...]
    section: str
    is_label: bool
    is_printed: bool
    heads: frozenset[str] = frozenset()


class Label(NamedTuple):
    """A text taken for a label: the label in it, what follows its colon if there is one, and what the label means.

    `signed` is said of what is signed or sealed by hand, under the name of somebody whom a field names too. `unknown`
    is the label as it is compared, where it is no field's and no part's: somebody may have altered one; else empty.
    """

    text: str
    rest: str | None
    said: Said
    signed: bool
    unknown: str


class Index:
    """One definition, ready to recognise its own fields."""

    def __init__(self, definition: FormDefinition, language: str) -> None:
        self.definition = definition
        self.fields: Mapping[str, Field] = {field.path: field for field in definition.fields}
        self.repeats: Mapping[str, Repeat] = {repeat.path: repeat for repeat in definition.repeats}
        self._prefix = folded(f"dg.{definition.code}.")
        self._known: dict[str, Meaning | None] = {}
        self._said: dict[str, Said] = {}
        self._label: dict[tuple[str, bool], Label] = {}
        self._prompts: dict[str, frozenset[str]] = {}
        self.printed_before: dict[tuple[str, ...], dict[str, bool]] = {}
        """Of texts that stood in no place, whether these forms together print them; kept by `docgen.returns.extra`."""
        self.names: Mapping[str, str] = {path: f.label.said(language) or f.name for path, f in self.fields.items()}
        """What each field is called in findings, in `language`, by its path."""

    def prepare(self) -> None:
        """Work out now what is else worked out when it is first asked for."""
        for name in (
            "single",
            "unit_fields",
            "_marks",
            "_rows",
            "_bookmarks",
            "labels",
            "own_labels",
            "sections",
            "headings",
            "statics",
        ):
            getattr(self, name)
        for path, field in self.fields.items():
            self.prompts(field)
            self.meaning(mark(self.definition.code, path))

    @cached_property
    def single(self) -> tuple[Field, ...]:
        """The fields outside repeats that have an answer, in order."""
        return tuple(one for one in self.asked if isinstance(one, Field))

    @cached_property
    def asked(self) -> tuple[Field | Repeat, ...]:
        """What has an answer, in order: fields, and each repeat once, where the first of its columns stands."""
        columns = {field.path: repeat for repeat in self.repeats.values() for field in repeat.members}
        found = (columns.get(path, field) for path, field in self.fields.items())
        return tuple(dict.fromkeys(one for one in found if isinstance(one, Repeat) or has_answer(one)))

    @cached_property
    def unit_fields(self) -> frozenset[str]:
        """The paths of the fields that ask for the unit itself, by name or code."""
        return frozenset(path for path, field in self.fields.items() if _names_unit(field))

    def meaning(self, name: str) -> Meaning | None:
        """What the mark, tag, cell name or bookmark `name` stands for in this form; None if it is none of its."""
        if name not in self._known:
            plain = folded(name)
            self._known[name] = self._meant(plain) if plain.startswith(self._prefix) else self._bookmarks.get(name)
        return self._known[name]

    def _meant(self, plain: str) -> Meaning | None:
        if plain in self._marks:
            return self._marks[plain]
        for pattern, repeat, rest in self._rows:
            if (found := pattern.fullmatch(plain)) and 0 < int(found[1]) <= 100_000:
                return _in_row(rest, repeat, int(found[1]))
        return None

    @cached_property
    def _marks(self) -> Mapping[str, Meaning]:
        code = self.definition.code
        return {folded(mark(code, meaning.path) + choice): meaning for meaning, choice in self._places(self.single)} | {
            folded(mark(code, path)): Meaning(path) for path in self.repeats
        }

    @cached_property
    def _rows(self) -> tuple[tuple[re.Pattern[str], str, Meaning], ...]:
        code = self.definition.code
        found = []
        for repeat in self.repeats.values():
            for meaning, choice in self._places(repeat.members):
                name = folded(mark(code, with_row(meaning.path, repeat.path, 7)) + choice)
                before = len(folded(mark(code, repeat.path))) + 1
                pattern = re.compile(re.escape(name[:before]) + r"(\d{1,6})" + re.escape(name[before + 1 :]))
                found.append((pattern, repeat.path, meaning))
        return tuple(found)

    @staticmethod
    def _places(fields: Iterable[Field]) -> Iterator[tuple[Meaning, str]]:
        """Each field, and each box of one that takes several choices, with what its mark ends in."""
        for field in fields:
            yield Meaning(field.path), ""
            for choice in field.choices:
                yield Meaning(field.path, choice.name), f".{choice.name}"

    @cached_property
    def _bookmarks(self) -> Mapping[str, Meaning]:
        code = self.definition.code
        found = {bookmark(mark(code, path)): Meaning(path) for path in self.repeats}
        found |= {bookmark(mark(code, m.path) + choice): m for m, choice in self._places(self.single)}
        for repeat in self.repeats.values():
            for row in range(1, max(repeat.rows * 2, 40) + 1):
                for meaning, choice in self._places(repeat.members):
                    one = _in_row(meaning, repeat.path, row)
                    found[bookmark(mark(code, one.path) + choice)] = one
        return found

    @cached_property
    def labels(self) -> Mapping[str, tuple[str, ...]]:
        """The fields outside repeats, by each of their labels as it is compared."""
        return _by_key((field.path, _labels(field)) for field in self.single)

    @cached_property
    def own_labels(self) -> Mapping[str, tuple[str, ...]]:
        """For each field outside repeats, its labels that no other one bears, as they are compared."""
        found: dict[str, tuple[str, ...]] = {}
        for key, paths in self.labels.items():
            if len(paths) == 1:
                found[paths[0]] = (*found.get(paths[0], ()), key)
        return found

    @cached_property
    def sections(self) -> Mapping[str, str]:
        """Groups and repeats by their headings as they are compared."""
        found: dict[str, str] = {}
        for node in _nodes(self.definition.body):
            for _, text in node.label.texts:
                for key in keys(text):
                    found.setdefault(key, node.path)
        return found

    @cached_property
    def headings(self) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
        """For each repeat, its columns by their headings as they are compared."""
        return {
            path: _by_key((field.path, _labels(field)) for field in repeat.members if has_answer(field))
            for path, repeat in self.repeats.items()
        }

    def said(self, text: str) -> Said:
        """What `text` means to this form."""
        if text not in self._said:
            if len(self._said) >= _MOST_SAID:
                self._said.clear()
            own = keys(text)
            paths = next((self.labels[key] for key in own if key in self.labels), ())
            section = next((self.sections[key] for key in own if key in self.sections), "")
            is_label = any(key in self.labels or key in self.sections for key in own)
            printed = any(key in self.statics or key in _FORMATS for key in own)
            heads = frozenset(path for path, known in self.headings.items() if not known.keys().isdisjoint(own))
            self._said[text] = Said(paths, section, is_label, printed, heads)
        return self._said[text]

    def label(self, text: str, *, in_line: bool) -> Label:
        """The label in `text`, which stands in a line by itself or fills a cell."""
        found = self._label.get((text, in_line))
        if found is None:
            if len(self._label) >= _MOST_SAID:
                self._label.clear()
            label, rest = self._split(text, in_line=in_line)
            key = folded_label(label)
            unknown = "" if key in self.labels or key in self.sections else key
            found = Label(label, rest, self.said(label), bool(SIGNED.search(label)), unknown)
            self._label[text, in_line] = found
        return found

    def _split(self, text: str, *, in_line: bool) -> tuple[str, str | None]:
        """All of a text, its first line with hints below it, or what stands before a colon, and what after it."""
        parts = split_label(text) if ":" in text or "：" in text else None
        if in_line:
            return parts or (text, "")
        first = text.partition("\n")[0]
        if parts is None or self.said(text).paths:
            return (first if first != text and self.said(first).paths else text), None
        if self.said(first).paths:
            return first, None
        return parts if parts[1] else (text, None)

    def prompts(self, field: Field) -> frozenset[str]:
        """What our own forms print where the answer to a field goes, in every language; it counts as blank."""
        if field.path not in self._prompts:
            self._prompts[field.path] = frozenset(placeholder(field, language).strip() for language in LANGUAGES)
        return self._prompts[field.path]

    @cached_property
    def words(self) -> frozenset[str]:
        """Every text of the definition: titles, labels, hints, measures and choices, in all its languages."""
        nodes = [*_nodes(self.definition.body), *self.fields.values()]
        found = [text for node in nodes for text in _texts(node.label)] + [*_texts(self.definition.title)]
        for field in self.fields.values():
            found += [*_printed(field), *(text for choice in field.choices for text in _texts(choice.label))]
            found += self.prompts(field)
        return frozenset(text for text in found if text)

    @cached_property
    def statics(self) -> frozenset[str]:
        """What the form itself prints beside its places: measures and hints, as they are compared."""
        texts = (text for field in self.fields.values() for text in _printed(field))
        return frozenset(key for text in texts for key in keys(text))


def _in_row(meaning: Meaning, repeat: str, row: int) -> Meaning:
    """What the mark of a column stands for in one row."""
    return Meaning(with_row(meaning.path, repeat, row), meaning.choice, meaning.path, repeat, row)


def has_answer(field: Field) -> bool:
    """Whether something stands in a return for this field: asked by the form, or calculated in it."""
    return field.type.is_asked or (bool(field.calculation) and bool(field.label))


def _names_unit(field: Field) -> bool:
    """Whether a field asks for the unit itself, by name or code."""
    return field.prefill in ("unit.name", "unit.code", "unit.short_name") or field.name in ("unit_name", "unit_code")


def folded(name: str) -> str:
    """A mark as programs may have spelt it: LibreOffice turns dots into underscores, Excel knows no capitals."""
    return name.replace(".", "_").casefold()


def _nodes(nodes: tuple[Node, ...]) -> Iterator[Group | Repeat]:
    for node in nodes:
        if isinstance(node, Group):
            yield node
            yield from _nodes(node.members)
        elif isinstance(node, Repeat):
            yield node


def _labels(field: Field) -> tuple[str, ...]:
    return (*_texts(field.label), *field.aliases)


def _printed(field: Field) -> Iterator[str]:
    yield from _texts(field.measure)
    yield from _texts(field.hint)


def _texts(wording: Wording) -> tuple[str, ...]:
    return tuple(text for _, text in wording.texts if text)


def _by_key(named: Iterable[tuple[str, tuple[str, ...]]]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for path, labels in named:
        for label in labels:
            for key in keys(label):
                found.setdefault(key, {})[path] = None
    return {key: tuple(paths) for key, paths in found.items()}
