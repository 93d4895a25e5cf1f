"""A naive attacker with his own elimination: what follows from what is shown. He shares nothing with the module."""

from collections import defaultdict
from fractions import Fraction

MOST_SUMS = 3000


class Attacker:
    """Knows every published value as a sum over unknown hours, and eliminates; shares nothing with the module."""

    def __init__(self):
        self.rows = []

    def reduce(self, parts, value):
        parts = dict(parts)
        for lead, row, known in self.rows:
            times = parts.get(lead, 0)
            if times:
                for unknown, part in row.items():
                    parts[unknown] = parts.get(unknown, 0) - times * part
                value -= times * known
        return {unknown: part for unknown, part in parts.items() if part}, value

    def sees(self, parts, value):
        left, rest = self.reduce(parts, value)
        if left:
            lead = min(left)
            self.rows.append((lead, {unknown: part / left[lead] for unknown, part in left.items()}, rest / left[lead]))

    def solves(self, parts):
        """The value of a sum, or None."""
        left, minus = self.reduce(parts, Fraction())
        return None if left else -minus


def small_sums(parts, most=9):
    """Each hidden cell, and all sums of hidden cells of 1-9 persons to whom the sum is not nothing."""
    names = sorted(parts)
    waiting = [([name], at) for at, name in enumerate(names)]
    for _ in range(MOST_SUMS):
        if not waiting:
            return
        cells, at = waiting.pop()
        whose = {who: sum(parts[cell].get(who, 0) for cell in cells) for cell in cells for who in parts[cell]}
        if any(whose.values()) and (len(cells) == 1 or len(whose) <= most):
            yield cells
        if len(whose) <= most:
            waiting += [([*cells, names[further]], further) for further in range(at + 1, len(names))]


def solved(attacker, atoms, parts):
    """What an attacker finds among hidden cells and their small sums."""
    answers = {tuple(cells): attacker.solves(added([atoms[cell] for cell in cells])) for cells in small_sums(parts)}
    return {cells: answer for cells, answer in answers.items() if answer is not None}


def added(shares):
    total = defaultdict(Fraction)
    for atoms in shares:
        for atom, share in atoms.items():
            total[atom] += share
    return total
