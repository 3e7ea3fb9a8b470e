"""A layout made ready for forms: its tags as places, the bookmarks round its rows, and the parts that are not seen.

The language of a layout is that of every Word template, with `{{ field("name") }}` for the place of a field and
`{%tr for row in rows("name") %}` for the rows of a repeat. Such a tag stands in the middle of a run of text, whereas a
content control stands between runs: so the run is parted there, and the control told how the run looks.
"""

import re
from functools import lru_cache

from docgen.word.form.look import PLACEHOLDER
from docgen.word.form.parts import Carriers, with_carriers
from docgen.word.form.writing import PRINT
from docgen.word.package import Part, pack, read_parts, zip_bytes
from docgen.word.places import as_mapping
from docgen.word.preparation import Beside, Prepared, prepare

_PLACE = re.compile(r"\{\{-?\s*(?:(\w+)\.)?field\(([^{}(),]*)\)\s*-?\}\}")
_ROWS = re.compile(r"""\{%-?\s*for\s+\w+\s+in\s+rows\(\s*(["'][^"'{}]*["'])\s*\)[^{}]*%\}""")
_PARAGRAPH = re.compile(r"<w:p(?: [^>/]*)?>(?:<w:pPr>(?:(?!</w:pPr>).)*</w:pPr>|<w:pPr/>)?", re.DOTALL)
_TABLE = re.compile(r"<w:tbl>|</w:tbl>")
_RUN = re.compile(r"<w:r(?: [^>]*)?>((?:<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>|<w:rPr/>)?)", re.DOTALL)
_EMPTY_RUN = re.compile(
    r"<w:r(?: [^>]*)?>(?:<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>|<w:rPr/>)?<w:t(?: [^>]*)?></w:t></w:r>", re.DOTALL
)

_GROUP = 99_999
"""The number of the control that holds the whole form."""


@lru_cache(maxsize=64)
def prepared_layout(source: bytes, language: str) -> tuple[Prepared, Carriers]:
    """The layout `source`, ready to be filled. Raises TemplateTroubleError: no Word file, or tags without sense."""
    parts, carriers = with_carriers(as_mapping(read_parts(source)))
    whole = zip_bytes(pack(Part(name, _with_placeholder(data)) for name, data in parts.items()))
    return prepare(whole, language, Beside(with_places, carriers.names)), carriers


def _with_placeholder(data: bytes) -> bytes:
    """A part, with the style of what stands where nothing is typed yet, if it is one of styles that lacks it."""
    end = b"</w:styles>"
    lacks = data.rstrip().endswith(end) and b'w:styleId="PlaceholderText"' not in data
    return data.replace(end, PLACEHOLDER.encode() + end) if lacks else data


def with_places(xml: str, body: bool) -> str:
    """A part as docxtpl prepared it, with its tags made places, its repeats bookmarked, and the body locked in Word."""
    made = _EMPTY_RUN.sub("", _places(_bookmarks(xml)))
    return _grouped(made) if body else made


def _places(xml: str) -> str:
    """Every `{{ field(…) }}` between runs, and with the look of its run."""
    out: list[str] = []
    done = 0
    for tag in _PLACE.finditer(xml):
        look = _look(xml, tag.start())
        if look is not None:
            literal = look.replace("\\", "\\\\").replace("'", "\\'")
            out += xml[done : tag.start()], f"</w:t></w:r>{{{{ {PRINT}({tag[1] or 'none'}, {tag[2]}, '{literal}') }}}}"
            out.append(f'<w:r>{look}<w:t xml:space="preserve">')
            done = tag.end()
    return "".join((*out, xml[done:]))


def _look(xml: str, position: int) -> str | None:
    """The look of the run whose text `position` stands in; None outside of such text."""
    if xml.rfind("<w:t", 0, position) <= xml.rfind("</w:t>", 0, position):
        return None
    start = max(xml.rfind("<w:r>", 0, position), xml.rfind("<w:r ", 0, position))
    run = _RUN.match(xml, start) if start >= 0 else None
    return run[1] if run else None


def _bookmarks(xml: str) -> str:
    """A bookmark in the first paragraph of each table with a loop over rows, or of the loop where it stands in none."""
    inserts: list[tuple[int, str]] = []
    for loop in _ROWS.finditer(xml):
        if first := _PARAGRAPH.search(xml, _table(xml, loop.start()) or loop.end()):
            inserts += (
                (first.end(), f"{{{{ begin({loop[1]}) }}}}"),
                (xml.index("</w:p>", first.end()), f"{{{{ end({loop[1]}) }}}}"),
            )
    out: list[str] = []
    done = 0
    for position, text in sorted(inserts, key=lambda insert: insert[0]):
        out += xml[done:position], text
        done = position
    return "".join((*out, xml[done:]))


def _table(xml: str, position: int) -> int:
    """Where the innermost table round `position` begins, 0 if there is none."""
    open_tables = [0]
    for found in _TABLE.finditer(xml, 0, position):
        if found[0] == "<w:tbl>":
            open_tables.append(found.start())
        elif len(open_tables) > 1:
            open_tables.pop()
    return open_tables[-1]


def _grouped(body: str) -> str:
    """The body in a group: Word lets nothing in it be changed but its controls, and elsewhere it is no obstacle.

    A body of several sections is left as it is, since a group may not reach over them.
    """
    end = body.rfind("<w:sectPr")
    if body.count("<w:sectPr") != 1 or body.find("</w:p>", end) >= 0:
        return body
    properties = f'<w:id w:val="{_GROUP}"/><w:lock w:val="contentLocked"/><w:group/>'
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{body[:end]}</w:sdtContent></w:sdt>{body[end:]}"
