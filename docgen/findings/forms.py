"""Findings about forms: their definitions, and what a campaign makes of them."""

from docgen.findings import Code

# the workbook of a definition
SHEET_ABSENT = Code(
    "E-FORM-SHEET", "The definition has no sheet “{sheet}”.", "Add it; docs/forms.md shows the three sheets of a form."
)
HEADINGS_ABSENT = Code(
    "E-FORM-HEADINGS",
    "Row 1 of the sheet must hold the headings, among them “{heading}”.",
    "Put the headings in row 1.",
)
COLUMN_UNKNOWN = Code(
    "W-FORM-COLUMN",
    "The column “{heading}” is not known here and is not read.",
    "Correct the heading if docgen is to read it; a note of your own may stay.",
)
COLUMN_NEAR = Code(
    "E-FORM-COLUMN-NEAR", "The column “{heading}” is not known; “{nearest}” comes nearest.", "Correct the heading."
)
COLUMN_TWICE = Code("E-FORM-COLUMN-TWICE", "The heading “{heading}” stands twice.", "Delete one of the columns.")
COLUMN_LANGUAGE = Code(
    "E-FORM-COLUMN-LANGUAGE",
    "The heading “{heading}” does not say its language by its code.",
    "Write it like {example}.",
)
SETTING_ABSENT = Code(
    "E-FORM-SETTING",
    "The settings do not say “{setting}”.",
    "Add a column {setting} to sheet settings and fill in row 2.",
)
CODE_FAULTY = Code(
    "E-FORM-ID",
    "“{code}” cannot be the form_id of a form.",
    "Use up to 12 letters and digits, a letter first, such as QIS.",
)
PERIOD_UNKNOWN = Code("E-FORM-PERIOD", "“{period}” is no period.", "Use one of: {known}.")
DATE_FAULTY = Code("E-FORM-DATE", "“{text}” is no date.", "Write it like 2026-03-05.")
NAMESPACE_ABSENT = Code(
    "W-FORM-NAMESPACE",
    "Columns of docgen's own are used, and the settings do not declare their namespace; other programs of XLSForm"
    " would write broken files.",
    "Add a column namespaces to sheet settings with {namespace}.",
)

# rows of the survey
TYPE_ABSENT = Code("E-FORM-TYPE-BLANK", "The row has no type.", "Fill in column type, or clear the row.")
TYPE_UNKNOWN = Code("E-FORM-TYPE", "docgen does not know the type “{type}”.", "Use one of: {known}.")
TYPE_NEAR = Code(
    "E-FORM-TYPE-NEAR", "docgen does not know the type “{type}”; “{nearest}” comes nearest.", "Write {nearest}."
)
TYPE_DEVICE = Code(
    "E-FORM-TYPE-DEVICE",
    "The type “{type}” is measured by a telephone; a form on paper or in an office file cannot ask it.",
    "Ask it as a text, a number or a date, or delete the row.",
)
NAME_ABSENT = Code("E-FORM-NAME-BLANK", "The row has no name.", "Give it a name of letters, digits and _.")
NAME_FAULTY = Code(
    "E-FORM-NAME",
    "“{name}” cannot be a name: only the letters a to z, digits and _ are kept by Word, Excel and PDF alike.",
    "Write for instance {suggestion}.",
)
NAME_TWICE = Code(
    "E-FORM-NAME-TWICE", "The name “{name}” stands in row {other} too.", "Give each row of a form a name of its own."
)
NAME_COLLIDES = Code(
    "E-FORM-NAME-COLLIDES",
    "“{name}” and “{other}” are one and the same once a spreadsheet has turned dots into _ and forgotten capitals"
    " ({mark}).",
    "Rename one of them.",
)
NAME_LONG = Code(
    "E-FORM-NAME-LONG",
    "“{mark}”, by which Word finds the field again, has {count} letters; Word keeps {limit}.",
    "Shorten the name, or that of its group.",
)
LABEL_ABSENT = Code("E-FORM-LABEL", "“{name}” has no label.", "Say in column label what is asked.")
TRANSLATION_ABSENT = Code(
    "W-FORM-TRANSLATION",
    "“{name}” has no {column} in language {language}.",
    "Fill in column {heading}; until then the one in {other} is shown.",
)
CHOICES_UNNAMED = Code(
    "E-FORM-LIST-UNNAMED", "{type} does not say which list of choices it means.", "Write for instance {type} yes_no."
)
CHOICES_UNKNOWN = Code(
    "E-FORM-LIST", "There is no list “{list}” in sheet choices.", "Add the list, or name one of: {known}."
)
CHOICES_NEAR = Code(
    "E-FORM-LIST-NEAR", "There is no list “{list}” in sheet choices; “{nearest}” comes nearest.", "Write {nearest}."
)
END_MISSING = Code("E-FORM-END-MISSING", "“{name}” is opened here and never closed.", "Add a row of type end {kind}.")
END_ALONE = Code("E-FORM-END-ALONE", "Nothing is open that end {kind} could close.", "Delete the row.")
END_OTHER = Code(
    "E-FORM-END-OTHER", "end {kind} closes “{name}”, which is a {other}.", "Close “{name}” with end {other} first."
)
REPEAT_IN_REPEAT = Code(
    "E-FORM-REPEAT-IN-REPEAT",
    "The repeat “{name}” stands inside the repeat “{outer}”; a table in a row of a table cannot be filled in.",
    "Make two tables one after the other, and tell by a column which row of the first a row of the second goes with.",
)
GROUP_IN_REPEAT = Code(
    "E-FORM-GROUP-IN-REPEAT",
    "The group “{name}” stands inside the repeat “{outer}”, whose questions are the columns of a table.",
    "Take the rows begin group and end group out.",
)
REPEAT_EMPTY = Code("E-FORM-EMPTY", "“{name}” asks nothing.", "Add questions to it, or delete it.")
YES_NO_FAULTY = Code(
    "E-FORM-YES-NO", "“{text}” in column {column} is neither yes nor no.", "Write yes, or leave it blank."
)
ROWS_FAULTY = Code("E-FORM-ROWS", "“{text}” is no number of rows.", "Write a whole number from 1 to {most}.")
CALCULATION_ABSENT = Code(
    "E-FORM-CALCULATION", "“{name}” is to be calculated, and nothing says how.", "Fill in column calculation."
)

