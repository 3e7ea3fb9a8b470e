"""Which language is spoken before any campaign is read: that of the folder, or of the machine."""

import locale
import os
import re
from pathlib import Path

from docgen.errors import FileTroubleError
from docgen.files import read_bytes
from docgen.language import current_language, set_language

FILE = "campaign.toml"


def language_of(folder: Path) -> str:
    """The language the folder's campaign.toml names, even if nothing else in it can be read; empty if it names none."""
    try:
        text = read_bytes(folder / FILE).decode("utf-8", "replace")
    except FileTroubleError:
        return ""
    named = re.search(r"""^\s*language\s*=\s*["'](\w+)["']""", text, re.MULTILINE)
    return named[1] if named else ""


def speak_language_of(folder: Path) -> None:
    """Speak the language of the campaign in `folder` from here on, if it says one."""
    set_language(language_of(folder) or current_language())


def speak_language_of_person() -> None:
    """Speak the language of the campaign in the current folder; outside of any, the one this machine is set to."""
    variables = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    machine = next(filter(None, variables), None) or locale.getlocale()[0] or ""
    set_language("zh" if machine.lower().startswith(("zh", "chinese")) else "en")
    speak_language_of(Path.cwd())
