"""What is wrong between the forms of a campaign and the rest of it: duties, rules, unit types, and one another."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from docgen.campaign import Campaign
from docgen.campaign.due import Due
from docgen.campaign.duties import LEDGERS
from docgen.campaign.ledger_sheets import LEDGERS as OFFICE_LEDGERS
from docgen.excel import nearest
from docgen.expression import Reference, parse, references
from docgen.expression.vocabulary import Names
from docgen.findings import Code, Finding, Place, Scalar
from docgen.findings import forms as codes
from docgen.forms.layout import lint_layouts
from docgen.forms.load import load_definitions
from docgen.forms.prefill import fill_in
from docgen.language import enumerated
from docgen.model import Clause, Field, FormDefinition, Node
from docgen.model.forms import LEDGER_FORM


def lint_forms(campaign: Campaign) -> tuple[Finding, ...]:
    """Everything wrong in the definitions of the campaign's forms, and between them and duties, rules and roster."""
    forms, findings = load_definitions(campaign)
    if len(forms) < len(campaign.settings.forms):
        return findings  # what a form asks is known of none before all can be read
    lint = _Lint(campaign, forms)
    found = (lint.languages, lint.unit_types, lint.shared, lint.foreign, lint.prefills, lint.clauses, lint.items)
    layouts = lint_layouts(campaign, forms)
    return tuple(dict.fromkeys((*findings, *(finding for check in found for finding in check()), *layouts)))


def _is_in_ledger(name: Reference) -> bool:
    """Whether a name is that of a column in one of the office's ledgers."""
    ledger = next((one for one in OFFICE_LEDGERS if f"{LEDGER_FORM}{one.name}" == name.form), None)
    return ledger is not None and name.name in [column.name for column in ledger.columns]


