"""The returns desk: what came back is collected, tracked, decided upon, and chased.

    collect(office, paths, means) -> CollectReport        the inbox into the records, each file once
    register(office, typed) -> Register                   all that is known of the year's returns
    status(office, register) -> StatusReport              unit by form, and whom to chase

How a file is read is not this room's business: it is given a reader.
"""

from docgen.desk.collect import Collected, CollectReport, Means, Office, Reader, Stated, collect
from docgen.desk.status import Chase, FormState, Register, StatusReport, register, status, submissions
from docgen.desk.versions import Difference, Slot, Standing, Version, differences, standings

__all__ = [
    "Chase",
    "CollectReport",
    "Collected",
    "Difference",
    "FormState",
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
    "differences",
    "register",
    "standings",
    "status",
    "submissions",
]
