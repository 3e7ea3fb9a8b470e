"""Each question of a form held against its type: what its row says must mean something, and be answerable."""

import re
from collections.abc import Iterator

from docgen.excel import nearest
from docgen.expression.vocabulary import Names
from docgen.findings import Finding
from docgen.findings import forms as codes
from docgen.forms.sheets import Line
from docgen.forms.source import Source
from docgen.language import enumerated
from docgen.model import Field, FieldType, FormDefinition, Group, Node, Repeat
from docgen.model.periods import is_day

_NUMBERS = (FieldType.INTEGER, FieldType.DECIMAL)
_CHOSEN = (FieldType.SELECT_ONE, FieldType.SELECT_MULTIPLE)
_ANSWERED = ("required", "constraint", "calculation", "choice_filter", "default", "read_only")
_REPEATS = ("rows", "fixed_rows", "transposed")
_FIELDS = ("measure", "percent", "approximate", "private", "items", "shared", "key", "advice", "agreement", "counts")


def check_questions(definition: FormDefinition, source: Source) -> Iterator[Finding]:
    """What a row says that its type knows nothing of, and questions that nobody could answer."""
    names = Names(definition)
    fixed = {member.path for repeat in definition.repeats if repeat.fixed_rows for member in repeat.members}
    for line in source.survey.lines:
        node = names.nodes.get(line.text("name"))
        if node is not None:
            yield from _misplaced(line, node)
        if isinstance(node, Field):
            yield from _default(line, node)
            filled = node.prefill or node.default or node.calculation or node.path in fixed
            if node.required and node.read_only and not filled:
                yield Finding(codes.UNANSWERABLE, line.place("read_only"), {"name": node.name})
    yield from _labels(definition.body, definition.languages)


def _misplaced(line: Line, node: Node) -> Iterator[Finding]:
    """Columns that mean nothing for a row of this type."""
    kind = line.text("type")
    strange = [(column, False) for column in _ANSWERED if not isinstance(node, Field) or _says_nothing(node, column)]
    strange += [(column, True) for column in (_REPEATS if not isinstance(node, Repeat) else ())]
    strange += [(column, True) for column in (_FIELDS if not isinstance(node, Field) else ())]
    if isinstance(node, Field) and node.type not in _NUMBERS:
        strange += [("percent", True), ("approximate", True)]
    for column, own in strange:
        if line.text(column, own=own):
            yield Finding(codes.COLUMN_MISPLACED, line.place(column, own=own), {"column": column, "type": kind})


def _says_nothing(field: Field, column: str) -> bool:
    if column == "choice_filter":
        return field.type not in _CHOSEN
    if field.type is FieldType.NOTE:
        return True
    return field.type is FieldType.CALCULATE and column in ("required", "constraint", "read_only", "default")


def _default(line: Line, field: Field) -> Iterator[Finding]:
    """An answer to begin with that is none."""
    text = field.default
    if not text or _fits(field, text):
        return
    names = [choice.name for choice in field.choices]
    values = {"text": text, "name": field.name, "nearest": nearest(text, names), "known": enumerated(names) or "—"}
    yield Finding(codes.DEFAULT_FAULTY, line.place("default"), values)


def _fits(field: Field, text: str) -> bool:
    match field.type:
        case FieldType.INTEGER:
            return re.fullmatch(r"-?\d+", text, re.ASCII) is not None
        case FieldType.DECIMAL:
            return re.fullmatch(r"-?\d+(\.\d+)?", text, re.ASCII) is not None
        case FieldType.SELECT_ONE | FieldType.SELECT_MULTIPLE:
            return set(text.split()) <= {choice.name for choice in field.choices}
        case FieldType.DATE:
            return is_day(text)
    return True


def _labels(nodes: tuple[Node, ...], languages: tuple[str, ...]) -> Iterator[Finding]:
    """Two questions of one heading or table under the same label: by their labels they could not be told apart."""
    for language in languages:
        seen: dict[str, Field] = {}
        for field in (node for node in nodes if isinstance(node, Field) and node.label.said(language)):
            first = seen.setdefault(field.label.said(language), field)
            if first is not field:
                values = {"label": field.label.said(language), "name": field.name, "other": first.name}
                yield Finding(codes.LABEL_TWICE, field.place, values)
    for node in nodes:
        if isinstance(node, Group | Repeat):
            yield from _labels(node.members, languages)
