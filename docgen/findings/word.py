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

# Tags: how they are written.

TAG_UNCLOSED = Code(
    "E-TAG-UNCLOSED",
    "The tag “{tag}” is not closed.",
    "Close it with “{closing}” in the same paragraph.",
)
TAG_STRAY = Code(
    "E-TAG-STRAY",
    "“{tag}” closes a tag that was never opened, and would be printed as it stands.",
    "Take it out, or write the opening braces before it.",
)
TAG_SPLIT = Code(
    "E-TAG-SPLIT",
    "The tag “{tag}” begins in one paragraph and ends in a later one.",
    "Write the whole tag in one paragraph.",
)
TAG_SPACED = Code(
    "E-TAG-SPACED",
    "There is a blank between the braces of “{tag}”, so it would be printed and not filled.",
    "Write the two braces together, as in {{{{ name }}}}.",
)
TAG_DOUBLED = Code(
    "E-TAG-DOUBLED",
    "“{tag}” has a brace too many.",
    "Write {{{{ name }}}} for a value and {{% if … %}} for a condition.",
)
TAG_CLOSED_WRONG = Code(
    "E-TAG-CLOSED-WRONG",
    "“{tag}” is closed with other braces than it was opened with.",
    "Close it with “{closing}”.",
)
TAG_WIDE = Code(
    "E-TAG-WIDE",
    "“{tag}” holds Chinese full-width, unusual or invisible characters where plain ones belong: {detail}",
    "Switch the input method to English and type the tag again.",
)
TAG_SMART_QUOTES = Code(
    "W-TAG-SMART-QUOTES",
    "“{tag}” holds the curly quotation marks {detail}, which Word put in; they are read as straight ones.",
    "Type straight quotation marks: press Ctrl+Z right after Word has changed them.",
)
TAG_EMPTY = Code(
    "E-TAG-EMPTY",
    "The tag “{tag}” says nothing.",
    "Write a name into it or take it out.",
)
TAG_SINGLE_BRACE = Code(
    "W-TAG-SINGLE-BRACE",
    "“{tag}” has single braces, so it would be printed and not filled.",
    "If the value is meant, write it with two braces: {{{{ {name} }}}}.",
)
TAG_SYNTAX = Code(
    "E-TAG-SYNTAX",
    "The tag “{tag}” cannot be understood ({why}).",
    "Check its brackets, quotation marks and commas.",
)
TAG_SINGLE_EQUALS = Code(
    "E-TAG-SINGLE-EQUALS",
    "“{tag}” compares with one “=”.",
    "Write two: “==”.",
)
TAG_NAME_BLANK = Code(
    "E-TAG-NAME-BLANK",
    "There is a blank inside a name, or something is missing between two words, in “{tag}”.",
    "Names hold no blanks; join the parts with a dot or an underscore, as in “{nearest}”.",
)
TAG_UNKNOWN = Code(
    "E-TAG-UNKNOWN",
    "“{tag}” begins with the unknown word “{word}”.",
    "Did you mean “{nearest}”? Write that instead.",
)
TAG_NOT_ALLOWED = Code(
    "E-TAG-NOT-ALLOWED",
    "“{tag}” would draw on another file or a part of the program; a template may not do that.",
    "Write the text into this template itself.",
)
TAG_PREFIX_BLANK = Code(
    "E-TAG-PREFIX-BLANK",
    "There is a blank before “{prefix}” in “{tag}”, so it is not seen as the mark of a paragraph, row, cell or run.",
    "Write it without the blank: {{%{prefix} … %}}.",
)
TAG_PREFIX_PERCENT = Code(
    "E-TAG-PREFIX-PERCENT",
    "“{tag}” holds % or }} inside; a tag of a whole paragraph, row or cell cannot.",
    "Work the value out before, in {{% set name = … %}}, and use that name here.",
)
TAG_DIVIDES_BY_0 = Code(
    "E-TAG-DIVIDES-BY-0",
    "“{tag}” divides by 0.",
    "Divide by another number, or take the tag out.",
)
TAG_MERGE_FIELD = Code(
    "E-TAG-MERGE-FIELD",
    "A mail-merge field of Word stands here ({name}); docgen does not fill those.",
    "Delete the field and type the tag {{{{ {nearest} }}}} in its place.",
)

