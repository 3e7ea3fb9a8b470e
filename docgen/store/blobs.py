"""The archive: bytes that were issued or received, under their digest, written once and never changed."""

from pathlib import Path

from docgen.errors import StoreError
from docgen.files import PARTIAL, digest, read_bytes, sweep_partial, write_atomic
from docgen.language import say


class Archive:
    """The folder `archive/` of a campaign. To be backed up together with the database."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, name: str, suffix: str) -> Path:
        """Where the content with digest `name` lies; `suffix` (".pdf") lets a person open it."""
        return self.folder / name[:2] / f"{name}{suffix}"

    def put(self, data: bytes, suffix: str) -> str:
        """Keep `data` and give its digest; what is there already is not written again. Raises FileTroubleError."""
        name = digest(data)
        path = self.path(name, suffix)
        if not path.exists():
            write_atomic(path, data)
            path.chmod(0o444)
        return name

    def count(self) -> int:
        """How many files it holds."""
        return sum(1 for path in self.folder.glob("??/*.*") if path.is_file())

    def sweep(self) -> None:
        """Remove what a killed run left half-written."""
        for partial in self.folder.glob(f"*/{PARTIAL}"):
            sweep_partial(partial.parent)

    def get(self, name: str, suffix: str) -> bytes:
        """The content with digest `name`. Raises FileTroubleError if it is missing, StoreError if it was altered."""
        path = self.path(name, suffix)
        data = read_bytes(path)
        if digest(data) != name:
            raise StoreError(
                say("{path} in the archive was altered or damaged.", path=path),
                say("Put back this file from the last backup of the folder archive."),
            )
        return data
