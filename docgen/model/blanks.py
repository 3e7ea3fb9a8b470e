"""A form as it goes out to one unit, and the names by which its fields are found again when it comes back.

Every format carries the same mark of a field, `dg.QIS.inspections.2.found` (row 2 of the repeat `inspections`): as tag
of a content control and as hash in its bookmark's name, as name of a cell, as full name of a PDF field. Who it was
sent to stands in the file's custom property `docgen.QIS`, as the text of the QR code.
"""

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from docgen.model.campaign import Identity, Unit
from docgen.model.forms import Field, FormDefinition, row_of, without_row
from docgen.model.returns import AnswerValue

HIDDEN_SHEET = "_docgen"
"""The hidden sheet of a workbook that says what each cell is; its columns are `HIDDEN_COLUMNS`, from row 1 on.

A row whose mark is `docgen.QIS` holds the identity text of that form in column `cell`, and its sheet in column `sheet`.
"""
HIDDEN_COLUMNS = ("mark", "sheet", "cell", "type", "label")

NAMESPACE = "urn:docgen:form"
"""Of the custom XML part of a Word form, `<form code identity/>`. It is found by this namespace: Word renames the part.

No control is bound to it: LibreOffice would leave the bound data as they were (docs/decisions/0011).
"""


@dataclass(frozen=True, slots=True)
class Filled:
    """A value a form is sent out with: where it is from, in words, and whether the unit may change it."""

    value: AnswerValue
    source: str = ""
    locked: bool = False


@dataclass(frozen=True)
class Blank:
    """One form for one unit and period, ready to be written in any format.

    `identity` is the page identity without a page (kind F, id `QIS.2026Q1.0101`), `code` its QR text, `short_code`
    the same for people. `values` are prefilled ones by path with row. `rows` says how many rows each repeat has,
    `remarks` what a field's rules say in words, both by path without row. `due` is None for a form without a date.
    """

    definition: FormDefinition
    unit: Unit
    period: str
    identity: Identity
    code: str
    short_code: str
    language: str
    issuer: str = ""
    due: date | None = None
    values: Mapping[str, Filled] = field(default_factory=dict, hash=False)
    rows: Mapping[str, int] = field(default_factory=dict, hash=False)
    remarks: Mapping[str, str] = field(default_factory=dict, hash=False)

    def asks(self, asked: Field) -> bool:
        """Whether the unit of this form is asked this field; one that is not asked is left out or printed as "—"."""
        return asked.asks(self.unit.type)


def mark(form: str, path: str) -> str:
    """The mark of a field, or of a repeat, in every format: `dg.QIS.inspections.2.found`."""
    row = row_of(path)
    plain = without_row(path)
    if row is None:
        return f"dg.{form}.{plain.replace('/', '.')}"
    repeat = path.partition("[")[0]
    return f"dg.{form}.{repeat.replace('/', '.')}.{row}{plain.removeprefix(repeat).replace('/', '.')}"


def choice_mark(of: str, choice: str) -> str:
    """The mark of the box to tick for one choice of a field that takes several: `dg.DRL.kinds.tabletop`."""
    return f"{of}.{choice}"


def tag(of: str) -> str:
    """The tag of the content control with this mark: the mark, or where it exceeds Word's 64 letters its bookmark."""
    return of if len(of) <= 64 else bookmark(of)


def bookmark(of: str) -> str:
    """The name of the bookmark round the place with this mark: Word allows 40 letters, and hides those with `_`.

    That of a repeat stands in its first paragraph, the first cell of its table: LibreOffice loses or shifts one that
    reaches over several cells. In a .doc from LibreOffice some are names of form fields.
    """
    letters = base64.b32encode(hashlib.sha256(of.encode()).digest()).decode().rstrip("=")
    return f"_dg_{letters[:20]}"


def identity_property(form: str) -> str:
    """The name of the custom property, hidden field or row that holds the identity text of a form."""
    return f"docgen.{form}"


def form_id(form: str, period: str, unit: str) -> str:
    """The id of a form in its identity: `QIS.2026Q1.0101`; a unit's code may hold dots, the others may not."""
    return f"{form}.{period}.{unit}"


def parse_form_id(text: str) -> tuple[str, str, str] | None:
    """Form, period and unit of what `form_id` wrote; None if it is none."""
    parts = text.split(".", 2)
    return (parts[0], parts[1], parts[2]) if len(parts) == 3 and all(parts) else None
