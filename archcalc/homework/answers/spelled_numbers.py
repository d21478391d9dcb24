"""Numbers in English words, in digits: thirty-four thousand nine hundred forty-four."""

from __future__ import annotations

import re
from math import inf

_ONES = """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen
    """
_SMALL = {word: value for value, word in enumerate(_ONES.split())}
_TENTHS = "twenty thirty forty fifty sixty seventy eighty ninety"
_TENS = {word: 10 * value for value, word in enumerate(_TENTHS.split(), start=2)}
_SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9}
_WORD = "|".join([*_TENS, *sorted(_SMALL, key=len, reverse=True), "hundred", *_SCALES])
_SPELLED = re.compile(rf"(?<![\w-])(?:(?:{_WORD})(?:\s*-\s*|\s*,\s*|\s+and\s+|\s+)){{0,14}}(?:{_WORD})(?![\w-])",
                      re.IGNORECASE)
_MIXED = re.compile(r"(?<![0-9.,])([1-9][0-9]{0,2})\s+thousand\s+([0-9]{3})(?![0-9.,])", re.IGNORECASE)
_MYRIADS = re.compile(r"(?<![0-9.,])(?:([0-9]{1,4})亿)?(?:([0-9]{1,4})万)零?([0-9]{1,4})(?![0-9.,亿万])")
"""What is counted by ten thousands and then in digits: 3万4944."""
_MOST_ALONE = 12
"""Numbers so small are words of sentences as well: one bias, two layers."""


def in_digits(text: str) -> str:
    """A text with its larger numbers in digits; what makes no number stays.

    >>> in_digits("thirty-four thousand nine hundred and forty-four"), in_digits("fifty-five by ninety-six")
    ('34944', '55 by 96')
    >>> in_digits("two layers"), in_digits("35 thousand"), in_digits("nine forty")
    ('two layers', '35 thousand', 'nine forty')
    >>> in_digits("3万4944")
    '34944'
    """
    text = _MIXED.sub(r"\1\2", text)
    if not text.isascii():
        text = _MYRIADS.sub(_written_out, text)
    return _SPELLED.sub(_digits, text) if "hundred" in text or re.search("teen|ty|twel", text) else text


def _written_out(found: re.Match[str]) -> str:
    """The digits of a number whose ten thousands, and hundred millions, are counted apart."""
    return str(int(found[1] or 0) * 10**8 + int(found[2]) * 10**4 + int(found[3]))


def _digits(found: re.Match[str]) -> str:
    """The digits of words; the words as they stand where they do not go down from thousands to ones."""
    total = part = 0
    below: float = inf
    for word in re.findall("[a-z]+", found[0].lower()):
        value = _SMALL.get(word, _TENS.get(word))
        if value is not None and value < below:
            part, below = part + value, 10 if word in _TENS else 1
        elif word == "hundred" and part:
            part, below = part * 100, 100
        elif word in _SCALES and part:
            total, part, below = total + part * _SCALES[word], 0, inf
        elif word != "and":
            return found[0]
    return str(total + part) if total + part > _MOST_ALONE else found[0]
