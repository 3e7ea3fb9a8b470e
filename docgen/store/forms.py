"""The forms that were made, and the wording of each definition they were made by: what a return is compared with."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from sqlalchemy import delete, insert, select

from docgen.model import ReturnState
from docgen.store.database import Transaction
from docgen.store.schema import form_definitions, forms


@dataclass(frozen=True, slots=True)
class FormVersion:
    """A definition as it was when the first form was made by it: its digest, and all it says as canonical JSON."""

    form: str
    version: str
    digest: str
    content: str
    first: str = ""


@dataclass(frozen=True, slots=True)
class MadeForm:
    """One form for one unit and period: by which version, under which identity, in which file, how far it has come.

    `identity` is the digest that stands in the form's own identity, `ending` that of the file (".xlsx").
    """

    form: str
    period: str
    unit: str
    ending: str
    version: str
    identity: str
    file: str
    state: ReturnState = ReturnState.MADE
    made: str = ""


def versions(tx: Transaction) -> dict[tuple[str, str], FormVersion]:
    """Every definition a form was ever made by, by form and version, the oldest first."""
    c = form_definitions.c
    rows = tx.execute(select(form_definitions).order_by(c.form, c.first, c.version)).mappings()
    return {(row["form"], row["version"]): FormVersion(**row) for row in rows}


def freeze(tx: Transaction, version: FormVersion) -> None:
    """Keep a definition for good: from now on it is what this version of the form means."""
    tx.execute(insert(form_definitions).values(**asdict(version)))


def put(tx: Transaction, made: Iterable[MadeForm]) -> None:
    """Record forms, each in place of what is recorded of the same form, period, unit and ending."""
    for form in made:
        c = forms.c
        same = (c.form == form.form, c.period == form.period, c.unit == form.unit, c.ending == form.ending)
        tx.execute(delete(forms).where(*same))
        tx.execute(insert(forms).values(**asdict(form)))


def withdraw(tx: Transaction, period: str, unit: str, ending: str, form: str = "") -> None:
    """Forget the forms of a unit and period in one format, or one of them: they are not there any more."""
    wanted = {"period": period, "unit": unit, "ending": ending, "form": form}
    tx.execute(delete(forms).where(*(forms.c[name] == value for name, value in wanted.items() if value)))


def made(tx: Transaction, *, form: str = "", period: str = "", unit: str = "") -> tuple[MadeForm, ...]:
    """Every form that was made, of one form, period or unit only where one is named."""
    wanted = {"form": form, "period": period, "unit": unit}
    query = select(forms).where(*(forms.c[name] == value for name, value in wanted.items() if value))
    rows = tx.execute(query.order_by(forms.c.period, forms.c.unit, forms.c.form, forms.c.ending)).mappings()
    return tuple(MadeForm(**{**row, "state": ReturnState(row["state"])}) for row in rows)
