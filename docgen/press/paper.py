"""The order for a paper known by what it says: letters, notices, sheets, reports; all that is no numbered book."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from docgen.files import digest, read_bytes
from docgen.model import Identity
from docgen.model.imprint import Imprint
from docgen.press.identity import short_code
from docgen.press.order import Order
from docgen.store import canonical_digest

SHORT_CODE = "short_code"
"""The name under which a template finds the code people can type."""


@dataclass(frozen=True, slots=True)
class About:
    """Which paper it is: the letter of its kind, whom or what it is for, and the title of its file."""

    kind: str
    id: str
    title: str


def paper_order(template: Path, context: Mapping[str, object], about: About, imprint: Imprint) -> Order:
    """The order, its identity taken from the template and all that goes in. Raises FileTroubleError (no template)."""
    source = digest(read_bytes(template))
    identity = Identity(about.kind, about.id, 1, canonical_digest([source, context])[:16])
    return Order(
        template,
        source,
        {**context, SHORT_CODE: short_code(identity)},
        identity,
        title=about.title,
        author=imprint.author,
        language=imprint.language,
        date_format=imprint.date_format,
        missing=imprint.missing,
        engine=imprint.engine,
        paper=imprint.paper,
    )
