"""campaign.toml as frozen models: what an office may say about its campaign, and what each word may be.

Nothing here knows a subject, a country or a year. Reading the file, and saying what is wrong in it, is `toml.py`.
"""

import datetime as dt
import re
from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, available_timezones

from pydantic import Field, field_validator, model_validator

from docgen.campaign.outgoing import Mail, Signing
from docgen.campaign.parts import InFolder, Key, Part, Text
from docgen.excel import Column, ColumnType, DateOrder, fold
from docgen.language import enumerated, say
from docgen.model import MissingPolicy, Unit
from docgen.model.imprint import Imprint
from docgen.model.periods import Period, parse_period

_DATE_LETTERS = frozenset("dMLyE")
"""What a pattern of dates may hold: day, month, year, weekday. D, Y and m are other things, easily meant for them."""


class Paper(StrEnum):
    """The sheet books are printed on."""

    A4 = "A4"
    LETTER = "Letter"

    @property
    def millimetres(self) -> tuple[float, float]:
        """Width and height, upright."""
        return (210.0, 297.0) if self is Paper.A4 else (215.9, 279.4)


class Issuer(Part):
    """Who issues the books: Party A, as on its seal."""

    name: Text
    short_name: str = ""
    signer: str = ""
    signer_title: str = ""


class Term(Part):
    """The days a book binds, both included."""

    first: dt.date
    last: dt.date

    @model_validator(mode="after")
    def _in_order(self) -> "Term":
        if self.last < self.first:
            raise ValueError(say("the last day lies before the first"))
        return self


class UnitType(Part):
    """A kind of unit: its name in the campaign's language and the legal basis its preamble cites."""

    name: Text
    basis: tuple[str, ...] = ()


class Books(Part):
    """What books are made of and how they are named. `template`, `supplement` and `sign_in` are paths in the folder.

    `number` may say {year}, {seq} and {code}; `file_name` may say {code}, {name}, {short_name}, {type} and {year}.
    """

    template: Annotated[InFolder, Field(min_length=1)] = "templates/book.docx"
    supplement: InFolder = ""
    sign_in: InFolder = ""
    style: Literal["letter", "contract"] = "letter"
    copies: int = Field(default=2, ge=1, le=20)
    duplex: bool = True
    number: Text = "{year}-{seq:03d}"
    file_name: Text = "{code} {short_name}"
    engine: Literal["embedded", "libreoffice"] = "embedded"
    pdf_a: bool = False
    min_pages: int = Field(default=1, ge=1)
    max_pages: int = Field(default=200, ge=1)

    def name_of(self, unit: Unit, year: int) -> str:
        """What the files of a unit are called, without ending; those of another may be called the same."""
        short = unit.short_name or unit.name
        return self.file_name.format(code=unit.code, name=unit.name, short_name=short, type=unit.type, year=year)

    @field_validator("number")
    @classmethod
    def _number(cls, pattern: str) -> str:
        _try_pattern(pattern, year=2000, seq=1, code="A")
        if pattern.format(year=2000, seq=1, code="A") == pattern.format(year=2000, seq=2, code="A"):
            raise ValueError(say("it gives every book the same number; it must say {seq}"))
        return pattern

    @field_validator("file_name")
    @classmethod
    def _file_name(cls, pattern: str) -> str:
        one: dict[str, object] = {"code": "A", "name": "A", "short_name": "A", "type": "A", "year": 2000}
        _try_pattern(pattern, **one)
        if "/" in pattern or "\\" in pattern:
            raise ValueError(say("it is the name of a file; it cannot lead into another folder"))
        if pattern.format(**one) == pattern.format(**one | {"code": "B", "name": "B", "short_name": "B"}):
            raise ValueError(say("it gives every book the same name; it must say {code}, {name} or {short_name}"))
        return pattern


class ColumnSetting(Part):
    """A column the office adds to a sheet; `title` and `aliases` are the headings it may stand under."""

    type: ColumnType = Field(default=ColumnType.TEXT)
    title: str = ""
    aliases: tuple[str, ...] = ()
    required: bool = False
    choices: tuple[str, ...] = ()
    above_100: bool = False
    """Whether a column of type percent may hold more than 100 %."""

    @model_validator(mode="before")
    @classmethod
    def _short(cls, value: Any) -> Any:
        """`name = "count"` is short for `name = { type = "count" }`."""
        return {"type": value} if isinstance(value, str) else value

    @model_validator(mode="after")
    def _choices(self) -> "ColumnSetting":
        if (self.type is ColumnType.CHOICE) != bool(self.choices):
            raise ValueError(say("a column of type choice, and only such a one, lists its choices"))
        return self

    def column(self, name: str) -> Column:
        """The declaration by which cells of this column are read."""
        titles = tuple(t for t in (self.title, name, *self.aliases) if t)
        return Column(name, self.type, titles, self.required, choices=self.choices, above_100=self.above_100)


