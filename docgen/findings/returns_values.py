"""Findings about single values of returned forms: what a unit wrote, and why it is or is not taken as a value."""

from docgen.findings import Code

APPROXIMATE = Code(
    "E-APPROX", "“{text}” is only about right; an exact figure is needed.", "Write the exact number, digits only."
)
ABOUT = Code(
    "W-APPROX", "“{text}” is only about right; it was read as {value}.", "Write the exact number if you have it."
)
NOT_A_NUMBER = Code("E-NOT-NUMBER", "“{text}” cannot be read as a number.", "Write digits only, without any words.")
LETTERS_UNSAID = Code(
    "E-LETTERS",
    "“{text}” holds letters of which the file does not say which they are.",
    "Look at the page and write what stands there, or ask for the form as a file.",
    "Send the file itself: the form as .xlsx or .docx, or the PDF that was filled in.",
)
NOT_WHOLE = Code("E-NOT-INT", "{text} is not a whole number.", "Write a whole number, such as 3.")
OUT_OF_RANGE = Code("E-RANGE", "“{text}” is outside what is possible here: {range}.", "Correct the number.")
TWO_NUMBERS = Code(
    "E-NUMBER-TWO-WAYS",
    "“{text}” may be read in two ways: {one} or {other}.",
    "Write the number without a separator of thousands and with a decimal point.",
)
OTHER_UNIT = Code(
    "E-UNIT",
    "“{text}” is counted in “{unit}”, but “{measure}” is asked for.",
    "Write the figure in the unit printed on the form, digits only.",
)
UNIT_CONVERTED = Code(
    "W-UNIT-CONVERTED",
    "“{text}” was converted into the unit of the form: {value} {measure}.",
    "Check it, and next time write the figure in the unit printed on the form.",
)
UNIT_SUSPECT = Code(
    "W-UNIT-SUSPECT",
    "“{text}” stands where “{measure}” is asked for: {one} or {other}? It was not taken over.",
    "Write the figure in the unit printed on the form, digits only.",
)
PERCENT_AMBIGUOUS = Code(
    "E-PCT-AMBIGUOUS",
    "“{text}” may mean {text} percent or {percent} percent.",
    "Write the percent sign with the number, such as {percent}%.",
)
YEAR_INFERRED = Code(
    "W-YEAR-INFERRED", "“{text}” does not say the whole year; it was read as {value}.", "Check the year."
)
YEAR_WITH_LETTER = Code(
    "W-DATE-LETTER",
    "“{text}” has a letter O in place of a zero; it was read as {value}.",
    "Check the date, and next time write it like 2026-03-05.",
)
DATE_OUTSIDE = Code(
    "E-DATE-PERIOD",
    "“{text}” has no year, and no such day lies in the time this form is about.",
    "Write the date with its year, like 2026-03-05.",
)
NOT_A_TIME = Code("E-NOT-TIME", "“{text}” cannot be read as a time of day.", "Write it like 09:30.")
NOT_YES_NO = Code("E-NOT-YESNO", "“{text}” is neither yes nor no.", "Answer yes or no.")
NOT_A_CHOICE = Code("E-CHOICE", "“{text}” is none of the answers to choose from: {choices}.", "Choose one of them.")
NEAR_A_CHOICE = Code(
    "E-CHOICE-NEARLY",
    "“{text}” is none of the answers to choose from: {choices}. “{nearest}” comes nearest.",
    "Choose one of them.",
)
TWO_CHOICES = Code(
    "E-CHOICE-TWO", "More than one answer is chosen: {choices}; only one may be.", "Leave only the right one."
)
SEE_ATTACHMENT = Code(
    "E-SEE-ATTACHMENT",
    "“{text}” points elsewhere; it counts as not reported.",
    "Write the answer itself into its place on the form.",
)
PENDING = Code(
    "E-PENDING", "“{text}” is no answer yet; it counts as not reported.", "Write the answer once it is known."
)
FORMULA_NOT_CALCULATED = Code(
    "E-FORMULA-NOCACHE",
    "The cell holds a formula ({text}), but no result was saved with it.",
    "Open the file in Excel or WPS, let it calculate and save it; or type the value.",
)
