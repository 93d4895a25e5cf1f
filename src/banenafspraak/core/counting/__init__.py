"""What is a job: from payroll deliveries to jobs against the target, exact, explained and repeatable.

    from banenafspraak.core import counting
    result = counting.count(counting.Order(...))

The definition stands in docs/reference/counting.md, made from tests/spec.
"""

from banenafspraak.core.counting.definitions import Definition, built_in, read_definition
from banenafspraak.core.counting.order import Order, count, explain, verify
from banenafspraak.core.counting.plan import BY, Plan, make_plan
from banenafspraak.core.counting.result import Result, Row

__all__ = [
    "BY",
    "Definition",
    "Order",
    "Plan",
    "Result",
    "Row",
    "built_in",
    "count",
    "explain",
    "make_plan",
    "read_definition",
    "verify",
]