class SheetSetting(Part):
    """A sheet of units.xlsx: the names it may bear, and the columns beyond docgen's own.

    A sheet that is declared must be there, unless it is declared with `required = false`.
    """

    title: str = ""
    aliases: tuple[str, ...] = ()
    required: bool = True
    columns: Mapping[Key, ColumnSetting] = {}


class IndicatorSetting(Part):
    """A figure set for each unit: a column of sheet `indicators`, compared with a column of history.xlsx.

    `limit` says whether the figure is the most or the least allowed. With `total`, the units' figures together are
    compared with the office's own row `*`. `default` stands where the cell is blank; `last_year` names the column of
    history.xlsx, if there is anything to compare with; `actual` the figure of the rules that tells what it came to.
    """

    title: Text
    measure: str = ""
    type: ColumnType = Field(default=ColumnType.COUNT)
    limit: Literal["at_most", "at_least"] = "at_most"
    required: bool = False
    total: bool = False
    default: int | float | str | None = None
    last_year: str = ""
    actual: str = ""
    aliases: tuple[str, ...] = ()
    unit_types: tuple[str, ...] = ()
    above_100: bool = False
    """Whether a figure of type percent may be more than 100 %."""

    @field_validator("type")
    @classmethod
    def _figure(cls, kind: ColumnType) -> ColumnType:
        if kind not in (ColumnType.COUNT, ColumnType.DECIMAL, ColumnType.PERCENT, ColumnType.TEXT):
            raise ValueError(say("it must be {expected}", expected="count, decimal, percent, text"))
        return kind


class Grade(Part):
    """A grade and the score from which it is given, that score included."""

    name: Text
    lowest: int | float = Field(alias="from")


VETO_WORDS = ("veto", "一票否决")
CARD_WORDS = ("yellow card", "card", "黄牌", "黄牌警诫", "黄牌警告")
"""What follows from a veto or a card is written under these words in place of a grade."""


class Consequence(Part):
    """What follows from a grade or a fault, in the office's words.

    `when` is the name of a grade, or the words for a veto or a yellow card. `award` is the amount a unit is given,
    `barred` keeps it and its leaders from honours, `order` has it ordered to put matters right within `days`.
    """

    when: Text
    text: Text
    award: int | float = Field(default=0, ge=0)
    barred: bool = False
    order: bool = False
    days: int = Field(default=30, ge=1)


class CalendarEntry(Part):
    """A day of the campaign: what is due, with the form and period it belongs to, if any."""

    date: dt.date
    title: Text
    form: str = ""
    period: str = ""


class WorkingDays(Part):
    """Which days count as working days: `rest` are ISO weekdays (6 is Saturday), then the exceptions both ways."""

    rest: tuple[Annotated[int, Field(ge=1, le=7)], ...] = (6, 7)
    holidays: tuple[dt.date, ...] = ()
    worked: tuple[dt.date, ...] = ()


class FormSetting(Part):
    """A report form units return: `times` a year (a number, or words such as "at the event"), `due` in words.

    `file` is its definition, forms/CODE.xlsx if none is named; `period` what one return covers, where it is not what
    the definition says; `layouts` are the office's own templates for it; `rows` says how many rows its repeats have,
    by their names. A form that is not for the `annex` is not listed in the books (the sheet of a visiting team).
    """

    code: Text
    title: Text
    times: int | str = 1
    due: str = ""
    file: InFolder = ""
    period: Literal["", "quarter", "half", "year", "event", "once"] = ""
    layouts: tuple[InFolder, ...] = ()
    rows: Mapping[Key, Annotated[int, Field(ge=1, le=500)]] = {}
    annex: bool = True

    @property
    def path(self) -> str:
        """The path of its definition in the campaign folder."""
        return self.file or f"forms/{self.code}.xlsx"


class Lateness(Part):
    """A step of the lateness ladder: a return up to `days` late earns `share` percent of its points."""

    days: int = Field(ge=0)
    share: int | float = Field(ge=0, le=100)


class Choices(Part):
    """What only the office can decide; `questions.py` asks each in plain words."""

    weights: Mapping[str, int | float] = {"self": 20, "supervision": 20, "year_end": 60}
    blame_from: Literal["any", "equal", "main", "full"] = "equal"
    missing_counted: bool = True
    veto_from: Literal["second", "third"] = "second"
    not_applicable: Literal["rescale", "average"] = "rescale"
    decimals: int = Field(default=2, ge=0, le=4)
    grade_from: Literal["rounded", "exact"] = "rounded"
    lateness: tuple[Lateness, ...] = ()
    card_caps_grade: bool = True
    bonus_lifts_grade: bool = True
    publish: Literal["scores", "grades"] = "scores"
    self_score_tolerance: int | float = Field(default=5, ge=0)
    correction_days: int = Field(default=3, ge=0)
    """A return sent back and corrected within so many calendar days of the notice counts from the day it first came."""

    @field_validator("weights")
    @classmethod
    def _hundred(cls, weights: Mapping[str, int | float]) -> Mapping[str, int | float]:
        total = sum(Decimal(str(w)) for w in weights.values())
        if total != 100:
            raise ValueError(say("the weights must make 100, they make {total}", total=total))
        return weights


