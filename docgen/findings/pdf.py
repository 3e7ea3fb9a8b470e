"""What can be wrong with a PDF or its fonts: the codes of `docgen.pdf`."""

from docgen.findings import Code

NOT_CONVERTED = Code(
    "E-PDF-NOT-CONVERTED",
    "The Word document could not be made into a PDF; the engine says: {reason}",
    "Open the Word document in Word; if it opens there, save it again and use that as the template.",
)
FONT_SUBSTITUTED = Code(
    "W-FONT-SUBSTITUTED",
    "The font “{font}” is not among the bundled ones; the PDF is set in {substitute}.",
    "Look at a page. If the look matters, choose one of the bundled fonts in the template.",
)
FONT_EQUIVALENT = Code(
    "I-FONT-EQUIVALENT",
    "The font “{font}” is set in {substitute}, whose letters are of the same width.",
    "Nothing needs doing: lines break as they do in Word.",
)
GLYPH_MISSING = Code(
    "W-FONT-GLYPH",
    "No bundled font has the character {character} ({code}), in “{text}”; the PDF shows nothing or a box in its place.",
    "Write it with another character if there is one, or make this document with LibreOffice and a font that has it.",
)