# Tags: blocks that begin and end.

BLOCK_NOT_ENDED = Code(
    "E-BLOCK-NOT-ENDED",
    "What begins with “{tag}” has no end.",
    "Write {{%{end} %}} where it ends.",
)
BLOCK_NOT_BEGUN = Code(
    "E-BLOCK-NOT-BEGUN",
    "“{tag}” ends something that did not begin.",
    "Take it out, or write {{%{begin} … %}} where it begins.",
)
BLOCKS_MIXED = Code(
    "E-BLOCKS-MIXED",
    "“{tag}” stands where the end of “{begin}” was due.",
    "Write {{%{end} %}} here, or put the ends in the right order: what began last ends first.",
)
ELSE_MISPLACED = Code(
    "E-ELSE-MISPLACED",
    "“{tag}” does not stand between an “if” and its “endif”, or comes after “else”.",
    "Move it to its place or take it out.",
)
BLOCK_LEVELS = Code(
    "E-BLOCK-LEVELS",
    "“{begin}” and “{tag}” belong together but stand on different levels of the document, which would damage the file.",
    "Give both the same mark (p for paragraphs, tr for table rows, tc for cells) or put both into one paragraph.",
)

# Tags: names, fields, filters.

NAME_UNKNOWN = Code(
    "E-NAME-UNKNOWN",
    "“{name}” in “{tag}” is not known.",
    "Did you mean “{nearest}”? Write that, or take the tag out.",
)
NAME_STRANGE = Code(
    "E-NAME-STRANGE",
    "“{name}” in “{tag}” is not known.",
    "Write a name that the data has (the heading of a column, say), or take the tag out.",
)
FIELD_UNKNOWN = Code(
    "E-FIELD-UNKNOWN",
    "“{name}” in “{tag}” is not known: there is no field “{field}”.",
    "Did you mean “{nearest}”? Write that, or add the column to the workbook and declare it in campaign.toml, for"
    " the roster under [sheets.units.columns].",
)
FIELD_STRANGE = Code(
    "E-FIELD-STRANGE",
    "“{name}” in “{tag}” is not known: there is no field “{field}”.",
    "Write a field that is there, add the column to the workbook, or take the tag out.",
)
FIELD_OF_LIST = Code(
    "E-FIELD-OF-LIST",
    "“{name}” in “{tag}” asks a whole list for the field “{field}”.",
    "Loop over the list, {{% for entry in {list} %}}, and write entry.{field}.",
)
FIELD_HIDDEN = Code(
    "E-FIELD-HIDDEN",
    "“{name}” in “{tag}” means something else to the template language than the field “{field}”.",
    'Write it with brackets: {group}["{field}"].',
)
FILTER_UNKNOWN = Code(
    "E-FILTER-UNKNOWN",
    "The filter “{name}” in “{tag}” is not known.",
    "Did you mean “{nearest}”? Write that, or take the filter out.",
)
TEST_UNKNOWN = Code(
    "E-TEST-UNKNOWN",
    "The question “is {name}” in “{tag}” is not known.",
    "Did you mean “is {nearest}”?",
)
FILTER_ARGUMENTS = Code(
    "E-FILTER-ARGUMENTS",
    "The filter “{name}” in “{tag}” does not take what stands in its brackets.",
    "Write it as {usage}.",
)
FILTER_KIND = Code(
    "E-FILTER-KIND",
    "“{tag}” gives a {kind} to the filter “{name}”, which cannot print one.",
    "Use another filter, or none.",
)
FILTER_SAFE = Code(
    "W-FILTER-SAFE",
    "“{tag}” is printed without protection: a value with & or < in it would damage the book.",
    "Take “| safe” out.",
)
NAME_TAKEN = Code(
    "E-NAME-TAKEN",
    "“{tag}” gives a new meaning to “{name}”, which is a name of the book's data.",
    "Choose another name, such as “my_{name}”.",
)
LOOP_NAME_OUTSIDE = Code(
    "E-LOOP-NAME-OUTSIDE",
    "“{name}” in “{tag}” is only known inside its loop or block, and this stands outside.",
    "Move the tag into the loop, before its end.",
)
LOOP_NAME_AGAIN = Code(
    "E-LOOP-NAME-AGAIN",
    "“{tag}” loops with “{name}” inside another loop with the same name.",
    "Give the inner loop another name.",
)
LOOP_NOT_LIST = Code(
    "E-LOOP-NOT-LIST",
    "“{tag}” loops over “{name}”, which is no list.",
    "Loop over a list, such as “{nearest}”.",
)
LIST_PRINTED = Code(
    "E-LIST-PRINTED",
    "“{tag}” would print “{name}”, a whole list or group of fields, with brackets and all.",
    'Loop over it, print one of its fields, or join it: {{{{ {name} | join(", ") }}}}.',
)
ATTRIBUTE_FORBIDDEN = Code(
    "E-ATTRIBUTE-FORBIDDEN",
    "“{tag}” reaches for “{name}”, an inner part of the program; a template may not do that.",
    "Take the tag out. If you did not write it, ask where this template comes from.",
)
CALL_FORBIDDEN = Code(
    "E-CALL-FORBIDDEN",
    "“{tag}” calls “{name}”, which a template may not call.",
    "Write the value without brackets, or use a filter.",
)