class RulesSetting(Part):
    """The Assessment Rules: their workbook, and what the points of all items must make.

    `later` are the files of versions that hold from a later day of the year, which each says itself (setting `from`).
    """

    file: Text = "rules.xlsx"
    later: tuple[Text, ...] = ()
    total: int | float = 100


class Results(Part):
    """The year's end: its Word templates, working days to object, and whether letters and orders are signed.

    `own_score` is the figure of the rules that tells the score a unit gave itself (`SAF.total`), if it gives one.
    """

    letter: Text = "templates/result-letter.docx"
    order: Text = "templates/result-order.docx"
    notice: Text = "templates/result-notice.docx"
    report: Text = "templates/result-report.docx"
    objection_days: int = Field(default=5, ge=0)
    own_score: str = ""
    sign: bool = False


class Settings(Part):
    """campaign.toml as a whole."""

    name: Text
    year: int = Field(ge=1900, le=9999)
    language: Literal["en", "zh"] = "en"
    time_zone: str = "UTC"
    date_format: str = ""
    paper: Paper = Field(default=Paper.A4)
    currency: str = ""
    previous: str = ""
    year_begins: dt.date | None = None
    """The first day of the year that returns are counted by, if it is not 1 January of `year`."""
    issuer: Issuer
    term: Term
    unit_types: Mapping[Text, UnitType] = Field(min_length=1)
    books: Books = Books()
    sheets: Mapping[Key, SheetSetting] = {}
    indicators: Mapping[Key, IndicatorSetting] = {}
    missing: Mapping[str, MissingPolicy] = {}
    grades: tuple[Grade, ...] = ()
    consequences: tuple[Consequence, ...] = ()
    results: Results = Results()
    calendar: tuple[CalendarEntry, ...] = ()
    working_days: WorkingDays = WorkingDays()
    forms: tuple[FormSetting, ...] = ()
    choices: Choices = Choices()
    rules: RulesSetting = RulesSetting()
    mail: Mail | None = None
    signing: Signing = Signing()
    store: Mapping[str, Any] = {}

    @field_validator("time_zone")
    @classmethod
    def _zone(cls, name: str) -> str:
        if name not in available_timezones():
            raise ValueError(say("there is no such time zone; they are written like Europe/Paris or Asia/Tokyo"))
        return name

    @field_validator("date_format")
    @classmethod
    def _date_format(cls, pattern: str) -> str:
        letters = set(re.findall(r"[A-Za-z]", re.sub(r"'[^']*'", "", pattern)))
        if strange := "".join(sorted(letters - _DATE_LETTERS)):
            raise ValueError(
                say(
                    "{strange} is no part of a date here; write d for the day, M for the month, y for the year",
                    strange=strange,
                )
            )
        return pattern

    @model_validator(mode="after")
    def _begins_with_a_month(self) -> "Settings":
        first = self.year_begins
        if first and (first.day != 1 or not -12 < self.shift < 12):
            raise ValueError(
                say("year_begins is the first day of a month, less than a year from 1 January {year}", year=self.year)
            )
        return self

    @property
    def shift(self) -> int:
        """The months by which the years of the campaign begin later than January."""
        first = self.year_begins or dt.date(self.year, 1, 1)
        return (first.year - self.year) * 12 + first.month - 1

    def period(self, text: str) -> Period | None:
        """The period `text` writes, with the days it has in this campaign; None if it writes none."""
        return parse_period(text, self.shift)

    @property
    def imprint(self) -> Imprint:
        """What all papers of the campaign share."""
        return Imprint(
            author=self.issuer.name,
            language=self.language,
            date_format=self.date_format,
            missing=tuple(self.missing.items()),
            engine=self.books.engine,
            paper=self.paper.millimetres,
        )

    @property
    def zone(self) -> ZoneInfo:
        """The office's time zone."""
        return ZoneInfo(self.time_zone)

    @property
    def date_order(self) -> DateOrder | None:
        """How dates in digits are read, as `date_format` writes them; None while it does not say."""
        order = "".join(dict.fromkeys(c for c in self.date_format.lower() if c in "ymd"))
        return DateOrder(order) if order in set(DateOrder) else None

    def type_key(self, text: str) -> str:
        """The key of the unit type that `text` names by its key or its name, empty if there is none."""
        return next((k for k, t in self.unit_types.items() if fold(text) in (fold(k), fold(t.name))), "")


def _try_pattern(pattern: str, **values: object) -> None:
    try:
        pattern.format(**values)
    except (KeyError, IndexError, ValueError, AttributeError) as trouble:
        known = enumerated(f"{{{name}}}" for name in values)
        raise ValueError(say("it may say only {known}", known=known)) from trouble
