"""How a prepared template becomes Python: Jinja's own compiler, with its hot paths replaced.

The code it writes prints, looks up and loops through `RenderContext`, and carries with each tag the spot it stands in,
so that whatever goes wrong at run time can be placed. Paragraph numbers ride through docxtpl's preparation as an
attribute of `<w:p`, and are taken out of the text here.
"""

import re
from collections.abc import Iterator
from typing import Any

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.idtracking import VAR_LOAD_PARAMETER

from docgen.word.missing import Spot

NUMBER = "docgen-n"
"""The attribute that carries a paragraph's number through preparation; never in the output."""

_NUMBERED = re.compile(rf' {NUMBER}="(\d+)"')
_TYPED_BRACES = {"{_{": "{{", "}_}": "}}", "{_%": "{%", "%_}": "%}"}
_METHODS = frozenset(dir(dict))
_GROWING = (nodes.List, nodes.Tuple, nodes.Dict, nodes.Concat)


def settle(tree: nodes.Template) -> None:
    """Turn line numbers of `tree` into paragraph numbers, and its text into what is printed."""
    _number(tree, 0)


def _number(node: nodes.Node, paragraph: int) -> int:
    node.lineno = paragraph
    if isinstance(node, nodes.TemplateData):
        numbers = _NUMBERED.findall(node.data)
        node.data = _plain(node.data)
        return int(numbers[-1]) if numbers else paragraph
    for child in node.iter_child_nodes():
        paragraph = _number(child, paragraph)
    return paragraph


def _plain(data: str) -> str:
    data = _NUMBERED.sub("", data)
    for typed, meant in _TYPED_BRACES.items():
        data = data.replace(typed, meant)
    return data


class WordCodeGenerator(CodeGenerator):
    """Jinja's compiler, writing calls of `RenderContext` for printing, attribute access, loops and what can grow."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._loops: tuple[tuple[str, str], ...] = ()
        self._sources: list[nodes.Node] = []

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        self.write("context.put(")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        self.write(f", {self._spot(node)})")

    def _output_child_to_const(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> str:
        if isinstance(node, nodes.TemplateData):
            return super()._output_child_to_const(node, frame, finalize)
        raise nodes.Impossible

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802  # Jinja's name
        """`a.b`: the quick way for data, the sandbox's for what could be a method."""
        self.write("context.reach(" if node.attr in _METHODS or node.attr.startswith("_") else "context.fetch(")
        self.visit(node.node, frame)
        self.write(f", {node.attr!r}, {self._spot(node)})")

    def visit_Name(self, node: nodes.Name, frame: Frame) -> None:  # noqa: N802  # Jinja's name
        """A name; where it may not be there, what stands for it knows its spot."""
        ref = frame.symbols.ref(node.name)
        load = frame.symbols.find_load(ref) if node.ctx == "load" else None
        known = load is not None and load[0] == VAR_LOAD_PARAMETER and not self.parameter_is_undeclared(ref)
        if node.ctx != "load" or known:
            super().visit_Name(node, frame)
        else:
            self.write(f"(context.absent({self._spot(node)}) if {ref} is missing else {ref})")

    def visit_Getitem(self, node: nodes.Getitem, frame: Frame) -> None:  # noqa: N802  # Jinja's name
        """`a["b"]`."""
        if isinstance(node.arg, nodes.Slice):
            super().visit_Getitem(node, frame)
            return
        self.write("context.item(")
        self.visit(node.node, frame)
        self.write(", ")
        self.visit(node.arg, frame)
        self.write(f", {self._spot(node)})")

    def visit_For(self, node: nodes.For, frame: Frame) -> None:  # noqa: N802  # Jinja's name
        """A loop; inside it the loop's name is known by what it runs over."""
        source = expression(node.iter)
        before = self._loops
        self._sources.append(node.iter)
        if isinstance(node.target, nodes.Name) and source:
            self._loops = ((node.target.name, self._resolved(source)), *before)
        super().visit_For(node, frame)
        self._loops = before
        self._sources.remove(node.iter)

    def visit(self, node: nodes.Node, *args: Any, **kwargs: Any) -> Any:
        """What a loop runs over is paid for, and so is each value made by putting others together."""
        if any(node is source for source in self._sources):
            before, self._sources = self._sources, []
            self.write("context.session.turns(")
            self.visit(node, *args, **kwargs)
            self.write(")")
            self._sources = before
        elif isinstance(node, _GROWING) and getattr(node, "ctx", "load") == "load":
            self.write("context.session.bounded(")
            super().visit(node, *args, **kwargs)
            self.write(")")
        else:
            super().visit(node, *args, **kwargs)

    def _spot(self, node: nodes.Expr) -> str:
        tag = expression(node)
        return repr(tuple(Spot(tag, self._resolved(tag), node.lineno)))

    def _resolved(self, tag: str) -> str:
        first, dot, rest = tag.partition(".")
        for name, source in self._loops:
            if name == first:
                return source + dot + rest
        return tag


def expression(node: nodes.Node) -> str:
    """An expression as its author would know it again; filters and arguments left out."""
    match node:
        case nodes.Name():
            return node.name
        case nodes.Getattr():
            return f"{expression(node.node)}.{node.attr}"
        case nodes.Getitem(arg=nodes.Const(value=key)):
            return f"{expression(node.node)}.{key}"
        case nodes.Getitem() | nodes.Call():
            return expression(node.node)
        case nodes.Filter(node=nodes.Node() as inner):
            return expression(inner)
        case nodes.Const():
            return repr(node.value)
    return next(filter(None, (expression(child) for child in node.iter_child_nodes())), "")


def tags(tree: nodes.Template) -> Iterator[str]:
    """The expressions a template prints, as written."""
    for output in tree.find_all(nodes.Output):
        yield from (expression(child) for child in output.nodes if not isinstance(child, nodes.TemplateData))
