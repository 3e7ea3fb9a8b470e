"""The shipped templates and the samples they are made for; books made of both, as docgen makes them."""

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

from docgen.books.bench import Bench, Choice, Template
from docgen.books.context import BookData
from docgen.campaign import Campaign, load_campaign
from docgen.files import digest
from docgen.model import Unit
from docgen.press import Order, Pressed, make

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "templates"

SAMPLES = {"en": "safety-2026", "zh": "safety-2026-zh", "contractors": "contractors"}
BOOKS = (
    "en/book-letter",
    "en/book-contract",
    "zh/book-letter",
    "zh/book-contract",
    "contractors/agreement",
)
SHEETS = ("en/supplement", "zh/supplement", "contractors/supplement")
EVERY = BOOKS + SHEETS
SEALED = tuple(name for name in EVERY if not name.startswith("contractors"))

SUPPLEMENT = {
    "number": 1,
    "reason": "merged",
    "date": date(2026, 7, 1),
    "short_code": "S-0101-1-3F9A2C41-KX",
    "changes": [{"field": "name", "title": "Name", "before": "Old Bureau", "after": "New Bureau"}],
    "book": {"number": "WS 2026-01", "version": 1, "released": date(2026, 2, 1)},
}


def path_of(name: str) -> Path:
    return TEMPLATES / f"{name}.docx"


@cache
def campaign_of(name: str) -> Campaign:
    """The sample a template is made for."""
    loaded = load_campaign(ROOT / "samples" / SAMPLES[name.partition("/")[0]])
    assert loaded.campaign is not None
    return loaded.campaign


def three_units(name: str) -> tuple[Unit, ...]:
    """Units of three types, the first of which has listed hazards."""
    units = sorted(campaign_of(name).active_units(), key=lambda unit: not unit.lists.get("hazards"))
    first_of_type = {unit.type: unit for unit in reversed(units)}
    return tuple(sorted(first_of_type.values(), key=units.index))[:3]


def ordered(name: str, unit: Unit, *, engine: str = "embedded", pdf: bool = True) -> tuple[BookData, Order]:
    """What goes into `unit`'s document by template `name`, and the order for it."""
    path = path_of(name)
    bench = Bench(campaign_of(name), Template(path, digest(path.read_bytes())), Choice(pdf=pdf), "test")
    data = bench.data(unit, "WS 2026-01")
    order = replace(bench.order(unit, data), engine=engine)
    if name in SHEETS:
        order = replace(order, context={**data.context, "supplement": SUPPLEMENT}, pages=(1, 3))
    return data, order


@cache
def made(name: str, code: str, engine: str = "embedded") -> tuple[BookData, Pressed]:
    """The document of the unit with this code."""
    unit = campaign_of(name).unit(code)
    assert unit is not None
    data, order = ordered(name, unit, engine=engine)
    return data, make(order)
