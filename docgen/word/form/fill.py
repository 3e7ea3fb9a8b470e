"""One Word form for one unit: a layout filled with the places of its fields and all by which they are found again."""

from docgen.findings import has_errors
from docgen.model.blanks import Blank
from docgen.model.layouts import Known, asked_in
from docgen.word.form.layout import prepared_layout
from docgen.word.form.standard import layout_for
from docgen.word.form.writing import Writing
from docgen.word.missing import STRICT
from docgen.word.package import Part, pack, zip_bytes
from docgen.word.properties import DocumentProperties
from docgen.word.render import render_part, render_text
from docgen.word.session import USUAL, Session
from docgen.word.template import PACKING_LEVEL, Rendered

QR = "docgen:qr"
"""The alternative text of the picture that becomes the QR code, as in books."""


def word_form(blank: Blank, qr: bytes | None = None, *, layout: bytes = b"") -> Rendered:
    """The form `blank` as a Word document, in the standard look or in `layout`, an office's own Word template.

    `qr` is a PNG of the QR code that says `blank.code`. Each place is a content control with the field's mark as tag
    and its label as title, in a hidden bookmark; each repeat has a bookmark in its first paragraph. The identity stands
    in a custom property, in the custom XML part, and in the footer. Same blank, same bytes.
    Raises TemplateTroubleError if the layout is no Word file or its tags make no sense.
    """
    prepared, carriers = prepared_layout(layout or layout_for(blank), blank.language)
    writing = Writing(blank, asked_in(Known.of(blank.definition)))
    context, session = writing.context(), Session(STRICT, USUAL)
    parts = [render_part(part, context, session) for part in prepared.parts]
    texts = {name: render_text(template, context, session) for name, template in prepared.core_texts}
    if has_errors(session.findings):
        return Rendered(b"", session.findings)
    parts.append(Part(prepared.core.name, prepared.core.filled(texts, _properties(blank))))
    parts += carriers.written(blank)
    parts += prepared.pictures.filled({QR: qr} if qr else {})
    return Rendered(zip_bytes(pack(parts, after=prepared.static, level=PACKING_LEVEL)), session.findings)


def _properties(blank: Blank) -> DocumentProperties:
    title = blank.definition.title.said(blank.language)
    return DocumentProperties(title=title, author=blank.issuer or None, subject=blank.unit.name)
