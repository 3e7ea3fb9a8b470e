"""A file that is not read any further: not an error of ours, but a finding about it."""

from dataclasses import replace

from docgen.findings import Code, Finding, Place, Scalar
from docgen.model import Return


class Refusal(Exception):  # noqa: N818 - it is an answer: the finding says what is the matter with the file
    """Reading ends here, for the reason `finding` gives. Never leaves this room."""

    def __init__(self, code: Code, **values: Scalar) -> None:
        super().__init__(code.id)
        self.finding = Finding(code, values=values)


def refused(file: str, name: str, kind: str, finding: Finding, end: str = "refused") -> Return:
    """A file of which nothing was read, and why; `name` is its digest."""
    place = Place(file=file)
    return Return(file, name, kind, (), (replace(finding, place=place),), end)
