"""The commands of the offline installation are shaped as pip understands them; they are tried by hand."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "how-to" / "offline.md").read_text(encoding="utf-8")


def test_every_pip_command_and_option_exists() -> None:
    lines = re.findall(r"^.*\bpip (\w+)(.*)$", PAGE, re.MULTILINE)
    assert [verb for verb, _ in lines] == ["download", "wheel", "install"]
    for verb, rest in lines:
        command = [sys.executable, "-m", "pip", verb, "--help"]
        known = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        assert [option for option in re.findall(r"--[\w-]+", rest) if option not in known] == []


def test_what_the_page_names_is_there() -> None:
    assert (ROOT / "requirements.lock").is_file()
    assert "--hash=sha256:" in (ROOT / "requirements.lock").read_text(encoding="utf-8")
