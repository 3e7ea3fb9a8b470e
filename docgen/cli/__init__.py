"""The command line: one file a verb, each of which parses, calls one function and returns what there is to say.

`docgen.cli.program` prints it and turns troubles into exit codes, in one place.
"""

import sys

from docgen.cli.program import program


def main() -> None:
    """Run the command line; never returns, ends in one of `docgen.errors.ExitCode`."""
    for stream in (sys.stdout, sys.stderr):
        # A console that cannot show a character shows its code instead of stopping the command.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    program.main()
