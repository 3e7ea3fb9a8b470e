"""How all books stand, looked at without making, locking or writing anything."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime

from docgen.books.bench import Bench, Choice, read_template
from docgen.books.desk import Desk, Memory
from docgen.books.differences import differences, frozen_data
from docgen.books.keep import last_said
from docgen.books.plan import Planned, Standing, plan, stale_codes
from docgen.campaign import Campaign
from docgen.model import BooksSurvey, ItemState
from docgen.press import fingerprint
from docgen.store import Store, Who

_NOBODY = Who("", "", datetime.fromtimestamp(0, UTC))


def survey(campaign: Campaign, store: Store) -> BooksSurvey:
    """How each unit's book stands. Raises FileTroubleError if the template cannot be read, StoreError, EngineError."""
    template = read_template(campaign, campaign.settings.books.template)
    bench = Bench(campaign, template, Choice(), fingerprint(campaign.settings.books.engine))
    desk = Desk(campaign, store, _NOBODY)
    memory = desk.recall("books")
    # A unit without a number has no book yet; any number will do to find that out.
    unnumbered = dict.fromkeys((unit.code for unit in campaign.units), 0)
    memory = replace(memory, sequences=unnumbered | memory.sequences)
    planned = tuple(plan(bench, memory, desk.shelf("books")))
    issued = [p for p in planned if p.standing is Standing.RELEASED]
    return BooksSurvey(
        missing=_codes(p for p in planned if p.standing is Standing.TO_MAKE and not _was_made(p)),
        changed=_codes(p for p in planned if p.standing is Standing.TO_MAKE and _was_made(p)),
        waiting=_codes(p for p in planned if p.standing in (Standing.CURRENT, Standing.RENAMED)),
        issued=_codes(issued),
        differing=_codes(p for p in issued if _differs(bench, memory, p)),
        stale=stale_codes(bench, memory),
    )


def _codes(planned: Iterable[Planned]) -> tuple[str, ...]:
    return tuple(p.unit.code for p in planned)


def _was_made(planned: Planned) -> bool:
    return planned.item is not None and planned.item.state is ItemState.DONE


def _differs(bench: Bench, memory: Memory, planned: Planned) -> bool:
    document = planned.document
    if document is None:
        return False
    data = bench.data(planned.unit, document.number, document.version)
    return bool(differences(last_said(memory, document), frozen_data(data, bench.template.digest)))
