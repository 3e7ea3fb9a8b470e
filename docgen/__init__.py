"""docgen: from a Word template and a list of units to finished books.

The public doors of the package, opened when they are first used; every room can also be imported by itself.
"""

from typing import TYPE_CHECKING

from docgen.doors import opening

if TYPE_CHECKING:
    from docgen.assessment import assess, read_records, read_rules
    from docgen.campaign import Campaign, load_campaign
    from docgen.forms import compile_definition
    from docgen.model import FormDefinition
    from docgen.returns import read_return
    from docgen.word.template import Rendered, WordTemplate

__version__ = "0.1.0"
__all__ = [
    "Campaign",
    "FormDefinition",
    "Rendered",
    "WordTemplate",
    "__version__",
    "assess",
    "compile_definition",
    "load_campaign",
    "read_records",
    "read_return",
    "read_rules",
]

__getattr__ = opening(
    __name__,
    {
        "Campaign": "docgen.campaign",
        "FormDefinition": "docgen.model",
        "Rendered": "docgen.word.template",
        "WordTemplate": "docgen.word.template",
        "assess": "docgen.assessment",
        "compile_definition": "docgen.forms",
        "load_campaign": "docgen.campaign",
        "read_records": "docgen.assessment",
        "read_return": "docgen.returns",
        "read_rules": "docgen.assessment",
    },
)
