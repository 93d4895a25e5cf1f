"""Numbers of persons and employers: what is a valid BSN, what is a loonheffingennummer.

A BSN is checked and digested (pseudonyms.py) at the reader's door and goes no further.
"""

from __future__ import annotations

import re
from math import sumprod

BSN_LENGTH = 9
ELEVEN_TEST = (9, 8, 7, 6, 5, 4, 3, 2, -1)
OF_ZEROS = sumprod(ELEVEN_TEST, b"0" * BSN_LENGTH)  # a digit is weighed by its byte, which is that of zero and itself
SHORTEST_BSN = 7  # a spreadsheet drops leading zeros; issued numbers have at most two
LOONHEFFINGENNUMMER = re.compile(r"(\d{9})[Ll](\d{2})")
WRITTEN_BETWEEN = re.compile(r"[.\s-]")
LOOKS_LIKE_BSN = re.compile(r"[\d.\s-]{8,13}")
DOTTED = r"\d{4}[. ]\d\d[. ]\d{3}"  # as a BSN is printed; no date has this form
DIGITS = re.compile(rf"(?<!\d)(?:\d{{8,9}}|{DOTTED})(?!\d|[Ll]\d\d)")
NINE = re.compile(rf"(?<!\d)(?:\d{{9}}|{DOTTED})(?!\d|[Ll]\d\d)")
HIDDEN = "#########"
OWN_EMPLOYER_ID = re.compile(r"(?=.*[^\d.\s-])[^\s;,\x00-\x1f\x7f-\x9f]{1,64}")


def passes_eleven_test(digits: str) -> bool:
    """Whether nine digits are a possible BSN or RSIN: their weighted sum is a multiple of eleven.

    >>> passes_eleven_test("123456782"), passes_eleven_test("123456789"), passes_eleven_test("000000000")
    (True, False, False)
    """
    shaped = len(digits) == BSN_LENGTH and digits.isascii() and digits.isdecimal() and digits != "0" * BSN_LENGTH
    return shaped and (sumprod(ELEVEN_TEST, digits.encode()) - OF_ZEROS) % 11 == 0


def bsn(text: str) -> str | None:
    """The nine digits of a valid BSN, leading zeros put back, or None.

    >>> bsn("123456782"), bsn(" 1112.22.333 "), bsn("123456789")
    ('123456782', '111222333', None)
    """
    digits = text if text.isdecimal() else WRITTEN_BETWEEN.sub("", text)
    if not digits.isdecimal() or not SHORTEST_BSN <= len(digits) <= BSN_LENGTH:
        return None
    digits = digits.zfill(BSN_LENGTH)
    return digits if passes_eleven_test(digits) else None


def holds_bsn(text: str) -> bool:
    """Whether a valid BSN may stand somewhere inside a text: such a text is kept nowhere.

    >>> holds_bsn("jan 123456782"), holds_bsn("1234.56.782"), holds_bsn("GM0363"), holds_bsn("123456782L01")
    (True, True, False, False)
    """
    return len(text) > SHORTEST_BSN and any(bsn(found) for found in DIGITS.findall(text))


def without_bsn(text: str) -> str:
    """A name that a user gave, such as that of a file, with every valid BSN in it hidden.

    >>> without_bsn("loon-123456782.csv"), without_bsn("loon-20181231.csv"), without_bsn("123456782L01.xml")
    ('loon-#########.csv', 'loon-20181231.csv', '123456782L01.xml')
    """
    return NINE.sub(lambda found: HIDDEN if bsn(found[0]) else found[0], text)


def looks_like_bsn(text: str) -> bool:
    """Whether a text has the shape of a BSN, valid or not: such a text is never taken as an argument.

    >>> looks_like_bsn("123456789"), looks_like_bsn("p-abc")
    (True, False)
    """
    return LOOKS_LIKE_BSN.fullmatch(text.strip()) is not None


def employer_id(text: str) -> str | None:
    """A loonheffingennummer in one form, or a data owner's own employer id; None when it is neither.

    The nine digits of a loonheffingennummer pass the eleven-test. Bare digits and ids with a BSN in them are refused.

    >>> employer_id("123456782l01"), employer_id("W-17"), employer_id("123456782")
    ('123456782L01', 'W-17', None)
    """
    cleaned = text.strip()
    match = LOONHEFFINGENNUMMER.fullmatch(cleaned)
    if match:
        return f"{match[1]}L{match[2]}" if passes_eleven_test(match[1]) else None
    return cleaned if OWN_EMPLOYER_ID.fullmatch(cleaned) and not holds_bsn(cleaned) else None
