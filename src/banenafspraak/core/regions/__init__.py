"""The 35 arbeidsmarktregio's and their municipalities by day (membership.py), places in them, and maps of them."""

from banenafspraak.core.regions.membership import (
    Membership,
    MembershipRow,
    Municipality,
    Region,
    membership_table,
    municipalities,
    municipality,
    neighbours,
    region,
    region_of,
    region_on,
    regions,
)

__all__ = [
    "Membership",
    "MembershipRow",
    "Municipality",
    "Region",
    "membership_table",
    "municipalities",
    "municipality",
    "neighbours",
    "region",
    "region_of",
    "region_on",
    "regions",
]
