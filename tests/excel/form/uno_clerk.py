"""Runs in the system's Python, where UNO lives: opens Excel forms, types into named cells, saves in three formats.

uno_clerk.py SOFFICE PROFILE ORDERS.json
"""

import json
import os
import pathlib
import subprocess
import sys
import time
from typing import Any

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.lang import DisposedException

FILTERS = {"xlsx": "Calc MS Excel 2007 XML", "ods": "calc8", "xls": "MS Excel 97", "pdf": "calc_pdf_Export"}


def properties(**values: Any) -> tuple[Any, ...]:
    """UNO's named arguments."""
    made = []
    for name, value in values.items():
        made.append(PropertyValue())
        made[-1].Name, made[-1].Value = name, value
    return tuple(made)


def start(soffice: str, profile: str) -> tuple[Any, Any]:
    """A running soffice and its desktop."""
    pipe = f"clerk{os.getpid()}"
    command = [
        soffice,
        f"-env:UserInstallation={pathlib.Path(profile).as_uri()}",
        f"--accept=pipe,name={pipe};urp;",
        *("--headless", "--invisible", "--nologo", "--norestore", "--nodefault", "--nolockcheck"),
    ]
    process = subprocess.Popen(command)
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    while True:
        if process.poll() == 81:  # it has set up its new profile and asks to be started again
            process = subprocess.Popen(command)
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            time.sleep(0.1)
            continue
        return process, context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)


def opened(desktop: Any, path: pathlib.Path) -> Any:
    """The workbook at `path`."""
    return desktop.loadComponentFromURL(path.as_uri(), "_blank", 0, properties(Hidden=True))


def saved(document: Any, path: pathlib.Path) -> None:
    """Save in the format that the name ends in."""
    document.storeToURL(path.as_uri(), properties(FilterName=FILTERS[path.suffix[1:]]))


def type_in(document: Any, name: str, value: Any) -> None:
    """What a person types into the first cell of a name: a text or a number."""
    cell = document.NamedRanges.getByName(name).getReferredCells().getCellByPosition(0, 0)
    if isinstance(value, str):
        cell.setString(value)
    else:
        cell.setValue(value)


def done(desktop: Any, order: dict[str, Any]) -> None:
    """One workbook: typed into, saved in each format, and those that are no .xlsx once more as one."""
    folder = pathlib.Path(order["folder"])
    folder.mkdir(parents=True, exist_ok=True)
    document = opened(desktop, pathlib.Path(order["source"]))
    for name, value in order["typed"].items():
        type_in(document, name, value)
    for kind in FILTERS:
        saved(document, folder / f"saved.{kind}")
    document.close(True)
    for kind in ("ods", "xls"):
        again = opened(desktop, folder / f"saved.{kind}")
        saved(again, folder / f"again-{kind}.xlsx")
        again.close(True)


def main() -> None:
    """All orders, one after another."""
    process, desktop = start(sys.argv[1], sys.argv[2])
    try:
        for order in json.loads(pathlib.Path(sys.argv[3]).read_text(encoding="utf-8")):
            done(desktop, order)
    finally:
        try:
            desktop.terminate()
        except DisposedException:
            process.kill()
        process.wait(30)


main()
