"""Which font a run of a Word file is set in, for Western and for East Asian characters: styles, defaults and theme."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_WESTERN, _EASTERN = "ascii", "eastAsia"


@dataclass(frozen=True, slots=True)
class RunFonts:
    """The fonts that styles, defaults and theme give. `styles` are the chains of each style, the nearest first."""

    styles: Mapping[str, tuple[Mapping[str, str], ...]]
    default_style: str
    defaults: Mapping[str, str]
    theme: Mapping[str, str]

    def of(self, own: etree._Element | None, run_style: str, paragraph_style: str) -> tuple[str, str]:
        """The Western and the East Asian font of a run with `w:rFonts` `own` in these styles; "" if none is named."""
        direct = {} if own is None else _attributes(own)
        layers = (direct, *self._chain(run_style), *self._chain(paragraph_style or self.default_style), self.defaults)
        return self._nearest(layers, _WESTERN), self._nearest(layers, _EASTERN)

    def _chain(self, style: str) -> tuple[Mapping[str, str], ...]:
        return self.styles.get(style, ())

    def _nearest(self, layers: tuple[Mapping[str, str], ...], script: str) -> str:
        return next((name for layer in layers if (name := self._named(layer, script))), "")

    def _named(self, layer: Mapping[str, str], script: str) -> str:
        """A theme's font goes before a named one, as in Word."""
        return self.theme.get(layer.get(f"{script}Theme", ""), "") or layer.get(script, "")


@lru_cache(maxsize=32)
def read_fonts(styles: bytes, theme: bytes) -> RunFonts:
    """The fonts of a `word/styles.xml` and a theme; either may be empty."""
    root = etree.fromstring(styles) if styles else etree.Element("none")
    elements = {style.get(f"{_W}styleId", ""): style for style in root.iterfind(f"{_W}style")}
    default = root.find(f"{_W}style[@{_W}type='paragraph'][@{_W}default='1']")
    defaults = root.find(f"{_W}docDefaults/{_W}rPrDefault/{_W}rPr/{_W}rFonts")
    return RunFonts(
        {style_id: tuple(_chain(style_id, elements)) for style_id in elements},
        "" if default is None else default.get(f"{_W}styleId", ""),
        {} if defaults is None else _attributes(defaults),
        _theme(theme),
    )


def _chain(style_id: str, elements: Mapping[str, etree._Element]) -> Iterator[Mapping[str, str]]:
    """The fonts named by a style and those it is based on; one based on itself ends where it comes round."""
    seen: set[str] = set()
    while style_id in elements and style_id not in seen:
        seen.add(style_id)
        style = elements[style_id]
        fonts = style.find(f"{_W}rPr/{_W}rFonts")
        if fonts is not None:
            yield _attributes(fonts)
        based_on = style.find(f"{_W}basedOn")
        style_id = "" if based_on is None else based_on.get(f"{_W}val", "")


def _attributes(fonts: etree._Element) -> dict[str, str]:
    return {str(name).removeprefix(_W): str(value) for name, value in fonts.attrib.items()}


def _theme(theme: bytes) -> dict[str, str]:
    """The theme's fonts by the names `w:rFonts` calls them."""
    scheme = etree.fromstring(theme).find(f".//{_A}fontScheme") if theme else None
    if scheme is None:
        return {}
    fonts = {}
    for kind in ("major", "minor"):
        latin = scheme.find(f"{_A}{kind}Font/{_A}latin")
        eastern = scheme.find(f"{_A}{kind}Font/{_A}font[@script='Hans']")
        named = scheme.find(f"{_A}{kind}Font/{_A}ea[@typeface!='']")
        for part in ("Ascii", "HAnsi"):
            fonts[f"{kind}{part}"] = "" if latin is None else latin.get("typeface", "")
        choice = named if named is not None else eastern
        fonts[f"{kind}EastAsia"] = "" if choice is None else choice.get("typeface", "")
    return fonts
