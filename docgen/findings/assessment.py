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
RULE_NUMBER_HUGE = Code(
    "E-RULE-NUMBER-HUGE",
    "“{text}” is longer than any number that rules need.",
    "Write the number that is meant, with fewer digits.",
)
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
    "E-RULE-TYPE", "There is no unit type “{type}” (nearest: {nearest}).", "Write it as campaign.toml does."
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
    "E-PARTS-SUM",
    "The parts of item {item} make {sum} points; the item has {points}.",
    "Correct the points on sheet Parts, or those of the item.",
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
ANSWER_TWICE = Code(
    "W-ANSWER-TWICE", "{unit}, {form}: “{path}” is told twice; the later row counts.", "Take one of the rows out."
)

# the campaign and the rules beside it
RULES_CHOICE = Code(
    "W-RULES-CHOICE",
    "campaign.toml says {key} = {ours}, the rules say {theirs}: campaign.toml counts.",
    "Make the two agree, so that the rules you print are those you score by.",
)

RULES_YEAR = Code(
    "E-RULES-YEAR",
    "The rules are those of {theirs}, the campaign is that of {ours}.",
    "Correct the year.",
)

# versions of the rules within a year
VERSION_WITHOUT_DAY = Code(
    "E-RULES-FROM",
    "campaign.toml names these rules as a later version, but they do not say from which day on they hold.",
    "Write it on sheet Settings: from, and the day (2026-07-01).",
)
VERSION_DAY = Code(
    "E-RULES-FROM-DAY",
    "These rules hold from {day}, which is not after the version before them, or after {last}, the last day.",
    "Correct the day, or list the versions in the order in which they begin to hold.",
)
VERSION_SAME = Code(
    "E-RULES-VERSION",
    "These rules call themselves version {version}, as those in {other} do.",
    "Give them a version of their own on sheet Settings: results name the one they are reckoned by.",
)
VERSION_UNSEEN = Code(
    "E-RULES-WHAT-IF",
    "Nobody has looked yet at what {rules} change for the year's results so far.",
    "Run docgen assess --if-rules {file}; it is entered in the journal.",
)
RULES_REWRITTEN = Code(
    "W-RULES-REWRITTEN",
    "Results were published by {before}; the rules of the same version now say something else.",
    "Rules that results were published by are left as they are: give changed ones a new version.",
)

BARE_SCORE = Code(
    "E-BARE-SCORE",
    "The score {score} of the visit in {quarter} stands without a reason and does not count.",
    "Say in the ledger where it comes from, or collect the visit's sheet.",
)

# results
RESULT_DIFFERS = Code(
    "E-RESULT-DIFFERS",
    "The result that is kept ({kept}) is not what the rules and records give today ({now}).",
    "Run docgen assess to reckon anew; a published result is superseded, and the difference shown.",
)
RESULT_NOT_KEPT = Code("E-RESULT-NOT-KEPT", "No result of this unit is kept.", "Run docgen assess first.")

