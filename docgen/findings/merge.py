"""What can be wrong with the table of a mail merge."""

from docgen.findings import Code

NO_HEADINGS = Code(
    "E-MERGE-HEADINGS",
    "No row of this table has the headings that the template and the pattern use: {names}.",
    "Give the columns these headings, all in one row above the data.",
)
NO_ROWS = Code(
    "W-MERGE-EMPTY",
    "The table has headings but no rows, so nothing is made.",
    "Check that this is the right file and that the rows stand right under the headings.",
)
NOT_JSON = Code(
    "E-MERGE-JSON",
    "The file is not written by the rules of JSON.",
    "Save it again from the program it came from, in UTF-8, or use an xlsx or csv file instead.",
)
NOT_OBJECTS = Code(
    "E-MERGE-JSON-SHAPE",
    "The JSON is neither one object nor a list of objects.",
    'Write one object a document: [{"name": "Ann"}, {"name": "Bo"}].',
)
NAME_BLANK = Code(
    "W-MERGE-NAME-BLANK",
    "Column '{column}' is blank in this row, so the document's name lacks it.",
    "Fill in the cell if the name matters.",
)
