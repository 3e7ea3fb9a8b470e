"""What a QR code says is read back as it was, and a misread one is known for what it is."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.model import Identity
from docgen.press.identity import PageIdentity, check, encode, parse, short_code

IDENTITIES = st.builds(
    Identity,
    kind=st.sampled_from("BSF"),
    id=st.text(min_size=1),
    version=st.integers(min_value=1, max_value=999),
    digest=st.text(alphabet="0123456789abcdef", min_size=16, max_size=16),
)
BOOK = Identity("B", "0101", 1, "3f9a2c41d5e6b7f8")


@given(IDENTITIES, st.integers(min_value=1, max_value=500), st.integers(min_value=0, max_value=500))
def test_any_identity_with_any_unit_code_comes_back(identity: Identity, page: int, further: int) -> None:
    assert parse(encode(identity, page, page + further)) == PageIdentity(identity, page, page + further)
    assert parse(encode(identity)) == PageIdentity(identity)


@given(IDENTITIES)
def test_a_code_has_seven_parts_and_no_control_characters(identity: Identity) -> None:
    text = encode(identity, 1, 2)
    assert text.count("|") == 6
    assert not any(ord(letter) < 32 for letter in text)


def test_the_grammar_is_the_one_of_the_architecture_page() -> None:
    mark, kind, code, version, digest, page, letters = encode(BOOK, 3, 12).split("|")
    assert (mark, kind, code, version, digest, page) == ("DG1", "B", "0101", "1", "3f9a2c41d5e6b7f8", "3/12")
    assert len(letters) == 2
    assert encode(BOOK).split("|")[5] == "-/-"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "https://example.org",
        encode(BOOK, 1, 2)[:-1],
        encode(BOOK, 1, 2).replace("0101", "0107"),
        encode(BOOK, 1, 2).replace("DG1", "DG2"),
        (body := "DG1|B|0101|one|3f9a|1/2") + "|" + check(body),
        (body := "DG1|B|0101|1|3f9a|2 of 3") + "|" + check(body),
    ],
)
def test_what_is_no_code_or_was_misread_is_none(text: str) -> None:
    assert parse(text) is None


@given(IDENTITIES, st.data())
def test_one_wrong_letter_and_two_swapped_ones_are_always_noticed(identity: Identity, data: st.DataObject) -> None:
    text = encode(identity, 1, 2)
    place = data.draw(st.integers(min_value=0, max_value=len(text) - 2))
    letter = data.draw(st.characters(min_codepoint=32, max_codepoint=126))
    wrong = text[:place] + letter + text[place + 1 :]
    swapped = text[:place] + text[place + 1] + text[place] + text[place + 2 :]
    for misread in {wrong, swapped} - {text}:
        assert not text.isascii() or parse(misread) is None


def test_the_short_code_tells_versions_kinds_and_contents_apart() -> None:
    other = (
        replace(BOOK, kind="S"),
        replace(BOOK, version=2),
        replace(BOOK, id="0102"),
        replace(BOOK, digest="0" * 16),
    )
    assert len({short_code(identity) for identity in (BOOK, *other)}) == 5
    assert short_code(BOOK).startswith("B-0101-1-3F9A2C41-")
