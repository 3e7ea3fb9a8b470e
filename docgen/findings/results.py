"""What keeps a result from going out."""

from docgen.findings import Code

GRADE_PENDING = Code(
    "W-GRADE-PENDING",
    "The grade of {name} is pending; it gets no letter and no rank.",
    "docgen explain CODE says for what it waits; settle it by docgen review and docgen decide, or decide that it gets "
    "a letter as it stands: docgen results --letter-for CODE --reason …",
)
OBJECTIONS_RUN = Code(
    "W-OBJECTIONS-RUN",
    "Units may object until {until}.",
    "Publish after that day; what is published already changes only by a new result that supersedes it.",
)
NO_CHARTS = Code(
    "W-NO-CHARTS",
    "The report has its tables but no charts: the library that draws them is not on this machine.",
    "Install it, then run the same command again: pip install docgen[charts]",
)
INDICATOR_ACTUAL = Code(
    "E-INDICATOR-ACTUAL",
    "What the indicator {title} came to cannot be told: {why}.",
    "Correct actual under this indicator in campaign.toml; it is written as in the rules: APR.loss, deaths + serious.",
)
