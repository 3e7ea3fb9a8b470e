"""What a unit wrote in one field, as a value of the field's type; nothing is invented, and everything doubtful is said.

    read_value(field, raw, profile) -> Read(state, value, none, findings)

Both languages are read whatever the form's: `十二`, `twelve`, `１２`, `12起` are one number; `无`, `nil` a none.
A blank is never 0. Whether a blank may stay blank is told by `docgen.returns.checks`, which sees the whole record.
"""

from docgen.returns.values.dates import NO_END
from docgen.returns.values.profile import Profile
from docgen.returns.values.read import Read
from docgen.returns.values.reader import read_value
from docgen.returns.values.text import as_seen

__all__ = ["NO_END", "Profile", "Read", "as_seen", "read_value"]
