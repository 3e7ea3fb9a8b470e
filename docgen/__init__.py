"""docgen: from a Word template and a list of units to finished books.

The public doors of the package, opened when they are first used; every room can also be imported by itself.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docgen.assessment import assess
    from docgen.campaign import Campaign, load_campaign
    from docgen.returns import read_return
    from docgen.word.template import Rendered, WordTemplate

__version__ = "0.1.0"
__all__ = ["Campaign", "Rendered", "WordTemplate", "__version__", "assess", "load_campaign", "read_return"]

_DOORS = {
    "Campaign": "docgen.campaign",
    "Rendered": "docgen.word.template",
    "WordTemplate": "docgen.word.template",
    "assess": "docgen.assessment",
    "load_campaign": "docgen.campaign",
    "read_return": "docgen.returns",
}


def __getattr__(name: str) -> object:
    if name in _DOORS:
        return getattr(import_module(_DOORS[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
