"""docgen: from a Word template and a list of units to finished books.

The public doors of the package, opened when they are first used; every room can also be imported by itself.
"""

from typing import TYPE_CHECKING

from docgen.doors import opening

if TYPE_CHECKING:
    from docgen.assessment import assess
    from docgen.campaign import Campaign, load_campaign
    from docgen.returns import read_return
    from docgen.word.template import Rendered, WordTemplate

__version__ = "0.1.0"
__all__ = ["Campaign", "Rendered", "WordTemplate", "__version__", "assess", "load_campaign", "read_return"]

__getattr__ = opening(
    __name__,
    {
        "Campaign": "docgen.campaign",
        "Rendered": "docgen.word.template",
        "WordTemplate": "docgen.word.template",
        "assess": "docgen.assessment",
        "load_campaign": "docgen.campaign",
        "read_return": "docgen.returns",
    },
)
