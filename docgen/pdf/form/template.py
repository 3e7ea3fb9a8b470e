"""The part of a form that all units of one type share, made once: pages, fonts, fields, attachment."""

import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

import pikepdf
from pikepdf import Array, Dictionary, Name

from docgen.pdf.form.acroform import add_fields
from docgen.pdf.form.attached import FILE, described
from docgen.pdf.form.geometry import Kind, Layout, Page, Rectangle, corner_marks
from docgen.pdf.form.ink import Ink, Letters, packed
from docgen.pdf.form.layout import form_layout
from docgen.pdf.form.shape import Shape


@dataclass(frozen=True)
class Template:
    """A form that is whole but for what differs from unit to unit.

    `objects` are those of its fields, by full name, `letters` what its fonts hold.
    """

    pdf: bytes
    layout: Layout
    objects: Mapping[str, int]
    letters: Letters


@lru_cache(maxsize=96)
def template(shape: Shape) -> Template:
    """The template of all forms of this shape."""
    layout = form_layout(shape)
    with pikepdf.new() as document:
        ink = Ink()
        fonts = _add_pages(document, layout, ink)
        add_fields(document, shape, layout)
        give_fonts([document.Root.AcroForm.DR], fonts)
        _attach(document, described(shape, layout))
        document.Root.Lang = pikepdf.String({"zh": "zh-CN"}.get(shape.language, shape.language))
        document.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        written = io.BytesIO()
        document.save(written, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return Template(written.getvalue(), layout, _objects(written.getvalue()), ink.letters)


def give_fonts(places: Iterable[pikepdf.Object], fonts: Mapping[str, pikepdf.Object]) -> None:
    """Let `fonts` be found under their names in `places`, which are resources."""
    for place in places:
        for name, font in fonts.items():
            place.Font[name] = font


def _add_pages(document: pikepdf.Pdf, layout: Layout, ink: Ink) -> Mapping[str, pikepdf.Object]:
    contents = ["".join(_drawn(page, layout, ink)) for page in layout.pages]
    fonts = ink.fonts(document)
    for content in contents:
        document.add_blank_page(page_size=(layout.width, layout.height))
        page = document.pages[-1].obj
        page.Resources = Dictionary(Font=Dictionary(dict(fonts)), XObject=Dictionary())
        page.Contents = Array([document.make_indirect(packed(document, content.encode("latin-1")))])
    return fonts


def _drawn(page: Page, layout: Layout, ink: Ink) -> Iterator[str]:
    for number, corner in enumerate(corner_marks(layout.width, layout.height)):
        yield f"2.4 w {_re(corner.inset(1.2))} S\n" if number == 3 else f"{_re(corner)} f\n"
    for rule in page.rules:
        if rule.shade < 1:
            yield f"q {rule.shade:g} g {_re(rule.rectangle)} f Q\n"
        if rule.line:
            dash = "[3 3] 0 d " if rule.dashed else ""
            yield f"q {dash}{rule.line:g} w {_re(rule.rectangle)} S Q\n"
    yield "0.8 w\n"
    for box in page.boxes:
        if box.kind in (Kind.CHECK, Kind.OPTION):
            yield f"{_re(box.rectangle)} S\n"
    for label in page.labels:
        yield ink.drawn(label)


def _re(place: Rectangle) -> str:
    return f"{place.left:.2f} {place.bottom:.2f} {place.width:.2f} {place.height:.2f} re"


def _attach(document: pikepdf.Pdf, data: bytes) -> None:
    stream = packed(document, data, Type=Name.EmbeddedFile, Subtype=Name("/application/json"))
    stream.Params = Dictionary(Size=len(data))
    name = pikepdf.String(FILE)
    file = document.make_indirect(
        Dictionary(
            Type=Name.Filespec,
            F=name,
            UF=name,
            AFRelationship=Name.Data,
            EF=Dictionary(F=document.make_indirect(stream)),
        )
    )
    document.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=Array([name, file])))
    document.Root.AF = Array([file])


def _objects(pdf: bytes) -> Mapping[str, int]:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return dict(_numbered(document.Root.AcroForm.Fields, ""))


def _numbered(fields: pikepdf.Object, above: str) -> Iterator[tuple[str, int]]:
    for one in fields:
        name = f"{above}.{one.T}" if above else str(one.T)
        kids = one.get("/Kids")
        if kids is not None and "/T" in kids[0]:
            yield from _numbered(kids, name)
        else:
            yield name, one.objgen[0]