# what a row says of its question
COLUMN_MISPLACED = Code(
    "W-FORM-COLUMN-MISPLACED", "{column} means nothing for a row of type {type} and is not read.", "Clear the cell."
)
UNANSWERABLE = Code(
    "E-FORM-UNANSWERABLE",
    "“{name}” must be answered, may not be changed, and is not filled in.",
    "Say in column prefill or default with what it is filled in, or take read_only out.",
)
DEFAULT_FAULTY = Code(
    "E-FORM-DEFAULT",
    "“{text}” is no answer to “{name}”, which is to begin with it.",
    "Write a number as 12, a date as 2026-03-05, a choice by its name ({known}).",
)
LABEL_TWICE = Code(
    "W-FORM-LABEL-TWICE",
    "“{name}” has the label of “{other}”, “{label}”: where the marks of a return are lost, they cannot be told apart.",
    "Give each question of a heading or table a label of its own.",
)

# choices
CHOICE_LIST_ABSENT = Code("E-FORM-CHOICE-LIST", "The choice “{name}” belongs to no list.", "Fill in column list_name.")
CHOICE_NAME_ABSENT = Code("E-FORM-CHOICE-NAME", "The choice has no name.", "Fill in column name.")
CHOICE_NAME_BLANKS = Code(
    "E-FORM-CHOICE-BLANKS", "The name of the choice “{name}” holds a blank.", "Write for instance {suggestion}."
)
CHOICE_TWICE = Code(
    "E-FORM-CHOICE-TWICE",
    "“{name}” stands in row {other} of the same list too.",
    "Delete one, or give it another name.",
)
CHOICE_ALIKE = Code(
    "E-FORM-CHOICE-ALIKE",
    "“{text}” can mean “{name}” and “{other}”: an answer could not be told apart.",
    "Give the choices of a list different names, labels and aliases.",
)
LIST_UNUSED = Code("W-FORM-LIST-UNUSED", "No question uses the list “{list}”.", "Delete it, or name it in a question.")

# calculations
CIRCLE = Code(
    "E-FORM-CIRCLE",
    "The calculation of “{name}” needs itself: {way}.",
    "Take one of these fields out of a calculation.",
)
CALCULATED_CHOICE = Code(
    "E-FORM-CALCULATED-CHOICE",
    "The calculation can come to “{choice}”, which is no choice of “{name}”.",
    "Use the names of its choices: {choices}.",
)

