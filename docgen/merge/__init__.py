"""Plain mail merge: any Word template and any table, one document a row.

    folder, pattern = split_pattern("letters/{name}.pdf")
    report = merge(Job(template, data, pattern), folder, now=now, means=Means(jobs=4))

Documents are made by the same press and in the same batches as books: only what is missing or changed is made, a killed
run is resumed by the same call, and what is wrong with one row never stops the others. What was made is remembered in
the folder `.docgen` beside the documents.
"""

from docgen.merge.pattern import Pattern, split_pattern
from docgen.merge.run import Job, Merged, MergeReport, merge
from docgen.press.series import Means

__all__ = ["Job", "Means", "MergeReport", "Merged", "Pattern", "merge", "split_pattern"]
