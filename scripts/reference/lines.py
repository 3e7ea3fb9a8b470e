"""Lines of the code that a page of the documentation names as proof: `FILE:LINE` (`what stands there`), kept true."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "decisions" / "0016-compared-with-the-best.md"
_NAMED = re.compile(r"`([\w./-]+):\d+` \(`([^`]+)`\)")


def page() -> str:
    """The page with the line in which each quotation stands today. Raises ValueError if one is gone."""
    return _NAMED.sub(_renewed, PAGE.read_text(encoding="utf-8"))


def _renewed(found: re.Match[str]) -> str:
    name, quoted = found.groups()
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    number = next((n for n, line in enumerate(lines, 1) if quoted in line), 0)
    if not number:
        raise ValueError(f"{PAGE.name} quotes “{quoted}” of {name}, which is not there any more")
    return f"`{name}:{number}` (`{quoted}`)"
