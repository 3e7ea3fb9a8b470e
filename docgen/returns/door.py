"""From a file, or its bytes, to a `Return`: the doors of this room."""

from collections.abc import Iterable

from docgen.files import digest
from docgen.findings import Finding, Place
from docgen.model import Return
from docgen.returns.contents import content_of
from docgen.returns.expected import Expected
from docgen.returns.read import read_records
from docgen.returns.refusal import Refusal
from docgen.returns.sniff import kind_of


def read_bytes_of(data: bytes, file: str, expected: Expected) -> Return:
    """Read a file in this process: for files we trust, and inside the limited reader."""
    name = digest(data)
    try:
        content = content_of(data, file)
    except Refusal as refusal:
        return Return(file, name, kind_of(data).value, (), tuple(_at([refusal.finding], file)), "refused")
    records, findings = read_records(content, file, expected)
    return Return(file, name, content.container, records, findings)


def _at(findings: Iterable[Finding], file: str) -> Iterable[Finding]:
    return (Finding(finding.code, Place(file=file), finding.values) for finding in findings)
