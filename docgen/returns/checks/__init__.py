"""What a whole record must hold, found all at once: required answers, rules, results, rows, and what was known before.

    check_record(record, findings, definition, background) -> Checked(record, findings)

Rules are those of the definition (`constraint`, `advice`, `required`, `relevant`, `calculation`); no form's name stands
in here. What depends on a blank or unreadable answer is not judged: that answer has its own finding.
"""

from docgen.returns.checks.background import Background
from docgen.returns.checks.record import Checked, check_record

__all__ = ["Background", "Checked", "check_record"]
