"""A folder of working copies (`out/books`, `out/forms/2026Q1`): what is ours there, and what may be taken away."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from docgen.files import digest, read_bytes, remove, write_atomic
from docgen.findings import Finding
from docgen.store.items import Output


@dataclass(frozen=True, slots=True)
class Shelf:
    """`folder` holds the copies, `quarantine` what is not fit or not ours to throw away."""

    folder: Path
    quarantine: Path

    def has(self, output: Output) -> bool:
        """Whether the file is there, and is what docgen put there."""
        return self._digest(output.name) == output.digest

    def read(self, output: Output) -> bytes:
        """The file's content. Raises FileTroubleError."""
        return read_bytes(self.folder / output.name)

    def lay(self, name: str, data: bytes, known: Iterable[Output]) -> tuple[Output, str]:
        """Put `data` under `name`; also the name in quarantine of a file that a person had changed there, "" if none.

        A file that is neither among the `known` nor what is put there now was changed by a person, and is kept.
        """
        output, lying = Output(name, digest(data)), self._digest(name)
        if lying == output.digest:
            return output, ""
        kept = self._keep(name) if lying and Output(name, lying) not in known else ""
        write_atomic(self.folder / name, data)
        return output, kept

    def take_away(self, output: Output) -> bool:
        """Remove the file if it is what docgen put there; whether it was."""
        if not self.has(output):
            return False
        remove(self.folder / output.name)
        return True

    def put_aside(self, name: str, files: Mapping[str, bytes], reasons: Iterable[Finding]) -> tuple[Output, ...]:
        """Keep what is not fit to be handed out, by ending, in quarantine, with the reasons in a text beside it."""
        text = "".join(f"{reason}\n" for reason in reasons).encode()
        contents = {**files, ".txt": text}
        outputs = {Output(name + ending, digest(content)): content for ending, content in contents.items() if content}
        for output, content in outputs.items():
            write_atomic(self.quarantine / output.name, content)
        return tuple(outputs)

    def clear_aside(self, outputs: Iterable[Output]) -> None:
        """Drop what was put aside in an earlier run."""
        for output in outputs:
            remove(self.quarantine / output.name)

    def _digest(self, name: str) -> str:
        path = self.folder / name
        return digest(read_bytes(path)) if path.exists() else ""

    def _keep(self, name: str) -> str:
        data = read_bytes(self.folder / name)
        kept = f"{Path(name).stem} ~{digest(data)[:8]}{Path(name).suffix}"
        write_atomic(self.quarantine / kept, data)
        return kept
