"""What keeps a result from going out."""

from docgen.findings import Code

GRADE_PENDING = Code(
    "W-GRADE-PENDING",
    "The grade of {name} is pending; it gets no letter and no rank.",
    "docgen explain says for what it waits; settle it by docgen review and docgen decide.",
)
OBJECTIONS_RUN = Code(
    "W-OBJECTIONS-RUN",
    "Units may object until {until}.",
    "Publish after that day.",
)
