"""The same inputs give the same bytes, DOCX and PDF, whatever the machine is set to and on any number of workers."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.books.office import files

PLAIN = {"LC_ALL": "C", "TZ": "UTC", "PYTHONHASHSEED": "0"}
OTHER = {"LC_ALL": "zh_CN.UTF-8", "TZ": "Asia/Shanghai", "PYTHONHASHSEED": "4711"}


def make_sample(folder: Path, sample: str, jobs: int, environment: dict[str, str], codes: tuple[str, ...]) -> None:
    command = [sys.executable, "-m", "tests.books.sample", str(folder), sample, str(jobs), *codes]
    paths = {"PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(command, env=os.environ | paths | environment, capture_output=True, text=True, timeout=300)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr


@pytest.mark.slow
@pytest.mark.parametrize(
    ("sample", "codes"), [("safety-2026", ()), ("contractors", ()), ("safety-2026-zh", ("0101", "0205", "0308"))]
)
def test_a_sample_comes_out_the_same_on_any_machine_and_after_deletion(
    tmp_path: Path, sample: str, codes: tuple[str, ...]
) -> None:
    make_sample(tmp_path / "one", sample, 1, PLAIN, codes)
    first = files(tmp_path / "one/out")
    make_sample(tmp_path / "two", sample, 4, OTHER, codes)
    assert files(tmp_path / "two/out") == first
    shutil.rmtree(tmp_path / "two/out")
    make_sample(tmp_path / "two", sample, 2, PLAIN, codes)
    assert files(tmp_path / "two/out") == first
    assert len(first) >= 2 * (len(codes) or 6)
