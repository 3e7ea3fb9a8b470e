"""Checks what a tag says against the contract, on Jinja's own syntax tree: names, fields, filters, loops, calls.

Every expression is given a shape (a single value, a group of fields, a list), so that a list is not printed as if it
were a text, and a misspelt field of a loop's entry is found without any data.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Protocol

from jinja2 import TemplateSyntaxError, nodes

from docgen.findings import Code
from docgen.findings import Scalar as Value
from docgen.findings import word as codes
from docgen.language import say
from docgen.word.complaints import in_words
from docgen.word.contract import (
    Anything,
    Contract,
    Group,
    Kind,
    Lookup,
    Scalar,
    Series,
    Shape,
    joined,
    likely,
    nearest,
    paths,
)
from docgen.word.environment import WordEnvironment
from docgen.word.filtering import prints, shape_after, takes, tried, usage
from docgen.word.tags import Tag

LOOP = Group(
    {
        **{
            name: Scalar(Kind.NUMBER)
            for name in ("index", "index0", "revindex", "revindex0", "length", "depth", "depth0")
        },
        **{name: Scalar(Kind.FLAG) for name in ("first", "last")},
        **{name: Anything() for name in ("previtem", "nextitem", "cycle", "changed")},
    }
)
"""What `loop` knows inside a loop."""

_PARSER = WordEnvironment({})
_GROUP_METHODS = frozenset({"items", "keys", "values", "get"})
_DICT_NAMES = frozenset(name for name in dir(dict) if not name.startswith("_"))
_PLAIN = {Kind.TEXT: str, Kind.NUMBER: Decimal, Kind.DATE: date, Kind.FLAG: bool}
_DUNDER = re.compile(r"__[a-z]+__")
_INNER = frozenset({"mro", "func_globals", "func_code", "gi_frame", "gi_code", "cr_frame", "tb_frame", "f_globals"})


class Report(Protocol):
    """Takes a fault of the tag being checked."""

    def __call__(self, code: Code, **values: Value) -> None:
        """Take the fault `code`; the sentence's `values` besides the tag's own text."""


@dataclass(slots=True)
class Scope:
    """The names a block has brought in; `wild` if the block could not be read, so that every name might be one."""

    names: dict[str, Shape] = field(default_factory=dict)
    loop: bool = False
    wild: bool = False


class Checker:
    """Checks the tags of one part in order; `enter` and `leave` bracket those of a block that has names of its own."""

    def __init__(self, contract: Contract, report: Report) -> None:
        self.contract = contract
        self.filters = {**_PARSER.filters, **contract.filters}
        self.scopes = [Scope()]
        self.gone: set[str] = set()
        self.asked: set[str] = set()
        self.headless = False
        """Whether what comes may stand in a loop that lacks its beginning, so that its name is known to nobody."""
        self._report = report
        self._reporting = True
        self._forbidden = False
        self._tag = ""

    def check(self, tag: Tag, source: str, *, quiet: bool = False) -> None:
        """Check `source`, the tag as a whole template of its own. `quiet` only learns the names that it sets."""
        with self._reading(tag, quiet=quiet):
            for node in _PARSER.parse(source).body:
                self._statement(node)

    def enter(self, tag: Tag, source: str, *, quiet: bool = False) -> None:
        """Check the tag that begins a block and bring in the names it makes."""
        scope = Scope(loop=True, wild=True)
        with self._reading(tag, quiet=quiet):
            scope = self._block_scope(_PARSER.parse(source).body[0])
        self.scopes.append(scope)

    def leave(self) -> None:
        """Forget the names of the innermost block."""
        self.gone |= set(self.scopes.pop().names)

    @contextmanager
    def _reading(self, tag: Tag, *, quiet: bool) -> Iterator[None]:
        self._tag, self._reporting, self._forbidden = tag.text, not quiet, False
        try:
            yield
        except TemplateSyntaxError as error:
            self._syntax(tag, error.message or "")
        except (RecursionError, ValueError):
            # ValueError: a number of thousands of digits.
            self._fault(codes.TAG_SYNTAX, why=say("it is too long or too deeply nested"))

    def _block_scope(self, node: nodes.Node) -> Scope:
        if isinstance(node, nodes.For):
            return self._for(node)
        scope = Scope()
        if isinstance(node, nodes.With):
            for target, value in zip(node.targets, node.values, strict=True):
                scope.names |= _bound(target, self._shape(value))
        elif isinstance(node, nodes.Macro):
            self.scopes[-1].names[node.name] = Anything()
            scope.names = {argument.name: Anything() for argument in node.args}
            scope.names |= {name: Anything() for name in ("varargs", "kwargs", "caller")}
        elif isinstance(node, nodes.CallBlock):
            self._shape(node.call)
            scope.names = {argument.name: Anything() for argument in node.args}
        elif isinstance(node, nodes.FilterBlock):
            self._shape(node.filter)
        return scope

    def _for(self, node: nodes.For) -> Scope:
        over = self._shape(node.iter)
        if isinstance(over, Scalar | Group):
            near = nearest(words_of(node.iter), self._lists()) or "…"
            self._fault(codes.LOOP_NOT_LIST, name=words_of(node.iter), nearest=near)
        names = _bound(node.target, over.item if isinstance(over, Series) else Anything())
        for name in names:
            if any(scope.loop and name in scope.names for scope in self.scopes):
                self._fault(codes.LOOP_NAME_AGAIN, name=name)
            else:
                self._check_free(name)
        scope = Scope({**names, "loop": LOOP}, loop=True)
        if node.test is not None:
            self.scopes.append(scope)
            self._shape(node.test)
            self.scopes.pop()
        return scope

    def _statement(self, node: nodes.Node) -> None:
        if isinstance(node, nodes.Output):
            for expression in node.nodes:
                self._printed(expression)
        elif isinstance(node, nodes.If):
            self._shape(node.test)
        elif isinstance(node, nodes.Assign | nodes.AssignBlock):
            self._assign(node)
        elif isinstance(node, nodes.ExprStmt):
            self._shape(node.node)

    def _printed(self, expression: nodes.Expr) -> None:
        if isinstance(expression, nodes.TemplateData):
            return
        shape = self._shape(expression)
        if isinstance(shape, Series | Group | Lookup):
            self._fault(codes.LIST_PRINTED, name=words_of(expression))

    def _assign(self, node: nodes.Assign | nodes.AssignBlock) -> None:
        shape = self._shape(node.node) if isinstance(node, nodes.Assign) else Scalar()
        if isinstance(node.target, nodes.NSRef):
            self._check_free(node.target.name)
            return
        names = _bound(node.target, shape)
        for name in names:
            self._check_free(name)
        self.scopes[-1].names |= names

    def _check_free(self, name: str) -> None:
        if name in self.contract.names.fields:
            self._fault(codes.NAME_TAKEN, name=name)

    def _shape(self, node: nodes.Node) -> Shape:
        special: dict[type[nodes.Node], Callable[..., Shape]] = {
            nodes.Name: self._name,
            nodes.Getattr: self._getattr,
            nodes.Getitem: self._getitem,
            nodes.Filter: self._filter,
            nodes.Test: self._test,
            nodes.Call: self._call,
            nodes.CondExpr: self._either,
            nodes.Or: self._or,
            nodes.List: self._list,
            nodes.Tuple: self._list,
        }
        if type(node) in special:
            return special[type(node)](node)
        if isinstance(node, nodes.Const) and _DUNDER.search(str(node.value)):
            self._fault(codes.ATTRIBUTE_FORBIDDEN, name=str(node.value))
        if isinstance(node, nodes.Div | nodes.FloorDiv | nodes.Mod) and node.right == nodes.Const(0):
            self._fault(codes.TAG_DIVIDES_BY_0)
        for child in node.iter_child_nodes():
            self._shape(child)
        single = nodes.Const | nodes.Compare | nodes.Not | nodes.Concat | nodes.TemplateData
        return Scalar() if isinstance(node, single) else Anything()

    def _name(self, node: nodes.Name) -> Shape:
        for scope in reversed(self.scopes):
            if node.name in scope.names:
                return scope.names[node.name]
        fields = self.contract.names.fields
        if node.name in fields:
            return fields[node.name]
        if node.name in _PARSER.globals or node.name in self.asked or any(scope.wild for scope in self.scopes):
            return Anything()
        if self.headless and self._may_be_looped(node.name):
            return Anything()
        if node.name in self.gone or node.name == "loop":
            self._fault(codes.LOOP_NAME_OUTSIDE, name=node.name)
        elif node.name.startswith("_"):
            self._fault(codes.ATTRIBUTE_FORBIDDEN, name=node.name)
        elif near := self._likely(node.name):
            self._fault(codes.NAME_UNKNOWN, name=node.name, nearest=near)
        else:
            self._fault(codes.NAME_STRANGE, name=node.name)
        return Anything()

    def _may_be_looped(self, name: str) -> bool:
        """Whether `name` looks like that of a loop's entry: it is no slip for a name of the data, save its singular."""
        near = self._likely(name)
        return name not in self.gone and (not near or near.rpartition(".")[2].startswith(name[:-1] or name))

    def _getattr(self, node: nodes.Getattr) -> Shape:
        return self._field(node, self._shape(node.node), node.attr)

    def _getitem(self, node: nodes.Getitem) -> Shape:
        base = self._shape(node.node)
        key = node.arg.value if isinstance(node.arg, nodes.Const) else None
        if isinstance(key, str):
            return self._field(node, base, key)
        self._shape(node.arg)
        if isinstance(base, Series):
            return base if isinstance(node.arg, nodes.Slice) else base.item
        return Anything()

    def _field(self, node: nodes.Getattr | nodes.Getitem, base: Shape, name: str) -> Shape:
        if name.startswith("_") or name in _INNER:
            self._fault(codes.ATTRIBUTE_FORBIDDEN, name=name)
            return Anything()
        written = f"{words_of(node.node)}.{name}"
        if isinstance(base, Anything) or written in self.asked:
            return Anything()
        if isinstance(base, Series):
            self._fault(codes.FIELD_OF_LIST, name=written, field=name, list=words_of(node.node))
        elif isinstance(base, Lookup):
            self._fault(codes.LOOKUP_ARGUMENTS, name=words_of(node.node))
        elif isinstance(base, Scalar):
            if hasattr(_PLAIN[base.kind], name):
                return Scalar()
            self._fault(codes.FIELD_UNKNOWN, name=written, field=name, nearest=words_of(node.node))
        elif name not in base.fields:
            self._unknown_field(node.node, base, name)
        elif name in _DICT_NAMES and isinstance(node, nodes.Getattr):
            self._fault(codes.FIELD_HIDDEN, name=written, field=name, group=words_of(node.node))
        else:
            return base.fields[name]
        return Anything()

    def _unknown_field(self, owner: nodes.Node, base: Group, name: str) -> None:
        before = words_of(owner)
        if near := likely(name, base.fields):
            self._fault(codes.FIELD_UNKNOWN, name=f"{before}.{name}", field=name, nearest=f"{before}.{near}")
        else:
            self._fault(codes.FIELD_STRANGE, name=f"{before}.{name}", field=name)

    def _filter(self, node: nodes.Filter) -> Shape:
        base = self._shape(node.node) if node.node is not None else Scalar()
        for argument in (*node.args, *(pair.value for pair in node.kwargs)):
            self._shape(argument)
        if node.name not in self.filters:
            self._fault(codes.FILTER_UNKNOWN, name=node.name, nearest=nearest(node.name, self.filters))
            return Anything()
        self._filter_arguments(node)
        if node.name == "attr":
            self._attr(node)
        if node.name == "safe":
            self._fault(codes.FILTER_SAFE)
        if node.name in self.contract.filters:
            self._check_kind(node, base)
        return shape_after(node.name, base)

    def _check_kind(self, node: nodes.Filter, base: Shape) -> None:
        if isinstance(base, Group | Series):
            self._fault(codes.LIST_PRINTED, name=words_of(node.node) if node.node is not None else "")
        elif isinstance(base, Scalar) and not prints(node.name, base.kind):
            self._fault(codes.FILTER_KIND, name=node.name, kind=_kind(base.kind))

    def _attr(self, node: nodes.Filter) -> None:
        for argument in node.args[:1]:
            if not isinstance(argument, nodes.Const) or str(argument.value).startswith("_"):
                self._fault(codes.ATTRIBUTE_FORBIDDEN, name=words_of(argument))

    def _filter_arguments(self, node: nodes.Filter) -> None:
        function = self.filters[node.name]
        if not takes(function, node) or (node.name in self.contract.filters and not tried(function, node)):
            self._fault(codes.FILTER_ARGUMENTS, name=node.name, usage=usage(node.name, function))

    def _test(self, node: nodes.Test) -> Shape:
        for child in node.iter_child_nodes():
            # Who asks whether a name "is defined" knows that it may not be there.
            if node.name in ("defined", "undefined") and child is node.node:
                self.asked.add(words_of(child))
            else:
                self._shape(child)
        if node.name not in _PARSER.tests:
            self._fault(codes.TEST_UNKNOWN, name=node.name, nearest=nearest(node.name, _PARSER.tests))
        return Scalar(Kind.FLAG)

    def _call(self, node: nodes.Call) -> Shape:
        for argument in (*node.args, *(pair.value for pair in node.kwargs)):
            self._shape(argument)
        callee = node.node
        if isinstance(callee, nodes.Name):
            if isinstance(lookup := self.contract.names.fields.get(callee.name), Lookup):
                return self._looked_up(lookup, callee, node)
            known = callee.name in _PARSER.globals or any(callee.name in scope.names for scope in self.scopes)
            if not known:
                self._fault(codes.CALL_FORBIDDEN, name=words_of(callee))
            return Anything()
        if isinstance(callee, nodes.Getattr):
            return self._method(callee, node)
        self._shape(callee)
        return Anything()

    def _looked_up(self, lookup: Lookup, callee: nodes.Expr, node: nodes.Call) -> Shape:
        """What a lookup gives for the name it is called with."""
        if len(node.args) != 1 or node.kwargs:
            self._fault(codes.LOOKUP_ARGUMENTS, name=words_of(callee))
        elif isinstance(node.args[0], nodes.Const):
            name = str(node.args[0].value)
            if name in lookup.named:
                return lookup.named[name]
            self._fault(codes.LOOKUP_UNKNOWN, name=name, nearest=nearest(name, lookup.named))
        return Anything()

    def _method(self, callee: nodes.Getattr, node: nodes.Call) -> Shape:
        base = self._shape(callee.node)
        if isinstance(base, Group) and isinstance(lookup := base.fields.get(callee.attr), Lookup):
            return self._looked_up(lookup, callee, node)
        if callee.attr.startswith("_") or callee.attr in _INNER:
            self._fault(codes.ATTRIBUTE_FORBIDDEN, name=callee.attr)
        elif not _has_method(base, callee.attr):
            self._fault(codes.CALL_FORBIDDEN, name=words_of(callee))
        return Anything()

    def _either(self, node: nodes.CondExpr) -> Shape:
        self._shape(node.test)
        first = self._shape(node.expr1)
        return joined(first, self._shape(node.expr2)) if node.expr2 is not None else first

    def _or(self, node: nodes.Or) -> Shape:
        return joined(self._shape(node.left), self._shape(node.right))

    def _list(self, node: nodes.List | nodes.Tuple) -> Shape:
        items = [self._shape(item) for item in node.items]
        return Series(items[0] if len(set(map(type, items))) == 1 else Anything())

    def _near(self, name: str) -> str:
        local = {local for scope in self.scopes for local in scope.names if local != "loop"}
        return nearest(name, {*paths(self.contract.names), *local})

    def _likely(self, name: str) -> str:
        near = self._near(name)
        return likely(name, [near])

    def _lists(self) -> Iterator[str]:
        return (name for name in paths(self.contract.names) if isinstance(self._at(name), Series))

    def _at(self, path: str) -> Shape:
        shape: Shape = self.contract.names
        for step in path.split("."):
            shape = shape.fields[step] if isinstance(shape, Group) else Anything()
        return shape

    def _syntax(self, tag: Tag, why: str) -> None:
        """Tell the commonest slips in words of their own, the rest in Jinja's."""
        if "got '='" in why or "unexpected '='" in why:
            self._fault(codes.TAG_SINGLE_EQUALS)
        elif "expected token 'end of" in why and why.rpartition("got ")[2].strip("'").isidentifier():
            together = ".".join(tag.inner.split()[:2])
            self._fault(codes.TAG_NAME_BLANK, nearest=self._near(together) or together)
        else:
            self._fault(codes.TAG_SYNTAX, why=in_words(why))

    def _fault(self, code: Code, **values: Value) -> None:
        # One walk to the inside of the program is one fault, however many steps it takes.
        if self._reporting and not (code is codes.ATTRIBUTE_FORBIDDEN and self._forbidden):
            self._report(code, tag=self._tag, **values)
            self._forbidden |= code is codes.ATTRIBUTE_FORBIDDEN


