"""Reading what came back: file -> forms found in it -> fields read -> values -> checked -> Records, with findings.

    read_return(path, definitions) -> Return        one file, in the limited reader: safe with any file
    ReturnReader(expected).read(path) -> Return     the same for many, a few milliseconds each
    read_bytes_of(data, name, expected) -> Return   in this process, for files we made ourselves

`values` reads what stands in one field, `checks` what a whole record must hold.
"""

from typing import TYPE_CHECKING

from docgen.doors import opening

if TYPE_CHECKING:
    from docgen.returns.door import read_bytes_of
    from docgen.returns.expected import Expected
    from docgen.returns.reader import ReturnReader, read_return

__all__ = ["Expected", "ReturnReader", "read_bytes_of", "read_return"]

__getattr__ = opening(
    __name__,
    {
        **dict.fromkeys(("read_bytes_of",), "docgen.returns.door"),
        **dict.fromkeys(("Expected",), "docgen.returns.expected"),
        **dict.fromkeys(("ReturnReader", "read_return"), "docgen.returns.reader"),
    },
)