@dataclass(frozen=True)
class _Lint:
    campaign: Campaign
    forms: Mapping[str, FormDefinition]

    @cached_property
    def names(self) -> Mapping[str, Mapping[str, Node]]:
        """The fields, groups and repeats of each form by name."""
        return {code: Names(form).nodes for code, form in self.forms.items()}

    @cached_property
    def types(self) -> tuple[str, ...]:
        """The types there are units of."""
        return tuple(dict.fromkeys(unit.type for unit in self.campaign.units))

    def fields(self) -> Iterator[tuple[FormDefinition, Field]]:
        """Every field with its form."""
        return ((form, field) for form in self.forms.values() for field in form.fields)

    def languages(self) -> Iterator[Finding]:
        """Forms that do not speak the campaign's language."""
        wanted = self.campaign.settings.language
        for form in self.forms.values():
            if wanted not in form.languages:
                values = {"form": form.code, "language": wanted, "other": form.languages[0]}
                yield Finding(codes.LANGUAGE_ABSENT, form.place, values)

    def unit_types(self) -> Iterator[Finding]:
        """Types of unit that campaign.toml does not know."""
        known = tuple(self.campaign.settings.unit_types)
        for form in self.forms.values():
            for node in (form, *self.names[form.code].values()):
                for name in node.unit_types:
                    if name.removeprefix("-") not in known:
                        yield _near(codes.UNIT_TYPE_NEAR, codes.UNIT_TYPE_UNKNOWN, node.place, name, known)

    def shared(self) -> Iterator[Finding]:
        """Figures that are typed once and are not of one kind everywhere."""
        first: dict[str, tuple[FormDefinition, Field]] = {}
        for form, field in self.fields():
            if field.shared:
                other_form, other = first.setdefault(field.shared, (form, field))
                if (other.type, other.measure) != (field.type, field.measure):
                    values = {"name": field.name, "other": f"{other_form.code}.{other.name}", "shared": field.shared}
                    yield Finding(codes.SHARED_OTHERWISE, field.place, values)

    def foreign(self) -> Iterator[Finding]:
        """Fields of other forms that an expression names and that are not there."""
        for form, field in self.fields():
            texts = (field.constraint, field.advice, field.agreement, field.counts, field.calculation, field.relevant)
            for text in texts:
                tree = parse(text).tree if text else None
                for name in references(tree) if tree else ():
                    if name.form and name.form != form.code and not _is_in_ledger(name):
                        yield from self._missing(str(name), field.place)

    def _missing(self, text: str, place: Place) -> Iterator[Finding]:
        """That `FORM.name` is not there."""
        code, _, name = text.partition(".")
        known = [f"{form}.{other}" for form, names in self.names.items() for other in names]
        if name not in self.names.get(code, ()):
            yield _near(codes.FIELD_NEAR, codes.FIELD_UNKNOWN, place, text, known)

    def prefills(self) -> Iterator[Finding]:
        """Sources that the campaign does not have."""
        year = str(self.campaign.settings.year)
        for form in self.forms.values():
            unit = next((unit for unit in self.campaign.units if form.asks(unit.type)), None)
            if unit is not None:
                found = fill_in(self.campaign, Due(form, year), unit).findings
                yield from (finding for finding in found if finding.code is codes.PREFILL_UNKNOWN)

    def clauses(self) -> Iterator[Finding]:
        """Clauses that name fields there are not, or fields that nobody bound by the clause is asked."""
        for clause in self.campaign.clauses:
            told = [name for name in clause.fields if not _is_ledger(name)]
            for name in told:
                if name.partition(".")[0] in self.forms:
                    yield from self._missing(name, clause.place)
            bound = self._bound(clause)
            for name in told:
                unasked = [kind for kind in bound if not self._asks(name, kind)]
                if unasked and len(unasked) == len(bound):
                    types = enumerated(self.campaign.settings.unit_types[kind].name for kind in unasked)
                    values = {"clause": clause.id, "field": name, "types": types}
                    yield Finding(codes.CLAUSE_UNASKED, clause.place, values)

    def _bound(self, clause: Clause) -> tuple[str, ...]:
        return tuple(kind for kind in self.types if not clause.unit_types or kind in clause.unit_types)

    def _asks(self, text: str, unit_type: str) -> bool:
        """Whether units of a type are asked a field of a form; a field that is not there is another fault."""
        code, _, name = text.partition(".")
        node = self.names.get(code, {}).get(name)
        return node is None or (self.forms[code].asks(unit_type) and node.asks(unit_type))

    def items(self) -> Iterator[Finding]:
        """Rule items that no field feeds, and fields that feed items there are not."""
        known = {item.id: item for item in self.campaign.items}
        fed: dict[str, list[tuple[FormDefinition, Field]]] = {}
        for asking, field in self.fields():
            for name in field.items:
                fed.setdefault(name, []).append((asking, field))
                if known and name not in known:
                    yield _near(codes.ITEM_NEAR, codes.ITEM_UNKNOWN, field.place, name, tuple(known))
        ledgers = tuple(clause for clause in self.campaign.clauses if any(map(_is_ledger, clause.fields)))
        by_ledger = {name for clause in ledgers for name in clause.items}
        for item in known.values():
            feeding = fed.get(item.id, [])
            types = [kind for kind in self.types if not item.unit_types or kind in item.unit_types]
            unfed = [k for k in types if not any(form.asks(k) and field.asks(k) for form, field in feeding)]
            if item.id not in by_ledger and unfed:
                names = enumerated(self.campaign.settings.unit_types[kind].name for kind in unfed)
                code = codes.ITEM_UNFED if len(unfed) == len(types) else codes.ITEM_UNFED_BY
                yield Finding(code, item.place, {"item": item.id, "types": names})


def _is_ledger(name: str) -> bool:
    return name.startswith(f"{LEDGERS}.")


def _near(near: Code, unknown: Code, place: Place, name: str, known: tuple[str, ...] | list[str]) -> Finding:
    """That a name is not known, offering the nearest."""
    plain = name.removeprefix("-")
    values: dict[str, Scalar] = {"name": plain, "nearest": nearest(plain, known), "known": enumerated(known[:20])}
    return Finding(near if values["nearest"] else unknown, place, values)
