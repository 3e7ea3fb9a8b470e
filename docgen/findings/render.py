"""Findings of rendering a Word template: what the data lacked, what a text could not keep, what a template did."""

from docgen.findings import Code

FIELD_MISSING = Code(
    "E-FIELD-MISSING",
    "The template prints “{tag}”, and there is no value for it.",
    "Fill it in, or correct the name in the template; where it may stay blank, "
    "write {{{{ {tag}|dash }}}} for a dash or {{{{ {tag}|or_blank }}}} for nothing.",
)
FIELD_MARKED = Code(
    "W-FIELD-MARKED",
    "There is no value for “{tag}”; the document carries a visible mark in its place.",
    "Fill it in before the document is handed out.",
)
CHARACTERS_REMOVED = Code(
    "W-CHARACTERS-REMOVED",
    "The value of “{tag}” holds characters that no Word file may contain ({characters}); they were left out.",
    "Retype the value in the workbook; such characters come from copying out of other programs.",
)
CHARACTERS_REPLACED = Code(
    "W-CHARACTERS-REPLACED",
    "The value of “{tag}” holds halves of characters ({characters}); each was replaced by �.",
    "Retype the value in the workbook.",
)
LINE_ENDS_MENDED = Code(
    "I-LINE-ENDS-MENDED",
    "Line ends of another system in the value of “{tag}” became ordinary line breaks.",
    "Nothing needs to be done.",
)
RENDER_FAILED = Code(
    "E-RENDER-FAILED",
    "The template could not be filled in: {reason}.",
    "Correct the tag in the template.",
)
RENDER_UNSAFE = Code(
    "E-RENDER-UNSAFE",
    "The template asks for something a template may not do: {reason}.",
    "Remove the tag; a template may only print the data it is given.",
)
RENDER_LIMIT = Code(
    "E-RENDER-LIMIT",
    "Filling in the template was stopped: {reason}.",
    "Look for a loop in the template that repeats far too often, or a value far too long.",
)
NOT_WELL_FORMED = Code(
    "E-NOT-WELL-FORMED",
    "The document would not open in Word, so it was not made; it breaks after “{text}”.",
    "Look for a tag that begins in one paragraph, row or cell and ends in another, or a tag with “| safe” in it.",
)
PICTURE_NOT_IN_TEMPLATE = Code(
    "E-PICTURE-NOT-IN-TEMPLATE",
    "The picture “{name}” has no place in the template.",
    "Insert a placeholder picture in the template and give it the alternative text “{name}”.",
)
PICTURE_OF_OTHER_KIND = Code(
    "E-PICTURE-OF-OTHER-KIND",
    "The picture “{name}” is not a {kind} file, as its placeholder in the template is.",
    "Save the picture as {kind}, or use a placeholder of the picture's kind.",
)
