"""A whole Word document: its body, what stands around it, its properties and its custom XML."""

import re
from collections.abc import Iterator, Mapping

from lxml import etree

from docgen.findings import Finding, Place
from docgen.findings import returns as codes
from docgen.language import N_
from docgen.model import NOTHING, Carried, Carrier, Content, DamagedError, Method, Raw, Spot
from docgen.model.blanks import NAMESPACE
from docgen.word.author import AUTHOR
from docgen.word.returned.controls import bound_answers
from docgen.word.returned.walk import Walk
from docgen.word.returned.xml import W, relations, tree

Parts = Mapping[str, bytes]
_BROKEN = (etree.XMLSyntaxError, KeyError, ValueError, IndexError, AttributeError, StopIteration, RecursionError)
_AROUND = {"header": N_("header"), "footer": N_("footer"), "footnotes": N_("footnotes"), "endnotes": N_("endnotes")}
_MOST_SAID, _MOST_COMMENTS, _LONGEST = 20, 200, 2_000
_OURS = "docgen."


def read_document(parts: Parts, file: str) -> Content:
    """What stands in the document made of `parts`. Raises DamagedError."""
    try:
        return _content(parts, file)
    except _BROKEN as trouble:
        raise DamagedError(str(trouble)) from trouble


def _content(parts: Parts, file: str) -> Content:
    main = next(target for kind, target in relations(parts, "") if kind == "officeDocument")
    body = Walk(Place(file=file))
    body.story(tree(parts[main]))
    around = list(_around(parts, main, file, len(body.blocks)))
    walks = [body, *around]
    return Content(
        "docx",
        tuple(block for walk in walks for block in walk.blocks),
        (*(spot for walk in walks for spot in walk.spots), *_bound(parts, file)),
        (*_properties(parts, file), *_identities(parts, file)),
        tuple(_remarks(parts, walks, file)),
    )


def _around(parts: Parts, main: str, file: str, first: int) -> Iterator[Walk]:
    """Headers, footers and notes."""
    for kind, target in relations(parts, main):
        if kind in _AROUND:
            walk = Walk(Place(file=file, part=_AROUND[kind]), first, aside=True)
            walk.story(tree(parts[target]))
            first += len(walk.blocks)
            yield walk


def _forms(parts: Parts) -> Iterator[etree._Element]:
    """The custom XML parts of ours, found by their namespace: Word renames them."""
    for name in parts:
        if re.fullmatch(r"customXml/item\d+\.xml", name) and NAMESPACE.encode() in parts[name]:
            root = tree(parts[name])
            if root.tag == f"{{{NAMESPACE}}}form":
                yield root


def _bound(parts: Parts, file: str) -> Iterator[Spot]:
    place = Place(file=file, part=N_("bound data"))
    for root in _forms(parts):
        for mark, text in bound_answers(root, NAMESPACE):
            yield Spot(mark, Raw(text) if text else NOTHING, place, Method.PART)


def _identities(parts: Parts, file: str) -> Iterator[Carried]:
    for root in _forms(parts):
        yield Carried(Carrier.PART, root.get("identity", ""), Place(file=file))


def _properties(parts: Parts, file: str) -> Iterator[Carried]:
    data = parts.get("docProps/custom.xml", b"")
    for one in tree(data) if data else ():
        if one.get("name", "").startswith(_OURS):
            yield Carried(Carrier.PROPERTY, "".join(str(text) for text in one.itertext()), Place(file=file))


def _remarks(parts: Parts, walks: list[Walk], file: str) -> Iterator[Finding]:
    """Tracked changes, comments, text boxes and hidden text: all told, since a person must look."""
    place = Place(file=file)
    if any(walk.tracked for walk in walks):
        yield Finding(codes.TRACKED, place)
    for text in [box for walk in walks for box in walk.boxes if box][:_MOST_SAID]:
        yield Finding(codes.IN_TEXT_BOX, place, {"text": text[:200]})
    for text in [one for walk in walks for one in walk.hidden][:_MOST_SAID]:
        yield Finding(codes.HIDDEN, place, {"text": text[:200]})
    yield from _comments(parts, place)


def _comments(parts: Parts, place: Place) -> Iterator[Finding]:
    """Comments of people; those by which we ourselves marked a copy say nothing new."""
    data = parts.get("word/comments.xml", b"")
    every = tree(data).iter(f"{W}comment") if data else ()
    comments = [one for one in every if one.get(f"{W}author") != AUTHOR]
    for comment in comments[:_MOST_COMMENTS]:
        text = "".join(t.text or "" for t in comment.iter(f"{W}t"))
        yield Finding(codes.COMMENTED, place, {"text": text[:_LONGEST]})
    if len(comments) > _MOST_COMMENTS:
        yield Finding(codes.MORE_COMMENTS, place, {"count": len(comments) - _MOST_COMMENTS})
