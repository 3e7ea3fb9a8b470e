"""Gives Chinese text the fonts the document names for it, for an engine that reads only one font of a run.

Word keeps two fonts for every run, one for Western and one for East Asian characters. The embedded engine takes the
Western one and looks for any face that has what it lacks, so that 黑体 headings would come out in Song, and quotation
marks narrow. In the copy that is converted, runs are therefore split where the script changes, and each part names its
own font. No character changes.
"""

import re
from collections.abc import Iterator
from copy import deepcopy
from itertools import groupby

from lxml import etree

from docgen.pdf.fonts import SONG, is_last_resort
from docgen.pdf.package import Parts, with_parts
from docgen.pdf.runfonts import RunFonts, read_fonts

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEXTS = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml")
_NUMBERING = "word/numbering.xml"
_CHINESE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff]")
_EITHER = re.compile("[‘’“”—…·×÷°±§①-⑩Ⅰ-Ⅻ←↑→↓√≤≥★☆○●◎◇◆□■△▲〇☐☑☒]")
"""Characters of both scripts: they are set as their neighbours are, Chinese if the run says so or one of them is."""
_WESTERN = re.compile(rf"[^{_EITHER.pattern[1:-1]}{_CHINESE.pattern[1:-1]}]")
_QUOTED = re.compile("“[^“”]*”|‘[^‘’]*’")
_UNKNOWN = re.compile("[^cw]+")
_STRETCH = re.compile("c+|w+")
_PRESERVE = {"{http://www.w3.org/XML/1998/namespace}space": "preserve"}


def with_script_fonts(docx: bytes) -> bytes:
    """`docx` with a font of its own for each script; what is no readable Word file comes back as it is."""
    return with_parts(docx, parts_with_script_fonts)


def parts_with_script_fonts(parts: Parts) -> Parts:
    """The same for a Word file taken apart."""
    if not any(_has_chinese(data) for name, data in parts.items() if _TEXTS.fullmatch(name)):
        return parts
    fonts = read_fonts(parts.get("word/styles.xml", b""), parts.get("word/theme/theme1.xml", b""))
    return {name: _converted(name, data, fonts) for name, data in parts.items()}


def _has_chinese(data: bytes) -> bool:
    return _CHINESE.search(data.decode("utf-8", "replace")) is not None or b"&#" in data


def _converted(name: str, data: bytes, fonts: RunFonts) -> bytes:
    if name == _NUMBERING:
        return _with_label_fonts(data, fonts)
    if not _TEXTS.fullmatch(name):
        return data
    root = etree.fromstring(data)
    for run in list(root.iter(f"{_W}r")):
        _split(run, fonts)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _split(run: etree._Element, fonts: RunFonts) -> None:
    """Replace `run` by runs of one script each, if that changes what is seen."""
    text = "".join([part.text or "" for part in run.iterfind(f"{_W}t")])
    either = _EITHER.search(text) is not None
    if not (either or _CHINESE.search(text)):
        return
    properties = run.find(f"{_W}rPr")
    own = None if properties is None else properties.find(f"{_W}rFonts")
    hinted = own is not None and own.get(f"{_W}hint") == "eastAsia"
    style = "" if properties is None else _said(properties, f"{_W}rStyle")
    paragraph = next(run.iterancestors(f"{_W}p"))
    western, eastern = fonts.of(own, style, _said(paragraph, f"{_W}pPr/{_W}pStyle"))
    if not either and is_last_resort(eastern):
        return  # the engine finds the same face by itself
    scripts = _scripts(text, hinted=hinted)
    if "c" not in scripts:
        return
    runs = {True: _empty_run(run, eastern or SONG), False: _empty_run(run, western)}
    for chinese, content in _by_script(run, scripts):
        part = deepcopy(runs[chinese])
        part.extend(content)
        run.addprevious(part)
    parent = run.getparent()
    if parent is not None:
        parent.remove(run)


