"""Reading what came back: file -> forms found in it -> fields read -> values -> checked -> Records, with findings.

    read_return(path, definitions) -> Return            in the limited reader: safe with any file
    read_content(content, expected, file) -> Return     what a format reader found, in this process

`values` reads what stands in one field, `checks` what a whole record must hold.
"""
