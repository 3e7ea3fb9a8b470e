"""The troubles that stop a command, and the exit codes they end in.

Something wrong in the user's *data* is no error but a `docgen.findings.Finding`; an error here means that docgen
cannot go on at all. `docgen.cli` translates errors into exit codes in one place.
"""

from enum import IntEnum

from docgen.language import continued


class ExitCode(IntEnum):
    """How a command ended; the numbers are part of the command-line contract."""

    DONE = 0
    FINDINGS = 1
    USAGE = 2
    CANNOT_GO_ON = 3


class DocgenError(Exception):
    """We cannot go on. `message` says where, what and why, `remedy` what to do, in the user's language."""

    exit_code = ExitCode.CANNOT_GO_ON

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return continued((self.message, self.remedy))

    def __reduce__(self) -> tuple[type["DocgenError"], tuple[str, str]]:
        return type(self), (self.message, self.remedy)


class UsageError(DocgenError):
    """The command was called with words it does not know or that contradict each other."""

    exit_code = ExitCode.USAGE


class CampaignError(DocgenError):
    """The campaign folder is missing, unreadable or so broken that nothing can be made from it."""


class FileTroubleError(DocgenError):
    """A file cannot be read or written: disk full, folder read-only, file locked by another program."""


class StoreError(DocgenError):
    """The campaign's database is damaged, foreign, of another version of docgen, or held by another program."""


class EngineError(DocgenError):
    """A document engine is missing or broken: no converter, no fonts, a worker that cannot start."""
