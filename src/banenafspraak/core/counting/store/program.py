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
PROGRAM = "5556ca5d6121e62ed26dc96f6334f3f90c4a8f852fac60bc106c60e27a0ba780"
"""The digest of their code, without comments and docstrings. The test that fails after a change gives the new one."""
