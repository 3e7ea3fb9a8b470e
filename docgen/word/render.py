"""One part of one document: the compiled template run, mended where docxtpl mends, and parsed strictly."""

import re
from collections.abc import Iterator, Mapping
from itertools import islice
from traceback import walk_tb
from typing import cast
from xml.parsers import expat

from jinja2 import Template, TemplateError
from jinja2.exceptions import SecurityError

from docgen.findings.render import NOT_WELL_FORMED, RENDER_FAILED, RENDER_LIMIT, RENDER_UNSAFE
from docgen.language import say
from docgen.word.complaints import in_words
from docgen.word.environment import RenderContext
from docgen.word.filters import FilterError
from docgen.word.listing import resolve_listing
from docgen.word.missing import Spot, ledger
from docgen.word.package import Part
from docgen.word.preparation import PreparedPart
from docgen.word.session import RenderLimitError, Session
from docgen.word.tables import ANY_DRAWING, mend_tables, renumber_drawings

_BATCH = 100
"""How many pieces of text are joined before their length is counted."""

_DATA_FAULTS = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
_FAULTS = (TemplateError, *_DATA_FAULTS, RecursionError, MemoryError)
"""What a template's expressions can raise on data they do not fit; anything else is a defect of docgen."""


def render_part(part: PreparedPart, context: Mapping[str, object], session: Session) -> Part:
    """`part` for `context`; empty, with a finding, if it could not be made."""
    session.start_part(part.name)
    text = run(part.template, context, session)
    if text is None:
        return Part(part.name, b"")
    if session.listing or part.listed:
        text = resolve_listing(text)
    drawings = part.drawings or (ANY_DRAWING if session.raw and part.body else None)
    if drawings:
        text = renumber_drawings(text, drawings)
    data = b"".join((part.head, text.encode(errors="replace"), part.tail))
    if not is_well_formed(data, session, spaces=session.brought_xml):
        return Part(part.name, b"")
    if part.unsteady or (session.raw and part.body):
        data = mend_tables(data)
    return Part(part.name, data)


def render_text(template: Template, context: Mapping[str, object], session: Session) -> str:
    """A plain text for `context`; empty, with a finding, if it could not be made."""
    session.start_part(say("document properties"))
    return run(template, context, session) or ""


def run(template: Template, names: Mapping[str, object], session: Session) -> str | None:
    """The text of a compiled template; None if it fails, which is noted."""
    context = cast(RenderContext, template.new_context(dict(names)))
    context.session = session
    token = ledger.set(session)
    try:
        return "".join(_within(template.root_render_func(context), session))
    except RenderLimitError as fault:
        session.note(RENDER_LIMIT, _spot(fault, template), reason=in_words(fault))
    except SecurityError as fault:
        session.note(RENDER_UNSAFE, _spot(fault, template), reason=in_words(fault))
    except FilterError as fault:
        session.note(fault.code, _spot(fault, template), value=str(fault.value), filter=fault.filter)
    except _FAULTS as fault:
        session.note(RENDER_FAILED, _spot(fault, template), reason=in_words(fault))
    finally:
        ledger.reset(token)
    return None


def _within(pieces: Iterator[str], session: Session) -> Iterator[str]:
    """`pieces`, joined by the hundred, as long as they are not more than a part may hold."""
    left = session.limits.part
    while batch := "".join(islice(pieces, _BATCH)):
        left -= len(batch)
        if left < 0:
            raise RenderLimitError(say("the document grows beyond {limit} letters", limit=session.limits.part))
        yield batch


def _spot(fault: BaseException, template: Template) -> Spot:
    """The paragraph the template was in when it failed."""
    code = template.root_render_func.__globals__
    lines = [line for frame, line in walk_tb(fault.__traceback__) if frame.f_globals is code]
    return Spot("", "", template.get_corresponding_lineno(lines[-1]) if lines else 0)


def is_well_formed(data: bytes, session: Session, *, spaces: bool = True) -> bool:
    """Whether `data` is XML that any strict reader takes; if not, a finding says after which words it breaks.

    `spaces` looks at namespaces as well: needed only where a value brought XML, since those of the template are sound.
    """
    parser = expat.ParserCreate(namespace_separator=" " if spaces else None)
    try:
        parser.Parse(data, True)
    except expat.ExpatError:
        before = data.decode(errors="replace")[: parser.ErrorByteIndex]
        session.note(NOT_WELL_FORMED, Spot("", "", 0), text=_words(before))
        return False
    return True


def _words(xml: str) -> str:
    """The last words a reader sees in `xml`."""
    return " ".join(re.sub(r"<[^>]*>?", " ", xml[-2000:]).split())[-60:]
