"""What is installed is whole: the demo runs from a wheel, far from the checkout."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


def run(*command: str, folder: Path, **environment: str) -> str:
    done = subprocess.run(command, cwd=folder, env={**os.environ, **environment}, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_demo_runs_from_an_installed_wheel_outside_the_checkout(tmp_path: Path) -> None:
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path), folder=ROOT)
    (wheel,) = tmp_path.glob("*.whl")
    installed = tmp_path / "site"
    zipfile.ZipFile(wheel).extractall(installed)
    away = tmp_path / "away"
    away.mkdir()
    here = {"PYTHONPATH": str(installed), "PYTHONSAFEPATH": "1"}
    assert str(installed) in run(sys.executable, "-c", "import docgen; print(docgen.__file__)", folder=away, **here)
    words = ("-m", "docgen", "demo", "demo", "--sample", "contractors", "--json")
    document = json.loads(run(sys.executable, *words, folder=away, **here))
    made = {step["step"]: step["made"] for step in document["result"]["steps"]}
    assert (document["exit_code"], made["books"]) == (0, "6 books, 6 released now")
    assert made["results"].startswith("6 letters")
