"""Runs in the system's Python, where UNO lives: starts one soffice and converts what standard input names.

Not imported by docgen. Protocol, a JSON document a line: out `{"ready": VERSION}`; in `{"source", "target",
"options"}`; out `{"memory": BYTES}` or `{"trouble": TEXT}`. Ends, and ends its soffice, when standard input closes.
"""

import ctypes
import json
import os
import pathlib
import signal
import subprocess
import sys
import time
from typing import Any

import uno  # only the system's Python has it
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.lang import DisposedException
from com.sun.star.uno import Exception as UnoException

Process = subprocess.Popen[bytes]
FRESH_PROFILE = 81
"""The exit code by which soffice asks to be started again after it has set up a new profile."""
MOST_MEMORY = 3 << 30
"""Bytes of address space a soffice may have; it needs less than a third. One that wants more ends, not the machine."""


def say(**values: object) -> None:
    """One line to the parent."""
    sys.stdout.write(json.dumps(values) + "\n")
    sys.stdout.flush()


def properties(values: dict[str, Any]) -> tuple[Any, ...]:
    """UNO's named arguments."""
    made = []
    for name, value in values.items():
        made.append(PropertyValue())
        made[-1].Name, made[-1].Value = name, value
    return tuple(made)


def die_with_parent() -> None:
    """End this process when the one that started it ends, where the system can (Linux)."""
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)


def be_bounded() -> None:
    """Called in soffice's process before it starts: it ends with its parent, and its memory has a bound (Linux)."""
    die_with_parent()
    if sys.platform.startswith("linux"):
        import resource  # unknown to Windows

        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))


def start(soffice: str, profile: str, pipe: str) -> Process:
    """One soffice on its own profile, listening on its own pipe."""
    command = [
        soffice,
        f"-env:UserInstallation={pathlib.Path(profile).as_uri()}",
        f"--accept=pipe,name={pipe};urp;",
        *("--headless", "--invisible", "--nologo", "--norestore", "--nodefault", "--nolockcheck"),
    ]
    silent = subprocess.DEVNULL
    return subprocess.Popen(command, stdin=silent, stdout=silent, stderr=silent, preexec_fn=be_bounded)


def connect(soffice: str, profile: str) -> tuple[Process, Any]:
    """The running soffice and its desktop; the parent's deadline ends this if soffice never answers."""
    pipe = f"docgen{os.getpid()}"
    process = start(soffice, profile, pipe)
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    while True:
        ended = process.poll()
        if ended == FRESH_PROFILE:
            process = start(soffice, profile, pipe)
        elif ended is not None:
            raise SystemExit(f"soffice ended at once with code {ended}")
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            time.sleep(0.05)
            continue
        return process, context


def version_of(context: Any) -> str:
    """LibreOffice's own word for its version."""
    manager = context.ServiceManager
    provider = manager.createInstanceWithContext("com.sun.star.configuration.ConfigurationProvider", context)
    node = properties({"nodepath": "/org.openoffice.Setup/Product"})
    access = provider.createInstanceWithArguments("com.sun.star.configuration.ConfigurationAccess", node)
    return str(access.getByName("ooSetupVersionAboutBox"))


def convert(desktop: Any, order: dict[str, Any]) -> None:
    """Load as Word, export, close. Macros never run and links are never followed."""
    how = {"FilterName": "MS Word 2007 XML", "Hidden": True, "MacroExecutionMode": 0, "UpdateDocMode": 0}
    document = desktop.loadComponentFromURL(pathlib.Path(order["source"]).as_uri(), "_blank", 0, properties(how))
    if document is None:
        raise UnoException("the file could not be opened", None)
    try:
        data = uno.Any("[]com.sun.star.beans.PropertyValue", properties(order["options"]))
        export = properties({"FilterName": "writer_pdf_Export", "FilterData": data})
        document.storeToURL(pathlib.Path(order["target"]).as_uri(), export)
    finally:
        document.close(True)


def memory(process: Process) -> int:
    """Bytes soffice holds in memory, 0 where the system does not say."""
    try:
        pages = int(pathlib.Path(f"/proc/{process.pid}/statm").read_text().split()[1])
    except (OSError, ValueError, IndexError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")


def serve(process: Process, desktop: Any) -> None:
    """Convert until the parent closes our input or soffice is gone."""
    for line in sys.stdin:
        try:
            convert(desktop, json.loads(line))
        except DisposedException:
            say(trouble="LibreOffice ended while it worked on this file")
            return
        except UnoException as trouble:
            say(trouble=str(trouble.Message) or type(trouble).__name__)
        else:
            say(memory=memory(process))


def main() -> None:
    """`uno_worker.py SOFFICE PROFILE`."""
    die_with_parent()
    process, context = connect(sys.argv[1], sys.argv[2])
    try:
        say(ready=version_of(context))
        serve(process, context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context))
    finally:
        process.kill()
        process.wait()


if __name__ == "__main__":
    main()
