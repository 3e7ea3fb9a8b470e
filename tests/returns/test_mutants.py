"""Thousands of damaged returns, half of them damaged by someone who knows the format.

None brings down what reads them, each has exactly one outcome, none changes an answer without a word.
"""

import random
import re
import zlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from docgen.batch import Limits
from docgen.model import FieldState, Return
from docgen.returns import ReturnReader
from tests.proof import size
from tests.returns.forms import DOCX, EXPECTED, PDF, XLSX, Format, Sent, parts_of, zipped
from tests.returns.test_formats import MEANT

ENDS = {"parsed", "refused", "timed_out", "out_of_memory", "crashed"}
MUTANTS = size(90, 5_000)


@cache
def original(kind: str) -> bytes:
    forms: dict[str, Format] = {"xlsx": XLSX, "docx": DOCX, "pdf": PDF}
    return Sent(forms[kind]).filled()


def blind(data: bytes, chance: random.Random) -> bytes:
    """Bytes changed, cut out, doubled or cut off anywhere."""
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 8))):
        at = chance.randrange(len(changed))
        length = chance.choice((1, 1, 4, 64))
        match chance.randrange(4):
            case 0:
                changed[at] ^= 1 << chance.randrange(8)
            case 1:
                del changed[at : at + length]
            case 2:
                changed[at:at] = changed[at : at + length]
            case _:
                changed = changed[: max(at, 20)]
    return bytes(changed)


def knowing(kind: str, data: bytes, chance: random.Random) -> bytes:
    """A part of the container damaged inside, and put back as if nothing were."""
    if kind == "pdf":
        return in_pdf(data, chance)
    parts = parts_of(data)
    name = chance.choice([name for name in parts if name.endswith((".xml", ".rels"))])
    text = parts[name]
    tags = [found.span() for found in re.finditer(rb"<[^>]*>", text)]
    start, end = chance.choice(tags)
    match chance.randrange(5):
        case 0:
            parts[name] = text[:start] + text[end:]
        case 1:
            parts[name] = text[:start] + text[start:end] + text[start:]
        case 2:
            other = chance.choice(tags)
            parts[name] = text[:start] + text[other[0] : other[1]] + text[end:]
        case 3:
            parts[name] = re.sub(rb'"[^"]*"', b'"99999999999"', text[start:end], count=1).join(
                (text[:start], text[end:])
            )
        case _:
            del parts[name]
    return zipped(parts)


def in_pdf(data: bytes, chance: random.Random) -> bytes:
    """A packed stream opened, changed and packed again; the table of places is mended by the reader, or is not."""
    streams = [found.span(1) for found in re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", data, re.DOTALL)]
    start, end = chance.choice(streams)
    try:
        plain = bytearray(zlib.decompress(data[start:end]))
    except zlib.error:
        return blind(data, chance)
    if plain:
        at = chance.randrange(len(plain))
        plain[at : at + chance.choice((1, 3))] = chance.choice((b"/", b"<<", b"0", b"]", b""))
    return data[:start] + zlib.compress(bytes(plain)) + data[end:]


def mutants() -> Iterator[tuple[str, int, bytes]]:
    for number in range(MUTANTS):
        chance = random.Random(number)
        kind = ("xlsx", "docx", "pdf")[number % 3]
        data = original(kind)
        yield kind, number, knowing(kind, data, chance) if number % 2 else blind(data, chance)


def silently_changed(found: Return) -> list[str]:
    """The answers that are not what was written, in a record nothing is said about."""
    if found.findings or len(found.records) != 1:
        return []
    answers = found.records[0].answers
    sure = [one for one in answers if one.state is FieldState.READ and one.confidence >= 0.95]
    return [one.path for one in sure if one.value != MEANT.get(one.path)]


@pytest.mark.slow
def test_no_mutant_hurts_or_deceives(tmp_path: Path) -> None:
    path = tmp_path / "return"
    deceived = []
    with ReturnReader(EXPECTED, limits=Limits(cpu=10, wall=30)) as reader:
        for kind, number, data in mutants():
            path.write_bytes(data)
            found = reader.read(path, f"{number}.{kind}")
            assert found.end in ENDS
            assert found.records or found.findings, "an outcome says something"
            if changed := silently_changed(found):
                deceived.append((kind, number, changed))
    assert deceived == []
