"""When two names may be one organisation: the same but for legal form, accents and signs, or alike letter by letter.

Nothing here decides: equal numbers do (importing.py), and otherwise a person. Names are compared by their groups of
three letters: that finds a slip of the pen among fifty thousand names without comparing all with all.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain

LEGAL = frozenset({"bv", "nv", "vof", "cv", "ua", "ba", "cooperatie", "maatschap", "eenmanszaak"})
BEFORE = frozenset({"gemeente", "stichting", "vereniging", "de", "het", "the"})
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
    return [word for word in found if word not in LEGAL] or found


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


@dataclass(slots=True)
class NameIndex:
    """Finds the names that are alike. Several names may belong to one id: former ones count too."""

    _places: dict[str, int] = field(default_factory=dict)
    _sizes: list[int] = field(default_factory=list)
    _ids: list[set[str]] = field(default_factory=list)
    _holders: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    def add(self, name: str, holder: str) -> None:
        """Know a name of someone."""
        name_key = key(name)
        if name_key not in self._places:
            self._places[name_key] = len(self._sizes)
            for group in groups(name_key):
                self._holders[group].append(len(self._sizes))
            self._sizes.append(len(groups(name_key)))
            self._ids.append(set())
        self._ids[self._places[name_key]].add(holder)

    def alike(self, name: str) -> list[tuple[float, str]]:
        """Who has a name that is alike, most alike first.

        >>> index = NameIndex()
        >>> index.add("Gemeente Hengelo", "1"); index.add("Janssen Transport B.V.", "2"); index.add("De Aar", "3")
        >>> index.alike("hengelo"), [who for _, who in index.alike("Jansen Transport")], index.alike("UWV")
        ([(1.0, '1')], ['2'], [])
        >>> index.add("Technolab Noord", "4")
        >>> index.alike("Technolab Zuid")
        []
        """
        mine = groups(key(name))
        shared = Counter(chain.from_iterable(self._holders.get(group, ()) for group in mine))
        fewest = len(mine) * ALIKE / (2 - ALIKE)  # who shares fewer cannot be alike, however short
        best: dict[str, float] = {}
        for place, count in shared.items():
            if count >= fewest and (score := 2 * count / (len(mine) + self._sizes[place])) >= ALIKE:
                best |= {holder: max(score, best.get(holder, 0.0)) for holder in self._ids[place]}
        return sorted(((score, holder) for holder, score in best.items()), key=lambda found: (-found[0], found[1]))
