"""What runs inside the limited reader: one file from outside, read, and told in JSON."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from docgen.files import safe_name
from docgen.returns.door import read_bytes_of
from docgen.returns.expected import Expected
from docgen.returns.rehearsal import rehearse
from docgen.returns.sniff import Kind, kind_of
from docgen.returns.unfold import unfolded
from docgen.returns.written import as_json


def read(paths: list[Path], argument: Mapping[str, Any], expected: Expected) -> dict[str, Any]:
    """Read the file at `paths[0]`, which is called `argument["name"]`.

    What must be converted first is put into `argument["folder"]`, and told as `aside`: file, kind and name.
    """
    aside: list[dict[str, str]] = []

    def put_aside(data: bytes, name: str, kind: Kind) -> None:
        path = Path(argument["folder"]) / str(len(aside))
        path.write_bytes(data)
        aside.append({"path": str(path), "kind": kind.value, "name": name})

    read = read_bytes_of(paths[0].read_bytes(), str(argument["name"]), expected, put_aside)
    return {"return": as_json(read), "aside": aside}


def prepare(expected: Expected) -> None:
    """Work out what else every file would have to; called once, before readers are forked."""
    expected.prepare()
    rehearse(expected)


def unfold(paths: list[Path], argument: Mapping[str, Any]) -> list[str]:
    """The PDFs and pictures inside a mail or an archive, laid into `argument["folder"]` under names of their own."""
    folder, data = Path(argument["folder"]), paths[0].read_bytes()
    found = [one for one in unfolded(data, kind_of(data)) if kind_of(one[1]) in (Kind.PDF, Kind.PICTURE)]
    for number, (name, content) in enumerate(found, 1):
        suffix = ".pdf" if kind_of(content) is Kind.PDF else Path(name).suffix.lower()
        (folder / f"{number} {safe_name(Path(name).stem)}{suffix}").write_bytes(content)
    return [name for name, _ in found]