def _empty_run(run: etree._Element, font: str) -> etree._Element:
    """A run with the properties of `run` and one font for every script."""
    empty = etree.Element(f"{_W}r")
    properties = run.find(f"{_W}rPr")
    empty.append(etree.Element(f"{_W}rPr") if properties is None else deepcopy(properties))
    _name_font(empty[0], font)
    return empty


def _scripts(text: str, *, hinted: bool) -> str:
    """For each character `c` if it is set as Chinese and `w` if not: those of both scripts as their neighbours are."""
    scripts = _CHINESE.sub("c", _WESTERN.sub("w", text))
    if hinted:
        return _UNKNOWN.sub(lambda match: "c" * len(match[0]), scripts)
    return _paired(text, _UNKNOWN.sub(_as_neighbours, scripts))


def _as_neighbours(match: re.Match[str]) -> str:
    before, after = match.string[: match.start()], match.string[match.end() :]
    chinese = before.endswith("c") or after.startswith("c")
    return ("c" if chinese else "w") * len(match[0])


def _paired(text: str, scripts: str) -> str:
    """Quotation marks come in pairs: one Chinese makes both Chinese."""
    marks = list(scripts)
    for quoted in _QUOTED.finditer(text):
        opening, closing = quoted.start(), quoted.end() - 1
        if "c" in (marks[opening], marks[closing]):
            marks[opening] = marks[closing] = "c"
    return "".join(marks)


def _by_script(run: etree._Element, scripts: str) -> Iterator[tuple[bool, list[etree._Element]]]:
    """The content of `run` in stretches of one script; what is no text stays with the stretch before it."""
    atoms: list[tuple[bool, etree._Element]] = []
    at = 0
    for child in run.iterfind("*"):
        if child.tag == f"{_W}t":
            text = child.text or ""
            atoms += ((script == "c", part) for script, part in _stretches(text, scripts[at : at + len(text)]))
            at += len(text)
        elif child.tag != f"{_W}rPr":
            atoms.append((atoms[-1][0] if atoms else scripts.startswith("c"), child))
    for chinese, group in groupby(atoms, lambda atom: atom[0]):
        yield chinese, [element for _, element in group]


def _stretches(text: str, scripts: str) -> Iterator[tuple[str, etree._Element]]:
    for stretch in _STRETCH.finditer(scripts):
        element = etree.Element(f"{_W}t", _PRESERVE)
        element.text = text[stretch.start() : stretch.end()]
        yield stretch[0][0], element


def _name_font(properties: etree._Element, font: str) -> None:
    """Let `properties` name `font` for every script; without a font, let the style decide."""
    old = properties.find(f"{_W}rFonts")
    if old is not None:
        properties.remove(old)
    if font:
        names = {f"{_W}{script}": font for script in ("ascii", "hAnsi", "eastAsia", "cs")}
        properties.insert(1 if properties.find(f"{_W}rStyle") is not None else 0, etree.Element(f"{_W}rFonts", names))


def _with_label_fonts(data: bytes, fonts: RunFonts) -> bytes:
    """Numbers such as 一、 in the East Asian font of the paragraph style they belong to."""
    root = etree.fromstring(data)
    for level in root.iter(f"{_W}lvl"):
        numeral, text = _said(level, f"{_W}numFmt"), _said(level, f"{_W}lvlText")
        if not _CHINESE.search(text) and not numeral.startswith(("chinese", "taiwanese", "japanese", "ideograph")):
            continue
        properties = level.find(f"{_W}rPr")
        if properties is None:
            properties = etree.SubElement(level, f"{_W}rPr")
        _, eastern = fonts.of(properties.find(f"{_W}rFonts"), "", _said(level, f"{_W}pStyle"))
        _name_font(properties, eastern or SONG)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _said(element: etree._Element, path: str) -> str:
    found = element.find(path)
    return "" if found is None else found.get(f"{_W}val", "")
