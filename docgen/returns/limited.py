"""What runs inside the limited reader: one file from outside, read, and told in JSON."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from docgen.returns.door import read_bytes_of
from docgen.returns.expected import Expected
from docgen.returns.rehearsal import rehearse
from docgen.returns.sniff import Kind
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
