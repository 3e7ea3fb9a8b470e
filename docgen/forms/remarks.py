"""What the rules of a form say in words beside its fields: when one is asked, when it must be answered, what holds."""

from collections.abc import Iterator, Mapping

from docgen.expression import in_words, parse
from docgen.expression.vocabulary import Names, Seen
from docgen.language import continued, say, speaking
from docgen.model import Field, FormDefinition, Node

NOT_NEGATIVE = ".>=0"
"""The rule of nearly every figure, which goes without saying on a form."""


def remarks(definition: FormDefinition, language: str) -> Mapping[str, str]:
    """The rules of each field and repeat that has any, by path, in `language`."""
    names = Names(definition)
    with speaking(language):
        said = {node.path: continued(_rules(Seen(names, node, language=language))) for node in names.nodes.values()}
    return {path: text for path, text in said.items() if text}


def _rules(seen: Seen) -> Iterator[str]:
    node: Node = seen.about
    must = isinstance(node, Field) and node.required_if == node.relevant
    if (relevant := _words(node.relevant, seen)) and not must:
        yield say("Only if {condition}.", condition=relevant)
    if not isinstance(node, Field):
        return
    if required := _words(node.required_if, seen):
        yield say("Must be answered if {condition}.", condition=required)
    if "".join(node.constraint.split()) == NOT_NEGATIVE:
        return
    if message := node.constraint_message.said(seen.language):
        yield message
    elif constraint := _words(node.constraint, seen):
        yield say("{rule}.", rule=constraint)


def _words(text: str, seen: Seen) -> str:
    """An expression of the definition in words; empty where there is none."""
    tree = parse(text).tree if text else None
    return in_words(tree, seen) if tree else ""
