"""When two names may be one organisation: the same but for legal form, accents and signs, or alike letter by letter.

Nothing here decides: equal numbers do (importing.py), and otherwise a person. Names are compared by their groups of
three letters: that finds a slip of the pen among fifty thousand names without comparing all with all.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from math import ceil

LEGAL = frozenset({"bv", "nv", "vof", "cv", "ua", "ba", "cooperatie", "maatschap", "eenmanszaak"})
ARTICLES = frozenset({"de", "het", "the"})
BEFORE = ARTICLES | {"gemeente", "stichting", "vereniging"}
DOTTED = re.compile(r"\b(?:\w\.){2,}")
ALIKE = 0.7
"""Twice the groups that two names share, over all groups of both. A name of six with a letter more or less still is."""
REMEMBERED = 1 << 16


def folded(name: str) -> list[str]:
    """The words of a name without accents, capitals and signs; & is en.

    >>> folded("Súd-West & Zn. B.V.")
    ['sud', 'west', 'en', 'zn', 'bv']
    """
    text = unicodedata.normalize("NFKD", name.casefold().replace("&", " en ").replace("+", " en "))
    plain = "".join(each for each in text if not unicodedata.combining(each))
    return re.findall(r"[a-z0-9]+", DOTTED.sub(lambda dotted: dotted[0].replace(".", ""), plain))


def words(name: str) -> list[str]:
    """The words by which a name is found: all but its legal form, unless it has nothing else.

    >>> words("Gemeente Zwolle"), words("Jansen B.V."), words("BV")
    (['gemeente', 'zwolle'], ['jansen'], ['bv'])
    """
    found = folded(name)
    return [word for word in found if word not in LEGAL] or found or [name.casefold()]


def place(name: str) -> str:
    """Where a name stands in a list: its words, without an article before them.

    >>> place("De Aar B.V."), place("Het")
    ('aar', 'het')
    """
    found = words(name)
    return " ".join(found[1:] if found[0] in ARTICLES and len(found) > 1 else found)


@lru_cache(REMEMBERED)
def key(name: str) -> str:
    """What is left of a name when its legal form, its article and the word before it are taken off.

    >>> key("Gemeente Zwolle") == key("Zwolle"), key("Jansen & Zn B.V.") == key("Jansen en Zn bv")
    (True, True)
    >>> key("De Stichting"), key("Bouw Bedrijf") == key("Bouwbedrijf")
    ('destichting', True)
    """
    found = words(name)
    at = next((place for place, word in enumerate(found) if word not in BEFORE), 0)
    return "".join(found[at:])


@lru_cache(REMEMBERED)
def groups(name_key: str) -> frozenset[str]:
    """The groups of three letters in a key, with its begin and end.

    >>> sorted(groups("aar"))
    ['##a', '#aa', 'aar', 'ar#']
    """
    padded = f"##{name_key}#"
    return frozenset(padded[at : at + 3] for at in range(len(padded) - 2))


def likeness(one: str, other: str) -> float:
    """How alike two keys are, from 0 to 1.

    >>> likeness("jansen", "janssen"), likeness("technolabnoord", "technolabzuid") < ALIKE
    (0.8, True)
    """
    mine, theirs = groups(one), groups(other)
    return 2 * len(mine & theirs) / (len(mine) + len(theirs))


@dataclass(slots=True)
class NameIndex:
    """Finds the names that are alike. Several names may belong to one id: former ones count too.

    Which names have a group is one large number, a bit for each name. To add up such numbers counts for all names at
    once how many groups they share with another: a fraction of a millisecond among fifty thousand.
    """

    _keys: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _order: list[str] = field(default_factory=list)
    _masks: dict[str, int] = field(default_factory=dict)

    def add(self, name: str, holder: str) -> None:
        """Know a name of someone."""
        self._keys[key(name)].add(holder)
        self._masks.clear()

    def alike(self, name: str) -> list[tuple[float, str]]:
        """Who has a name that is alike, most alike first.

        >>> index = NameIndex()
        >>> index.add("Gemeente Hengelo", "1"); index.add("Janssen Transport B.V.", "2"); index.add("De Aar", "3")
        >>> index.alike("hengelo"), [who for _, who in index.alike("Jansen Transport")], index.alike("UWV")
        ([(1.0, '1')], ['2'], [])
        >>> index.add("Technolab Noord", "4"); index.alike("Technolab Zuid")
        []
        """
        if not self._masks:
            self._make_masks()
        wanted = key(name)
        mine = groups(wanted)
        fewest = ceil(len(mine) * ALIKE / (2 - ALIKE))  # who shares fewer cannot be alike, however short
        best: dict[str, float] = {}
        for other in self._named(_at_least(_added_up(self._masks.get(group, 0) for group in mine), fewest)):
            score = likeness(wanted, other)
            for holder in self._keys[other] if score >= ALIKE else ():
                best[holder] = max(score, best.get(holder, 0.0))
        return sorted(((score, holder) for holder, score in best.items()), key=lambda found: (-found[0], found[1]))

    def _make_masks(self) -> None:
        self._order = list(self._keys)
        width = len(self._order) // 8 + 1
        bits: dict[str, bytearray] = defaultdict(lambda: bytearray(width))
        for place, name_key in enumerate(self._order):
            for group in groups(name_key):
                bits[group][place >> 3] |= 1 << (place & 7)
        self._masks = {group: int.from_bytes(some, "little") for group, some in bits.items()}

    def _named(self, mask: int) -> Iterator[str]:
        while mask:
            lowest = mask & -mask
            yield self._order[lowest.bit_length() - 1]
            mask ^= lowest


def _added_up(masks: Iterable[int]) -> list[int]:
    """For each bit how many of the masks have it, as binary digits: the first number holds all ones, then all twos."""
    digits: list[int] = []
    for carry in masks:
        for at, digit in enumerate(digits):
            digits[at], carry = digit ^ carry, digit & carry  # noqa: PLW2901 - what is carried goes on to the next digit
        if carry:
            digits.append(carry)
    return digits


def _at_least(digits: list[int], fewest: int) -> int:
    """The bits whose count is not below a number."""
    if fewest >> len(digits):
        return 0
    more, equal = 0, -1
    for at in reversed(range(len(digits))):
        if fewest >> at & 1:
            equal &= digits[at]
        else:
            more |= equal & digits[at]
            equal &= ~digits[at]
    return more | equal
