"""What can be wrong with a Word template and the values it prints."""

from docgen.findings import Code

# Filters: a value that the filter cannot print.

NOT_A_DATE = Code(
    "E-FILTER-DATE",
    "“{value}” is no date, so the filter “{filter}” cannot print it.",
    "Make the value a date (2026-03-05) or take the filter out of the tag.",
)
NOT_A_NUMBER = Code(
    "E-FILTER-NUMBER",
    "“{value}” is no number, so the filter “{filter}” cannot print it.",
    "Make the value a number or take the filter out of the tag.",
)
NOT_WHOLE = Code(
    "E-FILTER-WHOLE",
    "“{value}” is no whole number, so the filter “{filter}” cannot print it.",
    "Make the value a whole number or use the filter “number”.",
)
NOT_AN_AMOUNT = Code(
    "E-FILTER-AMOUNT",
    "“{value}” is no amount of money in yuan, jiao and fen, so the filter “{filter}” cannot print it.",
    "Round the amount to two decimals where it is entered.",
)
NOT_A_YEAR = Code(
    "E-FILTER-YEAR",
    "“{value}” is neither a year nor a date, so the filter “{filter}” cannot print it.",
    "Make the value a year of four digits or a date.",
)
NOT_YES_OR_NO = Code(
    "E-FILTER-YES-NO",
    "“{value}” is neither yes nor no, so the filter “{filter}” cannot print it.",
    "Type the column as yes/no or take the filter out of the tag.",
)
TOO_LARGE = Code(
    "E-FILTER-TOO-LARGE",
    "{value} is too large for the filter “{filter}” to write out.",
    "Check the value; amounts and numbers are written out below 10,000,000,000,000,000.",
)
BAD_FORMAT = Code(
    "E-FILTER-FORMAT",
    "The filter “{filter}” does not know the format “{value}”.",
    'Use one that it knows, such as date("long"), date("short"), date("yyyy-MM-dd") or number(2).',
)
