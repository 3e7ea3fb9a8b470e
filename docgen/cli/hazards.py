"""`docgen notices --hazards`: the notices of hazards that were listed or delisted during the year."""

from collections.abc import Sequence
from dataclasses import dataclass

from docgen.batch import exclusive
from docgen.cli.counter import day_of
from docgen.cli.report import Grid, Report
from docgen.cli.session import Session
from docgen.cli.voice import Voice
from docgen.language import say
from docgen.model import ItemState
from docgen.press.series import Means
from docgen.results.hazards import happenings, make_notices
from docgen.results.publish import Office


@dataclass(frozen=True, slots=True)
class HazardLine:
    """A notice: whose, whether its hazards were listed or delisted, on which day (ISO 8601), and how many they are."""

    unit: str
    turn: str
    day: str
    hazards: int


@dataclass(frozen=True, slots=True)
class HazardNotices:
    """JSON of `docgen notices --hazards`."""

    folder: str
    notices: tuple[HazardLine, ...]


def hazard_notices(voice: Voice, session: Session, units: Sequence[str], jobs: int) -> Report:
    """Make the notices up to the day of the session."""
    found = happenings(session.campaign, day_of(session), units)
    lock = exclusive(session.campaign.folder / ".docgen-desk.lock", command="docgen notices")
    with lock, session.store() as store, voice.progress(say("Writing notices")) as step:
        office = Office(session.campaign, store, session.who("docgen notices"), Means(jobs, step))
        printed = make_notices(office, found)
    lines = tuple(HazardLine(h.unit.code, h.turn, h.day.isoformat(), len(h.hazards)) for h in found)
    words = {"listed": say("listed"), "delisted": say("delisted")}
    rows = tuple((one.unit, words[one.turn], one.day, str(one.hazards)) for one in lines)
    grid = Grid("", (say("unit"), say("what"), say("day"), say("hazards")), rows)
    folder = str(session.campaign.folder / "out" / "hazards")
    made = sum(one.made for one in printed)
    told = (
        say("{count:notice is|notices are} in {folder}; made now: {made}.", count=len(lines), folder=folder, made=made),
        say("Returns themselves were untouched. Next: docgen send {topic}", topic="hazards"),
    )
    findings = tuple(finding for one in printed for finding in one.findings)
    failed = any(one.state is not ItemState.DONE for one in printed)
    return Report(HazardNotices(folder, lines), findings, (grid,) if rows else (), told, failed=failed)
