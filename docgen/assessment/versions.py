"""Versions of a year's rules: those the year began with, and those that hold from a later day of it (setting `from`).

A result is reckoned as a whole by one version, that in force on the day the assessment looks at, so that every stage of
a year is bound to one. Since a later version also judges what was done before it, it may not be scored by before
somebody has looked at what it changes: `docgen assess --if-rules`, which is entered in the journal.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from docgen.assessment.campaign import one_version
from docgen.assessment.parse import Parsed
from docgen.assessment.rules import Rules
from docgen.campaign import Campaign
from docgen.findings import Finding, Place
from docgen.findings import assessment as codes

LookedAt = Callable[[Rules], bool]
"""Whether the journal tells that somebody looked at what these rules change."""
WHAT_IF = "looked at what other rules change"
"""What the journal calls it; its object is `what_if_subject`, its `after` the digest of the other rules."""


@dataclass(frozen=True)
class Version:
    """One version: its file, the day from which it holds (None: the year's beginning), and what it says."""

    file: str
    since: date | None
    parsed: Parsed

    @property
    def rules(self) -> Rules:
        """The rules of this version."""
        return self.parsed.rules


def versions_of(campaign: Campaign) -> tuple[Version, ...]:
    """Every version of a campaign's rules, that of the year's beginning first."""
    settings = campaign.settings.rules
    first = Version(settings.file, None, one_version(campaign, settings.file))
    parsed = ((file, one_version(campaign, file)) for file in settings.later)
    return (first, *(Version(file, one.rules.settings.since, one) for file, one in parsed))


def in_force(versions: Sequence[Version], day: date) -> Version:
    """The version by which a day is judged: the last that holds from then or before."""
    return [one for one in versions if one is versions[0] or (one.since is not None and one.since <= day)][-1]


def before(versions: Sequence[Version], file: Path, day: date) -> Version:
    """What the rules in `file` would take the place of: the version before it, or the one in force."""
    for number, one in enumerate(versions):
        if number and Path(one.file).name == file.name:
            return versions[number - 1]
    return in_force(versions, day)


def lint_versions(versions: Sequence[Version], last_day: date, looked_at: LookedAt) -> Iterator[Finding]:
    """What is wrong about versions beside each other, and those whose what-if nobody has looked at."""
    read = [one for one in versions if one.rules.tables]
    for one, earlier in zip(read[1:], read, strict=False):
        place, since = _from_place(one), earlier.since
        if one.since is None:
            yield Finding(codes.VERSION_WITHOUT_DAY, place)
        elif (since is not None and one.since <= since) or one.since > last_day:
            yield Finding(codes.VERSION_DAY, place, {"day": one.since.isoformat(), "last": last_day.isoformat()})
        if one.rules.settings.version == earlier.rules.settings.version:
            yield Finding(codes.VERSION_SAME, place, {"version": one.rules.settings.version, "other": earlier.file})
        if not looked_at(one.rules):
            yield Finding(codes.VERSION_UNSEEN, place, {"rules": one.rules.name, "file": one.file})


def _from_place(version: Version) -> Place:
    rows = version.rules.tables.get("Settings", ())
    return next((row.at("value") for row in rows if row.text("setting") in ("from", "施行日期")), Place(version.file))


def what_if_subject(rules: Rules) -> str:
    """What the journal's entry of a what-if is about."""
    return f"{rules.settings.id} v{rules.settings.version}"
