"""The styles that a document's text uses, directly or by descent: only what they ask for reaches a page."""

from collections.abc import Mapping

from lxml import etree

from docgen.word.places import W, main_part, parse, relations, stories

_STYLE_MARKS = (f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle")


def styles_in_use(parts: Mapping[str, bytes]) -> Mapping[str, etree._Element]:
    """Style ids to the styles used, defaults among them. Raises lxml.etree.XMLSyntaxError."""
    root = related(parts, "styles")
    styles = {} if root is None else {style.get(f"{W}styleId", ""): style for style in root.iter(f"{W}style")}
    marks = (mark for story in stories(parts, "") for mark in story.root.iter(*_STYLE_MARKS))
    todo = [mark.get(f"{W}val", "") for mark in marks]
    todo += [name for name, style in styles.items() if style.get(f"{W}default") == "1"]
    found: dict[str, etree._Element] = {}
    while todo:
        name = todo.pop()
        if name in styles and name not in found:
            found[name] = styles[name]
            todo += [parent.get(f"{W}val", "") for parent in styles[name].iterfind(f"{W}basedOn")]
    return found


def related(parts: Mapping[str, bytes], kind: str) -> etree._Element | None:
    """The root of the part that the document is related to by `kind` ("styles"), if there is one."""
    targets = [r.target for r in relations(parts, main_part(parts)) if r.kind == kind and r.target in parts]
    return parse(parts[targets[0]]) if targets else None
