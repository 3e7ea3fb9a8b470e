"""A form for one unit and period, ready to be written in any format: identity, values, rows, what its rules say."""

from collections.abc import Mapping
from dataclasses import dataclass

from docgen.campaign import Campaign
from docgen.campaign.due import Due
from docgen.findings import Finding
from docgen.forms.prefill import Accepted, fill_in, nothing_accepted
from docgen.forms.remarks import remarks
from docgen.model import Blank, Identity, Unit
from docgen.model.blanks import form_id
from docgen.press.identity import encode, short_code
from docgen.store import canonical_digest


@dataclass(frozen=True)
class MadeBlank:
    """A form ready to be written, and what could not be filled in. `digest` is that of definition and data."""

    blank: Blank
    digest: str
    findings: tuple[Finding, ...] = ()


def make_blank(
    campaign: Campaign,
    due: Due,
    unit: Unit,
    *,
    accepted: Accepted = nothing_accepted,
    said: Mapping[str, str] | None = None,
) -> MadeBlank:
    """The form `due` of `unit`. The identity digests what the form says, so that a form changed since is told.

    `said` are its rules in words; they are worked out anew where it is None.
    """
    settings = campaign.settings
    filling = fill_in(campaign, due, unit, accepted)
    values = {path: filled.value for path, filled in filling.values.items()}
    digest = canonical_digest([due.form.digest, unit.code, unit.name, due.period, values, dict(filling.rows)])
    identity = Identity("F", form_id(due.form.code, due.period, unit.code), 1, digest[:16])
    blank = Blank(
        definition=due.form,
        unit=unit,
        period=due.period,
        identity=identity,
        code=encode(identity),
        short_code=short_code(identity),
        language=settings.language,
        issuer=settings.issuer.name,
        due=due.day,
        values=filling.values,
        rows=filling.rows,
        remarks=remarks(due.form, settings.language) if said is None else said,
    )
    return MadeBlank(blank, digest, filling.findings)
