"""Findings about workbooks and tables: files that cannot be opened, headings, and cells that are not as declared."""

from docgen.findings import Code

NO_FILE = Code("E-NO-FILE", "The file is not there.", "Put it there under exactly this name.")
EMPTY_FILE = Code("E-EMPTY-FILE", "The file is empty (0 bytes).", "Save it again from Excel, or copy it again.")
UNREADABLE_FILE = Code(
    "E-UNREADABLE-FILE",
    "The file cannot be read: {why}.",
    "Close it in other programs, check that you may open it, and try again.",
)
OLD_FORMAT = Code(
    "E-OLD-FORMAT", "This is a workbook of the old format (.xls).", "Open it in Excel or WPS and save it as .xlsx."
)
ENCRYPTED = Code("E-WORKBOOK-ENCRYPTED", "The workbook is protected by a password.", "Save it without a password.")
NOT_A_WORKBOOK = Code(
    "E-NOT-A-WORKBOOK",
    "What is inside is not a workbook, whatever the name says.",
    "Open it in Excel or WPS and save it as .xlsx.",
)
CORRUPT = Code(
    "E-WORKBOOK-CORRUPT",
    "The workbook is damaged and cannot be opened.",
    "Open it in Excel, let it repair the file, and save it.",
)
ENCODING = Code(
    "E-ENCODING", "The text is neither UTF-8 nor GBK.", "Save it from Excel as “CSV UTF-8”, or better as .xlsx."
)
CSV_DELIMITER = Code(
    "E-CSV-DELIMITER",
    "No separator gives a row of known headings such as “{headings}”.",
    "Use commas, semicolons or tabs, with the headings in the first row; or save it as .xlsx.",
)
CSV_QUOTES = Code(
    "E-CSV-QUOTES",
    "A quotation mark is opened and not closed, or stands inside a text undoubled.",
    "Close each quotation mark, double those inside a text; or save it as .xlsx.",
)

SHEET_MISSING = Code(
    "E-SHEET-MISSING",
    "There is no sheet “{wanted}”; the sheets are: {sheets}.",
    "Give the sheet that holds it this name, or add it.",
)
SHEET_MISNAMED = Code(
    "E-SHEET-MISNAMED", "There is no sheet “{wanted}”; “{nearest}” comes nearest.", "Rename the sheet to “{wanted}”."
)
SHEET_TWICE = Code(
    "E-SHEET-TWICE",
    "This sheet and “{other}” both stand for {wanted}; only “{other}” was read.",
    "Join the two into one, or rename one of them.",
)
SHEET_HIDDEN = Code("W-SHEET-HIDDEN", "The sheet is hidden; it was read.", "Show it, or remove it if it is not meant.")
NO_HEADINGS = Code(
    "E-NO-HEADINGS",
    "No row of headings was found; expected are “{headings}”.",
    "Write the headings into one row above the data.",
)
HEADING_MISSING = Code("E-HEADING-MISSING", "The column “{wanted}” is missing.", "Add a column with this heading.")
HEADING_RENAMED = Code(
    "E-HEADING-RENAMED",
    "There is no column “{wanted}”; the headings not recognised are: {unknown}.",
    "Change the heading of the one that holds it to “{wanted}”, or add the column.",
)
HEADING_MISSPELT = Code(
    "E-HEADING-MISSPELT",
    "The column “{wanted}” is missing; the heading “{heading}” comes nearest.",
    "Change this heading to “{wanted}”.",
)
HEADING_TWICE = Code(
    "E-HEADING-TWICE",
    "“{heading}” and cell {other} are headings of the same column; only cell {other} was read.",
    "Remove one of the two columns, or give it another heading.",
)
HEADING_UNKNOWN = Code(
    "W-HEADING-UNKNOWN",
    "The column “{heading}” is not declared and was left out.",
    "A note may stay. If docgen is to read it, correct the heading; one of your own is declared in campaign.toml.",
)
HEADING_NEAR = Code(
    "W-HEADING-NEAR",
    "The column “{heading}” is not known and was left out; “{nearest}” comes nearest.",
    "Change the heading to “{nearest}”; a column of your own in the roster is declared in campaign.toml.",
)
HEADING_BLANK = Code(
    "W-HEADING-BLANK",
    "There are values under no heading; they were left out.",
    "Write a heading over them, or clear the cell.",
)

