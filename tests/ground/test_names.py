"""File names made from data: each one safe, unique and readable on Windows, macOS and Linux."""

import unicodedata
from pathlib import Path, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.files import safe_name, unique_names, write_atomic

DEVICES = [
    "CON",
    "PRN",
    "AUX",
    "NUL",
    "CONIN$",
    "CONOUT$",
    *(f"{d}{n}" for d in ("COM", "LPT") for n in "0123456789¹²³"),
]
FORBIDDEN = '<>:"/\\|?*'
HAZARDS = [
    *DEVICES,
    *(device.lower() + ".docx" for device in DEVICES[:8]),
    *(f"before{letter}after" for letter in FORBIDDEN),
    *(f"before{chr(code)}after" for code in (0, 1, 7, 9, 10, 13, 27, 31, 127, 0x85, 0x9F)),
    *(f"before{chr(code)}after" for code in (0x200B, 0x200E, 0x202E, 0x2028, 0x2029, 0x2066, 0xFEFF, 0xD800, 0xDFFF)),
    *(
        "",
        " ",
        ".",
        "..",
        "...",
        " . ",
        ". .",
        "name.",
        "name ",
        " name",
        ".hidden",
        "-rf",
        "~",
        "~user",
        "$HOME",
        "%PATH%",
    ),
    *("../../etc/passwd", "..\\..\\windows", "/absolute", "C:", "C:\\x", "\\\\server\\share", "a/../b", "a//b"),
    *("x" * 300, "安" * 300, "😀" * 100, "e\u0301" * 200, "a" * 119 + "安", "." * 200, "a " * 150),
    *(
        "安责〔2026〕07号",
        "《某市》公路/港航中心",
        "䶮江县",
        "Größe",
        "İstanbul",
        "ﬁnance",
        "Ａ局",
        "a&b;c'd`e",
        "file.partial",
        ".partial",
    ),
]


def is_safe(name: str) -> bool:
    """The rules of the three systems together."""
    return (
        bool(name)
        and not set(name) & set(FORBIDDEN)
        and all(unicodedata.category(letter) not in ("Cc", "Cs") for letter in name)
        and not name.endswith((".", " "))
        and not name.startswith(("-", "~", " ", "."))
        and not PureWindowsPath(f"{name}.docx").is_reserved()
        and len(f"{name}~12345678.docx".encode()) <= 255
        and name == unicodedata.normalize("NFC", name)
    )


def test_there_are_a_hundred_hazards() -> None:
    assert len(set(HAZARDS)) >= 100


@pytest.mark.parametrize("hazard", HAZARDS, ids=ascii)
def test_a_hazard_becomes_a_safe_name_that_can_be_written(tmp_path: Path, hazard: str) -> None:
    name = safe_name(hazard)
    assert is_safe(name)
    write_atomic(tmp_path / f"{name}.docx", b"a book")
    assert [path.name for path in tmp_path.glob("*.docx")] == [f"{name}.docx"]


@given(st.text(alphabet=st.characters(), max_size=300) | st.sampled_from(HAZARDS))
def test_any_text_becomes_a_safe_name(text: str) -> None:
    assert is_safe(safe_name(text))


NAMES = st.sampled_from(["A", "a", "Ａ", "A.", "A/", "A_", "é", "e\u0301", "ﬁ", "fi", "ß", "ss", *HAZARDS])


@given(st.dictionaries(st.text(max_size=4), NAMES, max_size=30))
def test_no_two_units_ever_share_a_file_on_any_disk(names: dict[str, str]) -> None:
    found = list(unique_names(names).values())
    assert all(map(is_safe, found))
    assert len({unicodedata.normalize("NFKC", name).casefold() for name in found}) == len(names)


def test_a_name_that_looks_like_one_made_different_is_made_different_too() -> None:
    first = unique_names({"1": "Bureau", "2": "bureau"})
    names = {"1": "Bureau", "2": "bureau", "3": first["1"]}
    assert len({name.casefold() for name in unique_names(names).values()}) == 3


def test_readable_names_stay_as_they_are() -> None:
    for name in ("0101 County Bureau", "安责〔2026〕07号", "Größe & Co", "Unit No. 3 (north)"):
        assert safe_name(name) == name
