"""The bundled fonts hold what offices write; what they replace or lack is said."""

from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from docgen.findings import Place
from docgen.findings.pdf import FONT_EQUIVALENT, FONT_MAPPED, FONT_SUBSTITUTED, GLYPH_MISSING
from docgen.pdf.fonts import (
    BUNDLED,
    FOLDER,
    HEI,
    SANS,
    SERIF,
    SIGNS,
    SONG,
    SUBSTITUTES,
    coverage,
    family_for,
    missing_glyphs,
    substitutions,
    unshowable,
)


def test_each_family_is_there_with_the_characters_the_table_lists() -> None:
    files = {file.stem: TTFont(file) for file in FOLDER.glob("*.ttf")}
    assert {font["name"].getDebugName(1) for font in files.values()} == {*BUNDLED, SIGNS}
    for name, characters in coverage().items():
        faces = [font.getBestCmap() for font in files.values() if font["name"].getDebugName(1) == name]
        assert all(map(ord, characters) and set(map(ord, characters)) <= set(face) for face in faces)


def test_both_chinese_families_hold_gb_2312_punctuation_and_the_rare_characters_of_names() -> None:
    gb2312 = "".join(
        bytes([row, cell]).decode("gb2312", "ignore") for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF)
    )
    for family in (SONG, HEI):
        assert set(gb2312) | set("䶮㸌𬭎喆镕、。《》“”‘’（）【】〔〕…—①⑳％０９Ａｚ￥") <= coverage()[family]


def test_a_licence_stands_beside_every_font() -> None:
    licences = [file.stem.partition("-")[2] for file in FOLDER.glob("*-*.txt")]
    families = {file.stem.partition("-")[0] for file in FOLDER.glob("*.ttf")}
    assert [family for family in families if not any(map(family.startswith, licences))] == []


def test_boxes_to_tick_can_be_shown() -> None:
    assert unshowable("☐☑☒□■✓✔✗✘●○→★") == frozenset()


def test_office_fonts_have_a_bundled_family() -> None:
    chosen = {
        "Times New Roman": SERIF,
        "calibri": SANS,
        "仿宋_GB2312": SONG,
        "宋体": SONG,
        "楷体": SONG,
        "方正小标宋简体": SONG,
        "黑体": HEI,
        "SIMHEI": HEI,
        "Microsoft YaHei": HEI,
        "Noto Sans SC": HEI,
        "华文某体": SONG,
        "No Such Font": SERIF,
    }
    assert {name: family_for(name) for name in chosen} == chosen


def test_no_name_stands_for_two_families() -> None:
    names = [name.casefold() for row in SUBSTITUTES for name in row.names]
    assert sorted(names) == sorted(set(names))


def test_each_replaced_name_is_reported_once_and_a_bundled_one_never() -> None:
    place = Place(file="book.docx")
    found = substitutions(["仿宋", "Times New Roman", "仿宋", SERIF, "", "Papyrus"], place)
    assert [(finding.code, finding.values["font"], finding.place) for finding in found] == [
        (FONT_SUBSTITUTED, "Papyrus", place),
        (FONT_EQUIVALENT, "Times New Roman", place),
        (FONT_MAPPED, "仿宋", place),
    ]


def test_a_character_no_font_has_is_reported_once_with_its_code_and_the_text_around() -> None:
    found = missing_glyphs("吉林省𠮷野县交通局，𠮷", Place(unit="U01"))
    assert [finding.code for finding in found] == [GLYPH_MISSING]
    assert found[0].values == {"character": "𠮷", "code": "U+20BB7", "text": "吉林省𠮷野县交通局，𠮷"}
    assert found[0].place.unit == "U01"


def test_spaces_controls_and_joiners_are_no_missing_characters() -> None:
    assert unshowable("a\u3000b\u00a0\u200b\u200d\u202e\t\n\u2060\ufe0f") == frozenset()


@given(st.text(st.characters(codec="gb2312")))
def test_text_in_gb_2312_never_lacks_a_character(text: str) -> None:
    assert missing_glyphs(text) == ()
