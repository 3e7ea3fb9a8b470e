"""How big a proof is: small in `make test`, in its full size in `make prove`."""

import os

FULL = os.environ.get("DOCGEN_PROVE") == "full"
"""Whether the proofs run in their full size."""


def size(small: int, full: int) -> int:
    """So many cases: `small` in `make test`, `full` in `make prove`."""
    return full if FULL else small
