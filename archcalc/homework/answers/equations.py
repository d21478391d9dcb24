"""Equalities: 5*5*3*16 + 16 = 1216. Where one is not the other, something is amiss."""

from __future__ import annotations

import re
from itertools import pairwise
from math import prod

from archcalc.homework.answers.numbers import Reading, number, without_nouns
from archcalc.homework.answers.volumes import shape

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
_APART = ({"values", "bytes"}, {"values", "bits"}, {"macs", "flops"})
"""Units in which the same thing has different numbers: 16384 floats = 65536 bytes."""
_LABELLED = re.compile(r"[0-9]\s+[a-z]$")
"""A number, and the letter whose own number follows: w=1200 b=16."""
_EQUALS = re.compile(r"=+|(?<=[0-9)])\s+(?=~\s*[0-9(])")
"""A sign of equality; a tilde between two numbers says that they are about the same."""

_TERM = (r"(?:[0-9+*/x^(). ,'-]|\b(?:params|parameters|weights?|bias(?:es)?|biais|poids|gewichte|pesos|sesgos"
         r"|y|et|und|and)\b)")
_SAID = re.compile(rf"^([0-9(]{_TERM}*[0-9)][+*/x-]?{_TERM}*?)\s+(?:makes?|gives?|equals?|is|are|macht|ergibt|sind"
                   r"|fait|font|donne|hacen?|suman?|son|dan?)\s+(?=[0-9])", re.IGNORECASE)
_OPERATORS = re.compile(r"[0-9)][^0-9]*[+*x/-]\s*[0-9(]")


def with_equals_sign(text: str) -> str:
    """A text in which a verb between arithmetic and its result is a sign; else as it stands.

    >>> with_equals_sign("34848 + 96 biases makes 34944"), with_equals_sign("layer 2 is 34944")
    ('34848 + 96 biases = 34944', 'layer 2 is 34944')
    """
    found = _SAID.match(text)
    return f"{found[1]} = {text[found.end():]}" if found and _OPERATORS.search(found[1]) else text


def chain(text: str) -> list[str]:
    """The parts of a text between its signs of equality.

    >>> chain("5*5*3*16 = 1200 =~ 1.2K"), chain("16384 ~ 16K"), chain("not ~16K")
    (['5*5*3*16', '1200', '~ 1.2K'], ['16384', '~ 16K'], ['not ~16K'])
    """
    return [part.strip() for part in _EQUALS.split(text) if part.strip()]


def contradiction(text: str) -> tuple[str, str] | None:
    """The first arithmetic, number or volume in a text with what is written behind it, where they are not the same.

    A chain may go on from a result, as many write it: 5*5*3 = 75 * 16 = 1200. Halves may be rounded either way, and
    a number stands for a volume that it is a side of, or all values of.

    >>> contradiction("5*5*3*16 = 1216"), contradiction("5*5*3 = 75 * 16 = 1200"), contradiction("223/2 + 1 = 112")
    (('5*5*3*16', '1216'), None, None)
    >>> contradiction("55 = 55x55x96 = 290400"), contradiction("57 = 55x55x96"), contradiction("16384 =~ 16.4K")
    (None, ('57', '55x55x96'), None)
    """
    for before, behind in pairwise(chain(without_nouns(text))[:_MOST_SIDES]):
        last, first = _LAST.search(before), _FIRST.match(behind)
        if last and first and _OPERATOR.search(last[1]) and not _OF_EACH.search(before):
            if _differ(last[1].strip(), behind, first[1].strip()):
                return last[1].strip(), first[1].strip()
        elif not _OF_EACH.search(before) and _are_two(before, behind):
            return before, behind
    return None


def _are_two(before: str, behind: str) -> bool:
    """True of two numbers or volumes, each alone beside its sign, that are not the same."""
    axes, others = shape(before).axes, shape(behind).axes
    if len(axes) > 1 and len(others) > 1:
        return sorted(axes) != sorted(others)
    leading = _LEADING.match(behind.lstrip("~ "))
    numbers, told = _numbers(before), [*_numbers(behind), *_numbers(leading[1] if leading else "")]
    if len(axes) > 1 or len(others) > 1:
        sides, single = (axes, told) if len(axes) > 1 else (others, numbers)
        return bool(single) and not any(one.fits(each) for one in single for each in (prod(sides), *sides))
    return bool(numbers and told) and not _LABELLED.search(before) and not any(
        {one.unit, other.unit} in _APART or one.overlaps(other) or _agree(one, other)
        for one in numbers for other in told)


def _numbers(text: str) -> list[Reading]:
    """The meanings of a text as a number, which it may say to be rounded."""
    return [reading for written in _spelt(text.lstrip("~ ")) for reading in number(written, text.startswith("~"))]


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
