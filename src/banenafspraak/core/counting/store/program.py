"""Which program made what lies in `made/`: part of every recipe, so that what other code made is made anew.

A digest of the code itself would change with a comment and ask for sources beside the program; a number would be
forgotten. So the digest is written down here, and a test works it out from the code and holds this one to it.
"""

TAKING_PART = (
    "counting.engines.duckdb",
    "counting.inputs",
    "counting.registration",
    "counting.store.cube",
    "counting.store.database",
    "counting.store.intervals",
    "counting.store.making",
    "counting.store.months",
    "counting.store.state",
    "kernel.law",
    "kernel.pension",
    "kernel.periods",
)
"""The modules of the core on which it depends what comes out; statements and texts of law go in by themselves."""
PROGRAM = "e0c538acff7b548aae007da020ea63e9ef503908939528bfbfa173e0327d8f02"
"""The digest of their code, without comments and docstrings. The test that fails after a change gives the new one."""
