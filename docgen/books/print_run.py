"""What the print shop and the signing ceremony get: all books in one PDF, and a sheet to sign for them.

A released book is taken from the archive, never from the working copies; one that is not issued yet is taken as it was
last made, if it is up to date.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from docgen.books.bench import Bench, Choice, read_template
from docgen.books.context import book_context, common_context
from docgen.books.desk import Desk, at_desk
from docgen.books.plan import Planned, Standing, plan, reserve_numbers
from docgen.campaign import Campaign
from docgen.errors import UsageError
from docgen.files import sweep_partial, write_atomic
from docgen.findings import Finding, Place
from docgen.findings.books import NOT_IN_PRINT_RUN
from docgen.language import say, speaking
from docgen.pdf.join import Part, join
from docgen.press import Pressed
from docgen.press.paper import About, paper_order
from docgen.press.series import Means
from docgen.store import Who

FOLDER = "print-run"
"""The folder in `out/`."""


@dataclass(frozen=True, slots=True)
class PrintedBook:
    """A book of the print run; `issued` tells the archived book from a working copy."""

    unit: str
    name: str
    number: str
    copies: int
    issued: bool


@dataclass(frozen=True, slots=True)
class PrintRun:
    """What was written into `folder`: the `files`, the books in their order, all pages, and blank backs among them."""

    folder: str
    files: tuple[str, ...]
    books: tuple[PrintedBook, ...]
    pages: int
    blank_backs: int
    findings: tuple[Finding, ...] = ()


def print_run(campaign: Campaign, *, who: Who, choice: Choice | None = None, means: Means | None = None) -> PrintRun:
    """Write the chosen books, in roster order, as one PDF with bookmarks and copies, and the sign-in sheet.

    A book that is not made, or not from the data as they are now, is a finding. Raises UsageError if there is none at
    all, FileTroubleError, StoreError (an archived book was altered), BusyError, EngineError.
    """
    choice, means = choice or Choice(), means or Means()
    with at_desk(campaign, who) as desk:
        template = read_template(campaign, campaign.settings.books.template)
        bench = Bench(campaign, template, choice, means.fingerprint(campaign.settings.books.engine))
        reserve_numbers(desk)
        shelf = desk.shelf(choice.task)
        planned = tuple(plan(bench, desk.recall(choice.task), shelf))
        files = {p.unit.code: file for p in planned if (file := _file(desk, p, shelf.folder))}
    ready = tuple(p for p in planned if p.unit.code in files)
    if not ready:
        raise UsageError(
            say("There is no finished book to print."), say("Make the books first: docgen books. Then print.")
        )
    absent = tuple(Finding(NOT_IN_PRINT_RUN, Place(unit=p.unit.code)) for p in planned if p.unit.code not in files)
    return _written(campaign, ready, files, means, absent)


def _file(desk: Desk, planned: Planned, folder: Path) -> Path | None:
    """The PDF to print of this book; the archived one is proved to be what was issued."""
    if planned.standing is Standing.RELEASED and planned.document and planned.document.pdf:
        desk.archive.get(planned.document.pdf, ".pdf")
        return desk.archive.path(planned.document.pdf, ".pdf")
    if planned.standing is Standing.CURRENT:
        return next((folder / output.name for output in planned.old_outputs if output.ending == ".pdf"), None)
    return None


def _written(
    campaign: Campaign, ready: tuple[Planned, ...], files: dict[str, Path], means: Means, absent: tuple[Finding, ...]
) -> PrintRun:
    folder, settings = campaign.folder / "out" / FOLDER, campaign.settings.books
    parts = (Part(_title(p), files[p.unit.code], settings.copies) for p in ready)
    joined = join(parts, folder / "books.pdf", duplex=settings.duplex)
    sheet = _sign_in_sheet(campaign, ready, means) if settings.sign_in else Pressed()
    contents = {"sign-in.docx": sheet.docx, "sign-in.pdf": sheet.pdf if sheet.is_fit else b""}
    for name, content in contents.items():
        if content:
            write_atomic(folder / name, content)
    sweep_partial(folder)
    names = ("books.pdf", *(name for name, content in contents.items() if content))
    books = tuple(
        PrintedBook(p.unit.code, p.unit.name, p.number, settings.copies, p.standing is Standing.RELEASED) for p in ready
    )
    return PrintRun(str(folder), names, books, joined.pages, joined.padding, (*absent, *sheet.findings))


def _title(planned: Planned) -> str:
    return f"{planned.number} {planned.unit.name}".strip()


def _sign_in_sheet(campaign: Campaign, ready: Iterable[Planned], means: Means) -> Pressed:
    """The sheet on which each unit's head signs for the copies received."""
    settings = campaign.settings
    template = read_template(campaign, settings.books.sign_in)
    with speaking(settings.language):
        context = sign_in_context(campaign, tuple((p.unit.code, p.number) for p in ready))
        title = say("Sign-in sheet")
    about = About("L", str(settings.year), f"{settings.name} {title}")
    order = replace(paper_order(template.path, context, about, settings.imprint), archival=settings.books.pdf_a)
    pressed = means.press(order)
    at_sheet = (replace(f, place=replace(f.place, unit="", file=settings.books.sign_in)) for f in pressed.findings)
    return replace(pressed, findings=tuple(at_sheet))


def sign_in_context(campaign: Campaign, numbers: tuple[tuple[str, str], ...]) -> dict[str, object]:
    """What a sign-in sheet may say of the books with these unit codes and `numbers`, in their order."""
    return {**common_context(campaign), "books": list(_rows(campaign, numbers))}


def _rows(campaign: Campaign, numbers: tuple[tuple[str, str], ...]) -> Iterator[dict[str, object]]:
    for order, (code, number) in enumerate(numbers, 1):
        unit = campaign.unit(code)
        if unit is not None:
            own = book_context(campaign, unit, number)["unit"]
            yield {"order": order, "number": number, "copies": campaign.settings.books.copies, "unit": own}
