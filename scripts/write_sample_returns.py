"""Write samples/returns anew: returned files, what each must be read as beside it, and the table of what they cover.

Needs LibreOffice and poppler; the files it wrote are kept in the project, so that reading them needs neither.
"""

import json
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.perturb.collection import Sample, samples  # noqa: E402
from tests.perturb.truth import expectation  # noqa: E402

FOLDER = ROOT / "samples" / "returns"
HEAD = """# Returned files

Forms of the sample campaigns as they came back: filled and saved by other programs, damaged, packed, spoilt, mistaken.
Beside each file stands what must be read from it (`NAME.json`): by form and field the state, the value and whether it
is an explicit "none"; and the findings it must bring. Written by `scripts/write_sample_returns.py`; read in
`tests/returns/test_samples.py`. `.et` and `.wps` are the old Office formats under the names WPS gives them.

| file | made by | covers |
|---|---|---|
"""


def line(one: Sample) -> str:
    """The row of a file in the table."""
    states = {entry.state.value for truth in one.truth.values() for entry in truth.values()}
    covers = ", ".join([*one.covers, *one.says, *sorted(states)])
    return f"| `{one.name}` | {one.made} | {covers} |\n"


def main() -> None:
    """Write everything."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    made = list(samples())
    for one in made:
        (FOLDER / one.name).write_bytes(one.data)
        text = json.dumps(expectation(one), ensure_ascii=False, indent=1, sort_keys=True)
        (FOLDER / f"{one.name}.json").write_text(f"{text}\n", encoding="utf-8")
    (FOLDER / "README.md").write_text(HEAD + "".join(map(line, made)), encoding="utf-8")
    print(len(made))  # noqa: T201 - a script's one word


if __name__ == "__main__":
    main()
