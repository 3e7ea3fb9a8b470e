"""Presses for the tests that need no Word and no PDF: quick, and yet they tell data apart."""

import json
import os
import zlib

from docgen.findings import Code, Finding
from docgen.press import Order, Pressed

SPOILT = Finding(Code("E-TEST-SPOILT", "It is spoilt.", "Mend it."))


def quick_press(order: Order) -> Pressed:
    """Both files hold the data themselves; a unit whose name says so comes out spoilt."""
    said = json.dumps(order.context, sort_keys=True, default=str, separators=(",", ":")).encode()
    pdf = b"PDF " + said if order.pdf else b""
    spoilt = b"SPOILT" in said
    return Pressed(b"DOCX " + said + order.watermark.encode(), pdf, 3, (SPOILT,) if spoilt else ())


def noting_press(order: Order) -> Pressed:
    """As the quick press, some milliseconds slower; it keeps a list of what it made in the campaign's file `made`."""
    with (order.template.parent.parent / "made").open("a") as made:
        made.write(f"{order.identity.id}\n")
    for _ in range(20):
        zlib.compress(os.urandom(20_000))
    return quick_press(order)


def quick_fingerprint(engine: str) -> str:
    return f"quick {engine}"
