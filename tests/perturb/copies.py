"""A filled form in one format and language with the truth of every place, and what a damage makes of it."""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from docgen.model import FormDefinition, Repeat
from docgen.model.forms import row_of, with_row, without_row
from tests.perturb.fills import Entry, random_fill
from tests.perturb.sent import definition, sent
from tests.perturb.typists import fill_docx, fill_pdf, fill_xlsx

_FILL = {"xlsx": fill_xlsx, "docx": fill_docx, "pdf": fill_pdf}


@dataclass(frozen=True)
class Copy:
    """One file and its truth: what must be read at every place, by path. `suffix` is that of its name."""

    form: FormDefinition
    language: str
    kind: str
    seed: int
    data: bytes
    truth: Mapping[str, Entry]
    suffix: str = ""

    @property
    def name(self) -> str:
        """A name that says which it is."""
        return f"{self.form.code}-{self.language}-{self.seed}.{self.suffix or self.kind}"

    @property
    def chance(self) -> random.Random:
        """Chance that falls the same way each time."""
        return random.Random(f"{self.name} {self.kind}")

    def damaged(self, data: bytes, truth: Mapping[str, Entry] | None = None, suffix: str = "") -> "Copy":
        """The same copy with other bytes, and another truth if the damage changed what is said."""
        return replace(self, data=data, truth=self.truth if truth is None else truth, suffix=suffix)


Damage = Callable[[Copy], Copy | None]
"""What happens to a file; None where there is nothing in it that it could happen to."""


def written(code: str, language: str, kind: str, seed: int) -> Copy:
    """A form filled in, as yet without damage."""
    form = definition(code)
    fill = random_fill(form, seed, language)
    return Copy(form, language, kind, seed, _FILL[kind](sent(code, language, kind), fill, form), fill)


def renumbered(truth: Mapping[str, Entry], repeat: Repeat, order: Mapping[int, int]) -> dict[str, Entry]:
    """The truth with the rows of a repeat in another order: old numbers to new ones; those not named are gone."""
    made = {}
    for path, entry in truth.items():
        row = row_of(path)
        if row is None or not path.startswith(f"{repeat.path}["):
            made[path] = entry
        elif row in order:
            made[with_row(without_row(path), repeat.path, order[row])] = entry
    return made


def rows_in(truth: Mapping[str, Entry], repeat: Repeat) -> int:
    """How many rows of a repeat are filled in."""
    return max((row_of(path) or 0 for path in truth if path.startswith(f"{repeat.path}[")), default=0)


def said_otherwise(label: str, chance: random.Random) -> str:
    """A label as somebody who typed the form anew writes it."""
    return chance.choice(
        (f"{label}：", f"{label} :", f"3. {label}", f"（三）{label}", _wide(label), f" {label[:1]} {label[1:]}")
    )


def _wide(text: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if c.isascii() and c.isalnum() else c for c in text)
