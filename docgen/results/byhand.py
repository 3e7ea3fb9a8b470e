"""For offices without mail: one zip and one covering text a unit, to be handed over by any other channel."""

import io
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from docgen.campaign import Campaign
from docgen.files import digest, safe_name, sweep_partial, unique_names, write_atomic
from docgen.findings import Finding
from docgen.model import Message, Parcel
from docgen.results.compose import MailText, say_to
from docgen.results.outbox import contents_of, enter, message_by_hand, office_words
from docgen.store import Store, Who, messages

_EARLIEST = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class HandRun:
    """What was laid out: the messages, queued until handed over, the files written, and what is wrong."""

    messages: tuple[Message, ...]
    files: tuple[Path, ...]
    findings: tuple[Finding, ...]


def make_by_hand(
    campaign: Campaign, store: Store, parcels: Iterable[Parcel], text: MailText, who: Who, folder: Path
) -> HandRun:
    """Write a zip and a covering text for each parcel into `folder`/TOPIC; the same again when called again.

    Raises FileTroubleError, StoreError.
    """
    every = tuple(parcels)
    targets = _targets(every, folder)
    made: list[Message] = []
    files: list[Path] = []
    findings: list[Finding] = []
    for parcel in every:
        said, wrong = say_to(text, parcel, office_words(campaign))
        contents, missing = contents_of(parcel)
        findings += [f for f in (wrong, *missing) if f]
        if said is None or missing:
            continue
        target = targets[_key(parcel)]
        data = _zip(tuple(e.name for e in parcel.enclosures), contents)
        write_atomic(target, data)
        write_atomic(target.with_suffix(".txt"), f"{said.subject}\n\n{said.text}".encode())
        files += [target, target.with_suffix(".txt")]
        made.append(_record(store, who, message_by_hand(campaign, parcel, said.subject, digest(data), who)))
    for one in {path.parent for path in files}:
        sweep_partial(one)
    return HandRun(tuple(made), tuple(files), tuple(findings))


def _targets(parcels: Iterable[Parcel], folder: Path) -> dict[str, Path]:
    topics: dict[str, dict[str, str]] = {}
    for parcel in parcels:
        name = f"{parcel.unit.code} {parcel.unit.short_name or parcel.unit.name}"
        topics.setdefault(parcel.topic, {})[_key(parcel)] = name
    return {
        key: folder / safe_name(topic) / f"{name}.zip"
        for topic, names in topics.items()
        for key, name in unique_names(names).items()
    }


def _key(parcel: Parcel) -> str:
    """What tells parcels apart: a unit may get several at once, one a period or one a document."""
    return f"{parcel.unit.code}\n{parcel.topic}\n{parcel.edition}"


def _record(store: Store, who: Who, message: Message) -> Message:
    with store.begin() as tx:
        before = messages.find(tx, message.id)
    if before is None:
        enter(store, who, [message])
    return before or message


def _zip(names: tuple[str, ...], contents: tuple[bytes, ...]) -> bytes:
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in zip(names, contents, strict=True):
            info = zipfile.ZipInfo(name, _EARLIEST)
            info.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(info, content)
    return package.getvalue()
