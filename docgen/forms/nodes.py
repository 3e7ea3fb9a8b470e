"""Sheet `survey`: its rows as the tree of questions, groups and repeats that a form is."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from docgen.excel import nearest
from docgen.findings import forms as codes
from docgen.forms.sheets import Line
from docgen.forms.source import Answer, Source, listed
from docgen.language import enumerated
from docgen.model import Choice, Field, FieldType, Group, Node, Repeat

_TYPES = {"int": "integer", "dateTime": "datetime", "photo": "image", "trigger": "acknowledge", "string": "text"}
"""Other names XLSForm has for a type."""
_DEVICE = re.compile(
    "(start|end|today|deviceid|subscriberid|simserial|phonenumber|username|email|audit|geopoint|geotrace|geoshape|barcode"
    "|audio|video|file|range|rank|hidden|start-geopoint|background-.*|csv-external|xml-external).*"
)
_SELECTS = (FieldType.SELECT_ONE, FieldType.SELECT_MULTIPLE)
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_ROWS = 10
"""Rows a repeat has where nothing is said."""


@dataclass
class _Open:
    """A group or repeat whose end has not come yet; `line` is None for the form itself."""

    line: Line | None = None
    kind: str = ""
    path: str = ""
    unit_types: tuple[str, ...] = ()
    members: list[Node] = field(default_factory=list)


def read_nodes(source: Source) -> tuple[Node, ...]:
    """What the form asks, in order."""
    reader = _Reader(source)
    for line in source.survey.lines:
        reader.read(line)
    return reader.finish()


@dataclass
class _Reader:
    source: Source
    open: list[_Open] = field(default_factory=lambda: [_Open()])
    named: set[str] = field(default_factory=set)
    """The lists of choices that questions name."""

    def read(self, line: Line) -> None:
        kind = " ".join(line.text("type").split())
        step, _, what = kind.replace("_", " ", 1).partition(" ") if kind.startswith(("begin", "end")) else ("", "", "")
        if step in ("begin", "end") and what in ("group", "repeat"):
            self.begin(line, what) if step == "begin" else self.end(line, what)
        elif not kind:
            self.source.report(codes.TYPE_ABSENT, line.place("type"))
        elif question := self.question(line, kind):
            self.open[-1].members.append(question)

    def path(self, line: Line) -> str:
        outer, name = self.open[-1].path, line.text("name")
        return f"{outer}/{name}" if outer else name

    def begin(self, line: Line, kind: str) -> None:
        _check_name(line, self.source)
        outer = next((o for o in reversed(self.open) if o.kind == "repeat"), None)
        if outer is not None and outer.line is not None:
            code = codes.REPEAT_IN_REPEAT if kind == "repeat" else codes.GROUP_IN_REPEAT
            self.source.report(code, line.place("type"), name=line.text("name"), outer=outer.line.text("name"))
        types = listed(line.text("unit_types", own=True)) or self.open[-1].unit_types
        self.open.append(_Open(line, kind, self.path(line), types))

    def end(self, line: Line, kind: str) -> None:
        opened = self.open[-1]
        if opened.line is None:
            self.source.report(codes.END_ALONE, line.place("type"), kind=kind)
            return
        if opened.kind != kind:
            values = {"kind": kind, "name": opened.line.text("name"), "other": opened.kind}
            self.source.report(codes.END_OTHER, line.place("type"), **values)
        self.close()

    def close(self) -> None:
        opened = self.open.pop()
        if opened.line is None:
            return
        if not opened.members:
            self.source.report(codes.REPEAT_EMPTY, opened.line.place("type"), name=opened.line.text("name"))
        node = _repeat if opened.kind == "repeat" else _group
        self.open[-1].members.append(node(opened.line, opened, self.source))

    def finish(self) -> tuple[Node, ...]:
        while len(self.open) > 1:
            opened = self.open[-1]
            if opened.line is not None:
                values = {"name": opened.line.text("name"), "kind": opened.kind}
                self.source.report(codes.END_MISSING, opened.line.place("type"), **values)
            self.close()
        for name in [name for name in self.source.lists if name not in self.named]:
            line = next(line for line in self.source.choices.lines if line.text("list_name") == name)
            self.source.report(codes.LIST_UNUSED, line.place("list_name"), list=name)
        return tuple(self.open[0].members)

    def question(self, line: Line, kind: str) -> Field | None:
        """The question of a row; None if its type is not known."""
        _check_name(line, self.source)
        word, _, list_name = kind.partition(" ")
        word = _TYPES.get(word, word)
        if word not in set(FieldType):
            self.unknown(line, kind)
            return None
        type_ = FieldType(word)
        choices = self.choices(line, type_, list_name) if type_ in _SELECTS else ()
        asked = _field(line, self.path(line), type_, choices, self.source)
        return replace(asked, unit_types=asked.unit_types or self.open[-1].unit_types)

    def unknown(self, line: Line, kind: str) -> None:
        known = [*FieldType, "begin group", "end group", "begin repeat", "end repeat"]
        word = kind.partition(" ")[0]
        if _DEVICE.fullmatch(word):
            self.source.report(codes.TYPE_DEVICE, line.place("type"), type=kind)
            return
        near = nearest(kind, known) or nearest(word, known)
        values = {"type": kind, "nearest": near, "known": enumerated(known)}
        self.source.report(codes.TYPE_NEAR if near else codes.TYPE_UNKNOWN, line.place("type"), **values)

    def choices(self, line: Line, type_: FieldType, list_name: str) -> tuple[Choice, ...]:
        lists = self.source.lists
        self.named.add(list_name)
        if not list_name:
            self.source.report(codes.CHOICES_UNNAMED, line.place("type"), type=type_.value)
        elif list_name not in lists:
            near = nearest(list_name, lists)
            values = {"list": list_name, "nearest": near, "known": enumerated(lists) or "—"}
            self.source.report(codes.CHOICES_NEAR if near else codes.CHOICES_UNKNOWN, line.place("type"), **values)
        return lists.get(list_name, ())


def _check_name(line: Line, source: Source) -> None:
    name = line.text("name")
    if not name:
        source.report(codes.NAME_ABSENT, line.place("name"))
    elif not _NAME.fullmatch(name):
        mended = re.sub(r"[^A-Za-z0-9_]+", "_", name).strip("_")
        suggestion = mended if _NAME.fullmatch(mended) else f"q_{mended or line.number}"
        source.report(codes.NAME_FAULTY, line.place("name"), name=name, suggestion=suggestion)


def _field(line: Line, path: str, type_: FieldType, choices: tuple[Choice, ...], source: Source) -> Field:
    label = source.wording(line, "label")
    if not label and type_ is not FieldType.CALCULATE:
        source.report(codes.LABEL_ABSENT, line.place("label"), name=line.text("name"))
    if type_ is FieldType.CALCULATE and not line.text("calculation"):
        source.report(codes.CALCULATION_ABSENT, line.place("calculation"), name=line.text("name"))
    required = source.yes_or_no(line, "required")
    return Field(
        path=path,
        type=type_,
        label=label,
        hint=source.wording(line, "hint"),
        required=required is Answer.YES,
        required_if=line.text("required") if required is Answer.EXPRESSION else "",
        required_message=source.wording(line, "required_message"),
        constraint=line.text("constraint"),
        constraint_message=source.wording(line, "constraint_message"),
        advice=line.text("advice", own=True),
        advice_message=source.wording(line, "advice_message", own=True),
        agreement=line.text("agreement", own=True),
        agreement_message=source.wording(line, "agreement_message", own=True),
        counts=line.text("counts", own=True),
        relevant=line.text("relevant"),
        calculation=line.text("calculation"),
        choice_filter=line.text("choice_filter"),
        default=line.text("default"),
        read_only=source.flag(line, "read_only", own=False),
        appearance=line.text("appearance"),
        choices=choices,
        measure=source.wording(line, "measure", own=True),
        percent=source.flag(line, "percent"),
        approximate=source.flag(line, "approximate"),
        private=source.flag(line, "private"),
        unit_types=listed(line.text("unit_types", own=True)),
        items=listed(line.text("items", own=True)),
        aliases=listed(line.text("aliases", own=True)),
        prefill=line.text("prefill", own=True),
        shared=line.text("shared", own=True),
        place=line.place("name"),
    )


def _group(line: Line, opened: _Open, source: Source) -> Group:
    return Group(
        path=opened.path,
        label=source.wording(line, "label"),
        members=tuple(opened.members),
        relevant=line.text("relevant"),
        unit_types=opened.unit_types,
        place=line.place("name"),
    )


def _repeat(line: Line, opened: _Open, source: Source) -> Repeat:
    label = source.wording(line, "label")
    if not label:
        source.report(codes.LABEL_ABSENT, line.place("label"), name=line.text("name"))
    members = tuple(member for member in opened.members if isinstance(member, Field))
    keys = _keys(source)
    return Repeat(
        path=opened.path,
        label=label,
        members=members,
        rows=source.rows(line, _ROWS),
        fixed_rows=line.text("fixed_rows", own=True),
        required=source.flag(line, "required"),
        transposed=source.flag(line, "transposed"),
        key=tuple(member.name for member in members if member.name in keys),
        relevant=line.text("relevant"),
        unit_types=opened.unit_types,
        prefill=line.text("prefill", own=True),
        place=line.place("name"),
    )


def _keys(source: Source) -> frozenset[str]:
    """The names of all rows that say they are part of a key."""
    return frozenset(line.text("name") for line in source.survey.lines if source.flag(line, "key"))


def form_key(nodes: tuple[Node, ...], source: Source) -> tuple[str, ...]:
    """The fields outside repeats that tell returns of one unit and period apart."""
    keys = _keys(source)
    return tuple(field.name for field in _outside_repeats(nodes) if field.name in keys)


def _outside_repeats(nodes: tuple[Node, ...]) -> Iterator[Field]:
    for node in nodes:
        if isinstance(node, Field):
            yield node
        elif isinstance(node, Group):
            yield from _outside_repeats(node.members)
