"""What can be wrong with an office's own layout of a form."""

from docgen.findings import Code

PLACE_MISSING = Code(
    "E-PLACE-MISSING",
    "The layout has no place for the field “{name}” ({label}), which units must fill in.",
    "Write {{{{ {tag} }}}} where it belongs.",
)
PLACE_LEFT_OUT = Code(
    "W-PLACE-LEFT-OUT",
    "The layout has no place for the field “{name}” ({label}); nobody can fill it in.",
    "Write {{{{ {tag} }}}} where it belongs, or leave it out on purpose.",
)
ROWS_MISSING = Code(
    "E-ROWS-MISSING",
    "The layout has no table for the rows of “{name}” ({label}).",
    'Make a table with a row {{%tr for row in rows("{name}") %}}, a row of places such as'
    ' {{{{ row.field("{column}") }}}}, and a row {{%tr endfor %}}.',
)
PLACE_CHANGED = Code(
    "E-PLACE-CHANGED",
    "“{tag}” does more with the place of a field than print it.",
    "Write the place alone: {{{{ {place} }}}}.",
)
PLACE_TWICE = Code(
    "W-PLACE-TWICE",
    "The field “{name}” has {count} places in the layout; what is typed in one does not appear in the others.",
    "Leave one place and take the others out.",
)
CODE_LEFT_OUT = Code(
    "W-CODE-LEFT-OUT",
    "The layout prints neither the QR code nor the short code of the form: a printed page cannot be told from another.",
    "Put a picture with the alternative text docgen:qr into the footer, and the tag short_code beside it.",
)
ROWS_COLLIDE = Code(
    "E-ROWS-COLLIDE",
    "A row of “{name}” would fall on this cell, which says “{text}”.",
    "Leave {count:row|rows} free from the row with its tags on, or give the form fewer rows in campaign.toml.",
)
LAYOUT_NOT_EXCEL = Code(
    "E-LAYOUT-NOT-EXCEL",
    "The layout is no Excel workbook (.xlsx), or it is damaged.",
    "Open it in Excel, save it as .xlsx and try again.",
)
