"""The name under which docgen puts notes on pages: by it, its own are told from people's."""

AUTHOR = "docgen"
