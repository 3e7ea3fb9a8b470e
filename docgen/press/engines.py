"""The engines as the press uses them: by the name campaign.toml gives them, each given documents it can read."""

from dataclasses import dataclass
from functools import lru_cache

from docgen.errors import EngineError
from docgen.language import say
from docgen.pdf.embedded import EmbeddedEngine
from docgen.pdf.engine import Converted, Engine
from docgen.pdf.libreoffice import LibreOfficeEngine
from docgen.word.spelled_out import spelled_out


@dataclass(frozen=True, slots=True)
class PlainerEngine:
    """An engine that is given a plainer copy of each document (`docgen.word.spelled_out`)."""

    engine: Engine

    @property
    def name(self) -> str:
        """That of the engine."""
        return self.engine.name

    @property
    def version(self) -> str:
        """That of the engine."""
        return self.engine.version

    def convert(self, docx: bytes) -> Converted:
        """The PDF of `docx`."""
        return self.engine.convert(spelled_out(docx))


def engine_named(name: str, *, archival: bool = False) -> Engine:
    """The engine that campaign.toml calls `name`, one in each process; `archival` is PDF/A-2b. Raises EngineError."""
    return _engine(name, archival)


@lru_cache(maxsize=2)
def _engine(name: str, archival: bool) -> Engine:
    match name:
        case "embedded":
            return PlainerEngine(EmbeddedEngine())
        case "libreoffice":
            return LibreOfficeEngine(archival=archival)
    raise EngineError(say("There is no PDF engine {name}.", name=name), say("Choose embedded or libreoffice."))


def as_drawn(docx: bytes, engine: str) -> bytes:
    """`docx` as the engine of this name is given it: what its PDF must show."""
    return spelled_out(docx) if engine == "embedded" else docx
