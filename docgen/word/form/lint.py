"""What an office's own layout lacks of the form it is for, and what it has places for that the form does not ask."""

from collections.abc import Iterable, Iterator, Mapping

from docgen.findings import Finding, Place
from docgen.findings import layouts as codes
from docgen.model.forms import FormDefinition
from docgen.model.layouts import Known, Told, asked_in, places_in
from docgen.word.container import Unreadable, open_parts
from docgen.word.contract import Anything, Contract, Group, Kind, Lookup, Scalar, Series, Shape
from docgen.word.form.fill import QR
from docgen.word.lint import lint_template
from docgen.word.places import RENDERED, stories
from docgen.word.tags import Tag, TagKind, scan


def lint_layout(source: bytes, definition: FormDefinition, *, name: str = "") -> tuple[Finding, ...]:
    """All that is wrong with `source`, a Word file that findings call `name`, as a layout of a form.

    Fields without a place and places without a field among it, the nearest name offered.
    """
    faults = lint_template(source, name=name, contract=layout_contract(definition))
    try:
        parts = open_parts(source, name)
    except Unreadable:
        return faults  # the lint has said so
    tags = tuple(_tags(parts, name))
    file = Place(file=name)
    return (*faults, *places_in(tags, definition, file), *_without_code(tags, parts, file))


def layout_contract(definition: FormDefinition) -> Contract:
    """What a layout of the form may say."""
    asked = asked_in(Known.of(definition))
    text, place = Scalar(), Scalar(Kind.TEXT)
    single = Lookup(dict.fromkeys(asked.fields, place))
    columns = {
        path: Group({"number": Scalar(Kind.NUMBER), "field": Lookup(dict.fromkeys(names, place))})
        for path, names in asked.columns.items()
    }
    rows = Lookup({name: Series(columns[repeat.path]) for name, repeat in asked.repeats.items()})
    names: dict[str, Shape] = {
        "field": single,
        "rows": rows,
        **dict.fromkeys(("label", "hint", "remark"), Lookup(dict.fromkeys(asked.fields, text))),
        "asked": Lookup(dict.fromkeys(asked.fields, Scalar(Kind.FLAG))),
        "form": Group(dict.fromkeys(("code", "version", "title"), text)),
        "unit": Anything(),
        **dict.fromkeys(("period", "issuer", "short_code"), text),
        "due": Scalar(Kind.DATE),
    }
    return Contract(Group(names), pictures=(QR,))


def _tags(parts: Mapping[str, bytes], name: str) -> Iterator[Told]:
    for story in stories(parts, name):
        if story.kind in RENDERED:
            for paragraph in story.paragraphs:
                yield from (_told(tag, paragraph.place) for tag in scan(paragraph.text).tags)


def _told(tag: Tag, place: Place) -> Told:
    return Told(tag.text, tag.inner.strip(), place, tag.kind is TagKind.VALUE)


def _without_code(tags: Iterable[Told], parts: Mapping[str, bytes], file: Place) -> Iterator[Finding]:
    """A page that tells nobody whose it is."""
    pictured = any(QR.encode() in data for name, data in parts.items() if name.endswith(".xml"))
    if not pictured and not any("short_code" in tag.inner for tag in tags):
        yield Finding(codes.CODE_LEFT_OUT, file)
