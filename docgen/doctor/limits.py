"""Which limits this operating system really enforces, found by trying; the calls of one system only stand here."""

import os
import subprocess
import sys

_PROBE = """
import resource
limit = 512 * 1024 * 1024
resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
try:
    bytearray(2 * limit)
except MemoryError:
    raise SystemExit(0)
raise SystemExit(1)
"""


def memory_limit_holds() -> bool:
    """Whether a process that asks for more memory than its limit is refused here; macOS ignores it."""
    try:
        return (
            subprocess.run([sys.executable, "-c", _PROBE], capture_output=True, timeout=20, check=False).returncode == 0
        )
    except (OSError, subprocess.TimeoutExpired):
        return False


def memory_total() -> int:
    """The machine's memory in bytes; 0 where the system does not say."""
    if "SC_PHYS_PAGES" not in getattr(os, "sysconf_names", {}):
        return 0
    return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
