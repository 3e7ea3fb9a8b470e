"""Plain mail merge: any Word template and any table, one document a row."""
