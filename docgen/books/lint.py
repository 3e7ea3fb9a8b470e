"""What is wrong with a campaign's templates and clause wordings, before any book is made from them."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import reduce
from pathlib import Path

from docgen.books.context import book_context
from docgen.books.print_run import sign_in_context
from docgen.books.signing import lacking_boxes
from docgen.campaign import Campaign
from docgen.campaign.toml import FILE as SETTINGS
from docgen.files import read_bytes
from docgen.findings import Finding, Place, Scalar
from docgen.findings.signing import KEY_MISSING, SEAL_MISSING
from docgen.model import Unit
from docgen.pdf.fonts import missing_glyphs, substitutions
from docgen.press.lacks import lacks
from docgen.word.annotate import annotate
from docgen.word.container import Unreadable, open_parts
from docgen.word.contract import Contract, Group, joined, shape_of
from docgen.word.fontnames import font_names
from docgen.word.lint import lint_template, lint_text
from docgen.word.package import TemplateTroubleError
from docgen.word.places import printed_texts

QR = "docgen:qr"
"""The placeholder picture every book needs: without it a page cannot be told from another's."""

_CHANGE = {"field": "", "title": "", "before": None, "after": None}
_SUPPLEMENT = {
    "number": 1,
    "reason": "",
    "date": date(2000, 1, 1),
    "short_code": "",
    "changes": [_CHANGE],
    "book": {"number": "", "version": 1, "released": date(2000, 1, 1)},
}
"""What a supplementary sheet is told besides what its book says (`revise`)."""


@dataclass(frozen=True, slots=True)
class TemplateLint:
    """One template of the campaign, by its path there: what its author must look at, and which fonts it is set in."""

    name: str
    path: Path
    faults: tuple[Finding, ...]
    fonts: tuple[Finding, ...] = ()

    def annotated(self) -> bytes:
        """A copy with a Word comment at each fault. Raises TemplateTroubleError if it is no Word document."""
        return annotate(self.path, self.faults)


def lint_templates(campaign: Campaign) -> tuple[TemplateLint, ...]:
    """The campaign's templates that are there, checked against what a book can say. Raises FileTroubleError.

    Without an active unit nobody knows what a book can say: there is nothing to check against.
    """
    if not campaign.active_units():
        return ()
    books, names = campaign.settings.books, _names(campaign)
    wanted = [(books.template, Contract(names, required=(QR,)))]
    if books.supplement:
        supplement = Group({**names.fields, "supplement": shape_of(_SUPPLEMENT)})
        wanted.append((books.supplement, Contract(supplement)))
    if books.sign_in:
        wanted.append((books.sign_in, Contract(_sign_in_names(campaign))))
    there = [(name, contract) for name, contract in wanted if (campaign.folder / name).is_file()]
    return tuple(_lint(campaign.folder / name, name, contract, books.engine) for name, contract in there)


def _lint(path: Path, name: str, contract: Contract, engine: str) -> TemplateLint:
    """What the template says wrongly, and what `engine` and the bundled fonts will not print as Word does."""
    source = read_bytes(path)
    faults = lint_template(source, name=name, contract=contract)
    try:
        parts = open_parts(source, name)
    except Unreadable:
        return TemplateLint(name, path, faults)  # the lint has said so
    signs = _signs(printed_texts(parts, name))
    return TemplateLint(
        name, path, (*faults, *signs, *lacks(source, name, engine)), substitutions(font_names(parts), Place(file=name))
    )


def _signs(texts: Iterable[tuple[str, Place]]) -> tuple[Finding, ...]:
    """Each character of `texts` that no bundled font can show, at its first place."""
    first: dict[Scalar, Finding] = {}
    for text, place in texts:
        for lack in missing_glyphs(text, place):
            first.setdefault(lack.values["character"], lack)
    return tuple(first.values())


def lint_wordings(campaign: Campaign) -> tuple[Finding, ...]:
    """Faults of the tags in the clauses' wordings, each at its cell; none if there is no active unit to bind."""
    if not campaign.active_units():
        return ()
    contract = Contract(_names(campaign), pictures=())
    return tuple(fault for clause in campaign.clauses for fault in lint_text(clause.wording, contract, clause.place))


def lint_characters(campaign: Campaign) -> tuple[Finding, ...]:
    """Characters of the roster and the wordings that no bundled font can show, each at its first row."""
    texts = [("\n".join(_texts(unit)), unit.place) for unit in campaign.active_units()]
    texts += [(clause.wording, clause.place) for clause in campaign.clauses]
    return tuple(lack for text, place in texts for lack in missing_glyphs(text, place))


def lint_keys(campaign: Campaign) -> Iterator[Finding]:
    """Keys and seals that campaign.toml names and that are not there, and boxes to sign in; no key is opened."""
    place = Place(file=SETTINGS, field="signing")
    for setting in campaign.settings.signing.keys:
        if setting.kind != "pkcs11" and not (campaign.folder / setting.key).is_file():
            yield Finding(KEY_MISSING, place, {"path": setting.key})
        if setting.seal and not (campaign.folder / setting.seal).is_file():
            yield Finding(SEAL_MISSING, place, {"name": campaign.settings.issuer.name, "path": setting.seal})
    if campaign.settings.signing.keys and (campaign.folder / campaign.settings.books.template).is_file():
        with suppress(TemplateTroubleError):  # that it is no template is told by the lint of templates
            yield from lacking_boxes(campaign)


def _texts(unit: Unit) -> Iterator[str]:
    rows = [unit.facts, *(row for rows in unit.lists.values() for row in rows)]
    yield from (unit.name, unit.short_name, unit.contact.name)
    yield from (value for row in rows for value in row.values() if isinstance(value, str))


def _names(campaign: Campaign) -> Group:
    """The names a template may use: what the books of one unit of each type are told, taken together."""
    shapes = (shape_of(book_context(campaign, unit)) for unit in _one_of_each_type(campaign))
    whole = reduce(joined, shapes)
    return whole if isinstance(whole, Group) else Group()


def _sign_in_names(campaign: Campaign) -> Group:
    """The names a sign-in sheet may use."""
    numbers = tuple((unit.code, "1") for unit in _one_of_each_type(campaign))
    shape = shape_of(sign_in_context(campaign, numbers))
    return shape if isinstance(shape, Group) else Group()


def _one_of_each_type(campaign: Campaign) -> Iterator[Unit]:
    """For each type the unit whose lists are fullest, so that the fields of their rows are known."""
    fullest: dict[str, Unit] = {}
    for unit in campaign.active_units():
        if unit.type not in fullest or _filled(unit) > _filled(fullest[unit.type]):
            fullest[unit.type] = unit
    yield from fullest.values()


def _filled(unit: Unit) -> int:
    return sum(bool(rows) for rows in unit.lists.values())
