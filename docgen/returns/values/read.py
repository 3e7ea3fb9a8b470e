"""What became of one field."""

from typing import NamedTuple

from docgen.findings import Code, Finding, Scalar
from docgen.model import FieldState
from docgen.model.returns import AnswerValue


class Read(NamedTuple):
    """State and value of one field, and what is to be said about it; places are put in by who knows them.

    `value` is None in every state but READ. `none` is an explicit "none": a count's 0, a text's "".
    """

    state: FieldState
    value: AnswerValue = None
    none: bool = False
    findings: tuple[Finding, ...] = ()


BLANK = Read(FieldState.BLANK)
NOT_APPLICABLE = Read(FieldState.NOT_APPLICABLE)


def good(value: AnswerValue, *findings: Finding, none: bool = False) -> Read:
    """A value, with what must be shown for confirmation, if anything."""
    return Read(FieldState.READ, value, none, findings)


def bad(code: Code, text: str, **values: Scalar) -> Read:
    """No value: `text` cannot be taken for one, for the reason `code` gives."""
    return Read(FieldState.UNREADABLE, findings=(Finding(code, values={"text": text} | values),))
