"""A layout made ready for forms: its tags as places, the bookmarks round its rows, and the parts that are not seen.

The language of a layout is that of every Word template, with `{{ field("name") }}` for the place of a field and
`{%tr for row in rows("name") %}` for the rows of a repeat. Such a tag stands in the middle of a run of text, whereas a
content control stands between runs: so the run is parted there, and the control told how the run looks.
"""

import re
from functools import lru_cache

from docgen.word.form.parts import Carriers, with_carriers
from docgen.word.package import Part, pack, read_parts, zip_bytes
from docgen.word.places import as_mapping
from docgen.word.preparation import Beside, Prepared, prepare

_PLACE = re.compile(r"\{\{-?\s*((?:\w+\.)?field\([^{}()]*\))\s*-?\}\}")
_ROWS = re.compile(r"""\{%-?\s*for\s+\w+\s+in\s+rows\(\s*(["'][^"'{}]*["'])\s*\)[^{}]*%\}""")
_BLOCK = re.compile(r"\{%-?\s*(for|endfor)\b[^{}]*%\}")
_TABLE = re.compile(r"<w:tbl>|</w:tbl>")
_RUN = re.compile(r"<w:r(?: [^>]*)?>((?:<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>|<w:rPr/>)?)", re.DOTALL)
_RUN_START = re.compile(r"<w:r[ >]")
_EMPTY_RUN = re.compile(
    r"<w:r(?: [^>]*)?>(?:<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>|<w:rPr/>)?<w:t(?: [^>]*)?></w:t></w:r>", re.DOTALL
)


@lru_cache(maxsize=64)
def prepared_layout(source: bytes, language: str) -> tuple[Prepared, Carriers]:
    """The layout `source`, ready to be filled. Raises TemplateTroubleError: no Word file, or tags without sense."""
    parts, carriers = with_carriers(as_mapping(read_parts(source)))
    whole = zip_bytes(pack(Part(name, data) for name, data in parts.items()))
    return prepare(whole, language, Beside(with_places, carriers.names)), carriers


def with_places(xml: str) -> str:
    """A part as docxtpl prepared it, with its tags made places and its repeats bookmarked."""
    return _EMPTY_RUN.sub("", _places(_bookmarks(xml)))


def _places(xml: str) -> str:
    """Every `{{ field(…) }}` between runs, and with the look of its run."""
    out: list[str] = []
    done = 0
    for tag in _PLACE.finditer(xml):
        if xml.rfind("<w:t", 0, tag.start()) > xml.rfind("</w:t>", 0, tag.start()) and (
            look := _look(xml, tag.start())
        ):
            literal = look[1].replace("\\", "\\\\").replace("'", "\\'")
            out += xml[done : tag.start()], "</w:t></w:r>{{ ", tag[1], f".seen('{literal}') }}}}"
            out += f'<w:r>{look[1]}<w:t xml:space="preserve">'
            done = tag.end()
    return "".join((*out, xml[done:]))


def _look(xml: str, position: int) -> re.Match[str] | None:
    """The run that `position` stands in; its group is its look."""
    starts = [found.start() for found in _RUN_START.finditer(xml, max(0, position - 20_000), position)]
    return _RUN.match(xml, starts[-1]) if starts else None


def _bookmarks(xml: str) -> str:
    """A bookmark round the table of each loop over rows, or round the loop where it stands in none."""
    inserts: list[tuple[int, str]] = []
    for loop in _ROWS.finditer(xml):
        start, end = _table(xml, loop.start()) or (loop.start(), _loop_end(xml, loop.end()))
        inserts += (start, f"{{{{ begin({loop[1]}) }}}}"), (end, f"{{{{ end({loop[1]}) }}}}")
    out: list[str] = []
    done = 0
    for position, text in sorted(inserts, key=lambda insert: insert[0]):
        out += xml[done:position], text
        done = position
    return "".join((*out, xml[done:]))


def _table(xml: str, position: int) -> tuple[int, int] | None:
    """Where the innermost table round `position` begins and ends."""
    open_tables: list[int] = []
    for found in _TABLE.finditer(xml):
        if found[0] == "<w:tbl>":
            open_tables.append(found.start())
            continue
        start = open_tables.pop() if open_tables else 0
        if start < position < found.end():
            return start, found.end()
    return None


def _loop_end(xml: str, position: int) -> int:
    """Behind the `endfor` of the loop that begins before `position`."""
    depth = 1
    for found in _BLOCK.finditer(xml, position):
        depth += 1 if found[1] == "for" else -1
        if depth == 0:
            return found.end()
    return position
