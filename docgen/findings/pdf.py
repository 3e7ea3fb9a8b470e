"""What can be wrong with a PDF or its fonts: the codes of `docgen.pdf`."""

from docgen.findings import Code

NOT_CONVERTED = Code(
    "E-PDF-NOT-CONVERTED",
    "The Word document could not be made into a PDF; the engine says: {reason}",
    "Open the Word document in Word; if it opens there, save it again and use that as the template.",
)
FONT_SUBSTITUTED = Code(
    "W-FONT-SUBSTITUTED",
    "The font “{font}” is not known; the PDF is set in {substitute}.",
    "Look at a page. If the look matters, choose one of the bundled fonts in the template.",
)
FONT_EQUIVALENT = Code(
    "I-FONT-EQUIVALENT",
    "The font “{font}” is set in {substitute}, whose letters are of the same width.",
    "Nothing needs doing: lines break as they do in Word.",
)
FONT_MAPPED = Code(
    "I-FONT-MAPPED",
    "The font “{font}” is set in {substitute}, the bundled font chosen for it.",
    "Nothing needs doing, unless its exact look matters: then look at a page.",
)
GLYPH_MISSING = Code(
    "W-FONT-GLYPH",
    "No bundled font has the character {character} ({code}), in “{text}”; the PDF shows nothing or a box in its place.",
    "Write it with another character if there is one, or make this document with LibreOffice and a font that has it.",
)

# Acceptance: a PDF that came out of an engine and is not as it should be.

BROKEN = Code(
    "E-PDF-BROKEN",
    "The PDF is cut short or damaged and cannot be opened.",
    "Run the same command again: it makes this document anew.",
)
PAGE_COUNT = Code(
    "E-PDF-PAGES",
    "The PDF has {pages} pages; expected were {fewest} to {most}.",
    "Look at the pages; if they are right, correct the bounds of the template in campaign.toml.",
)
TEXT_MISSING = Code(
    "E-PDF-TEXT",
    "The PDF lacks text of the Word document in {count:place|places}, first “{text}”.",
    "Look at the Word document near that text: a text box, a shape or hidden text may not be drawn by this engine.",
)
TEXT_DISPLACED = Code(
    "W-PDF-TEXT-ORDER",
    "In {count:place|places} text of the Word document stands elsewhere in the PDF, first “{text}”.",
    "Look at the pages; text in columns or frames may be read in another order though it looks right.",
)
FONT_NOT_EMBEDDED = Code(
    "E-PDF-FONT",
    "The PDF does not hold the font “{font}”, so that it looks different on every machine.",
    "Choose one of the bundled fonts in the template.",
)
TAG_LEFT = Code(
    "E-PDF-TAG",
    "A tag of the template is still to be read in the PDF: “{tag}”.",
    "Correct the tag in the template; docgen check names the place.",
)
BLANK_PAGE = Code(
    "E-PDF-BLANK-PAGE",
    "The page is blank but for header and footer.",
    "Take the superfluous page break or the empty paragraphs before it out of the template.",
)
PICTURE_MISSING = Code(
    "E-PDF-PICTURE",
    "Only {drawn} of {due} pictures are drawn.",
    "Look at the Word document: the picture may be of a kind this engine does not draw; use PNG or JPEG.",
)
SIGNATURE_SPLIT = Code(
    "E-PDF-SIGNATURE-SPLIT",
    "The signature block that begins “{text}” is not whole on one page.",
    "In the template, give its paragraphs “Keep with next” and its rows “Do not break across pages”.",
)
SIGNATURE_ALONE = Code(
    "E-PDF-SIGNATURE-ALONE",
    "The signature block that begins “{text}” stands alone on its page.",
    "In the template, let the paragraph before the block keep with it (“Keep with next”).",
)
ENGINE_LEAVES_OUT = Code(
    "E-ENGINE-LEAVES-OUT",
    "The PDF engine {engine} leaves out {feature}; it would be missing from every PDF.",
    'Take it out of the template, or set engine = "libreoffice" for this template in campaign.toml.',
)
ENGINE_DRAWS_PLAINLY = Code(
    "W-ENGINE-DRAWS-PLAINLY",
    "The PDF engine {engine} does not draw {feature}; it comes out plain.",
    'Look at a page. If it matters, set engine = "libreoffice" for this template in campaign.toml.',
)
TEMPLATE_TELLS_TIME = Code(
    "W-TEMPLATE-TELLS-TIME",
    "A field puts in the date or time of the moment; the same book would come out different every day.",
    "Put a tag of the campaign there instead, such as the first day of the term.",
)
