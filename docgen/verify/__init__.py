"""Judging what comes back: is it the book we issued, unaltered, and who signed it when.

    report = verify_files(campaign, store, files_in(paths))     -> VerifyReport: a Verdict a file (or book)
    keep(campaign, store, report, who)                          -> Kept: filed in the archive, the book's state moved on
    take_over_ink(campaign, store, who); progress(campaign, store)  -> ProgressReport: each unit's state, whom to chase

Every file from outside is read in the limited reader (`docgen.batch`); the rules are in `judge`, apart from what
becomes of a verdict.
"""

from docgen.verify.keep import Kept, keep
from docgen.verify.progress import ProgressReport, SigningState, UnitProgress, progress, take_over_ink
from docgen.verify.register import CERTIFICATES
from docgen.verify.run import VerifyReport, files_in, verify_files
from docgen.verify.verdict import Hand, Sheet, Standing, Verdict

__all__ = [
    "CERTIFICATES",
    "Hand",
    "Kept",
    "ProgressReport",
    "Sheet",
    "SigningState",
    "Standing",
    "UnitProgress",
    "Verdict",
    "VerifyReport",
    "files_in",
    "keep",
    "progress",
    "take_over_ink",
    "verify_files",
]
