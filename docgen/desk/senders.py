"""One file sent by two units: the same bytes under the name, or in the folder, of one unit and of another."""

from collections.abc import Iterable, Iterator
from pathlib import PurePath

from docgen.campaign import Campaign
from docgen.findings import Finding, Place
from docgen.findings.desk import TWO_SENDERS
from docgen.language import enumerated
from docgen.store.returns import Sighting


def two_senders(campaign: Campaign, seen: Iterable[Sighting]) -> Iterator[Finding]:
    """Every file that came in the name of more than one unit."""
    by_digest: dict[str, list[str]] = {}
    for sighting in seen:
        by_digest.setdefault(sighting.digest, []).append(sighting.path)
    known = {name: unit.code for unit in campaign.units for name in (unit.code, unit.name, unit.short_name) if name}
    for paths in by_digest.values():
        senders = {path: sender for path in sorted(paths) if (sender := _sender(path, known))} if paths[1:] else {}
        if len(set(senders.values())) > 1:
            values = {"units": enumerated(sorted(set(senders.values()))), "files": enumerated(senders)}
            yield Finding(TWO_SENDERS, Place(file=next(iter(senders))), values)


def _sender(path: str, known: dict[str, str]) -> str:
    """The unit a path names, by code or name: the file first, then the folders it lies in."""
    parts = PurePath(path).parts
    for part in (PurePath(parts[-1]).stem, *reversed(parts[:-1])):
        for said in (part, part.split(" ")[0], part.partition("_")[0]):
            if said in known:
                return known[said]
    return ""
