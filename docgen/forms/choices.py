"""Sheet `choices`: the lists of answers questions allow."""

from collections.abc import Iterator, Mapping

from docgen.excel import fold
from docgen.findings import forms as codes
from docgen.forms.sheets import Line
from docgen.forms.source import Source, listed
from docgen.model import Choice


def read_choices(source: Source) -> Mapping[str, tuple[Choice, ...]]:
    """Every list by its name, its choices in the order of the sheet."""
    lists: dict[str, list[Choice]] = {}
    seen: dict[tuple[str, str], Line] = {}
    for line in source.choices.lines:
        key = (line.text("list_name"), line.text("name"))
        if key[0]:
            lists.setdefault(key[0], [])  # a list whose choices are faulty is there all the same
        if not _is_whole(line, source):
            continue
        if key in seen:
            source.report(codes.CHOICE_TWICE, line.place("name"), name=key[1], other=seen[key].number)
            continue
        seen[key] = line
        choice = Choice(key[1], source.wording(line, "label"), listed(line.text("aliases")), line.facts)
        if not choice.label:
            source.report(codes.LABEL_ABSENT, line.place("label"), name=key[1])
        _alike(choice, lists[key[0]], line, source)
        lists[key[0]].append(choice)
    return {name: tuple(choices) for name, choices in lists.items()}


def _is_whole(line: Line, source: Source) -> bool:
    name = line.text("name")
    if not line.text("list_name"):
        source.report(codes.CHOICE_LIST_ABSENT, line.place("list_name"), name=name)
    if not name:
        source.report(codes.CHOICE_NAME_ABSENT, line.place("name"))
    elif len(name.split()) > 1:
        source.report(codes.CHOICE_NAME_BLANKS, line.place("name"), name=name, suggestion="_".join(name.split()))
    return bool(line.text("list_name")) and len(name.split()) == 1


def _alike(choice: Choice, others: list[Choice], line: Line, source: Source) -> None:
    """Texts that would mean this choice and one before it."""
    taken = {fold(text): other.name for other in others for text in _texts(other)}
    for text in dict.fromkeys(_texts(choice)):
        if other := taken.get(fold(text)):
            source.report(codes.CHOICE_ALIKE, line.place("label"), text=text, name=other, other=choice.name)


def _texts(choice: Choice) -> Iterator[str]:
    yield choice.name
    yield from (text for _, text in choice.label.texts if text)
    yield from choice.aliases
