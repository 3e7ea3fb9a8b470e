"""Findings about the campaign folder: campaign.toml, the roster, duties, figures and rules."""

from docgen.findings import Code

# campaign.toml
NO_SETTINGS = Code(
    "E-NO-SETTINGS",
    "There is no campaign.toml in this folder.",
    "Go to the campaign folder, or make one with docgen init.",
)
TOML_BROKEN = Code(
    "E-TOML-BROKEN",
    "“{text}” cannot be read: {why}.",
    "Look at this line and the one before it. Usual are: "
    'name = "a text", year = 2026, first = 2026-03-05, duplex = true.',
)
TOML_ENCODING = Code(
    "E-TOML-ENCODING",
    "The file is not saved as UTF-8, so its letters cannot be read.",
    "Open it in Notepad, choose Save As, and choose UTF-8 as the encoding.",
)
KEY_UNKNOWN = Code("E-KEY-UNKNOWN", "“{key}” is not a word docgen knows here.", "Remove the line, or correct the word.")
KEY_NEAR = Code(
    "E-KEY-NEAR", "“{key}” is not a word docgen knows here; “{nearest}” comes nearest.", "Write “{nearest}”."
)
KEY_MISSING = Code("E-KEY-MISSING", "“{key}” is missing.", "Add it; docs/campaign.md has an example.")
KEY_VALUE = Code("E-KEY-VALUE", "“{key}” cannot be “{value}”: {why}.", "Correct the value.")
PAGES_ORDER = Code("E-PAGES-ORDER", "min_pages {least} is more than max_pages {most}.", "Exchange or correct them.")
GRADES_ORDER = Code(
    "E-GRADES-ORDER",
    "The grade “{name}” begins at {lowest}, not below the one before it.",
    "List the grades from the best down, each from a lower score on.",
)
CONSEQUENCE_UNKNOWN = Code(
    "W-CONSEQUENCE-UNKNOWN",
    "“{when}” is no grade, so nothing will ever follow from it; known: {nearest}.",
    "Write a grade of [[grades]], or veto or card.",
)
FORM_TWICE = Code("E-FORM-TWICE", "The form code “{form}” is used twice.", "Give each form a code of its own.")
FORM_UNKNOWN = Code(
    "E-FORM-UNKNOWN", "There is no form “{form}” under [[forms]].", "Correct the code, or declare the form."
)
PERIOD_UNKNOWN = Code(
    "E-CALENDAR-PERIOD",
    "“{period}” is no period; nothing would ever be due for it.",
    "Write a quarter like {year}Q1, a half-year like {year}H1, or a year like {year}.",
)
TEMPLATE_MISSING = Code(
    "E-TEMPLATE-MISSING", "There is no template “{path}”.", "Correct the path, or put the file there."
)
TEMPLATE_NEAR = Code(
    "E-TEMPLATE-NEAR",
    "There is no template “{path}”; “{nearest}” comes nearest.",
    "Correct the path, or put the template back where it was.",
)
PREVIOUS_MISSING = Code(
    "E-PREVIOUS-MISSING", "There is no folder “{path}”.", "Correct the path to last year's campaign, or leave it out."
)
COLUMN_KNOWN = Code(
    "E-COLUMN-KNOWN",
    "Column “{column}” of sheet {sheet} is docgen's own and of type {type}.",
    "Give your column another name, or declare it with this type.",
)

# sheets
TWO_ROSTERS = Code(
    "E-TWO-ROSTERS", "There are both units.xlsx and units.csv; units.xlsx was read.", "Keep one of them."
)
NO_ROSTER = Code("E-NO-ROSTER", "There is neither units.xlsx nor units.csv.", "Put the list of units there.")
SHEET_DECLARED = Code(
    "E-SHEET-DECLARED",
    "There is no sheet “{wanted}”, which campaign.toml declares under [sheets.{name}]; its lists would print empty.",
    "Put the sheet back (with its headings alone if there is nothing to list), or take [sheets.{name}] and"
    " [sheets.{name}.columns] out of campaign.toml.",
)
SHEET_NOT_READ = Code(
    "I-SHEET-NOT-READ", "The sheet is not declared and was not read.", "Declare it under [sheets] if books need it."
)
SHEET_NEAR = Code(
    "W-SHEET-NEAR",
    "The sheet is not known and was not read; “{nearest}” comes nearest.",
    "Rename it to “{nearest}”, or declare it under [sheets] in campaign.toml.",
)
UNIT_UNKNOWN = Code(
    "E-UNIT-UNKNOWN",
    "There is no unit “{code}” in the roster.",
    "Correct the code, or add the unit to the roster; if the unit is no longer meant, delete the row or the entry.",
)
UNIT_NEAR = Code(
    "E-UNIT-NEAR",
    "There is no unit “{code}” in the roster; {nearest} comes nearest.",
    "Correct the code, or add the unit to the roster; if the unit is no longer meant, delete the row or the entry.",
)
TOTAL_ROW = Code("I-TOTAL-ROW", "A row of totals is no unit's; it was left out.", "Nothing needs to be done.")

