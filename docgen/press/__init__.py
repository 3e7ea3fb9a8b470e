"""The one way to make a document: `make(order)` renders a template, converts it, marks its pages and accepts it.

    pressed = make(Order(template, digest, context, identity))   # in this process or in a worker
    if pressed.is_fit: ...pressed.docx, pressed.pdf, pressed.pages...

`fingerprint(engine)` names everything of ours that shapes the bytes, for digests of items. `press.identity` holds the
grammar of QR codes and short codes.
"""

from typing import TYPE_CHECKING

from docgen.doors import opening

if TYPE_CHECKING:
    from docgen.press.making import fingerprint, make
    from docgen.press.order import Order, Pressed

__all__ = ["Order", "Pressed", "fingerprint", "make"]

__getattr__ = opening(
    __name__,
    {
        **dict.fromkeys(("fingerprint", "make"), "docgen.press.making"),
        **dict.fromkeys(("Order", "Pressed"), "docgen.press.order"),
    },
)
