"""Employers and all other organisations: names, sites, groups, people to call; lists that come in and go out."""
