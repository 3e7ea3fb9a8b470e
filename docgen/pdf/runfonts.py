"""Which font a run of a Word file is set in, for Western and for East Asian characters: styles, defaults and theme."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_SCRIPTS = ("ascii", "eastAsia")

Fonts = tuple[str, str]
"""The Western and the East Asian font; "" where none is named."""


@dataclass(frozen=True, slots=True)
class RunFonts:
    """What styles (by their id), defaults and theme name; `plain` is the style of paragraphs that name none."""

    styles: Mapping[str, Fonts]
    plain: str
    defaults: Fonts
    theme: Mapping[str, str]

    def of(self, own: etree._Element | None, run_style: str, paragraph_style: str) -> Fonts:
        """The fonts of a run with `w:rFonts` `own` in these styles; for each script the nearest that names one."""
        direct = ("", "") if own is None else _named(own, self.theme)
        run, paragraph, last = self._style(run_style), self._style(paragraph_style or self.plain), self.defaults
        return direct[0] or run[0] or paragraph[0] or last[0], direct[1] or run[1] or paragraph[1] or last[1]

    def _style(self, style: str) -> Fonts:
        return self.styles.get(style, ("", ""))


@lru_cache(maxsize=32)
def read_fonts(styles: bytes, theme: bytes) -> RunFonts:
    """The fonts of a `word/styles.xml` and a theme; either may be empty."""
    root = etree.fromstring(styles) if styles else etree.Element("none")
    named = _theme(theme)
    elements = {style.get(f"{_W}styleId", ""): style for style in root.iterfind(f"{_W}style")}
    plain = root.find(f"{_W}style[@{_W}type='paragraph'][@{_W}default='1']")
    defaults = root.find(f"{_W}docDefaults/{_W}rPrDefault/{_W}rPr/{_W}rFonts")
    return RunFonts(
        {style_id: _inherited(style_id, elements, named) for style_id in elements},
        "" if plain is None else plain.get(f"{_W}styleId", ""),
        ("", "") if defaults is None else _named(defaults, named),
        named,
    )


def _inherited(style_id: str, elements: Mapping[str, etree._Element], theme: Mapping[str, str]) -> Fonts:
    chain = [_named(fonts, theme) for fonts in _chain(style_id, elements)]
    western, eastern = (next((fonts[script] for fonts in chain if fonts[script]), "") for script in (0, 1))
    return western, eastern


def _chain(style_id: str, elements: Mapping[str, etree._Element]) -> Iterator[etree._Element]:
    """The `w:rFonts` of a style and of those it is based on; one based on itself ends where it comes round."""
    seen: set[str] = set()
    while style_id in elements and style_id not in seen:
        seen.add(style_id)
        yield from elements[style_id].iterfind(f"{_W}rPr/{_W}rFonts")
        based_on = elements[style_id].find(f"{_W}basedOn")
        style_id = "" if based_on is None else based_on.get(f"{_W}val", "")


def _named(fonts: etree._Element, theme: Mapping[str, str]) -> Fonts:
    """A theme's font goes before a named one, as in Word."""
    western, eastern = (
        theme.get(fonts.get(f"{_W}{script}Theme", ""), "") or fonts.get(f"{_W}{script}", "") for script in _SCRIPTS
    )
    return western, eastern


def _theme(theme: bytes) -> dict[str, str]:
    """The theme's fonts by the names `w:rFonts` calls them."""
    scheme = etree.fromstring(theme).find(f".//{_A}fontScheme") if theme else None
    if scheme is None:
        return {}
    fonts = {}
    for kind in ("major", "minor"):
        latin = scheme.find(f"{_A}{kind}Font/{_A}latin")
        chinese = scheme.find(f"{_A}{kind}Font/{_A}font[@script='Hans']")
        eastern = scheme.find(f"{_A}{kind}Font/{_A}ea[@typeface!='']")
        choice = chinese if eastern is None else eastern
        fonts[f"{kind}EastAsia"] = "" if choice is None else choice.get("typeface", "")
        for part in ("Ascii", "HAnsi"):
            fonts[f"{kind}{part}"] = "" if latin is None else latin.get("typeface", "")
    return fonts
