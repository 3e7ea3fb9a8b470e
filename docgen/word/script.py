"""Checks that Chinese text names a font for Chinese and is marked as Chinese.

Word keeps a second font and language for East Asian text (`w:eastAsia`). Where they are missing every computer chooses
for itself, and Japanese shapes of Chinese characters are the usual outcome.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from lxml import etree

from docgen.findings import Finding
from docgen.findings import word as codes
from docgen.word.places import RENDERED, Paragraph, Story, W, main_part, parse, relations

_CHINESE = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_Property = Callable[[etree._Element], bool]


def east_asian(stories: Sequence[Story], parts: Mapping[str, bytes]) -> Iterator[Finding]:
    """One finding for all text without a font, one for all without a language, each at the first such paragraph."""
    styles = _Styles(parts)
    paragraphs = [p for story in stories if story.kind in RENDERED for p in story.paragraphs if _CHINESE.search(p.text)]
    for code, has in (
        (codes.EAST_ASIAN_FONT, styles.names_font),
        (codes.EAST_ASIAN_LANGUAGE, styles.names_language),
    ):
        bare = [paragraph for paragraph in paragraphs if not _is_set(paragraph, styles, has)]
        if bare:
            yield Finding(code, bare[0].place, {"count": len(bare)})


def _is_set(paragraph: Paragraph, styles: "_Styles", has: _Property) -> bool:
    """Whether every run with Chinese text has the property, by itself or through its styles."""
    runs = {piece.element.getparent() for piece in paragraph.pieces if _CHINESE.search(piece.element.text or "")}
    return all(any(map(has, styles.properties(run, paragraph))) for run in runs if run is not None)


class _Styles:
    """The styles of a document, asked for the run properties that bear upon a run."""

    def __init__(self, parts: Mapping[str, bytes]) -> None:
        targets = {r.kind: r.target for r in relations(parts, main_part(parts)) if r.target in parts}
        self.root = parse(parts[targets["styles"]]) if "styles" in targets else etree.Element(f"{W}styles")
        self.styles = {style.get(f"{W}styleId", ""): style for style in self.root.iter(f"{W}style")}
        settings = parse(parts[targets["settings"]]) if "settings" in targets else etree.Element(f"{W}settings")
        theme = parse(parts[targets["theme"]]) if "theme" in targets else etree.Element(f"{_A}theme")
        language = settings.find(f"{W}themeFontLang")
        chinese = language is not None and language.get(f"{W}eastAsia", "").lower().startswith("zh")
        self.theme_fonts = _theme_fonts(theme, chinese=chinese)

    def properties(self, run: etree._Element, paragraph: Paragraph) -> Iterator[etree._Element]:
        """The `w:rPr` elements that bear upon `run`, the nearest first."""
        yield from run.iterfind(f"{W}rPr")
        yield from self._of_style(run.find(f"{W}rPr/{W}rStyle"))
        style = paragraph.element.find(f"{W}pPr/{W}pStyle")
        yield from self._of_style(style if style is not None else self._usual())
        yield from self.root.iterfind(f"{W}docDefaults/{W}rPrDefault/{W}rPr")

    def names_font(self, properties: etree._Element) -> bool:
        """Whether `properties` name a font for East Asian text, directly or through the theme."""
        fonts = properties.find(f"{W}rFonts")
        if fonts is None:
            return False
        theme = fonts.get(f"{W}eastAsiaTheme")
        return theme in self.theme_fonts if theme else bool(fonts.get(f"{W}eastAsia"))

    def names_language(self, properties: etree._Element) -> bool:
        """Whether `properties` mark East Asian text as Chinese."""
        language = properties.find(f"{W}lang")
        return language is not None and language.get(f"{W}eastAsia", "").lower().startswith("zh")

    def _usual(self) -> etree._Element | None:
        for style in self.styles.values():
            if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in ("1", "true"):
                return _named(style.get(f"{W}styleId", ""))
        return None

    def _of_style(self, reference: etree._Element | None) -> Iterator[etree._Element]:
        seen: set[str] = set()
        while reference is not None and (name := reference.get(f"{W}val", "")) in self.styles and name not in seen:
            seen.add(name)
            yield from self.styles[name].iterfind(f"{W}rPr")
            reference = self.styles[name].find(f"{W}basedOn")


def _named(style: str) -> etree._Element:
    return etree.Element(f"{W}pStyle", {f"{W}val": style})


def _theme_fonts(theme: etree._Element, *, chinese: bool) -> frozenset[str]:
    """Which of the theme's East Asian fonts there are: `minorEastAsia`, `majorEastAsia`.

    The theme's fonts for single scripts count only where the settings say which East Asian script is meant.
    """
    found = set()
    for size in ("minor", "major"):
        for font in theme.iter(f"{_A}{size}Font"):
            named = [ea.get("typeface") for ea in font.iter(f"{_A}ea")]
            by_script = [f.get("typeface") for f in font.iter(f"{_A}font") if chinese and f.get("script") == "Hans"]
            if any(named) or any(by_script):
                found.add(f"{size}EastAsia")
    return frozenset(found)
