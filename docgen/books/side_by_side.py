"""Both PDF engines on the same books, for a person to compare before choosing one.

The first unit of each type stands for all of its kind. Nothing is recorded or issued.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from docgen.books.bench import Bench, Choice, read_template
from docgen.books.naming import book_number
from docgen.books.side_by_side_page import Compared, Side, page
from docgen.campaign import Campaign
from docgen.files import sweep_partial, write_atomic
from docgen.findings import Finding
from docgen.model import Unit
from docgen.pdf.comparison import apart
from docgen.pdf.look import page_pictures
from docgen.pdf.pages import page_texts
from docgen.press import Order, Pressed, make
from docgen.word.rows import heading_rows
from docgen.word.text import plain_text

ENGINES = ("embedded", "libreoffice")
_DPI = 64


@dataclass(frozen=True, slots=True)
class SideBySide:
    """The page that was written, and what each engine made of each unit's book."""

    path: Path
    books: tuple[Compared, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What the press found, with either engine."""
        return tuple(dict.fromkeys(found for book in self.books for side in book.sides for found in side.findings))


def side_by_side(campaign: Campaign, *, press: Callable[[Order], Pressed] = make) -> SideBySide:
    """Write `out/check/engines.html`. Raises EngineError (an engine is not here), FileTroubleError, StoreError."""
    books = tuple(_compared(campaign, unit, press) for unit in _first_of_each_type(campaign))
    path = campaign.folder / "out" / "check" / "engines.html"
    write_atomic(path, page(campaign.settings.name, campaign.settings.language, books).encode())
    sweep_partial(path.parent)
    return SideBySide(path, books)


def _first_of_each_type(campaign: Campaign) -> Iterator[Unit]:
    first: dict[str, Unit] = {}
    for unit in campaign.active_units():
        first.setdefault(unit.type, unit)
    yield from first.values()


def _compared(campaign: Campaign, unit: Unit, press: Callable[[Order], Pressed]) -> Compared:
    template = read_template(campaign, campaign.settings.books.template)
    bench = Bench(campaign, template, Choice(), "")
    order = bench.order(unit, bench.data(unit, book_number(campaign, unit, 1)))
    pressed = [press(replace(order, engine=engine)) for engine in ENGINES]
    texts = [page_texts(made.pdf) if made.pdf else [] for made in pressed]
    running = [text for made in pressed if made.docx for text in _running(made.docx)]
    sides = tuple(
        Side(engine, tuple(page_pictures(made.pdf, dpi=_DPI)) if made.pdf else (), tuple(text), made.findings)
        for engine, made, text in zip(ENGINES, pressed, texts, strict=True)
    )
    kind = campaign.settings.unit_types[unit.type].name if unit.type in campaign.settings.unit_types else unit.type
    return Compared(unit.code, unit.name, kind, sides, apart(texts[0], texts[1], running))


def _running(docx: bytes) -> tuple[str, ...]:
    """What may stand on any page, as often as there are pages: that depends on the engine."""
    said = plain_text(docx)
    return (*said.headers, *said.footers, *heading_rows(docx))
