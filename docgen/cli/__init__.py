"""The command line: one file a verb, each of which parses, calls one function and returns what there is to say.

`docgen.cli.program` prints it and turns troubles into exit codes, in one place.
"""

import gc
import sys

_GARBAGE = (100_000, 50, 50)
"""How rarely circles of dead objects are looked for: a command makes few, and is over soon; a tenth of its time."""


def main() -> None:
    """Run the command line; never returns, ends in one of `docgen.errors.ExitCode`."""
    gc.set_threshold(*_GARBAGE)
    for stream in (sys.stdout, sys.stderr):
        # A console that cannot show a character shows its code instead of stopping the command.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        from docgen.cli.program import program
    except KeyboardInterrupt:  # before there is a program to say so
        from docgen.errors import ExitCode
        from docgen.language import say

        sys.stderr.write(say("Stopped, as you asked.") + "\n")
        sys.exit(ExitCode.CANNOT_GO_ON)
    program.main()
