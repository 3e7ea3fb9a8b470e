"""The slower way, for what needs docxtpl's objects: sub-documents, inline images, replaced media and embedded files.

docxtpl itself does the work, held to the same rules: sandbox, escaping, missing-data policy, strict parse, and the same
bytes for the same data. Each render costs what docxtpl costs.
"""

from collections.abc import Callable, Mapping
from io import BytesIO

from docx.opc.constants import CONTENT_TYPE
from docx.opc.part import Part as OpcPart
from docxtpl import DocxTemplate

from docgen.word.environment import TextEnvironment, WordEnvironment
from docgen.word.listing import resolve_listing
from docgen.word.package import Packed, Part, pack, read_parts, zip_bytes
from docgen.word.preparation import number_paragraphs, understood
from docgen.word.properties import PROPERTIES, CoreSkeleton, DocumentProperties, core_skeleton
from docgen.word.render import is_well_formed, render_text, run
from docgen.word.session import Session

Build = Callable[[DocxTemplate], Mapping[str, object]]
"""Makes a context with the objects of the docxtpl template it is given, and may call its `replace_…` methods."""


class NotMadeError(Exception):
    """A part could not be made; the session's findings say why."""


class GuardedTemplate(DocxTemplate):  # type: ignore[misc]  # docxtpl has no types
    """docxtpl's template, with each part rendered and checked by docgen."""

    def __init__(self, source: bytes, session: Session, environments: tuple[WordEnvironment, TextEnvironment]) -> None:
        super().__init__(BytesIO(source))
        self._session = session
        self._environment, self._texts = environments
        self._core: CoreSkeleton | None = None
        self._core_texts: dict[str, str] = {}

    def patch_xml(self, src_xml: str) -> str:
        """What docxtpl prepares, with each paragraph numbered before."""
        return str(super().patch_xml(number_paragraphs(src_xml)))

    def render_xml_part(
        self, src_xml: str, part: OpcPart, context: Mapping[str, object], jinja_env: object = None
    ) -> str:
        """One part for `context`. Raises NotMadeError if it would not be XML."""
        self.current_rendering_part = part
        name = part.partname.lstrip("/")
        _, template = understood(src_xml, self._environment)
        self._session.start_part(name)
        text = run(template, context, self._session)
        if text is None:
            raise NotMadeError
        xml = resolve_listing(text)
        if not is_well_formed(xml.encode(errors="replace"), self._session):
            raise NotMadeError
        return xml

    def render_properties(self, context: Mapping[str, object], jinja_env: object = None) -> None:
        """The texts of the properties; they are written when the document is packed."""
        self._core = core_skeleton(self.docx)
        for name in PROPERTIES:
            template = self._texts.from_string(getattr(self.docx.core_properties, name))
            self._core_texts[name] = render_text(template, context, self._session)

    def render_footnotes(self, context: Mapping[str, object], jinja_env: object = None) -> None:
        """The footnotes, once; docxtpl renders them once a section, and so the values in them as templates."""
        for part in self.docx.part.package.iter_parts():
            if part.content_type == CONTENT_TYPE.WML_FOOTNOTES:
                xml = self.patch_xml(part.blob.decode("utf-8-sig"))
                part._blob = self.render_xml_part(xml, part, context).encode()

    def packed(self, properties: DocumentProperties | None) -> bytes:
        """The document as bytes that depend on nothing but what went in."""
        saved = BytesIO()
        self.save(saved)
        core = self._core or core_skeleton(self.docx)
        parts = (part for part in read_parts(saved.getvalue()) if part.name != core.name)
        packed: Packed = pack([*parts, Part(core.name, core.filled(self._core_texts, properties))])
        return zip_bytes(packed)
