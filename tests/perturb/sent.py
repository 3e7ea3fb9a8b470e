"""The twelve forms as they are sent out, in every format, before anybody has written in them."""

from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

from docgen.excel.form import form_workbook
from docgen.forms import compile_definition
from docgen.model import Blank, FormDefinition, Identity, Unit, UnitName
from docgen.model.blanks import Filled, form_id
from docgen.pdf.form.write import pdf_form
from docgen.pdf.qr import qr_png
from docgen.press.identity import encode, short_code
from docgen.returns.expected import Expected
from docgen.word.form.fill import word_form
from tests.perturb.boxes import BOXES

FORMS = Path(__file__).resolve().parents[2] / "templates" / "forms"
UNITS = {
    "en": (
        Unit("0101", "Fengling County Transport Bureau", "county_bureau", short_name="Fengling Bureau"),
        Unit("0102", "Yueting County Transport Bureau", "county_bureau", short_name="Yueting Bureau"),
    ),
    "zh": (
        Unit("0101", "枫陵县交通运输局", "county_bureau", short_name="枫陵县局", names=(UnitName("枫陵县交通局"),)),
        Unit("0102", "月汀县交通运输局", "county_bureau", short_name="月汀县局"),
    ),
}
"""Two units of the sample campaigns in each language; the forms are sent to the first."""
PERIODS = {"quarter": "2026Q1", "half": "2026H1", "year": "2026", "event": "2026", "once": "2026"}


@cache
def definitions() -> tuple[FormDefinition, ...]:
    """The twelve forms of `templates/forms`, which must be without fault, and one of boxes."""
    return (*compiled(FORMS), BOXES)


def compiled(folder: Path) -> Iterator[FormDefinition]:
    """The forms of a folder, which must be without fault."""
    for path in sorted(folder.glob("*.xlsx")):
        definition = compile_definition(path).definition
        assert definition is not None, path
        yield definition


@cache
def definition(code: str) -> FormDefinition:
    """The form of this code."""
    return next(form for form in definitions() if form.code == code)


@cache
def expected(language: str) -> Expected:
    """What may come back to the office of this language."""
    return Expected(definitions(), UNITS[language], 2026)


@cache
def blank(code: str, language: str, year: int = 2026) -> Blank:
    """A form on its way to the unit, with what the office fills in."""
    form, unit = definition(code), UNITS[language][0]
    period = PERIODS[form.period].replace("2026", str(year))
    known: dict[str, str | int] = {"unit.code": unit.code, "unit.name": unit.name, "form.period": period}
    known |= {"campaign.year": year} | ({"form.quarter": "1"} if form.period == "quarter" else {})
    values = {
        field.path: Filled(known[field.prefill], locked=field.read_only)
        for field in form.fields
        if field.prefill in known
    }
    who = Identity("F", form_id(code, period, unit.code), 1, "0123456789abcdef")
    sent = (encode(who), short_code(who), language, "City Bureau", date(year, 4, 10))
    return Blank(form, unit, period, who, *sent, values)


@cache
def sent(code: str, language: str, kind: str, year: int = 2026) -> bytes:
    """The file a unit gets."""
    form = blank(code, language, year)
    if kind == "xlsx":
        return form_workbook([form], {code: qr_png(form.code)})
    if kind == "docx":
        return word_form(form, qr_png(form.code)).docx
    return pdf_form(form, code_of_page=lambda page, pages: encode(form.identity, page, pages))
