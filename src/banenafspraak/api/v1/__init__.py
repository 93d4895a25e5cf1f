"""Version 1 of the API: published figures, targets, regions and municipalities, to read.

shapes.py holds what is given, questions.py what may be asked, lists.py pages and their order, problems.py what is said
when it does not go, regions.py and figures.py the resources, contract.py the description of it all.
"""

VERSION = "1.0.0"
"""Sent along with every answer. The first number stands in the address: what would break a user gets a new folder."""
ROOT = "/api/v1"
