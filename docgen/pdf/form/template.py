"""The part of a form that all units of one type share, made once: pages, fonts, fields, attachment."""

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from docgen.pdf.form.acroform import add_fields
from docgen.pdf.form.attached import FILE, described
from docgen.pdf.form.geometry import Kind, Layout, Page, Rectangle, corner_marks
from docgen.pdf.form.ink import Ink
from docgen.pdf.form.layout import form_layout
from docgen.pdf.form.shape import Shape


@dataclass(frozen=True)
class Template:
    """A form that is whole but for what differs from unit to unit, and the objects of its fields by full name."""

    pdf: bytes
    layout: Layout
    objects: Mapping[str, int]


@lru_cache(maxsize=96)
def template(shape: Shape) -> Template:
    """The template of all forms of this shape."""
    layout = form_layout(shape)
    with pikepdf.new() as document:
        _add_pages(document, layout)
        add_fields(document, shape, layout)
        _attach(document, described(shape, layout))
        document.Root.Lang = pikepdf.String({"zh": "zh-CN"}.get(shape.language, shape.language))
        document.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        written = io.BytesIO()
        document.save(written, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return Template(written.getvalue(), layout, _objects(written.getvalue()))


def _add_pages(document: pikepdf.Pdf, layout: Layout) -> None:
    ink = Ink("P")
    contents = ["".join(_drawn(page, layout, ink)) for page in layout.pages]
    fonts = {f"/{name}": font for name, font in ink.fonts(document).items()}
    for content in contents:
        document.add_blank_page(page_size=(layout.width, layout.height))
        page = document.pages[-1].obj
        page.Resources = Dictionary(Font=Dictionary(dict(fonts)), XObject=Dictionary())
        page.Contents = Array([document.make_indirect(Stream(document, content.encode("ascii")))])


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
    stream = Stream(document, data, Type=Name.EmbeddedFile, Subtype=Name("/application/json"))
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
