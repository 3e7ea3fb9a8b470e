"""What all papers of a campaign share, whatever they say."""

from dataclasses import dataclass

from docgen.model.campaign import MissingPolicy


@dataclass(frozen=True, slots=True)
class Imprint:
    """Who issues a campaign's papers, how they write, and on what.

    `missing` are policies by the pattern of a field's name, the first that fits counts. `date_format` is a Unicode
    pattern, empty for the language's own. `paper` is the sheet, upright, in millimetres.
    """

    author: str
    language: str
    date_format: str
    missing: tuple[tuple[str, MissingPolicy], ...]
    engine: str
    paper: tuple[float, float]
