"""The table of contents with true page numbers: guessed from the document most like this one, then checked.

Where the headings stand is known only once the PDF is made, and the PDF needs the table. So the table is written with
the pages of the earlier document that had as many headings of the same levels and, before each of them, most nearly as
much text; mostly they are right, and one conversion will do.
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


@dataclass(frozen=True, slots=True)
class _Shape:
    """What a document's pages are told from: its headings by level and text, and how much stands before each."""

    engine: str
    headings: tuple[tuple[int, str], ...]
    before: tuple[int, ...]

    @property
    def outline(self) -> tuple[str, tuple[int, ...]]:
        """What two documents share whose pages may be the same: engine and levels; a heading may name its unit."""
        return self.engine, tuple(level for level, _ in self.headings)

    def distance(self, other: "_Shape") -> int:
        """How far apart two documents of the same outline are."""
        return sum(abs(mine - yours) for mine, yours in zip(self.before, other.before, strict=True))


_known: OrderedDict[_Shape, Pages] = OrderedDict()
"""The pages of the last documents made in this process."""


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
    shape = _shape(contents, engine)
    laid, pages = _settle(contents, engine, _guess(shape))
    _remember(shape, pages)
    return laid


def _shape(contents: Contents, engine: Engine) -> _Shape:
    headings = contents.headings
    return _Shape(engine.name, tuple((h.level, h.text) for h in headings), tuple(h.before for h in headings))


def _guess(shape: _Shape) -> Pages:
    """The pages a document may have: those of the one most like it, else those of the same headings in the last one."""
    alike = [other for other in _known if other.outline == shape.outline]
    if alike:
        return _known[min(reversed(alike), key=shape.distance)]
    last = next(reversed(_known), None)
    known = {} if last is None else dict(zip(last.headings, _known[last], strict=True))
    pages: list[int | None] = []
    for heading in shape.headings:
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


def _remember(shape: _Shape, pages: Pages) -> None:
    _known[shape] = pages
    _known.move_to_end(shape)
    if len(_known) > _REMEMBERED:
        _known.popitem(last=False)