# rules as a whole
RULES_TOTAL = Code("E-RULES-TOTAL", "The items make {sum} points; they must make {total}.", "Correct the points.")
RULES_WEIGHTS = Code("E-RULES-WEIGHTS", "The weights of the stages make {sum}, not 100.", "Correct the weights.")
RULES_ITEM_STAGE = Code(
    "E-RULES-STAGE", "Exactly one stage must be of kind “items”, that of the items' points.", "Correct the kinds."
)
LADDER_ORDER = Code(
    "E-LADDER-ORDER",
    "The step of {days} days and {points} points does not come later and earn less than the one above it.",
    "List the steps from the shortest delay on, each with fewer points.",
)
LADDER_MISSING = Code("E-LADDER-MISSING", "Sheet Lateness has no steps.", "List days late and the points left.")
LADDER_POINTS = Code(
    "E-LADDER-POINTS",
    "{returns} returns in time at {first} points each do not make the {points} points of the item.",
    "Make the first step, the number of returns and the item's points agree.",
)
GRADE_ORDER = Code(
    "E-GRADE-ORDER", "Grade “{grade}” begins at {lowest}, not below the one above it.", "List the best grade first."
)
GRADE_GAP = Code("E-GRADE-GAP", "Scores below {lowest} have no grade.", "Let the last grade begin at 0.")
GRADE_HIGH = Code("E-GRADE-HIGH", "Grade “{grade}” begins above 100, where no score lies.", "Correct where it begins.")
GRADE_UNKNOWN = Code("E-GRADE-UNKNOWN", "There is no grade “{grade}”.", "Write a name of sheet Grades.")
LOSE_ABOVE = Code(
    "W-LOSE-ABOVE",
    "{lose} points are lost at once, more than the {points} there are; what is above has no effect.",
    "Write no more than the points.",
)
AT_MOST_ABOVE = Code("W-AT-MOST", "At most {at_most} of {points} points is no bound.", "Lower it, or clear the cell.")
LATE_ABOVE = Code(
    "E-LATE-ABOVE",
    "Done late it would earn {late} of {points} points.",
    "Write fewer points for what is done late than for what is done in time.",
)
POINTS_NEGATIVE = Code("E-POINTS-NEGATIVE", "{points} points are below 0.", "Write how many points, without a sign.")
BANDS_POINTS = Code(
    "E-BANDS-POINTS",
    "The best band gives {best} points; the part has {points}.",
    "Correct the points of the best band, or those of the part.",
)
BONUS_ABOVE = Code(
    "W-BONUS-ABOVE", "Bonus {rule} of {points} points is above the cap of {cap}.", "Lower it, or raise the cap."
)
RULES_OVERLAP = Code(
    "W-RULES-OVERLAP",
    "{one} and {other} count the same rows: a unit loses twice for one thing.",
    "Let the condition of one leave out the rows of the other; if both are meant, write yes in column may overlap.",
)
NAME_UNUSED = Code("W-NAME-UNUSED", "Nothing in the rules reads “{name}”.", "Take it out, or correct its name.")
FIELD_UNKNOWN = Code(
    "E-RULE-FIELD", "Item {item} reads “{field}”, which its form does not ask.", "Correct the name of the field."
)
FIELD_NO_NUMBER = Code(
    "E-RULE-FIELD-NUMBER",
    "Item {item} reckons with “{field}” by “{kind}”, but that field is no number.",
    "Name a field that is a number, or count it in another way.",
)
FIELD_UNREAD = Code(
    "I-FIELD-UNREAD",
    "Nothing in the rules reads {count:field that says it feeds|fields that say they feed} items: {fields}.",
    "Where points should depend on one, let the rules read it; else they only inform.",
)
QUANTUM = Code(
    "E-RULES-QUANTUM",
    "Points, steps and weights have no common step above 1/{most} (it would be 1/{quantum}).",
    "Write numbers with fewer decimals.",
)
BANDS_GAP = Code(
    "W-BANDS-GAP", "Values below {lowest} are in no band and earn nothing.", "Let the last band begin at 0."
)
TIES_UNKNOWN = Code(
    "E-TIES",
    "Ties are to be settled by “{name}”, which is no stage, item or figure of these rules.",
    "Write the name of a stage, an item or a figure that stands in the rules.",
)
BOUNDARY_UNTRIED = Code(
    "W-BOUNDARY-UNTRIED",
    "{count:boundary case|boundary cases} of item {item} missing from sheet Tests ({given} ...).",
    "Look them through in docgen rules probe, and put them on the sheet.",
)
ITEM_UNTRIED = Code(
    "W-ITEM-UNTRIED",
    "No case on sheet Tests says what item {item} must earn: a slip in its numbers would not be noticed.",
    "Add a case; docgen rules probe proposes some.",
)
NO_CASES = Code("W-NO-CASES", "The rules have no cases beside them.", "Add sheet Tests; docgen rules probe begins it.")
OBJECTION_ITEM = Code(
    "W-OBJECTION-ITEM",
    "The unit objects to {item}, which is no item of the rules; nearest: {nearest}.",
    "Ask the unit which item is meant; decided as it stands (docgen review) the objection changes nothing.",
)