def _kind(kind: Kind) -> str:
    words = {Kind.TEXT: say("text"), Kind.NUMBER: say("number"), Kind.DATE: say("date"), Kind.FLAG: say("yes or no")}
    return words[kind]


def _has_method(shape: Shape, name: str) -> bool:
    """Whether a template may call `name` of such a value: reading methods only."""
    if isinstance(shape, Group):
        return shape is LOOP or name in _GROUP_METHODS
    if isinstance(shape, Series):
        return name in ("index", "count")
    return isinstance(shape, Anything | Lookup) or hasattr(_PLAIN[shape.kind], name)


def _bound(target: nodes.Node, shape: Shape) -> dict[str, Shape]:
    if isinstance(target, nodes.Name):
        return {target.name: shape}
    return {name.name: Anything() for name in target.find_all(nodes.Name)}


def words_of(node: nodes.Node) -> str:
    """An expression as its author wrote it, near enough to be found again."""
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr):
        return f"{words_of(node.node)}.{node.attr}"
    if isinstance(node, nodes.Getitem):
        return f"{words_of(node.node)}[{words_of(node.arg)}]"
    if isinstance(node, nodes.Const):
        return repr(node.value)
    if isinstance(node, nodes.Filter) and node.node is not None:
        return f"{words_of(node.node)} | {node.name}"
    return f"{words_of(node.node)}()" if isinstance(node, nodes.Call) else "…"