ROW_HIDDEN = Code(
    "W-ROW-HIDDEN", "The row is hidden; it was read all the same.", "Show it, or delete it if it is not meant."
)
CELL_BLANK = Code("E-CELL-BLANK", "“{heading}” is blank.", "Fill it in.")
CELL_ERROR = Code("E-CELL-ERROR", "The cell shows the error {text}.", "Correct its formula, or type the value.")
FORMULA_NO_VALUE = Code(
    "E-FORMULA-NO-VALUE",
    "The cell holds the formula {text}, but no result was saved with it.",
    "Open the workbook in Excel, let it calculate, and save it; or type the value.",
)
FORMULA_AS_TEXT = Code(
    "W-FORMULA-AS-TEXT",
    "“{text}” is a formula written as text; it was read as these very letters.",
    "Type the value instead.",
)
PRECISION_LOST = Code(
    "E-PRECISION-LOST",
    "The number {text} has more digits than Excel keeps; its last digits are lost.",
    "Format the cell as text and type the whole number again.",
)
OUTER_BLANK = Code("W-OUTER-BLANK", "Blanks before or after “{text}” were dropped.", "Delete them.")
OUTER_BLANKS = Code(
    "W-OUTER-BLANKS",
    "Blanks before or after “{text}” and {count} texts of the column in all were dropped.",
    "Delete them here and in {cells}.",
)
CODE_AS_NUMBER = Code(
    "W-CODE-AS-NUMBER",
    "The code is a number and was read as “{text}”; had it leading zeros, they are lost.",
    "Format the cell as text and type the code as it should be.",
)
CODES_AS_NUMBERS = Code(
    "W-CODES-AS-NUMBERS",
    "{count} codes of the column are numbers, the first read as “{text}”; had they leading zeros, they are lost.",
    "Format the column as text and type the codes as they should be, here and in {cells}.",
)
NOT_A_CODE = Code("E-NOT-A-CODE", "{text} cannot be a code.", "Format the cell as text and type the code again.")
NOT_A_NUMBER = Code("E-NOT-A-NUMBER", "“{text}” is not a number.", "Type digits only, without words or units.")
NUMBER_AMBIGUOUS = Code(
    "E-NUMBER-AMBIGUOUS",
    "“{text}” may be read in two ways: the comma may separate thousands or decimals.",
    "Type the number into a number cell, or write it without a thousands separator and with a decimal point.",
)
NOT_WHOLE = Code("E-NOT-WHOLE", "{text} is not a whole number.", "Type a whole number.")
NEGATIVE = Code("E-NEGATIVE", "{text} is below 0.", "Type 0 or more.")
PERCENT_AMBIGUOUS = Code(
    "E-PERCENT-AMBIGUOUS",
    "{text} may mean {text} percent or {percent} percent.",
    "Write the percent sign with the number, or format the cell as a percentage.",
)
PERCENT_FORMAT = Code(
    "E-PERCENT-FORMAT",
    "{text} in a cell formatted as % is {percent} %.",
    "Type the number with its sign, such as 98%; or set above_100 = true in campaign.toml if it is meant.",
)
PERCENT_OVER = Code(
    "E-PERCENT-OVER",
    "{percent} % is more than 100 %.",
    "Correct it, or set above_100 = true for the column or indicator in campaign.toml if it is meant.",
)
NOT_A_DATE = Code("E-NOT-A-DATE", "“{text}” is not a date.", "Write it like 2026-03-05.")
DATE_INVALID = Code(
    "E-DATE-INVALID", "There is no such day as “{text}”.", "Correct the date, or write it like 2026-03-05."
)
DATE_PARTIAL = Code("E-DATE-PARTIAL", "“{text}” does not say the whole date.", "Write year, month and day: 2026-03-05.")
DATE_AMBIGUOUS = Code(
    "E-DATE-AMBIGUOUS",
    "“{text}” may mean {one} or {other}.",
    "Write it like 2026-03-05. For the office: date_format in campaign.toml says what comes first.",
)
NOT_YES_NO = Code("E-NOT-YES-NO", "“{text}” is neither yes nor no.", "Write yes or no.")
NOT_A_CHOICE = Code("E-NOT-A-CHOICE", "“{text}” is none of: {choices}.", "Choose one of them.")
CHOICE_NEAR = Code("E-CHOICE-NEAR", "“{text}” is none of: {choices}. “{nearest}” comes nearest.", "Choose one of them.")
