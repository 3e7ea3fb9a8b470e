"""A definition being read: its three sheets, and everything wrong found in them so far."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from docgen.findings import Code, Finding, Place, Scalar
from docgen.findings import forms as codes
from docgen.forms.sheets import Line, Lines
from docgen.model import Choice, Wording

_YES = frozenset({"yes", "true", "true()", "y", "1", "是"})
_NO = frozenset({"", "no", "false", "false()", "n", "0", "否"})
MOST_ROWS = 500
"""The most rows a repeat is sent out with."""


class Answer(StrEnum):
    """What a cell that asks yes or no says; or an expression stands in it."""

    YES = "yes"
    NO = "no"
    EXPRESSION = "expression"


@dataclass
class Source:
    """The sheets of a form, its languages (its own first), its lists of choices, and the findings."""

    survey: Lines
    choices: Lines
    settings: Lines
    languages: tuple[str, ...] = ("en",)
    lists: Mapping[str, tuple[Choice, ...]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def report(self, code: Code, place: Place, /, **values: Scalar) -> None:
        """Note something wrong."""
        self.findings.append(Finding(code, place, values))

    def wording(self, line: Line, column: str, *, own: bool = False) -> Wording:
        """A text of the line in the form's languages; one of them missing is a finding."""
        said = line.wording(column, self.languages, own=own)
        for language in self.languages if said and not own else ():
            if not said.said(language) or language not in dict(said.texts):
                values = {"column": column, "language": language, "heading": f"{column}::… ({language})"}
                other = next(language for language, text in said.texts if text)
                place = line.place(column)
                self.report(codes.TRANSLATION_ABSENT, place, name=line.text("name"), other=other, **values)
        return said

    def yes_or_no(self, line: Line, column: str, *, own: bool = False) -> Answer:
        """What a cell says; an expression is one only in XLSForm's own columns."""
        text = line.text(column, own=own)
        if text.casefold() in _YES:
            return Answer.YES
        if text.casefold() in _NO:
            return Answer.NO
        return Answer.EXPRESSION

    def flag(self, line: Line, column: str, *, own: bool = True) -> bool:
        """Whether a cell says yes; anything but yes and no is a finding."""
        answer = self.yes_or_no(line, column, own=own)
        if answer is Answer.EXPRESSION:
            text = line.text(column, own=own)
            self.report(codes.YES_NO_FAULTY, line.place(column, own=own), text=text, column=column)
        return answer is Answer.YES

    def rows(self, line: Line, otherwise: int) -> int:
        """How many rows a repeat is sent out with."""
        own = line.text("rows", own=True)
        text = own or line.text("repeat_count")
        if not text:
            return otherwise
        if re.fullmatch(r"[0-9]{1,4}", text) and 1 <= int(text) <= MOST_ROWS:
            return int(text)
        place = line.place("rows", own=True) if own else line.place("repeat_count")
        self.report(codes.ROWS_FAULTY, place, text=text, most=MOST_ROWS)
        return otherwise


def listed(text: str) -> tuple[str, ...]:
    """The entries of a list in one cell: `a; b、c`."""
    return tuple(entry.strip() for entry in re.split(r"[;；,，、\n]", text) if entry.strip())
