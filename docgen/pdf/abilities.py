"""What each PDF engine lacks of what Word can do, as tried out: dxpdf 0.8.1 and LibreOffice 7.4.

A feature that an engine leaves out is an error, for text or a picture would be missing from every book; one that it
draws more plainly is a warning. `tests/pdf/test_abilities.py` tries the rows again, so that a new version of an engine
shows itself. Content controls, forced directions and numbering such as 一、二 are not among them: the
press writes them in plainer words first (`docgen.word.spelled_out`).
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from docgen.findings import Finding, Place
from docgen.findings.pdf import ENGINE_DRAWS_PLAINLY, ENGINE_LEAVES_OUT, TEMPLATE_TELLS_TIME
from docgen.language import N_, say
from docgen.model import Feature


class Loss(StrEnum):
    """What becomes of a feature that an engine lacks."""

    LEFT_OUT = "left out"
    PLAIN = "drawn plainly"


_LEFT_OUT_BY_EMBEDDED = (
    Feature.EQUATION,
    Feature.EMPTY_FIELD,
    Feature.INLINE_TEXT_BOX,
    Feature.WORDART,
    Feature.CHART,
    Feature.SMARTART,
    Feature.DRAWN_PICTURE,
    Feature.SYMBOL,
)
_PLAIN_IN_EMBEDDED = (
    Feature.STRIKETHROUGH,
    Feature.CAPITALS,
    Feature.EFFECT,
    Feature.EMPHASIS_MARK,
    Feature.RAISED,
    Feature.RUBY,
    Feature.COMBINED,
    Feature.FIT_TEXT,
    Feature.COUNTED_NUMBER,
    Feature.VERTICAL_TEXT,
    Feature.DOCUMENT_GRID,
    Feature.PAGE_BORDER,
    Feature.LINE_NUMBERS,
    Feature.HYPHENATION,
    Feature.PATTERN,
    Feature.FANCY_BORDER,
    Feature.FANCY_UNDERLINE,
    Feature.TRACKED_CHANGE,
)
LACKS: Mapping[str, Mapping[Feature, Loss]] = {
    "embedded": dict.fromkeys(_LEFT_OUT_BY_EMBEDDED, Loss.LEFT_OUT) | dict.fromkeys(_PLAIN_IN_EMBEDDED, Loss.PLAIN),
    "libreoffice": {Feature.TRACKED_CHANGE: Loss.PLAIN},
}
"""By the engine's name in campaign.toml."""

WORDS: Mapping[Feature, str] = {
    Feature.STRIKETHROUGH: N_("text struck through"),
    Feature.CAPITALS: N_("capitals or small capitals as a font effect"),
    Feature.EFFECT: N_("outlined, shadowed or embossed text"),
    Feature.EMPHASIS_MARK: N_("emphasis marks"),
    Feature.RAISED: N_("raised or lowered text"),
    Feature.RUBY: N_("a phonetic guide"),
    Feature.COMBINED: N_("two lines in one"),
    Feature.FIT_TEXT: N_("text fitted to a width"),
    Feature.DIRECTION: N_("text with a direction forced on it"),
    Feature.EQUATION: N_("an equation"),
    Feature.EMPTY_FIELD: N_("a field without a result, and the text behind it"),
    Feature.CLOCK: N_("a field of today's date or time"),
    Feature.CONTENT_CONTROL: N_("a content control inside a paragraph"),
    Feature.TRACKED_CHANGE: N_("tracked changes"),
    Feature.SYMBOL: N_("a symbol of a symbol font"),
    Feature.COUNTED_NUMBER: N_("numbering in words (first, second …) or in numerals such as 壱 and 하나"),
    Feature.VERTICAL_TEXT: N_("vertical text"),
    Feature.DOCUMENT_GRID: N_("a document grid"),
    Feature.PAGE_BORDER: N_("page borders"),
    Feature.LINE_NUMBERS: N_("line numbers"),
    Feature.HYPHENATION: N_("automatic hyphenation"),
    Feature.PATTERN: N_("patterned shading"),
    Feature.FANCY_BORDER: N_("borders other than single or double"),
    Feature.FANCY_UNDERLINE: N_("underlines other than single"),
    Feature.INLINE_TEXT_BOX: N_("a text box in line with text"),
    Feature.WORDART: N_("WordArt, such as a watermark of Word's own"),
    Feature.CHART: N_("a chart"),
    Feature.SMARTART: N_("SmartArt"),
    Feature.DRAWN_PICTURE: N_("a picture of type EMF, WMF or SVG"),
}
"""How a person calls each feature."""


def unfit(engine: str, used: Iterable[tuple[Feature, Place]]) -> tuple[Finding, ...]:
    """A finding for each used feature that `engine` lacks, and for a clock, which no reproducible document has."""
    found = []
    for feature, place in used:
        values = {"engine": engine, "feature": say(WORDS[feature])}
        if feature is Feature.CLOCK:
            found.append(Finding(TEMPLATE_TELLS_TIME, place))
        elif loss := LACKS.get(engine, {}).get(feature):
            code = ENGINE_LEAVES_OUT if loss is Loss.LEFT_OUT else ENGINE_DRAWS_PLAINLY
            found.append(Finding(code, place, values))
    return tuple(found)
