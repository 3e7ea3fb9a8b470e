"""Pages of docs/reference/ that are written from the code, one a module; `write_reference.py` is the door."""
