"""A thing for N items: worker processes, progress, an item that kills its worker, and a lock against a second run.

`read_limited` runs a function on a file from outside, in a process that can neither hurt nor outlast us; `Readers` does
so for many files, in a few milliseconds each.

    with exclusive(folder / ".docgen.lock", command="docgen books"):
        for outcome in run((Task(code, order) for ...), make, total=24, jobs=4, clock=time.monotonic):
            ...write and record it; it is finished when the loop asks for the next...

`run` speaks the `concurrent.futures` interface: `executor` may be any factory of an `Executor`, a cluster's too. `work`
must be a function of a module, take the payload and return a value; both are sent between processes.
"""

from docgen.batch.limited import LimitedRead, ReadEnd, network_is_closed, read_limited
from docgen.batch.lock import BusyError, exclusive
from docgen.batch.readers import Readers
from docgen.batch.run import Factory, Meter, Outcome, Progress, Task, default_jobs, local_processes, run
from docgen.batch.system import Limits

__all__ = [
    "BusyError",
    "Factory",
    "LimitedRead",
    "Limits",
    "Meter",
    "Outcome",
    "Progress",
    "ReadEnd",
    "Readers",
    "Task",
    "default_jobs",
    "exclusive",
    "local_processes",
    "network_is_closed",
    "read_limited",
    "run",
]
