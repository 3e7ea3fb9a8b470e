"""How a clause is cited: by the number that one unit's own book prints."""

from docgen.language import current_language
from docgen.model import BoundClause, DutyGroup
from docgen.word.numbering import written

OWN_SECTION = frozenset({"T", "P"})
"""Groups that stand in sections of their own: control targets, and the unit's own assessment of its enterprises."""


def cited(group: DutyGroup, clause: BoundClause) -> str:
    """`clause` by the number that the unit's own book prints, in the current language: “A.2”, “（一）2”.

    Without a number it is cited by its group alone, and in a section of its own by that section's heading.
    """
    chinese = current_language() == "zh"
    if group.letter in OWN_SECTION:
        return f"{group.heading}{'' if chinese else ' '}{clause.number}".strip()
    if chinese:
        return f"（{written(group.number, 'chineseCounting')}）{clause.number}"
    return f"{written(group.number, 'upperLetter')}.{clause.number}".rstrip(".")
