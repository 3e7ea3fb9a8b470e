"""The custom properties of a workbook, which most programs keep."""

from collections.abc import Iterator

from docgen.excel.returned.xml import tree


def custom_properties(data: bytes) -> Iterator[tuple[str, str]]:
    """Name and text of each property in `docProps/custom.xml`."""
    for one in tree(data):
        yield one.get("name", ""), "".join(str(text) for text in one.itertext())
