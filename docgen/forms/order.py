"""What a worker is given to make forms by, and what it gives back: frozen values that travel between processes."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version

from docgen import __version__
from docgen.excel.form import form_workbook
from docgen.excel.layouts import workbook_from_layout
from docgen.findings import Finding, has_errors
from docgen.forms.formulas import excel_formula
from docgen.forms.parcel import Parcel, parcel
from docgen.model import Blank
from docgen.pdf.form.geometry import Paper
from docgen.pdf.form.write import pdf_form, unprintable
from docgen.pdf.qr import qr_png
from docgen.press.identity import encode
from docgen.word.form import word_form
from docgen.word.form.look import Sheet
from docgen.word.form.standard import layout_for

FORMATS = ("xlsx", "docx", "pdf")
"""The formats a form can be had in."""
_MILLIMETRES = {"A4": (210.0, 297.0), "Letter": (215.9, 279.4)}
_SHAPING = ("xlsxwriter", "python-docx", "pikepdf", "fonttools", "zxing-cpp")


@dataclass(frozen=True, slots=True)
class Order:
    """Forms of one unit that make one file. `layout` is the office's own of a single form, `paper` a name."""

    blanks: tuple[Blank, ...]
    format: str
    paper: str = "A4"
    layout: bytes = b""

    def __reduce__(self) -> tuple[Callable[..., "Order"], tuple[object, ...]]:
        return _opened, (tuple(map(parcel, self.blanks)), self.format, self.paper, self.layout)


def _opened(parcels: tuple[Parcel, ...], kind: str, paper: str, layout: bytes) -> Order:
    return Order(tuple(each.open() for each in parcels), kind, paper, layout)


@dataclass(frozen=True, slots=True)
class Written:
    """A file of forms as made; with findings of level error it is not fit to be sent out."""

    data: bytes = b""
    findings: tuple[Finding, ...] = ()

    @property
    def is_fit(self) -> bool:
        """Whether nothing speaks against sending it out."""
        return bool(self.data) and not has_errors(self.findings)


def fingerprint() -> str:
    """Everything of ours, besides definition and data, that shapes the bytes of a form."""
    return f"docgen {__version__} " + " ".join(f"{name} {version(name)}" for name in _SHAPING)


def write(order: Order) -> Written:
    """The file an order asks for."""
    match order.format:
        case "xlsx" if order.layout:
            [blank] = order.blanks
            made = workbook_from_layout(blank, order.layout, qr_png(blank.code))
            return Written(made.xlsx, made.findings)
        case "xlsx":
            codes = {blank.definition.code: qr_png(blank.code) for blank in order.blanks}
            return Written(form_workbook(order.blanks, codes, paper=order.paper, translate=excel_formula))
        case "docx":
            [blank] = order.blanks
            layout = order.layout or layout_for(blank, Sheet(*_MILLIMETRES[order.paper]))
            rendered = word_form(blank, qr_png(blank.code), layout=layout)
            return Written(rendered.docx, rendered.findings)
        case _:
            [blank] = order.blanks
            pdf = pdf_form(blank, code_of_page=_code_of_page(blank), paper=Paper(order.paper.lower()))
            return Written(pdf, unprintable(blank))


def _code_of_page(blank: Blank) -> Callable[[int, int], str]:
    return lambda page, pages: encode(blank.identity, page, pages)
