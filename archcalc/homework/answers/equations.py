"""Arithmetic written beside its result: 5*5*3*16 + 16 = 1216. Where one is not the other, something is amiss."""

from __future__ import annotations

import re
from itertools import pairwise

from archcalc.homework.answers.numbers import Reading, number, without_nouns

_SUM = r"[0-9(](?:[0-9+\-*/x^(). ]|[,'](?=[0-9]{3}))*[0-9)]"
_LAST = re.compile(rf"(?<![\w.,)*/^+-])(?<![*/^x+-] )({_SUM})\s*[^\W\d_]*\s*$")
_FIRST = re.compile(rf"\s*({_SUM}|[0-9])")
_LEADING = re.compile(r"\s*([0-9]+(?:[.,' ][0-9]{3}(?![0-9]))*(?:[.,][0-9]+)?)")
_OPERATOR = re.compile(r"[0-9)]\s*[+\-*/x^]\s*[0-9(]")
_POINTS = re.compile(r"(?<=[0-9])[. ](?=[0-9]{3}(?![0-9]))")
"""Marks that may separate thousands, where the arithmetic itself would take them for decimals or refuse them."""
_OF_EACH = re.compile(r"\b(?:each|every|per|je|jede[rs]?|pro|chaque|par|cada|por)\b|لكل|每", re.IGNORECASE)
"""Words that make a sum that of one of several."""
_MOST_SIDES = 12


def contradiction(text: str) -> tuple[str, str] | None:
    """The first arithmetic in a text with what is written behind it, where the one does not give the other.

    A chain may go on from a result, as many write it: 5*5*3 = 75 * 16 = 1200. Halves may be rounded either way.

    >>> contradiction("5*5*3*16 = 1216"), contradiction("5*5*3 = 75 * 16 = 1200"), contradiction("223/2 + 1 = 112")
    (('5*5*3*16', '1216'), None, None)
    """
    sides = without_nouns(text).split("=")[:_MOST_SIDES]
    for before, behind in pairwise(sides):
        last, first = _LAST.search(before), _FIRST.match(behind)
        if not last or not first or not _OPERATOR.search(last[1]) or _OF_EACH.search(before):
            continue
        if _differ(last[1].strip(), behind, first[1].strip()):
            return last[1].strip(), first[1].strip()
    return None


def _differ(arithmetic: str, behind: str, result: str) -> bool:
    """True where arithmetic can be carried out, and nothing that may be meant as its result agrees."""
    values = [reading for written in _spelt(arithmetic) for reading in number(written)]
    leading = _LEADING.match(behind)
    texts = (behind.strip(), result, leading[1] if leading else "")
    told = [reading for text in texts for written in _spelt(text) for reading in number(written)]
    return bool(values and told) and not any(_agree(value, reading) for value in values for reading in told)


def _spelt(text: str) -> tuple[str, str]:
    return text, _POINTS.sub("", text)


def _agree(value: Reading, told: Reading) -> bool:
    """True of the same number, one rounded either way, or one in a unit for which the arithmetic divided already."""
    is_whole = value.low <= value.high
    return any(told.fits(each) or told.digits // told.below == each
               for each in (value.digits, value.digits + (not is_whole)))
