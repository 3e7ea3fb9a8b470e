"""The returns desk: what came back is collected, tracked, decided upon, and chased.

    collect(office, paths, means) -> CollectReport        the inbox into the records, each file once
    register(office, typed) -> Register                   all that is known of the year's returns
    status(office, register) -> StatusReport              unit by form, and whom to chase

How a file is read is not this room's business: it is given a reader. What only some verbs need has doors of its own:
`notices`, `summary`, `export`.
"""

from docgen.desk.collect import Collected, CollectReport, Means, Office, Reader, Stated, collect
from docgen.desk.entering import EnteredReport, enter
from docgen.desk.page import review_page
from docgen.desk.questions import questions
from docgen.desk.review import Decided, decide, review_workbook
from docgen.desk.status import Chase, FormState, Register, StatusReport, register, status, submissions
from docgen.desk.versions import Beside, Difference, Judging, Slot, Standing, Version, differences, standings

__all__ = [
    "Beside",
    "Chase",
    "CollectReport",
    "Collected",
    "Decided",
    "Difference",
    "EnteredReport",
    "FormState",
    "Judging",
    "Means",
    "Office",
    "Reader",
    "Register",
    "Slot",
    "Standing",
    "Stated",
    "StatusReport",
    "Version",
    "collect",
    "decide",
    "differences",
    "enter",
    "questions",
    "register",
    "review_page",
    "review_workbook",
    "standings",
    "status",
    "submissions",
]
