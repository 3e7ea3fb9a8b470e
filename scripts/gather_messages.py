"""Gather every sentence of `say(…)` and of the findings tables into the gettext catalogues, and compile them.

With `--check`, write nothing and exit 1 if a catalogue is stale.
"""

import io
import sys
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


def gathered() -> Catalog:
    """Every sentence of the package, without line numbers so that moving code changes nothing."""
    template = Catalog(charset="utf-8", fuzzy=False)
    for keywords in (KEYWORDS, {"Code": (3,)}):
        for name, _line, message, comments, _context in extract_from_dir(ROOT / "docgen", keywords=keywords):
            template.add(message, locations=[(name, 0)], auto_comments=comments)
    return template


def written(language: str, template: Catalog) -> dict[Path, bytes]:
    """The files of one language: its catalogue brought up to date, and its compiled form."""
    folder = LOCALE / language / "LC_MESSAGES"
    path = folder / "docgen.po"
    with io.BytesIO(path.read_bytes() if path.exists() else b"") as file:
        catalogue = read_po(file, locale=language, charset="utf-8")
    catalogue.update(template, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    catalogue.fuzzy = False
    catalogue.header_comment = "# What docgen says. Fill in the empty msgstr; the rest is gathered."
    catalogue.project = "docgen"
    catalogue.creation_date = catalogue.revision_date = EPOCH
    po, mo = io.BytesIO(), io.BytesIO()
    write_po(po, catalogue, width=120, sort_output=True, no_location=True, omit_header=False)
    write_mo(mo, catalogue)
    return {path: po.getvalue(), folder / "docgen.mo": mo.getvalue()}


def main() -> int:
    """Write the catalogues, or say which are stale."""
    template = gathered()
    files = {path: data for language in LOCALES for path, data in written(language, template).items()}
    stale = [path for path, data in files.items() if not path.exists() or path.read_bytes() != data]
    for path in stale:
        sys.stdout.write(f"{path.relative_to(ROOT)} is stale\n")
        if "--check" not in sys.argv:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(files[path])
    return 1 if stale and "--check" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
