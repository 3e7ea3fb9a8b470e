"""From an order to a finished document: rendered, converted, marked page by page, and looked at before it counts."""

from dataclasses import replace
from importlib.metadata import version

from docgen import __version__
from docgen.errors import FileTroubleError
from docgen.files import digest, read_bytes
from docgen.findings import Finding
from docgen.findings.press import CODE_MISSING, CODE_NOT_EVERYWHERE
from docgen.language import enumerated, say, speaking
from docgen.model import MissingPolicy
from docgen.pdf.acceptance import Expected, accept
from docgen.pdf.boxes import markers
from docgen.pdf.fonts import missing_glyphs
from docgen.pdf.qr import qr_png
from docgen.pdf.stamp import Codes, Properties, Stamped, finish
from docgen.press.contents import lay_out, unpaged
from docgen.press.engines import as_drawn, engine_named
from docgen.press.identity import encode
from docgen.press.order import Order, Pressed
from docgen.word.drawings import PREFIX, with_drawings
from docgen.word.filters import DateOrder, Style
from docgen.word.missing import MissingRules
from docgen.word.paper import on_paper
from docgen.word.properties import DocumentProperties
from docgen.word.signature import signature_block
from docgen.word.template import Rendered, WordTemplate
from docgen.word.text import DocumentText, plain_text

QR = "docgen:qr"
"""The alternative text of the picture that becomes the QR code."""

_SHAPING = ("docxtpl", "jinja2", "lxml", "pikepdf", "pillow", "zxing-cpp")
"""Libraries whose version may change a document's bytes, besides the engine's."""


def make(order: Order) -> Pressed:
    """The document of `order`. Raises EngineError, FileTroubleError (template changed), TemplateTroubleError."""
    with speaking(order.language):
        template = _template(order)
        rendered = _rendered(template, order)
        if not rendered.docx or not order.pdf:
            return Pressed(rendered.docx and unpaged(rendered.docx), findings=_at(order, rendered.findings))
        return _with_pdf(order, template, rendered)


def fingerprint(engine: str) -> str:
    """Everything of ours, besides template and data, that shapes the bytes of a document. Raises EngineError."""
    libraries = " ".join(f"{name} {version(name)}" for name in _SHAPING)
    return f"docgen {__version__} {libraries} {engine_named(engine).version}"


def _template(order: Order) -> WordTemplate:
    source = read_bytes(order.template)
    if digest(source) != order.digest:
        raise FileTroubleError(
            say("{path} was changed while books were being made from it.", path=order.template),
            say("Save and close it, then run the same command again; what is finished is kept."),
        )
    rules, style = missing_rules(order.missing), style_of(order.language, order.date_format)
    return WordTemplate(source, name=order.template.name, missing=rules, style=style)


def missing_rules(policies: tuple[tuple[str, MissingPolicy], ...]) -> MissingRules:
    """The rules for fields without a value: policies by pattern, in order; that of `*` holds for all the rest."""
    patterns = tuple((pattern, policy) for pattern, policy in policies if pattern != "*")
    return MissingRules(dict(policies).get("*", MissingPolicy.ERROR), patterns)


def style_of(language: str, date_format: str) -> Style:
    """How values are printed in `language`, dates by the pattern `date_format` (empty: the language's own way)."""
    letters = "".join(dict.fromkeys(letter for letter in date_format.lower() if letter in "dmy"))
    orders = {"mdy": DateOrder.MONTH_FIRST, "ymd": DateOrder.YEAR_FIRST}
    return Style(language, orders.get(letters, DateOrder.DAY_FIRST), date_format)


def _rendered(template: WordTemplate, order: Order) -> Rendered:
    pictures = dict(markers(template.picture_names))
    if QR in template.picture_names:
        pictures[QR] = qr_png(encode(order.identity))
    properties = DocumentProperties(title=order.title or None, author=order.author or None)
    rendered = template.render(order.context, pictures=pictures, properties=properties)
    if rendered.docx and any(name.startswith(PREFIX) for name in template.picture_names):
        rendered = replace(rendered, docx=with_drawings(rendered.docx, order.drawings))
    if order.paper and rendered.docx:
        return replace(rendered, docx=on_paper(rendered.docx, *order.paper))
    return rendered


def _with_pdf(order: Order, template: WordTemplate, rendered: Rendered) -> Pressed:
    laid = lay_out(rendered.docx, engine_named(order.engine, archival=order.archival))
    findings = [*rendered.findings, *laid.converted.findings]
    if not laid.converted.pdf:
        return Pressed(laid.docx, findings=_at(order, findings))
    finished = _finish(order, laid.converted.pdf)
    has_code = QR in template.picture_names
    text = plain_text(as_drawn(laid.docx, order.engine))
    findings += missing_glyphs("\n".join(text.all))
    expected = replace(_expected(order, text), running_pictures=int(has_code), signature=signature_block(laid.docx))
    findings += accept(finished.pdf, expected)
    findings += _codes(finished) if has_code else ()
    return Pressed(laid.docx, finished.pdf, len(finished.codes), _at(order, findings))


def _finish(order: Order, pdf: bytes) -> Stamped:
    codes = Codes(encode(order.identity), lambda page, pages: encode(order.identity, page, pages))
    return finish(
        pdf,
        properties=Properties(order.title, order.author, archival=order.archival),
        codes=codes,
        watermark=order.watermark,
    )


def _expected(order: Order, text: DocumentText) -> Expected:
    beside, running = (*text.notes, *text.boxes), (*text.headers, *text.footers, order.watermark)
    marks = sum(paragraph.count(mark) for paragraph in text.all for mark in ("{{", "{%", "{#"))
    return Expected(text.body, beside, running, order.pages, pictures=text.pictures, tags=marks)


def _codes(finished: Stamped) -> list[Finding]:
    bare = [str(page) for page, count in enumerate(finished.codes, 1) if not count]
    if len(bare) == len(finished.codes):
        return [Finding(CODE_MISSING)]
    return [Finding(CODE_NOT_EVERYWHERE, values={"pages": enumerated(bare)})] if bare else []


def _at(order: Order, findings: "list[Finding] | tuple[Finding, ...]") -> tuple[Finding, ...]:
    unit = order.identity.id
    return tuple(replace(found, place=replace(found.place, unit=found.place.unit or unit)) for found in findings)
