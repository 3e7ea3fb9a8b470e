"""Findings about the Assessment Rules, their cases, and what they were tried on."""

from docgen.findings import Code

# the file
RULES_UNREADABLE = Code(
    "E-RULES-UNREADABLE", "The rules cannot be read: {why}", "Put the file where campaign.toml says."
)
RULES_BIG = Code("E-RULES-BIG", "The file holds more than {most} bytes; no rules are that long.", "Use another file.")
RULES_TOO_LONG = Code("E-RULES-LONG", "There are more than {most} rows.", "Take out what is no rule.")
RULES_YAML_BROKEN = Code(
    "E-RULES-YAML", "The rules cannot be read here: {why}.", "Correct this line or the one before it."
)
RULES_ALIAS = Code("E-RULES-ALIAS", "An anchor or alias (& or *) stands here.", "Write the row out instead.")
RULES_TAG = Code("E-RULES-TAG", "The mark “{tag}” stands here; rules are plain texts.", "Take it out.")
RULES_DEEP = Code(
    "E-RULES-DEEP", "This is nested more than {most} deep.", "Rules are a list of rows a sheet: write them so."
)
RULES_NOT_ROWS = Code("E-RULES-ROWS", "“{sheet}” holds no list of rows.", "Begin each row with a dash.")
RULES_SHEET_UNKNOWN = Code(
    "E-RULES-SHEET", "The rules have no such sheet and it was not read; they have {sheets}.", "Rename or remove it."
)
RULES_SHEET_NEAR = Code(
    "E-RULES-SHEET-NEAR", "The rules have no such sheet; “{nearest}” comes nearest.", "Rename it to “{nearest}”."
)
RULE_FORMULA = Code(
    "E-RULE-FORMULA", "A formula stands here ({text}); signed rules hold values.", "Write the value in its place."
)
RULE_NUMBER_HUGE = Code("E-RULE-NUMBER-HUGE", "“{text}” is no number that rules need.", "Correct it.")
RULE_TEXT_LONG = Code("E-RULE-TEXT-LONG", "This text has {length} letters; at most {most} are read.", "Shorten it.")

# rows and cells
RULE_KIND = Code("E-RULE-KIND", "There is no way of counting “{kind}”; there are {kinds}.", "Write one of these.")
RULE_KIND_NEAR = Code(
    "E-RULE-KIND-NEAR", "There is no way of counting “{kind}”; “{nearest}” comes nearest.", "Write “{nearest}”."
)
RULE_SLOT = Code("E-RULE-CELL", "Column {column} cannot be “{text}”: {why}.", "Correct the cell.")
RULE_SLOT_MISSING = Code("E-RULE-CELL-BLANK", "“{kind}” needs column {column}, which is blank.", "Fill it in.")
RULE_SLOT_UNUSED = Code(
    "W-RULE-CELL-UNUSED", "“{kind}” does not read column {column}; what stands there has no effect.", "Clear the cell."
)
RULE_ID_TWICE = Code("E-RULE-TWICE", "“{id}” stands here a second time.", "Keep one of the two rows.")
RULE_TYPE_UNKNOWN = Code(
    "E-RULE-TYPE", "There is no unit type “{type}” (nearest: {nearest}).", "Write a name of campaign.toml."
)
ITEM_POINTS = Code("E-RULE-POINTS", "Item {item} has no points above 0.", "Give the item its points.")
ITEM_NOT_COUNTED = Code(
    "E-ITEM-NOT-COUNTED",
    "Nothing says how item {item} is counted.",
    "Write a kind beside it, or rows for it on sheet Parts.",
)
ITEM_COUNTED_TWICE = Code(
    "E-ITEM-COUNTED-TWICE",
    "Item {item} is counted here and on sheet Parts as well.",
    "Clear its kind here, or take its rows out of sheet Parts.",
)
PARTS_SUM = Code(
    "E-PARTS-SUM", "The parts of item {item} make {sum} points; the item has {points}.", "Make the two agree."
)
PART_ITEM_UNKNOWN = Code("E-RULE-ITEM", "There is no item “{item}” (nearest: {nearest}).", "Correct the id.")
SETTING_UNKNOWN = Code("E-SETTING", "There is no setting “{text}”.", "Take the row out, or correct the word.")
SETTING_NEAR = Code("E-SETTING-NEAR", "There is no setting “{text}”; “{nearest}” comes nearest.", "Write “{nearest}”.")

# cases beside the rules
CASE_FAILED = Code(
    "E-CASE-FAILED",
    "Case “{case}” must give {expected}; the rules give {got}.",
    "Find out which of the two is meant, and correct the other.",
)
CASE_WORDS = Code("E-CASE-WORDS", "Case “{case}”: “{text}” is not understood.", "Write it as docs/assessment.md shows.")
