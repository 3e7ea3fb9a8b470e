"""The table of contents with true page numbers: guessed from the last document of the same shape, then checked.

Where the headings stand is known only once the PDF is made, and the PDF needs the table. So the table is written with
the pages of the last document that had the same headings; mostly they are right, and one conversion will do.
"""

from collections import OrderedDict
from dataclasses import dataclass

from docgen.findings import Finding
from docgen.findings.press import CONTENTS_NOT_TRUE
from docgen.pdf.engine import Converted, Engine
from docgen.pdf.outline import pages_of
from docgen.word.contents import Contents

_ROUNDS = 4
"""Numbers that grow by a digit may move lines; more often than this nothing moves any more."""
_REMEMBERED = 256

Pages = tuple[int | None, ...]
Shape = tuple[str, tuple[tuple[int, str], ...]]

_last_pages: OrderedDict[Shape, Pages] = OrderedDict()


@dataclass(frozen=True, slots=True)
class Laid:
    """A document with its PDF, the table of contents of both saying the same."""

    docx: bytes
    converted: Converted


def unpaged(docx: bytes) -> bytes:
    """The document with its table of contents renewed, without page numbers: there is no PDF to know them from."""
    contents = Contents.read(docx)
    return contents.paged([None] * len(contents.headings)) if contents else docx


def lay_out(docx: bytes, engine: Engine) -> Laid:
    """The PDF of `docx`, and `docx` with the true pages in its table of contents, if it has one."""
    contents = Contents.read(docx)
    if contents is None or not contents.headings:
        return Laid(docx, engine.convert(docx))
    shape = engine.name, tuple((heading.level, heading.text) for heading in contents.headings)
    laid, pages = _settle(contents, engine, _last_pages.get(shape) or _likely(shape))
    _remember(shape, pages)
    return laid


def _likely(shape: Shape) -> Pages:
    """The pages a new shape may have: those of the same headings in the last document, which is mostly much alike."""
    last = next(reversed(_last_pages), None)
    known = {} if last is None else dict(zip(last[1], _last_pages[last], strict=True))
    pages: list[int | None] = []
    for heading in shape[1]:
        pages.append(known.get(heading) or (pages[-1] if pages else 1))
    return tuple(pages)


def _settle(contents: Contents, engine: Engine, guess: Pages) -> tuple[Laid, Pages]:
    headings = contents.headings
    for _ in range(_ROUNDS):
        written = contents.paged(guess)
        converted = engine.convert(written)
        if not converted.pdf:
            return Laid(written, converted), guess
        restarts = [(h.restart.text, h.restart.first) if h.restart else None for h in headings]
        pages = pages_of(converted.pdf, [heading.text for heading in headings], restarts)
        if pages == guess:
            return Laid(written, converted), pages
        guess = pages
    unsettled = Converted(converted.pdf, (*converted.findings, Finding(CONTENTS_NOT_TRUE)))
    return Laid(written, unsettled), guess


def _remember(shape: Shape, pages: Pages) -> None:
    _last_pages[shape] = pages
    _last_pages.move_to_end(shape)
    if len(_last_pages) > _REMEMBERED:
        _last_pages.popitem(last=False)
