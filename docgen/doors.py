"""Doors of a package that open when they are first used: who needs one room of it does not load the others."""

import sys
from collections.abc import Callable, Mapping
from importlib import import_module


def opening(package: str, doors: Mapping[str, str]) -> Callable[[str], object]:
    """The `__getattr__` of `package`: `doors` tells for each public name the module it is made in."""

    def opened(name: str) -> object:
        if name not in doors:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        found: object = getattr(import_module(doors[name]), name)
        setattr(sys.modules[package], name, found)
        return found

    return opened
