"""Old and foreign formats become .docx or .xlsx through LibreOffice, in limits of their own.

Each file has a fresh profile in which macros are forbidden and links are not followed, no network, a time and a size.
"""

from dataclasses import dataclass
from pathlib import Path
from subprocess import TimeoutExpired

from docgen.batch import Limits
from docgen.batch.system import end_group, start_limited_program
from docgen.language import say
from docgen.pdf.office import find_office
from docgen.returns.sniff import WORDS, Kind

_LIMITS = Limits(memory=4 << 30, cpu=60, wall=90.0, written=128 << 20, files=512)
_FRESH_PROFILE = 81
"""The exit code by which soffice asks to be started again after it has set up a new profile."""
_SUFFIX = {Kind.HTML: "html", Kind.SHEET_XML: "xml"}
_FILTERS = {"docx": "docx:MS Word 2007 XML", "xlsx": "xlsx:Calc MS Excel 2007 XML"}
_READ_AS = {Kind.HTML: "HTML (StarCalc)", Kind.SHEET_XML: "MS Excel 2003 XML"}
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel">
<value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution">
<value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="BlockUntrustedRefererLinks"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Content/Update"><prop oor:name="Link"><value>2</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link"><value>0</value></prop></item>
</oor:items>
"""


@dataclass(frozen=True, slots=True)
class NotConverted(Exception):  # noqa: N818 - an answer about a file
    """LibreOffice is not here, or it could not convert the file; `why` is for a person."""

    why: str


def converted(path: Path, kind: Kind, folder: Path) -> Path:
    """The file at `path` as .docx or .xlsx in the empty folder `folder`. Raises NotConverted."""
    office = find_office()
    if office is None:
        raise NotConverted(say("LibreOffice is not installed"))
    target = "docx" if kind in WORDS else "xlsx"
    source = folder / f"source.{_SUFFIX.get(kind, kind.value)}"
    source.write_bytes(path.read_bytes())
    settings = folder / "profile" / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True)
    settings.write_text(_SETTINGS)
    _run(_command(office.soffice, kind, target, source, folder), folder)
    made = folder / "made" / f"source.{target}"
    if not made.is_file():
        raise NotConverted(say("LibreOffice could not open it"))
    return made


def _command(soffice: str, kind: Kind, target: str, source: Path, folder: Path) -> list[str]:
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    quiet = ("--headless", "--invisible", "--nologo", "--norestore", "--nodefault", "--nolockcheck")
    read_as = [f"--infilter={_READ_AS[kind]}"] if kind in _READ_AS else []
    return [
        *(soffice, profile, *quiet, *read_as, "--convert-to", _FILTERS[target]),
        *("--outdir", str(folder / "made"), str(source)),
    ]


def _run(command: list[str], folder: Path) -> None:
    for _ in range(2):
        program = start_limited_program(command, _LIMITS, str(folder))
        try:
            code = program.wait(_LIMITS.wall)
        except TimeoutExpired:
            raise NotConverted(say("it took longer than {seconds} seconds", seconds=int(_LIMITS.wall))) from None
        finally:
            end_group(program.pid)
            program.kill()
            program.wait()
        if code != _FRESH_PROFILE:
            return
