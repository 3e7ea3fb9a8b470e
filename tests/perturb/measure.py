"""All damages of all forms, read and scored: one score a damage and format."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import product

from docgen.returns.door import read_bytes_of
from tests.perturb import excel_damage, pdf_damage, word_damage
from tests.perturb.copies import Copy, Damage, written
from tests.perturb.office import saved_as
from tests.perturb.score import Score, score
from tests.perturb.sent import expected

UNTOUCHED = "1 untouched"
DAMAGES: Mapping[str, Mapping[str, Damage]] = {
    "xlsx": {UNTOUCHED: lambda one: one} | excel_damage.DAMAGES,
    "docx": {UNTOUCHED: lambda one: one} | word_damage.DAMAGES,
    "pdf": {UNTOUCHED: lambda one: one} | pdf_damage.DAMAGES,
}
"""Every damage of each format by its number in the list of damages, and its name."""


def copies(
    codes: Iterable[str], seeds: Iterable[int], kind: str, *, office: bool = False
) -> Iterator[tuple[str, Copy]]:
    """Every damaged copy of these forms in one format, with the name of its damage; `office` with LibreOffice's."""
    bases = []
    for code, seed in product(codes, seeds):
        base = written(code, "zh" if seed % 2 else "en", kind, seed)
        bases.append(base)
        for name, damage in DAMAGES[kind].items():
            if (one := damage(base)) is not None:
                yield name, one
    if office and kind != "pdf":
        yield from (("2 saved by LibreOffice", one) for one in saved_as(bases, kind))


OLD = {"xlsx": ("xls", "ods"), "docx": ("doc", "odt", "rtf"), "pdf": ()}
"""What each format is saved as by older and other programs; .et and .wps are .xls and .doc by another name."""


def old_copies(codes: Iterable[str], seeds: Iterable[int], kind: str) -> Iterator[tuple[str, Copy]]:
    """Forms saved by LibreOffice in its own formats and the old ones."""
    bases = [written(code, "zh" if seed % 2 else "en", kind, seed) for code, seed in product(codes, seeds)]
    for suffix in OLD[kind]:
        yield from ((f"24 saved as .{suffix}", one) for one in saved_as(bases, suffix))


def scored(codes: Iterable[str], seeds: Iterable[int], kind: str) -> dict[str, Score]:
    """How each damage is read."""
    scores: dict[str, Score] = {}
    for name, one in copies(codes, seeds, kind):
        found = read_bytes_of(one.data, one.name, expected(one.language))
        scores.setdefault(name, Score()).add(score(found, one.truth, f"{name} {one.name}"))
    return scores
