"""Gather every sentence of `say(…)` and of the findings tables into gettext catalogues, one a room, and compile them.

A room's catalogue holds the sentences of the room and of its findings table; a sentence that several rooms say stands
in the first of them. All catalogues of a language are compiled into one.

With `--check`, write nothing and exit 1 if a catalogue is stale.
"""

import io
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "docgen" / "locale"
EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
"""One date in every header, so that the same sentences give the same bytes."""
LOCALES = ("zh",)
"""The languages translated into; English is the key."""
KEYWORDS: dict[str, tuple[int, ...] | None] = {"say": (1,), "N_": (1,), "Code": (2,)}


def room_of(name: str) -> str:
    """The catalogue of the sentences of a file, as a path below the package: that of its room."""
    first, _, rest = name.partition("/")
    if first == "findings" and not rest.startswith("_"):
        return rest.partition("/")[0].removesuffix(".py")
    return first if rest else "ground"


def gathered() -> dict[str, Catalog]:
    """Every sentence of the package by room, without line numbers so that moving code changes nothing."""
    rooms: dict[str, Catalog] = {}
    seen: set[str] = set()
    found = [
        (room_of(name), message)
        for keywords in (KEYWORDS, {"Code": (3,)}, {"Code": (4,)})
        for name, _line, message, _comments, _context in extract_from_dir(ROOT / "docgen", keywords=keywords)
    ]
    for room, message in sorted(found, key=lambda pair: (pair[0], str(pair[1]))):
        if str(message) not in seen:
            seen.add(str(message))
            rooms.setdefault(room, Catalog(charset="utf-8", fuzzy=False)).add(message)
    return rooms


def known(folder: Path, language: str) -> dict[str, str]:
    """The translations there are, whatever room they stand in: a sentence that moved keeps its own."""
    sentences: dict[str, str] = {}
    for path in sorted(folder.glob("*.po")):
        with path.open("rb") as file:
            sentences |= {str(m.id): str(m.string) for m in read_po(file, locale=language) if m.id and m.string}
    return sentences


def written(language: str, rooms: dict[str, Catalog]) -> dict[Path, bytes]:
    """The files of one language: its catalogues brought up to date, and all of them compiled into one."""
    folder = LOCALE / language / "LC_MESSAGES"
    translations = known(folder, language)
    everything = Catalog(locale=language, charset="utf-8", fuzzy=False, creation_date=EPOCH, revision_date=EPOCH)
    files: dict[Path, bytes] = {}
    for room, template in sorted(rooms.items()):
        catalogue = Catalog(locale=language, charset="utf-8", fuzzy=False, project="docgen", creation_date=EPOCH)
        catalogue.header_comment = f"# What docgen's room {room} says. Fill in the empty msgstr; the rest is gathered."
        catalogue.revision_date = EPOCH
        for message in template:
            if message.id:
                for target in (catalogue, everything):
                    target.add(message.id, translations.get(str(message.id), ""), flags=message.flags)
        files[folder / f"{room}.po"] = _bytes(write_po, catalogue, width=120, sort_output=True, no_location=True)
    return files | {folder / "docgen.mo": _bytes(write_mo, everything)}


def _bytes(write: Callable[..., None], catalogue: Catalog, **options: object) -> bytes:
    with io.BytesIO() as file:
        write(file, catalogue, **options)
        return file.getvalue()


def main() -> int:
    """Write the catalogues, or say which are stale."""
    rooms = gathered()
    files = {path: data for language in LOCALES for path, data in written(language, rooms).items()}
    stale = [path for path, data in files.items() if not path.exists() or path.read_bytes() != data]
    gone = [path for path in LOCALE.glob("*/LC_MESSAGES/*.po") if path not in files]
    for path in stale:
        sys.stdout.write(f"{path.relative_to(ROOT)} is stale\n")
        if "--check" not in sys.argv:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(files[path])
    for path in gone:
        sys.stdout.write(f"{path.relative_to(ROOT)} is of no room\n")
        if "--check" not in sys.argv:
            path.unlink()
    return 1 if (stale or gone) and "--check" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
