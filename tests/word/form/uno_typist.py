"""Runs in the system's Python, where UNO lives: opens Word forms, types into them, saves them in three formats.

uno_typist.py SOFFICE PROFILE ORDERS.json
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

FILTERS = {"docx": "MS Word 2007 XML", "odt": "writer8", "doc": "MS Word 97", "pdf": "writer_pdf_Export"}


def properties(**values: Any) -> tuple[Any, ...]:
    """UNO's named arguments."""
    made = []
    for name, value in values.items():
        made.append(PropertyValue())
        made[-1].Name, made[-1].Value = name, value
    return tuple(made)


def start(soffice: str, profile: str) -> tuple[Any, Any]:
    """A running soffice and its desktop."""
    pipe = f"typist{os.getpid()}"
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
    """The document at `path`."""
    return desktop.loadComponentFromURL(path.as_uri(), "_blank", 0, properties(Hidden=True))


def saved(document: Any, path: pathlib.Path) -> None:
    """Save in the format that the name ends in."""
    document.storeToURL(path.as_uri(), properties(FilterName=FILTERS[path.suffix[1:]]))


def done(desktop: Any, order: dict[str, Any]) -> None:
    """One form: typed into, saved in each format, and those that are no .docx once more as one."""
    folder = pathlib.Path(order["folder"])
    folder.mkdir(parents=True, exist_ok=True)
    document = opened(desktop, pathlib.Path(order["source"]))
    for name, text in order["typed"].items():
        place = document.Bookmarks.getByName(name).Anchor
        place.Text.createTextCursorByRange(place).setString(text)
    for kind in FILTERS:
        saved(document, folder / f"saved.{kind}")
    document.close(True)
    for kind in ("odt", "doc"):
        again = opened(desktop, folder / f"saved.{kind}")
        saved(again, folder / f"again-{kind}.docx")
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
