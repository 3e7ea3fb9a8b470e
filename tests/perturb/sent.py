"""The twelve forms as they are sent out, in every format, before anybody has written in them."""

from datetime import date
from functools import cache
from pathlib import Path

from docgen.excel.form import form_workbook
from docgen.forms import compile_definition
from docgen.model import Blank, FormDefinition, Identity, Unit
from docgen.model.blanks import Filled, form_id
from docgen.pdf.form.write import pdf_form
from docgen.pdf.qr import qr_png
from docgen.press.identity import encode, short_code
from docgen.returns.expected import Expected
from docgen.word.form.fill import word_form

FORMS = Path(__file__).resolve().parents[2] / "templates" / "forms"
UNIT = Unit("0101", "Lanjiang County Transport Bureau", "county_bureau", short_name="Lanjiang")
OTHERS = (
    Unit("0102", "Yunxi County Transport Bureau", "county_bureau", short_name="Yunxi"),
    Unit("0201", "Municipal Road Development Centre", "highway"),
)
PERIODS = {"quarter": "2026Q1", "half": "2026H1", "year": "2026", "event": "2026", "once": "2026"}


@cache
def definitions() -> tuple[FormDefinition, ...]:
    """The twelve forms of `templates/forms`, which must be without fault."""
    made = []
    for path in sorted(FORMS.glob("*.xlsx")):
        compiled = compile_definition(path)
        assert compiled.definition is not None, path
        made.append(compiled.definition)
    return tuple(made)


@cache
def definition(code: str) -> FormDefinition:
    """The form of this code."""
    return next(form for form in definitions() if form.code == code)


@cache
def expected() -> Expected:
    """What may come back."""
    return Expected(definitions(), (UNIT, *OTHERS), 2026)


@cache
def blank(code: str, language: str) -> Blank:
    """A form on its way to the unit, with what the office fills in."""
    form = definition(code)
    period = PERIODS[form.period]
    known: dict[str, str | int] = {
        "unit.code": UNIT.code,
        "unit.name": UNIT.name,
        "form.period": period,
        "campaign.year": 2026,
    }
    known |= {"form.quarter": "1"} if form.period == "quarter" else {}
    values = {
        field.path: Filled(known[field.prefill], locked=field.read_only)
        for field in form.fields
        if field.prefill in known and "[" not in field.path
    }
    who = Identity("F", form_id(code, period, UNIT.code), 1, "0123456789abcdef")
    sent = (encode(who), short_code(who), language, "City Bureau", date(2026, 4, 10))
    return Blank(form, UNIT, period, who, *sent, values)


@cache
def sent(code: str, language: str, kind: str) -> bytes:
    """The file a unit gets."""
    form = blank(code, language)
    if kind == "xlsx":
        return form_workbook([form], {code: qr_png(form.code)})
    if kind == "docx":
        return word_form(form, qr_png(form.code)).docx
    return pdf_form(form, code_of_page=lambda page, pages: encode(form.identity, page, pages))
