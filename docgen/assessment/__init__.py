"""The Assessment Rules and what they make of a year's records: points, losses with evidence, cases, grades and ranks.

    read = read_rules(Path("rules.xlsx"))           # or rules.yaml: the same columns, the same digest
    results = assess(read.rules, records, Office(units=..., ledgers=..., submissions=...))

`docs/assessment.md` explains how a grade is made. A way of counting is one file of `kinds`, a condition for a veto or a
card one file of `cases`. Nothing here needs a campaign or a store but `campaign.py`, which brings both together.
"""

from docgen.assessment.assess import assess
from docgen.assessment.load import read_rules
from docgen.assessment.office import Office
from docgen.assessment.parse import Parsed
from docgen.assessment.recordtable import read_records
from docgen.assessment.rules import Rules

__all__ = ["Office", "Parsed", "Rules", "assess", "read_records", "read_rules"]
