"""A workbook that came back, read as it stands: raw XML, never saved again, nothing calculated, nothing run.

content = read_workbook(parts, "QIS 0101.xlsx")     parts: the members of the container, by name
"""

from docgen.excel.returned.book import read_workbook
from docgen.excel.returned.delimited import read_delimited

__all__ = ["read_delimited", "read_workbook"]