# the forms of a campaign
DEFINITION_ABSENT = Code(
    "E-FORM-ABSENT",
    "There is no {path}, which defines form {form}.",
    "Put the definition there, name another with file under [[forms]], or take the form out of campaign.toml.",
)
DEFINITION_NEAR = Code(
    "E-FORM-ABSENT-NEAR",
    "There is no {path}, which defines form {form}; {nearest} comes nearest.",
    "Name the file with file under [[forms]] in campaign.toml, or rename it.",
)
CODE_OTHER = Code(
    "E-FORM-OTHER-ID",
    "The form_id is “{code}”; campaign.toml calls this form {wanted}.",
    "Correct form_id, or the code under [[forms]].",
)
ROWS_UNKNOWN = Code(
    "E-FORM-ROWS-UNKNOWN", "Form {form} has no repeat “{name}”.", "Take it out of rows under [[forms]]."
)
ROWS_NEAR = Code(
    "E-FORM-ROWS-NEAR",
    "Form {form} has no repeat “{name}”; “{nearest}” comes nearest.",
    "Correct the name in rows under [[forms]].",
)
LAYOUT_ABSENT = Code(
    "E-FORM-LAYOUT-ABSENT", "There is no layout {path} of form {form}.", "Correct the path, or put the file there."
)

# what a form is sent out with
PREFILL_UNKNOWN = Code(
    "E-FORM-PREFILL",
    "“{name}” is to be filled in from “{prefill}”, which the campaign does not have.",
    "Write for instance unit.name, history.COLUMN or form.period in column prefill; docs/forms.md lists them all.",
)
PREFILL_UNFIT = Code(
    "W-FORM-PREFILL",
    "“{value}” from {source} is no answer to “{name}” of form {form}; the place was left blank.",
    "Correct it there, or let the unit fill it in.",
)
DEFINITION_CHANGED = Code(
    "E-FORM-CHANGED",
    "Form {form} was made before by version {version}, and says otherwise now: {change}.",
    "Give the definition a new version on its sheet settings, or undo the change; forms sent out keep their meaning.",
)
FORM_EDITED = Code(
    "W-FORM-EDITED",
    "{name} had been changed by someone; the changed file was put into out/quarantine as {kept}.",
    "If it holds answers, take it from there; a form is filled in on a copy outside the folder out.",
)

# between the forms and the rest of the campaign
LANGUAGE_ABSENT = Code(
    "W-FORM-LANGUAGE",
    "Form {form} does not speak the campaign's language ({language}); it would go out in {other}.",
    "Add columns label::… ({language}) to the definition.",
)
UNIT_TYPE_UNKNOWN = Code(
    "E-FORM-UNIT-TYPE",
    "There is no unit type “{name}” in campaign.toml.",
    "Write one of the words after unit_types there: {known}.",
)
UNIT_TYPE_NEAR = Code(
    "E-FORM-UNIT-TYPE-NEAR",
    "There is no unit type “{name}” in campaign.toml; “{nearest}” comes nearest.",
    "Write {nearest}.",
)
SHARED_OTHERWISE = Code(
    "E-FORM-SHARED",
    "“{name}” is to be typed once with {other} (“{shared}”), and the two are of another type or measure.",
    "Give both the same type and measure, or another name in column shared.",
)
FIELD_UNKNOWN = Code(
    "E-FORM-FIELD", "No form asks “{name}”.", "Correct the name: the form's code, a dot, and the name of the field."
)
FIELD_NEAR = Code("E-FORM-FIELD-NEAR", "No form asks “{name}”; “{nearest}” comes nearest.", "Write {nearest}.")
CLAUSE_UNASKED = Code(
    "W-CLAUSE-UNASKED",
    "Clause {clause} names {field}, which none of the units it binds is asked ({types}).",
    "Ask these types in the form (column unit_types), or take the field out of the clause.",
)
ITEM_UNKNOWN = Code(
    "E-FORM-ITEM",
    "The field feeds item “{name}”, which the rules do not have.",
    "Correct the item, or add it to the rules.",
)
ITEM_NEAR = Code(
    "E-FORM-ITEM-NEAR",
    "The field feeds item “{name}”, which the rules do not have; “{nearest}” comes nearest.",
    "Write {nearest}, or add the item to the rules.",
)
ITEM_UNFED = Code(
    "W-ITEM-UNFED",
    "No field of a form and no ledger feeds item {item}: nobody could say how it was scored.",
    "Name the item in column items of the fields it is scored by, or a ledger (L.…) in column fields of its clause.",
)
ITEM_UNFED_BY = Code(
    "W-ITEM-UNFED-BY",
    "Item {item} applies to units that are asked no field that feeds it: {types}.",
    "Ask them such a field, or take these types out of the item's unit types.",
)
