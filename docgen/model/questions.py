"""What waits for a person: one question a thing that only a person can settle, whatever room it comes from."""

from dataclasses import dataclass

from docgen.findings import NOWHERE, Place
from docgen.model.assessment import DecisionKind


@dataclass(frozen=True, slots=True)
class Question:
    """Something to decide: about which unit and subject (as in `Decision`), and what is known of it.

    `title` is what people call the subject, `old` what it would be decided upon, `about` what is wrong or asked in
    words, `context` the words around the place, `raw` what stands there, `read` what the program makes of it. With
    `choices` one of them is the answer, else a value is. `picture` is the digest and ending of the archived file whose
    piece can be shown.
    """

    kind: DecisionKind
    unit: str
    subject: str
    about: str
    title: str
    old: str = ""
    place: Place = NOWHERE
    context: str = ""
    raw: str = ""
    read: str = ""
    candidates: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    picture: tuple[str, str] | None = None

    @property
    def key(self) -> str:
        """As `Decision.key`."""
        return f"{self.kind}:{self.unit}:{self.subject}"
