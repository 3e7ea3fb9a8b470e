"""Findings about expressions: constraints, conditions and calculations of forms."""

from docgen.findings import Code

# how it is written
EXPRESSION_LONG = Code(
    "E-EXPRESSION-LONG",
    "The expression has {count} letters; {limit} is the most that can be read.",
    "Divide it: put parts of it into calculate fields, and name those.",
)
EXPRESSION_DEEP = Code(
    "E-EXPRESSION-DEEP",
    "Brackets or functions stand inside one another more than {limit} deep.",
    "Put the inner part into a calculate field, and name that.",
)
EXPRESSION_CHARACTER = Code(
    "E-EXPRESSION-CHARACTER",
    "“{text}” at letter {at} means nothing in an expression.",
    "Take it out, or put texts in ' '.",
)
EXPRESSION_MEANT = Code(
    "E-EXPRESSION-MEANT", "“{text}” at letter {at} means nothing in an expression.", "Write {meant} instead."
)
EXPRESSION_QUOTE = Code(
    "E-EXPRESSION-QUOTE", "The text that begins at letter {at} does not end.", "Close it with {quote}."
)
EXPRESSION_BRACE = Code(
    "E-EXPRESSION-BRACE", "“{text}” at letter {at} is no name of a field.", "Write names of fields like ${example}."
)
EXPRESSION_BARE = Code(
    "E-EXPRESSION-BARE",
    "“{text}” at letter {at} is neither a field nor a text.",
    "For a field write ${brace}, for a text or a choice '{text}'. A column of yes and no holds yes or no.",
)
EXPRESSION_VALUE = Code(
    "E-EXPRESSION-VALUE", "A value is missing after “{before}”.", "Add what belongs there, or take “{before}” out."
)
EXPRESSION_REST = Code(
    "E-EXPRESSION-REST",
    "The expression ends before “{text}” at letter {at}.",
    "Put a sign or a word such as + or and before it, or take it out.",
)
EXPRESSION_BRACKET = Code("E-EXPRESSION-BRACKET", "The bracket opened at letter {at} is not closed.", "Add ).")
FUNCTION_UNKNOWN = Code("E-EXPRESSION-FUNCTION", "There is no function {name}().", "Use one of: {known}.")
FUNCTION_NEAR = Code(
    "E-EXPRESSION-FUNCTION-NEAR",
    "There is no function {name}(); {nearest}() comes nearest.",
    "Write {nearest}, or use one of: {known}.",
)
FUNCTION_ARGUMENTS = Code(
    "E-EXPRESSION-ARGUMENTS", "{name}() is given {count:value|values}; it takes {expected}.", "Write it like {example}."
)
PATTERN_FAULTY = Code(
    "E-EXPRESSION-PATTERN",
    "The pattern “{pattern}” cannot be read: {why}.",
    "Correct the pattern; look-around and references back are not known here.",
)

DATE_LITERAL = Code("E-EXPRESSION-DATE", "{text} is no date.", "Write it like date('2026-03-05').")

# what it says of the form
NAME_UNKNOWN = Code(
    "E-EXPRESSION-NAME", "There is no field “{name}” in the form.", "Correct the name, or add the field."
)
NAME_NEAR = Code(
    "E-EXPRESSION-NAME-NEAR", "There is no field “{name}” in the form; “{nearest}” comes nearest.", "Correct the name."
)
NAME_MANY = Code(
    "E-EXPRESSION-MANY",
    "“{name}” has a value in every row, and here one alone is wanted.",
    "Say what of the rows is meant: sum(${brace}), max(${brace}), count(${brace}).",
)
NAME_ONE = Code(
    "E-EXPRESSION-ROWS",
    "{function}() goes over rows, and “{name}” has no rows.",
    "Name a column of a repeat, or the repeat.",
)
NAME_TABLE = Code(
    "E-EXPRESSION-TABLE",
    "“{name}” is a group or a repeat and has no value of its own.",
    "Name one of its fields, or count(${brace}).",
)
ITSELF_NOWHERE = Code(
    "E-EXPRESSION-ITSELF", "“.” stands for the answer itself, and here there is none.", "Name the field: ${example}."
)
KINDS_DIFFER = Code(
    "E-EXPRESSION-KINDS",
    "“{left}” is {left_kind} and “{right}” is {right_kind}; the two cannot be put together with {operator}.",
    "Compare or reckon with like things: number(…) makes a number of a text, date('2026-03-05') is a date, and texts"
    " and choices stand in ' '.",
)
KIND_WRONG = Code("E-EXPRESSION-KIND", "“{text}” is {kind}, and here {wanted} is wanted.", "Write {wanted}.")
CHOICE_NOT_LISTED = Code(
    "E-EXPRESSION-CHOICE", "“{choice}” is no choice of “{name}”.", "Use the name of one of its choices: {choices}."
)
CHOICE_NEARLY_LISTED = Code(
    "E-EXPRESSION-CHOICE-NEAR", "“{choice}” is no choice of “{name}”; “{nearest}” comes nearest.", "Write '{nearest}'."
)
