"""What LibreOffice makes of a form: opened and saved again, in its own format or another, many files in one start."""

import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.perturb.copies import Copy

SOFFICE = shutil.which("soffice") or ""
FILTERS = {
    "docx": "docx:MS Word 2007 XML",
    "xlsx": "xlsx:Calc MS Excel 2007 XML",
    "odt": "odt:writer8",
    "doc": "doc:MS Word 97",
    "rtf": "rtf:Rich Text Format",
    "ods": "ods:calc8",
    "xls": "xls:MS Excel 97",
    "csv": "csv:Text - txt - csv (StarCalc):44,34,76",
}


def saved_as(copies: Sequence[Copy], suffix: str) -> list[Copy]:
    """These copies as LibreOffice saves them with this suffix; one it does not save is left out."""
    with tempfile.TemporaryDirectory() as folder:
        before, after = Path(folder) / "before", Path(folder) / "after"
        before.mkdir()
        for number, one in enumerate(copies):
            (before / f"{number}.{one.suffix or one.kind}").write_bytes(one.data)
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = [SOFFICE, profile, "--headless", "--convert-to", FILTERS[suffix], "--outdir", str(after)]
        files = sorted(before.iterdir(), key=lambda path: int(path.stem))
        subprocess.run([*command, *map(str, files)], check=True, capture_output=True, timeout=60 + 10 * len(files))
        made = {int(path.stem): path.read_bytes() for path in after.iterdir()}
    return [one.damaged(made[n], suffix=suffix) for n, one in enumerate(copies) if n in made]
