"""Next year's campaign from this one: everything that stays, dates moved by a year, and what a person must confirm.

The old folder is only read. Roster, aliases, templates and forms are copied as they are; the rules become the version
of the new year; of the ledgers only what is still open goes along; last year's figures are read from the old folder.
"""

import datetime as dt
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit import TOMLDocument
from tomlkit.items import Item

from docgen.campaign.start import refuse_to_overwrite, tree, write_all
from docgen.campaign.toml import FILE
from docgen.errors import CampaignError
from docgen.excel.carry import still_open
from docgen.files import read_bytes
from docgen.language import enumerated, say

_KEPT = ("units.xlsx", "units.csv", "rules.xlsx", "rules.yaml")
_FOLDERS = ("templates", "forms")
_AS_THEY_ARE = ("signing", "store", "mail", "grades", "choices", "unit_types", "sheets", "indicators")
"""Tables of campaign.toml that hold no year of the campaign's; the years of laws in them stay."""


@dataclass(frozen=True, slots=True)
class NextYear:
    """What was written into the new folder, and what in it is for a person to confirm, in words."""

    written: tuple[Path, ...]
    to_confirm: tuple[str, ...]


def start_next_year(folder: Path, old: Path) -> NextYear:
    """Begin the year after the campaign in `old`. Raises CampaignError if there is none, UsageError if `folder` is one.

    Raises FileTroubleError where a file cannot be read or written.
    """
    if not (old / FILE).is_file():
        raise CampaignError(
            say("There is no campaign in the folder {folder}: it has no campaign.toml.", folder=old),
            say("Name the folder of the campaign to go on from: docgen init DIR --from OLD"),
        )
    document = tomlkit.parse(read_bytes(old / FILE).decode("utf-8-sig"))
    year = int(document["year"])
    later = _last_rules(document)
    _move(document, year)
    text = _following(document, os.path.relpath(old, folder).replace(os.sep, "/"))
    files = {FILE: text.encode(), **dict(_copied(old, later, year))}
    refuse_to_overwrite(folder, files)
    return NextYear(write_all(folder, files), (*_to_confirm(year + 1, files), *_left_behind(document, old)))


def _left_behind(document: TOMLDocument, old: Path) -> Iterator[str]:
    """The keys and seals campaign.toml names: a person decides whether they sign another year."""
    signing: Any = document.get("signing", {})
    words = ("key", "certificate", "seal", "authorities", "units")
    named = dict.fromkeys(
        str(key[word]) for key in (signing, *signing.get("further", ())) for word in words if key.get(word)
    )
    if named:
        yield say(
            "the keys to sign with were not copied: put {files} here from {old}, or name new ones in campaign.toml",
            files=enumerated(named),
            old=old,
        )


def _following(document: TOMLDocument, previous: str) -> str:
    """campaign.toml as it names last year's folder, under the year: a comment stays above what it speaks of."""
    document.pop("previous", None)
    line = f"previous = {tomlkit.string(previous).as_string()}"
    return re.sub(r"^(year\b.*)$", lambda found: f"{found[1]}\n{line}", tomlkit.dumps(document), count=1, flags=re.M)


def _last_rules(document: TOMLDocument) -> str:
    """The file of the rules that held last, by which the new year begins; "" if they are those that held first."""
    rules: Any = document.get("rules", {})
    later = rules.pop("later", None)
    if later:
        rules["file"] = later[-1]
    return str(rules["file"]) if later else ""


def _copied(old: Path, later: str, year: int) -> Iterator[tuple[str, bytes]]:
    for name in (later,) if later else ():
        yield later_text(name, year), read_bytes(old / name)
    for name in _KEPT:
        if (old / name).is_file():
            yield name, read_bytes(old / name)
    for part in _FOLDERS:
        for path in tree(old / part) if (old / part).is_dir() else ():
            yield path.relative_to(old).as_posix(), read_bytes(path)
    if (old / "ledgers.xlsx").is_file():
        yield "ledgers.xlsx", still_open(read_bytes(old / "ledgers.xlsx"))


def _move(document: TOMLDocument, year: int) -> None:
    """Move every date and every year a text names, but for the tables that hold none of the campaign's own."""
    for key in list(document):
        if key not in _AS_THEY_ARE:
            now: Any = document[key]
            moved = _moved(now, year)
            if moved is not now:  # a table set anew would part from the comment above it
                document[key] = moved
    days: Any = document.get("working_days")
    if days is not None:
        for name in ("holidays", "worked"):
            if name in days:
                days[name] = tomlkit.array()
                days[name].comment(say("to be confirmed for {year}", year=year + 1))
    for entry in document.get("calendar", ()):
        if "date" in entry:
            entry["date"].comment(say("to be confirmed"))


def _moved(value: Any, year: int) -> Any:
    """`value` a year later; what holds values is changed in its place, so that comments and order stay."""
    if isinstance(value, Mapping):
        for key in list(value):
            value[key] = _moved(value[key], year)  # type: ignore[index]
        return value
    if isinstance(value, list):
        for number, part in enumerate(value):
            value[number] = _moved(part, year)
        return value
    return _like(value, _later(value, year))


def _later(value: Any, year: int) -> Any:
    if isinstance(value, dt.date):
        return _a_year_on(value)
    if isinstance(value, str):
        return later_text(str(value), year)
    return year + 1 if value == year and not isinstance(value, bool) else value


_SPAN = re.compile(r"(?<!\d)(\d{4})(\s?[-–—/]\s?)(\d{4}|\d\d)(?![\d-])")
"""What may be a year that spans two: 2026–27, 2026/2027."""


def later_text(text: str, year: int) -> str:
    """`text` with this year and the next, where they stand as numbers of their own, counted on by one.

    Of a year that spans two (2026–27) both are counted on, if either is this year.
    """
    done, parts = 0, []
    for span in _SPAN.finditer(text):
        first, second = int(span[1]), int(span[3])
        if year in (first, first + 1) and second in (first + 1, (first + 1) % 100):
            later = f"{first + 1}{span[2]}{str(first + 2)[-len(span[3]) :]}"
            parts += [_later_years(text[done : span.start()], year), later]
            done = span.end()
    return "".join((*parts, _later_years(text[done:], year)))


def _later_years(text: str, year: int) -> str:
    return re.sub(rf"(?<!\d)(?:{year}|{year + 1})(?!\d)", lambda found: str(int(found[0]) + 1), text)


def _a_year_on(day: dt.date) -> dt.date:
    try:
        return day.replace(year=day.year + 1)
    except ValueError:  # 29 February
        return day.replace(year=day.year + 1, day=28)


def _like(before: Any, after: Any) -> Any:
    """`after` as an item of the document, with the comment that stood beside `before`."""
    if before == after:
        return before
    item = tomlkit.item(after)
    if isinstance(before, Item) and isinstance(item, Item):
        item.trivia.comment_ws, item.trivia.comment = before.trivia.comment_ws, before.trivia.comment
    return item


def _to_confirm(year: int, files: Mapping[str, bytes]) -> Iterator[str]:
    yield say("campaign.toml: every date of the calendar, moved by a year; the public holidays of {year}", year=year)
    yield say("units.xlsx: the units themselves, and the limits of sheet indicators, which are still last year's")
    yield say("units.xlsx: sheet hazards, whose rectified ones are to be taken out")
    if "rules.xlsx" in files or "rules.yaml" in files:
        yield say("the rules, which are last year's until they are issued anew: docgen rules check")
    if "ledgers.xlsx" in files:
        yield say("ledgers.xlsx: what was still open went along; check that nothing is missing")
