"""Returned forms made by other means than docgen's and damaged in every way known, the truth of every field beside."""