# the roster
NO_UNITS = Code("E-NO-UNITS", "The roster holds no unit.", "Write one row a unit under the headings.")
CODE_TWICE = Code(
    "E-CODE-TWICE",
    "The code “{code}” is that of row {other} too.",
    "Give each unit a code of its own, or delete one row.",
)
CODE_CASE = Code(
    "E-CODE-CASE",
    "The code “{code}” differs from “{other}” in row {row} only by capitals; files could not be told apart.",
    "Change one of the two codes.",
)
CODE_UNSAFE = Code(
    "E-CODE-UNSAFE",
    "The code “{code}” cannot stand in file names and page codes.",
    "Use letters A to Z, digits, and - _ . between them, at most 32.",
)
CODE_A_NOTE = Code(
    "E-CODE-A-NOTE",
    "“{code}” cannot be a unit's code; the row was left out.",
    "Move a note above the headings or under the table, after a blank row; a code has at most 32 letters and no"
    " blanks.",
)
NAME_TWICE = Code(
    "E-NAME-TWICE",
    "The name “{name}” is that of row {other} too.",
    "Write each name as on the unit's seal, or delete one row.",
)
SHORT_NAME_TWICE = Code(
    "I-SHORT-NAME-TWICE",
    "The short name “{name}” is that of row {other} too.",
    "That is allowed; file names tell the two apart by their codes.",
)
FILE_NAME_TWICE = Code(
    "W-FILE-NAME-TWICE",
    "The files of {unit} and of {other} would both be called “{name}”; only signs that mean nothing tell them apart.",
    "Let books.file_name in campaign.toml say the code, or give the two units different short names.",
)
ALIAS_TWICE = Code(
    "W-ALIAS-TWICE",
    "“{name}” is also a name of unit {other}; a return that bears it cannot be assigned.",
    "Remove it from the unit that does not bear it.",
)
INVISIBLE = Code(
    "W-INVISIBLE", "“{text}” holds a character nobody sees ({character}).", "Type the text again instead of pasting it."
)
LOOK_ALIKE = Code(
    "W-LOOK-ALIKE",
    "“{text}” mixes alphabets: {character} looks like another letter.",
    "Type the word again in one alphabet.",
)
LINE_BREAK = Code("W-LINE-BREAK", "“{text}” holds a line break.", "Write it in one line; Word breaks lines by itself.")
TYPE_UNKNOWN = Code(
    "E-TYPE-UNKNOWN", "There is no unit type “{type}”.", "Use one of: {known}; or declare it under [unit_types]."
)
TYPE_NEAR = Code(
    "E-TYPE-NEAR",
    "There is no unit type “{type}”; “{nearest}” comes nearest.",
    "Use one of: {known}; or declare it under [unit_types].",
)
EMAIL = Code("W-EMAIL", "“{text}” is not an e-mail address.", "Correct it, or clear the cell.")
ACTIVE_ORDER = Code(
    "E-ACTIVE-ORDER", "The last day {until} lies before the first, {since}.", "Correct one of the two dates."
)
INACTIVE = Code(
    "I-INACTIVE", "The unit does not exist within the term and gets no book.", "Correct its dates if that is not meant."
)

