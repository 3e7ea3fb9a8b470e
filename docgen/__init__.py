"""docgen: from a Word template and a list of units to finished books.

The public doors of the package; every room can also be imported by itself.
"""

__version__ = "0.1.0"
