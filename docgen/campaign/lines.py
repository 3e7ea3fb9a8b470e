"""In which line of a TOML text a key stands, so that a finding can point at it. The text is valid TOML already."""

import re

_HEADER = re.compile(r"^\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(#.*)?$")
_KEY = re.compile(
    r"""^\s*((?:"[^"]*"|'[^']*'|[A-Za-z0-9_-]+)(?:\s*\.\s*(?:"[^"]*"|'[^']*'|[A-Za-z0-9_-]+))*)\s*=(.*)$"""
)
_PART = re.compile(r""""([^"]*)"|'([^']*)'|([A-Za-z0-9_-]+)""")
Path = tuple[str | int, ...]


class Lines:
    """The lines of the keys of one TOML text."""

    def __init__(self, text: str) -> None:
        self._lines: dict[Path, int] = {}
        self._counts: dict[Path, int] = {}
        table: Path = ()
        open_value = ""
        for number, line in enumerate(text.splitlines(), 1):
            if open_value:
                open_value = _still_open(open_value + "\n" + line)
            elif header := _HEADER.match(line):
                table = self._table(_parts(header[2]), repeated=header[1] == "[[")
                self._lines.setdefault(table, number)
            elif key := _KEY.match(line):
                self._lines.setdefault((*table, *_parts(key[1])), number)
                open_value = _still_open(key[2])

    def _table(self, parts: Path, *, repeated: bool) -> Path:
        path: Path = ()
        for depth, part in enumerate(parts):
            path = (*path, part)
            last = depth == len(parts) - 1
            if last and repeated:
                self._counts[path] = self._counts.get(path, -1) + 1
            if path in self._counts:
                path = (*path, self._counts[path])
        return path

    def of(self, path: Path) -> int | None:
        """The line of the key at `path`, or of the nearest table around it; None if the text does not hold it."""
        while path and path not in self._lines:
            path = path[:-1]
        return self._lines.get(path)


def _parts(text: str) -> Path:
    return tuple(a or b or c for a, b, c in _PART.findall(text))


def _still_open(value: str) -> str:
    """`value` if its brackets or triple quotation marks are not closed yet, else nothing."""
    for quotes in ('"""', "'''"):
        if value.count(quotes) % 2:
            return value
    bare = re.sub(r"""\"{3}.*?\"{3}|'{3}.*?'{3}|"(?:\\.|[^"\\])*"|'[^']*'|#[^\n]*""", "", value, flags=re.DOTALL)
    return value if sum(bare.count(c) for c in "[{") > sum(bare.count(c) for c in "]}") else ""
