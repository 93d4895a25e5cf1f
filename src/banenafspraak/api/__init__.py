"""The doors for programs: the API, one folder per version, and the files of open data. They hold no rules.

published.py gives the figures, addresses.py says on which address the site stands, answers.py what all answers of the
API have in common.
"""
