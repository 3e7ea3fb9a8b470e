"""What a ticked box is called in the file: the choice's own name where PDF allows it, else its number."""

import re

from docgen.model.forms import Field

TICKED = "Yes"
"""The state of a single box that is ticked."""
_PLAIN = re.compile(r"[A-Za-z0-9_-]{1,60}")


def states(asked: Field) -> dict[str, str]:
    """The choices of `asked` by the names of their states.

    A name that is no plain word makes all choices be numbered, from 0 in their order.
    """
    names = [choice.name for choice in asked.choices]
    plain = all(_PLAIN.fullmatch(name) and name != "Off" for name in names)
    return {name if plain else str(number): name for number, name in enumerate(names)}


def state_of(asked: Field, choice: str) -> str:
    """The state of the box that stands for `choice`."""
    return next(state for state, name in states(asked).items() if name == choice)
