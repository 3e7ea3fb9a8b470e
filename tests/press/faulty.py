"""A LibreOffice that fails in every way one has been seen to fail, and workers that are killed: for the whole press.

What it does convert it converts truly, by the embedded engine. Run as `faulty.py STATE PROFILE`; the files in STATE
count what was asked, so that each fault comes once and at a known file.
"""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from docgen.pdf.embedded import EmbeddedEngine
from docgen.press import Order, Pressed, make

FAULTS = ("hang", "crash", "nothing", "half", "exit0", "lock", "memory", "grandchild")
EVERY = 5
"""Every so many files one fault."""


def fault_of(number: int) -> str:
    """What goes wrong at file `number`; nothing at most of them."""
    return FAULTS[number // EVERY % len(FAULTS)] if number % EVERY == 2 else ""


def say(**values: object) -> None:
    print(json.dumps(values), flush=True)


def serve(state: Path) -> None:
    engine = EmbeddedEngine()
    say(ready="a faulty one")
    for line in sys.stdin:
        order = json.loads(line)
        number = len(list(state.iterdir()))
        (state / f"{number}").touch()
        go_wrong(fault_of(number), Path(order["source"]), Path(order["target"]), engine)


def go_wrong(fault: str, source: Path, target: Path, engine: EmbeddedEngine) -> None:
    if fault in ("hang", "grandchild"):
        if fault == "grandchild":
            subprocess.Popen([sys.executable, "-c", f"import time; time.sleep(600)  # {sys.argv[1]}"])
        time.sleep(600)
    if fault == "crash":
        os.kill(os.getpid(), signal.SIGABRT)
    if fault == "exit0":
        sys.exit(0)
    if fault == "lock":
        say(trouble="the profile is locked")
        return
    pdf = engine.convert(source.read_bytes()).pdf
    if fault != "nothing":
        target.write_bytes(pdf[: len(pdf) // 2] if fault == "half" else pdf)
    say(memory=10**12 if fault == "memory" else 1)


def killed_once(order: Order) -> Pressed:
    """Makes the document; a worker that comes to every twentieth unit for the first time is killed."""
    mark = order.template.parent / f"{order.identity.id}.seen"
    if int(order.identity.id) % 20 == 3 and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return make(order)


if __name__ == "__main__":
    serve(Path(sys.argv[1]))
