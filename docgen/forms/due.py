"""Which forms are to be made: those of the calendar whose time it is, or those that are named."""

from collections.abc import Mapping, Sequence
from datetime import date

from docgen.campaign import Campaign
from docgen.campaign.due import Due, all_due, check_period, due_for
from docgen.errors import UsageError
from docgen.excel import nearest
from docgen.language import enumerated, say
from docgen.model import FormDefinition


def due_forms(
    campaign: Campaign, forms: Mapping[str, FormDefinition], codes: Sequence[str], periods: Sequence[str], today: date
) -> tuple[Due, ...]:
    """The forms to make, by period and in the calendar's order.

    Without `periods`, those whose time has begun and whose day has not passed; "all" are all of the calendar. A form
    named in `codes` that the calendar does not hold is made for the periods named, or for the year. Raises UsageError
    for a code or period there is not.
    """
    check_codes(forms, codes)
    for period in periods:
        check_period(campaign, "" if period == "all" else period)
    dated = [due for due in all_due(campaign, forms) if not codes or due.form.code in codes]
    chosen = [due for due in dated if _is_chosen(due, periods, today)]
    known = {due.form.code for due in dated}
    year = [str(campaign.settings.year)]
    wanted = [period for period in periods if period != "all"] or year
    others = [due_for(campaign, forms[code], period) for code in codes if code not in known for period in wanted]
    return tuple(sorted((*chosen, *others), key=lambda due: (due.period, due.day or date.max)))


def _is_chosen(due: Due, periods: Sequence[str], today: date) -> bool:
    if periods:
        return "all" in periods or due.period in periods
    begun = due.covered is None or due.covered.first <= today
    return begun and (due.day is None or due.day >= today)


def check_codes(forms: Mapping[str, FormDefinition], codes: Sequence[str]) -> None:
    """Raise UsageError for a code no form has."""
    for code in codes:
        if code not in forms:
            near = nearest(code, forms)
            raise UsageError(
                say("There is no form {code} in this campaign.", code=code),
                say("Did you mean {near}?", near=near)
                if near
                else say("Its forms are {codes}.", codes=enumerated(forms) or "—"),
            )
