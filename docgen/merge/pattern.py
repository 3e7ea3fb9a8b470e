"""Names of the documents: a pattern such as `letters/{code} {name}.docx`, filled from each row, safe and unique."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path, PurePosixPath
from string import Formatter

from docgen.errors import UsageError
from docgen.excel import nearest
from docgen.files import safe_name, unique_names
from docgen.language import enumerated, say

ROW = "row"
"""A field every pattern may use: the number of the row."""

SUFFIXES = (".docx", ".pdf")


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern in its parts; `/` between folders. `fields` are the names in braces."""

    text: str

    def __post_init__(self) -> None:
        """Raise UsageError if no document can be named so."""
        if self.suffix not in SUFFIXES:
            raise UsageError(
                say("'{pattern}' says neither .docx nor .pdf.", pattern=self.text),
                say("End it with .docx or .pdf: that decides what is made."),
            )
        try:
            plain = all(not (conversion or spec) for _, _, spec, conversion in Formatter().parse(self.text))
        except ValueError:
            plain = False
        if not plain or not all(name.isidentifier() for name in self.fields):
            raise UsageError(
                say("'{pattern}' cannot be read.", pattern=self.text),
                say("Write each column's name in one pair of braces, as in 'letters/{code} {name}.docx'."),
            )

    def __str__(self) -> str:
        return self.text

    @property
    def suffix(self) -> str:
        """`.docx` or `.pdf`."""
        return PurePosixPath(self.text).suffix.lower()

    @property
    def fields(self) -> tuple[str, ...]:
        """The names in braces, in order."""
        return tuple(name for _, name, _, _ in Formatter().parse(self.text) if name is not None)

    def check(self, known: Iterable[str], rows: int) -> None:
        """Raise UsageError if a field is not among the columns `known`, or all of several `rows` get one name."""
        columns = [*known, ROW]
        for name in self.fields:
            if name not in columns:
                near = nearest(name, columns)
                raise UsageError(
                    say("The table has no column '{name}', which the pattern asks for.", name=name),
                    say("Did you mean '{near}'?", near=near)
                    if near
                    else say("It has: {names}.", names=enumerated(columns)),
                )
        if rows > 1 and not self.fields:
            raise UsageError(
                say("All {rows} rows would get the same name, '{pattern}'.", rows=rows, pattern=self.text),
                say("Put a column's name in braces into it, as in 'letters/{name}.docx', or '{row}'."),
            )

    def name_all(self, rows: Mapping[str, Mapping[str, object]]) -> dict[str, str]:
        """Keys of rows to relative paths that every system accepts and that differ even where names are one."""
        folders: dict[str, dict[str, str]] = defaultdict(dict)
        for key, values in rows.items():
            *above, last = (self._fill(part, values) for part in PurePosixPath(self.text).parts)
            folders["/".join(safe_name(part) for part in above)][key] = last[: -len(self.suffix)]
        return {
            key: str(PurePosixPath(folder) / f"{name}{self.suffix}")
            for folder, names in folders.items()
            for key, name in unique_names(names).items()
        }

    def _fill(self, part: str, values: Mapping[str, object]) -> str:
        # Filled part by part, so that a slash in a value makes no folder.
        return "".join(
            text + ("" if name is None else _word(values.get(name))) for text, name, _, _ in Formatter().parse(part)
        )


def split_pattern(text: str) -> tuple[Path, Pattern]:
    """The folder a pattern starts from, as the person wrote it, and the pattern below it. Raises UsageError."""
    *above, last = Path(text).parts or ("",)
    fixed = list(takewhile(lambda part: "{" not in part, above))
    return Path(*fixed), Pattern("/".join((*above[len(fixed) :], last)))


def _word(value: object) -> str:
    return "" if value is None else str(value)