LOOKUP_UNKNOWN = Code(
    "E-LOOKUP-UNKNOWN",
    "“{tag}” asks for “{name}”, which is not known here.",
    "“{nearest}” comes nearest. Write that, or take the tag out.",
)
LOOKUP_ARGUMENTS = Code(
    "E-LOOKUP-ARGUMENTS",
    "“{name}” in “{tag}” must be told one name, and nothing else.",
    'Write the name in quotation marks: {name}("name").',
)

# Tags: where they stand.

ROW_TAG_OUTSIDE = Code(
    "E-ROW-TAG-OUTSIDE",
    "“{tag}” is marked as a table row or cell (“{prefix}”) but does not stand in a table.",
    "Write {{%p … %}} for paragraphs, or move the tag into the table.",
)
CELL_TAG_OUTSIDE = Code(
    "E-CELL-TAG-OUTSIDE",
    "“{tag}” shapes a table cell but does not stand in one.",
    "Move it into a table cell or take it out.",
)
TEXT_LOST = Code(
    "E-TEXT-LOST",
    "“{lost}” shares a paragraph, row or cell with “{tag}”, which stands for the whole of it, and would be dropped.",
    "Move “{tag}” into a paragraph (row, cell) of its own.",
)
SECTION_LOST = Code(
    "E-SECTION-LOST",
    "A picture, page break or section break shares a paragraph, row or cell with “{tag}” and would be dropped.",
    "Move “{tag}” into a paragraph (row, cell) of its own.",
)
TAG_IN_FIELD = Code(
    "E-TAG-IN-FIELD",
    "“{tag}” stands inside the code of a Word field, where it is not filled reliably.",
    "Delete the field and write the tag into the text itself.",
)
TAG_IN_LINK = Code(
    "E-TAG-IN-LINK",
    "“{tag}” stands in the address of a hyperlink, where it is not filled.",
    "Remove the hyperlink and print the address as text.",
)
TAG_IN_BOOKMARK = Code(
    "E-TAG-IN-BOOKMARK",
    "“{tag}” stands in the name of a bookmark, which has to stay the same.",
    "Give the bookmark a plain name.",
)
TAG_IN_REVISION = Code(
    "E-TAG-IN-REVISION",
    "“{tag}” stands in a tracked change that nobody has accepted or rejected.",
    "Accept or reject all changes in Word (Review) and switch tracking off.",
)
TAG_NOT_FILLED = Code(
    "E-TAG-NOT-FILLED",
    "“{tag}” stands in a part of the document that is not filled ({part}).",
    "Move the text with the tag into the body, a header, a footer or a footnote.",
)
REVISIONS_LEFT = Code(
    "W-REVISIONS-LEFT",
    "The template holds {count} tracked changes; every book would show them.",
    "Accept or reject all changes in Word (Review) and switch tracking off.",
)

