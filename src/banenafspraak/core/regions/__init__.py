"""In which arbeidsmarktregio a municipality lay in a year, and how sure that is (membership.py)."""

from banenafspraak.core.regions.membership import (
    Membership,
    MembershipRow,
    Region,
    membership_table,
    municipality,
    region_of,
    regions,
)

__all__ = ["Membership", "MembershipRow", "Region", "membership_table", "municipality", "region_of", "regions"]
