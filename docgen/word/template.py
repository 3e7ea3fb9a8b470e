"""A Word template: prepared once, rendered thousands of times.

The language is docxtpl's, and so is the XML that comes out; where docgen differs on purpose stands in
`docs/word-templates.md`. Values are always escaped, every part is parsed strictly before it is handed out, and nothing
of this machine (clock, user, locale) reaches the document.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path

from docgen.files import digest, read_bytes
from docgen.findings import Finding, has_errors
from docgen.findings.render import PICTURE_NOT_IN_TEMPLATE, PICTURE_OF_OTHER_KIND
from docgen.language import current_language
from docgen.word.filters import Style
from docgen.word.missing import STRICT, MissingRules
from docgen.word.objects import Build, GuardedTemplate, NotMadeError
from docgen.word.package import Part, pack, read_parts, zip_bytes
from docgen.word.pictures import kind_of
from docgen.word.places import Places, as_mapping, places_of
from docgen.word.preparation import Prepared, environments, prepare
from docgen.word.properties import DocumentProperties
from docgen.word.render import render_part, render_text
from docgen.word.session import USUAL, Limits, Session

PACKING_LEVEL = 2
"""Deflate level of what differs between documents: a quarter larger than 6 makes it, in a seventh of the time."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A rendered document, and what was found on the way; `docx` is empty if any finding is an error."""

    docx: bytes
    findings: tuple[Finding, ...] = ()


class WordTemplate:
    """A Word file whose text holds tags, by its path or its bytes.

    Cheap to make again in a worker: what is prepared is kept by its content.
    `name` is how findings call the file. `missing` says what becomes of fields without a value, `style` how filters
    print. Raises TemplateTroubleError if the file is no Word file or its tags cannot be understood (`docgen check`).
    """

    def __init__(
        self,
        source: str | Path | bytes,
        *,
        name: str = "",
        missing: MissingRules = STRICT,
        style: Style | str = "en",
        limits: Limits = USUAL,
    ) -> None:
        source = Path(source) if isinstance(source, str) else source
        self.source = read_bytes(source) if isinstance(source, Path) else source
        self.name = name or (source.name if isinstance(source, Path) else "")
        self.missing = missing
        self.style = style
        self.limits = limits
        self._prepared: Prepared = prepare(self.source, style)

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of the file."""
        return digest(self.source)

    @property
    def picture_names(self) -> tuple[str, ...]:
        """The alternative texts of the template's pictures: the names that `render` takes in `pictures`."""
        return self._prepared.pictures.pictures

    def render(
        self,
        context: Mapping[str, object],
        *,
        pictures: Mapping[str, bytes] | None = None,
        properties: DocumentProperties | None = None,
    ) -> Rendered:
        """The document for `context`. `pictures` replaces placeholders by name, `properties` those of the file.

        What the data lacks or a value cannot keep is a finding; all of one document are told at once.
        """
        prepared = self._prepared
        session = Session(self.missing, self.limits)
        self._check_pictures(session, pictures or {})
        parts = [render_part(part, context, session) for part in prepared.parts]
        texts = {name: render_text(template, context, session) for name, template in prepared.core_texts}
        if has_errors(session.findings):
            return Rendered(b"", self._placed(session.findings))
        parts.append(Part(prepared.core.name, prepared.core.filled(texts, properties)))
        parts += prepared.pictures.filled(pictures or {})
        docx = zip_bytes(pack(parts, after=prepared.static, level=PACKING_LEVEL))
        return Rendered(docx, self._placed(session.findings))

    def render_with_docxtpl(self, build: Build, *, properties: DocumentProperties | None = None) -> Rendered:
        """The document for the context that `build` makes, by docxtpl's own way.

        `build` is given the docxtpl template: for `new_subdoc`, for `InlineImage(template, …)`, for `build_url_id`, and
        to call `replace_pic`, `replace_media`, `replace_embedded` or `replace_zipname` on. Tens of times slower.
        """
        session = Session(self.missing, self.limits)
        template = GuardedTemplate(self.source, session, environments(self.style))
        template.init_docx()
        try:
            template.render(build(template))
        except NotMadeError:
            return Rendered(b"", self._placed(session.findings))
        docx = b"" if has_errors(session.findings) else template.packed(properties)
        return Rendered(docx, self._placed(session.findings))

    def _check_pictures(self, session: Session, pictures: Mapping[str, bytes]) -> None:
        kinds = self._prepared.pictures.kinds
        for name, picture in pictures.items():
            if name not in kinds:
                session.note(PICTURE_NOT_IN_TEMPLATE, name=name)
            elif kind_of(picture) != kinds[name]:
                session.note(PICTURE_OF_OTHER_KIND, name=name, kind=kinds[name].upper())

    def _placed(self, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
        """`findings` in the words of somebody who has the template open in Word."""
        if not findings:
            return ()
        places = _places(self.source, self.name, current_language())
        return tuple(
            replace(each, place=replace(places.find(each.place.part, each.place.paragraph), field=each.place.field))
            for each in findings
        )

    def __reduce__(self) -> tuple[object, ...]:
        return _again, (self.source, self.name, self.missing, self.style, self.limits)


@lru_cache(maxsize=16)
def _places(source: bytes, name: str, language: str) -> Places:
    """Kept like the prepared template; `language` is that in which the places are said."""
    return places_of(as_mapping(read_parts(source)), name)


def _again(source: bytes, name: str, missing: MissingRules, style: Style | str, limits: Limits) -> WordTemplate:
    return WordTemplate(source, name=name, missing=missing, style=style, limits=limits)