CELL_EMPTIED = Code(
    "W-CELL-EMPTIED",
    "Every paragraph of this cell depends on “{tag}”; where none is left, Word calls the book damaged.",
    "Add an empty paragraph to the cell, outside of the tags, or an else with one.",
)
TABLE_EMPTIED = Code(
    "W-TABLE-EMPTIED",
    "Every row of this table depends on “{tag}”; where none is left, Word may call the book damaged.",
    "Give the table a heading row, or put a condition with p around the whole table.",
)
TAG_IN_CONTROL = Code(
    "E-TAG-IN-CONTROL",
    "“{tag}” stands in a content control that Word fills from the document's properties, over what docgen fills in.",
    "Delete the control (right click, Remove Content Control) and keep the text.",
)

# The file as a whole.

FILE_EMPTY = Code(
    "E-TEMPLATE-EMPTY",
    "The file is empty.",
    "Save the template again in Word, or copy it again from where it came from.",
)
FILE_OLD = Code(
    "E-TEMPLATE-OLD",
    "The file is in the format of Word 97-2003 (.doc).",
    "Open it in Word and save it as a Word document (.docx).",
)
FILE_ENCRYPTED = Code(
    "E-TEMPLATE-ENCRYPTED",
    "The file is protected with a password, so it cannot be read.",
    "Open it in Word, remove the password (File, Info, Protect Document) and save it.",
)
FILE_NOT_WORD = Code(
    "E-TEMPLATE-NOT-WORD",
    "The file is no Word document (.docx).",
    "Save the template as a Word document (.docx), neither as a Word template nor with macros.",
)
FILE_DAMAGED = Code(
    "E-TEMPLATE-DAMAGED",
    "The file cannot be used. {why}",
    "Open and repair it in Word, save it, or copy it again from where it came from.",
)
FILE_STRICT = Code(
    "E-TEMPLATE-STRICT",
    "The file is saved as Strict Open XML, which most programs cannot read.",
    "Save it in Word as a plain Word document (.docx).",
)
MACROS = Code(
    "E-TEMPLATE-MACROS",
    "The template holds macros; every book would carry them.",
    "Save it as a Word document without macros (.docx).",
)
EXTERNAL = Code(
    "E-TEMPLATE-EXTERNAL",
    "The template draws on something outside of it ({kind}): {target}",
    "Put a copy into the template itself and remove the link.",
)
EMBEDDED = Code(
    "E-TEMPLATE-EMBEDDED",
    "Another program's object is embedded in the template ({target}); readers would be asked whether to trust it.",
    "Replace it by a picture or a table.",
)
PICTURE_MISSING = Code(
    "E-PICTURE-MISSING",
    "The template has no placeholder picture “{name}”.",
    "Insert a picture in its place and give it the alt text {name} (right click, View Alt Text).",
)
PICTURE_UNKNOWN = Code(
    "E-PICTURE-UNKNOWN",
    "The alt text “{name}” names no placeholder that docgen knows.",
    "Did you mean “{nearest}”? Change the alt text to that.",
)
PICTURE_NOT_ON_EVERY_PAGE = Code(
    "E-PICTURE-NOT-EVERY-PAGE",
    "“{name}” does not stand on every page: {where} has neither a header nor a footer with it.",
    "Copy the placeholder picture into that header or footer.",
)
EAST_ASIAN_FONT = Code(
    "W-EAST-ASIAN-FONT",
    "{count:paragraph|paragraphs} with Chinese text, from here on, without a font for it; every computer would "
    "choose another.",
    "Select the text and choose an East Asian font (such as 仿宋) in the Font dialog, or set it in the style.",
)
EAST_ASIAN_LANGUAGE = Code(
    "W-EAST-ASIAN-LANGUAGE",
    "{count:paragraph|paragraphs} with Chinese text, from here on, not marked as Chinese; glyphs may be wrong.",
    "Select the text and set its language to Chinese (Review, Language), or set it in the style.",
)
