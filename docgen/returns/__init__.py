"""Reading what came back: file -> forms found in it -> fields read -> values -> checked -> Records, with findings.

`values` reads what stands in one field, `checks` what a whole record must hold.
"""
