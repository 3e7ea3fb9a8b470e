"""The names of the fonts that a Word document asks for, wherever it does: in runs, styles in use, and by its theme."""

from collections.abc import Iterator, Mapping

from lxml import etree

from docgen.word.places import W, stories
from docgen.word.stylesinuse import related, styles_in_use

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_NAMED = ("ascii", "hAnsi", "eastAsia")
_THEMED = {"asciiTheme": "latin", "hAnsiTheme": "latin", "eastAsiaTheme": "ea"}


def font_names(parts: Mapping[str, bytes]) -> frozenset[str]:
    """Every font named for Western or East Asian text. Raises lxml.etree.XMLSyntaxError."""
    theme = related(parts, "theme")
    return frozenset(name for fonts in _all_fonts(parts) for name in _names(fonts, theme) if name)


def _all_fonts(parts: Mapping[str, bytes]) -> Iterator[etree._Element]:
    roots = [story.root for story in stories(parts, "")]
    roots += styles_in_use(parts).values()
    styles = related(parts, "styles")
    roots += [] if styles is None else styles.iterfind(f"{W}docDefaults")
    for root in roots:
        yield from root.iter(f"{W}rFonts")


def _names(fonts: etree._Element, theme: etree._Element | None) -> Iterator[str]:
    yield from (fonts.get(f"{W}{script}", "") for script in _NAMED)
    for attribute, script in _THEMED.items():
        reference = fonts.get(f"{W}{attribute}", "")
        if reference and theme is not None:
            kind = "major" if reference.startswith("major") else "minor"
            yield from (face.get("typeface", "") for face in theme.iterfind(f".//{_A}{kind}Font/{_A}{script}"))
