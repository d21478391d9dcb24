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
_MOST_ALONE = 12
"""Numbers so small are words of sentences as well: one bias, two layers."""


def in_digits(text: str) -> str:
    """A text with its larger numbers in digits; what makes no number stays.

    >>> in_digits("thirty-four thousand nine hundred and forty-four"), in_digits("fifty-five by ninety-six")
    ('34944', '55 by 96')
    >>> in_digits("two layers"), in_digits("35 thousand"), in_digits("nine forty")
    ('two layers', '35 thousand', 'nine forty')
    """
    return _SPELLED.sub(_digits, text) if "hundred" in text or re.search("teen|ty|twel", text) else text


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
