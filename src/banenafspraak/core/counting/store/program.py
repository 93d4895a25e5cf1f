"""Which program made what lies in `made/`: part of every recipe, so that what other code made is made anew.

A digest of the code itself would change with a comment and ask for sources beside the program; a number would be
forgotten. So the digest is written down here, and a test works it out from the code and holds this one to it.
"""

TAKING_PART = (
    "counting.engines.duckdb",
    "counting.inputs",
    "counting.registration",
    "counting.store.database",
    "counting.store.intervals",
    "counting.store.making",
    "counting.store.months",
    "counting.store.shelf",
    "counting.store.state",
    "kernel.law",
    "kernel.periods",
)
"""The modules of the core on which it depends what comes out; statements and texts of law go in by themselves."""
PROGRAM = "a25ba0ca1f164c517374f9e9cec9a81b841c7e6c0ff17858d26412d44b0703ba"
"""The digest of their code, without comments and docstrings. The test that fails after a change gives the new one."""
