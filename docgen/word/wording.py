"""Tags in plain text: the wording of a clause in a sheet, filled in with the data of one unit.

The same language, sandbox, filters and missing-data rules as in a Word template; the result is text, not XML, and is
escaped when a Word template prints it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from jinja2 import Template, TemplateSyntaxError

from docgen.findings import Finding
from docgen.language import say
from docgen.word.complaints import in_words
from docgen.word.filters import Style
from docgen.word.missing import STRICT, MissingRules
from docgen.word.package import TemplateTroubleError
from docgen.word.preparation import environments
from docgen.word.render import run
from docgen.word.session import USUAL, Limits, Session


@dataclass(frozen=True, slots=True)
class RenderedText:
    """A text with its tags filled in, and what was found on the way."""

    text: str
    findings: tuple[Finding, ...] = ()


class TextTemplate:
    """A text with tags. Raises TemplateTroubleError if the tags cannot be understood."""

    def __init__(
        self, source: str, *, missing: MissingRules = STRICT, style: Style | str = "en", limits: Limits = USUAL
    ) -> None:
        self.missing = missing
        self.limits = limits
        self._template = _compiled(source, style)

    def render(self, context: Mapping[str, object]) -> RenderedText:
        """The text for `context`; a field without a value is a finding, and all of them are told at once."""
        session = Session(self.missing, self.limits)
        return RenderedText(run(self._template, context, session) or "", session.findings)


@lru_cache(maxsize=4096)
def _compiled(source: str, style: Style | str) -> Template:
    try:
        return environments(style)[1].from_string(source)
    except (TemplateSyntaxError, SyntaxError, RecursionError) as trouble:
        raise TemplateTroubleError(
            say("The tags in “{text}” cannot be understood: {why}.", text=source[:60], why=in_words(trouble)),
            say("Correct the tags; each {open} needs its {close}.", open="{{", close="}}"),
        ) from trouble
