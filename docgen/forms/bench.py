"""Which forms are to be made and by what means; the blanks and keys of a campaign's forms."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from docgen.batch import Factory, Progress, default_jobs, local_processes
from docgen.campaign import Campaign
from docgen.campaign.due import Due
from docgen.files import digest, read_bytes
from docgen.forms.blanks import MadeBlank, make_blank
from docgen.forms.order import Order, Written, fingerprint, write
from docgen.forms.prefill import Accepted, nothing_accepted
from docgen.model import FormDefinition, Unit
from docgen.store import canonical_digest


@dataclass(frozen=True, slots=True)
class Choice:
    """Which forms to make: codes, periods, formats and units; none of a kind means what the campaign says.

    A form named by its code is made as a file of its own; otherwise the Excel forms of a unit and period share one
    workbook. `today` decides which periods are due.
    """

    today: date
    forms: tuple[str, ...] = ()
    periods: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    units: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Means:
    """By what forms are made: how many workers, where, and who watches. `clock` counts seconds.

    `accepted` finds the records forms are prefilled from.
    """

    jobs: int = field(default_factory=default_jobs)
    progress: Callable[[Progress], None] | None = None
    clock: Callable[[], float] = time.monotonic
    executor: Factory = local_processes
    write: Callable[[Order], Written] = write
    accepted: Accepted = nothing_accepted


@dataclass(frozen=True, slots=True)
class Sheaf:
    """Forms of one unit and period that make one file."""

    unit: Unit
    dues: tuple[Due, ...]
    format: str
    alone: bool

    @property
    def period(self) -> str:
        """The period of all of them."""
        return self.dues[0].period

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the forms, in order."""
        return tuple(due.form.code for due in self.dues)

    @property
    def task(self) -> str:
        """Under which name the store knows such files: period, which forms, format."""
        return f"forms/{self.period}/{self.codes[0] if self.alone else '*'}.{self.format}"

    def file(self, name: str) -> str:
        """The name of the file, from the unit's."""
        form = f" {self.codes[0]}" if self.alone else ""
        return f"{name}{form} {self.period}.{self.format}"


@dataclass(frozen=True)
class Bench:
    """A campaign's forms, ready to be made.

    `layouts` are the office's own, by form and format; `said` the rules of each form in words, by its code and by path.
    """

    campaign: Campaign
    choice: Choice
    means: Means
    layouts: Mapping[tuple[str, str], bytes]
    said: Mapping[str, Mapping[str, str]]
    fingerprint: str = field(default_factory=fingerprint)

    def sheaves(self, dues: Sequence[Due], units: Sequence[Unit]) -> Iterator[Sheaf]:
        """The files to make, by period and in roster order."""
        for period in dict.fromkeys(due.period for due in dues):
            for unit in units:
                asked = tuple(due for due in dues if due.period == period and due.asks(unit))
                for kind in self.choice.formats or (unit.format,):
                    together = tuple(due for due in asked if not self._stands_alone(due, kind))
                    if together:
                        yield Sheaf(unit, together, kind, alone=False)
                    yield from (Sheaf(unit, (due,), kind, alone=True) for due in asked if due not in together)

    def _stands_alone(self, due: Due, kind: str) -> bool:
        """Whether a form makes a file of its own: one that is named, no sheet of a workbook, or has its own layout."""
        return bool(self.choice.forms) or kind != "xlsx" or (due.form.code, kind) in self.layouts

    def blanks(self, sheaf: Sheaf) -> tuple[MadeBlank, ...]:
        """The forms of a file, filled in as far as they can be."""
        return tuple(
            make_blank(self.campaign, due, sheaf.unit, accepted=self.means.accepted, said=self.said[due.form.code])
            for due in sheaf.dues
        )

    def key(self, sheaf: Sheaf, blanks: Sequence[MadeBlank]) -> str:
        """The digest of everything that shapes the file."""
        settings = self.campaign.settings
        shape = [settings.language, settings.issuer.name, settings.paper.value, sheaf.format, self.fingerprint]
        layout = self._layout(sheaf)
        dues = [(due.day, sorted(made.blank.remarks.items())) for due, made in zip(sheaf.dues, blanks, strict=True)]
        return canonical_digest([[made.digest for made in blanks], shape, [digest(layout)] if layout else [], dues])

    def order(self, sheaf: Sheaf, blanks: Sequence[MadeBlank]) -> Order:
        """The order for a file."""
        paper = self.campaign.settings.paper.value
        return Order(tuple(made.blank for made in blanks), sheaf.format, paper, self._layout(sheaf))

    def _layout(self, sheaf: Sheaf) -> bytes:
        """The office's own layout of the form a file is made of; empty for the standard look."""
        return self.layouts.get((sheaf.codes[0], sheaf.format), b"")


def own_layouts(campaign: Campaign, forms: Sequence[FormDefinition]) -> dict[tuple[str, str], bytes]:
    """The office's own layouts of these forms, by form and format. Raises FileTroubleError: missing, locked."""
    return {
        (form.code, path.rpartition(".")[2].lower()): read_bytes(campaign.folder / path)
        for form in forms
        for path in form.layouts
    }
