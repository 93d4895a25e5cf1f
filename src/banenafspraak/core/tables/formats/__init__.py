"""One module per file format. Each yields batches of text under our names of columns.

The contract is `Batches` in core/tables/sources.py: every column is text, but for `ROW`, the number of the row as
a person counts it. What a text means is decided in core/tables/checks.py, for all formats alike.
"""
