"""What a table is declared to hold: its sheet, columns and types. Cells are read by declaration, never by guess."""

from dataclasses import dataclass, field
from enum import StrEnum

from docgen.findings import Place
from docgen.language import current_language
from docgen.model import Facts, Value


class ColumnType(StrEnum):
    """What the cells of a column are."""

    TEXT = "text"
    CODE = "code"
    """A text that names something: leading zeros count, full-width digits are digits."""
    COUNT = "count"
    """A whole number, 0 or more."""
    DECIMAL = "decimal"
    PERCENT = "percent"
    """A number of percent: 98 stands for 98 %, however the cell writes it."""
    DATE = "date"
    MOMENT = "moment"
    """A day with its hour; a day alone is the beginning of it."""
    YES_NO = "yes_no"
    CHOICE = "choice"


class DateOrder(StrEnum):
    """Which part of a date written in digits comes first."""

    YMD = "ymd"
    DMY = "dmy"
    MDY = "mdy"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: the `name` docgen knows it by, its type, and the headings people write over it.

    `required`: the heading must be there and, unless `sparse`, every row filled. `choices` are the words of a CHOICE;
    `above_100`: a PERCENT may be more than 100 %.
    """

    name: str
    type: ColumnType = ColumnType.TEXT
    titles: tuple[str, ...] = ()
    required: bool = False
    sparse: bool = False
    choices: tuple[str, ...] = ()
    above_100: bool = False

    @property
    def title(self) -> str:
        """The heading to show a person, as sheets write it: one in the current language, if there is one."""
        title = _shown(self.titles, self.name).replace("_", " ")
        return title[:1].upper() + title[1:]


def _shown(titles: tuple[str, ...], name: str) -> str:
    chinese = current_language() == "zh"
    ours = (title for title in titles if title.isascii() is not chinese)
    return next(ours, titles[0] if titles else name)


@dataclass(frozen=True, slots=True)
class Declaration:
    """One table: the sheet it stands on (any of `titles`), and its columns. The first column is the row's key.

    Of a `shared` sheet other readers have columns too: headings not declared here are theirs, and no finding.
    """

    name: str
    columns: tuple[Column, ...]
    titles: tuple[str, ...] = ()
    required: bool = False
    shared: bool = False

    @property
    def title(self) -> str:
        """The name of the sheet to show a person: one in the current language, if there is one."""
        return _shown(self.titles, self.name)


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the number Excel shows beside it, and its values by column name; blank is None.

    `faulty` are the columns whose cells hold something that could not be read; they are None too.
    """

    number: int
    values: Facts
    faulty: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Table:
    """A table as read: rows in the order of the sheet, and under which letter each column was found."""

    name: str
    rows: tuple[Row, ...] = ()
    file: str = ""
    sheet: str = ""
    letters: Facts = field(default_factory=Facts)
    heading_row: int = 0

    def heading(self, column: str) -> Place:
        """Where the heading of `column` stands."""
        return self.place(Row(self.heading_row, Facts()), column)

    def place(self, row: Row, column: str = "") -> Place:
        """Where `column` of `row` stands; without a column, or one that has no heading, the row."""
        letter = self.letters.get(column)
        cell = f"{letter}{row.number}" if letter else ""
        return Place(file=self.file, sheet=self.sheet, cell=cell, row=None if cell else row.number)

    def text(self, row: Row, column: str) -> str:
        """The value of a text, code or choice column, empty where blank."""
        value: Value = row.values.get(column)
        return "" if value is None else str(value)