# duties
NO_DUTIES = Code(
    "W-NO-DUTIES",
    "There is no sheet “duties”; books will list no clause.",
    "Add it, one row a clause, if books have clauses.",
)
CLAUSE_ID = Code("E-CLAUSE-ID", "“{clause}” is not a clause id.", "Write group letters and a number: A1, G3.")
GROUP_NO_HEADING = Code(
    "E-GROUP-NO-HEADING", "Group {group} has no heading.", "Write it in the column heading of the group's first row."
)
GROUP_TWO_HEADINGS = Code(
    "E-GROUP-TWO-HEADINGS",
    "Group {group} has two headings, “{first}” and “{other}”; the first was used.",
    "Write one heading a group, or leave the cell blank below the first.",
)
CLAUSE_TWICE = Code(
    "E-CLAUSE-TWICE",
    "Clause {clause} binds {unit} in two wordings, this one and that of row {other} ({count:unit|units} in all).",
    "Change unit_types or except_units of one of them.",
)
CLAUSE_NOBODY = Code(
    "W-CLAUSE-NOBODY", "This wording of clause {clause} binds no unit.", "Correct its unit types, or remove the row."
)
ITEM_UNKNOWN = Code("E-ITEM-UNKNOWN", "There is no item “{item}” in the rules.", "Correct the id, or add the item.")
ITEM_NEAR = Code(
    "E-ITEM-NEAR",
    "There is no item “{item}” in the rules; “{nearest}” comes nearest.",
    "Correct the id, or add the item.",
)

# rules
NO_RULES = Code("W-NO-RULES", "There is no “{file}”; books will list no items.", "Put the Assessment Rules there.")
ITEM_TWICE = Code(
    "E-ITEM-TWICE", "The item id “{item}” is that of row {other} too.", "Give each item an id of its own."
)
CLAUSE_UNKNOWN = Code(
    "E-CLAUSE-UNKNOWN", "There is no clause “{clause}” in sheet duties.", "Correct the id, or add the clause."
)
CLAUSE_NEAR = Code(
    "E-CLAUSE-NEAR",
    "There is no clause “{clause}” in sheet duties; “{nearest}” comes nearest.",
    "Correct the id, or add the clause.",
)
POINTS = Code("E-POINTS", "Item {item} has {points} points.", "Give the item more than 0 points, or take it out.")
POINTS_TOTAL = Code(
    "W-POINTS-TOTAL",
    "The points of all items make {sum}, not {total}.",
    "Correct the points, or rules.total in campaign.toml.",
)
CLAUSE_NO_ITEM = Code(
    "W-CLAUSE-NO-ITEM",
    "Clause {clause} is scored by no item.",
    "Add an item that cites it, or name in its column items those that score it.",
)

# figures
INDICATOR_BLANK = Code(
    "E-INDICATOR-BLANK", "“{title}” is blank; a blank is not 0.", "Write the figure; 0 is a figure like any other."
)
INDICATOR_NO_ROW = Code(
    "E-INDICATOR-NO-ROW",
    "The unit has no row in sheet indicators.",
    "Add a row with the unit's code there, with its figures.",
)
INDICATOR_ROW_TWICE = Code(
    "E-FIGURES-TWICE", "Unit {code} has a row here already, row {other}; this one was left out.", "Delete one of them."
)
INDICATOR_NOT_SET = Code(
    "W-INDICATOR-NOT-SET",
    "“{title}” is not set for units of type {type}; the figure was left out.",
    "Clear the cell, or correct unit_types of the indicator in campaign.toml.",
)
TOTAL_MISSING = Code(
    "W-TOTAL-MISSING",
    "The office's own figure for “{title}” is missing; the units' figures make {sum}.",
    "Write it in a row with the code *.",
)
TOTAL_EXCEEDED = Code(
    "W-TOTAL-EXCEEDED",
    "“{title}”: the units' figures make {sum}, the office's own figure is {total}.",
    "Correct one of them, or let it stand if it is meant so.",
)
NO_HISTORY = Code(
    "W-NO-HISTORY",
    "There is no {file}: last year's figures are not known and books leave them out.",
    "Put it there, or name last year's campaign folder as previous in campaign.toml.",
)
LAST_YEAR_BLANK = Code(
    "W-LAST-YEAR-BLANK",
    "Last year's “{title}” is blank: not known, not 0.",
    "Write the figure; if nothing happened, write 0.",
)
LAST_YEAR_NO_ROW = Code(
    "W-LAST-YEAR-NO-ROW",
    "The unit has no figures of last year in {file}.",
    "Add a row with the unit's code there, with its figures.",
)
LAST_YEAR_UNIT_GONE = Code(
    "I-LAST-YEAR-UNIT-GONE",
    "Unit “{code}” is not in this year's roster; its figures were left out.",
    "Correct the code if the unit still exists.",
)
SIGNED_TWICE = Code(
    "W-SIGNED-TWICE",
    "Unit {code} is entered in row {other} already; of its days of signing the last one counts.",
    "Leave one row a unit, unless its book was signed again.",
)
