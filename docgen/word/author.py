"""By whom our own remarks in a Word file are signed, so that they are known again when it comes back."""

AUTHOR = "docgen"
