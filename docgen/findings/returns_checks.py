"""Findings about whole records: what must be filled in and is not, figures that do not agree, rows of tables."""

from docgen.findings import Code

BLANK = Code(
    "E-BLANK",
    "This is blank and must be filled in.{said}",
    "Fill it in. If there is none, write 0 or “none”; a blank is never taken for 0.",
)
NOT_APPLICABLE = Code(
    "E-NA-REQUIRED",
    "“{text}” says that this does not apply, but it is asked of every unit of this kind.",
    "Fill it in; if there is none, write 0 or “none”.",
)
RULE_BROKEN = Code("E-CONSTRAINT", "“{text}” cannot be right: {rule}", "Correct it.")
DISAGREEMENT = Code(
    "E-CROSS", "“{text}” does not agree with {others}: {rule}", "Check both figures and correct the wrong one."
)
DOUBTFUL = Code("W-CHECK", "“{text}” is unusual: {rule}", "Check it; leave it as it is if it is right.")
DOUBTFUL_BESIDE = Code(
    "W-CROSS", "“{text}” is unusual beside {others}: {rule}", "Check both; leave them as they are if they are right."
)
WRONG_RESULT = Code(
    "E-CALCULATION",
    "“{text}” stands here, but the figures it is made of give {value}.",
    "Check the figures and the formula.",
)
NEEDLESS = Code(
    "W-NOT-ASKED",
    "“{text}” is answered though nothing is asked here: it is asked only if {rule}.",
    "Check which of the two answers is wrong.",
)
TABLE_EMPTY = Code(
    "E-TABLE-EMPTY",
    "The table “{table}” is empty.",
    "Fill it in; if there is nothing, write “none” into its first row.",
)
ROW_TWICE = Code(
    "E-ROW-TWICE",
    "Rows {one} and {other} of the table “{table}” are both for “{key}”.",
    "Leave one of them, or correct what tells them apart.",
)
ROW_LEFT_OUT = Code(
    "E-ROW-MISSING", "The table “{table}” has no row for “{key}”.", "Add the row; none may be left out."
)
ROW_ADDED = Code(
    "E-ROW-EXTRA", "The table “{table}” has a row for “{key}”, which was not asked for.", "Take the row out."
)
ROW_GONE = Code(
    "E-ROW-GONE",
    "“{key}” was reported for {period} and is no longer in the table “{table}”.",
    "Put the row back, with how far the matter has come.",
)
SAME_WORDS = Code(
    "W-SAME-WORDS",
    "Rows {one} and {other} of the table “{table}” say the same, word for word: “{text}”.",
    "Check whether one was copied from the other; each must say what really happened.",
)
NIL_AND_MORE = Code(
    "W-NIL-ROWS",
    "The form says that there is nothing to report, but the table “{table}” has rows: {count}.",
    "Check which of the two is right.",
)
COPIED = Code(
    "W-COPIED",
    "All {count} figures are the same as those for {period}.",
    "Check whether the earlier return was sent again; leave it as it is if the figures are right.",
)
SENT_OTHERWISE = Code(
    "W-PREFILL", "The form was sent out with “{sent}” here; now it says “{text}”.", "Check which of the two is right."
)
LAST_YEAR = Code(
    "E-LAST-YEAR",
    "“{text}” is not last year's figure, which is known to be {sent}.",
    "Leave it as the form was sent out. If last year's figure is wrong, ask the office to correct it.",
)
FILLED_TOO_EARLY = Code(
    "E-FILLED-BEFORE",
    "The form says it was filled in on {text}, before the time it is about began ({first}).",
    "Check the date; if an old form was sent again, fill in the new one.",
)
