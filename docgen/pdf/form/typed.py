"""How typed text looks: in the viewer's own fonts, which the file only names.

Western text is set in Helvetica. Chinese is set in STSong-Light, the name by which viewers know to take their own
Chinese font, with the codes of UTF-16; its map to Unicode lets programs that write values find those codes.
"""

import pikepdf
from pikepdf import Array, Dictionary, Name

from docgen.model.forms import Field, FieldType
from docgen.pdf.form.faces import width
from docgen.pdf.form.geometry import Align, Label
from docgen.pdf.form.ink import literal, packed, plain

_WORDS = (FieldType.TEXT, FieldType.SELECT_ONE)
WESTERN, EASTERN, SIGNS = "Helv", "Song", "ZaDb"
_SURROGATES = range(0xD8, 0xE0)


def look(asked: Field, language: str, *, lines: bool = False) -> str:
    """The default appearance of a field: as large as its box allows, or of a fixed size if it holds several `lines`."""
    chinese = language == "zh" and asked.type in _WORDS
    return f"/{EASTERN if chinese else WESTERN} {9 if lines else 0} Tf 0 g"


def look_of(text: str, plain: str) -> str:
    """The appearance `plain`, in the Chinese font if `text` needs one."""
    return plain if _is_western(text) else plain.replace(f"/{WESTERN} ", f"/{EASTERN} ")


def lent(label: Label) -> str:
    """The commands that print `label` in the viewer's Chinese font."""
    x = label.x - label.size * width(label.text) / 2 if label.align is Align.CENTRE else label.x
    codes = literal(label.text.encode("utf-16-be", "surrogatepass"))
    return f"BT {plain(x)} {plain(label.y)} Td /{EASTERN} {plain(label.size)} Tf {codes} Tj ET\n"


def _is_western(text: str) -> bool:
    try:
        text.encode("cp1252")
    except UnicodeEncodeError:
        return False
    return True


def resources(document: pikepdf.Pdf) -> Dictionary:
    """The fonts that appearances name."""
    western = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
    signs = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.ZapfDingbats)
    fonts = {WESTERN: western, EASTERN: _chinese(document), SIGNS: signs}
    return Dictionary(Font=Dictionary({f"/{name}": document.make_indirect(font) for name, font in fonts.items()}))


def _chinese(document: pikepdf.Pdf) -> Dictionary:
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=Name("/STSong-Light"),
        Flags=6,
        FontBBox=Array([-25, -254, 1000, 880]),
        ItalicAngle=0,
        Ascent=880,
        Descent=-120,
        CapHeight=880,
        StemV=93,
    )
    descendant = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType0,
        BaseFont=Name("/STSong-Light"),
        CIDSystemInfo=Dictionary(Registry=b"Adobe", Ordering=b"GB1", Supplement=5),
        FontDescriptor=document.make_indirect(descriptor),
        DW=1000,
        W=Array([1, 95, 500, 814, 939, 500]),
    )
    return Dictionary(
        Type=Name.Font,
        Subtype=Name.Type0,
        BaseFont=Name("/STSong-Light-UniGB-UTF16-H"),
        Encoding=Name("/UniGB-UTF16-H"),
        DescendantFonts=Array([document.make_indirect(descendant)]),
        ToUnicode=packed(document, _same_codes()),
    )


def _same_codes() -> bytes:
    """A map that says: each code is the character's own number; rows of 256, as the format wants them."""
    rows = [f"<{high:02x}00> <{high:02x}ff> <{high:02x}00>\n" for high in range(256) if high not in _SURROGATES]
    parts = [rows[start : start + 100] for start in range(0, len(rows), 100)]
    body = "".join(f"{len(part)} beginbfrange\n{''.join(part)}endbfrange\n" for part in parts)
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /docgen def /CMapType 2 def\n"
        f"1 begincodespacerange <0000> <ffff> endcodespacerange\n{body}"
        "endcmap CMapName currentdict /CMap defineresource pop end end"
    ).encode("ascii")
