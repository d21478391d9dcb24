"""A written answer -> its possible meanings. Nothing is evaluated but bounded arithmetic on numbers."""

from __future__ import annotations

import re
from functools import lru_cache

from archcalc.homework.answers.answer import Answer
from archcalc.homework.answers.numbers import number

_NUMBER_ALONE = re.compile("[1-9][0-9]{0,2}(?:,[0-9]{3}){1,4}|[1-9][0-9]{10,19}|"
                           "[1-9][0-9]{0,9}(?:[.][0-9]{1,3})? ?[KMG](?:i?B)?")
_SIDES_ALONE = re.compile("0|[1-9][0-9]{0,9}(?:x[1-9][0-9]{0,9}){0,4}")


@lru_cache(maxsize=65536)
def read(text: str) -> Answer:
    """Every meaning that an answer may have.

    >>> read("1,792").numbers[0].low, read("(64, 224, 224)").shape, read("~138 M").numbers[0].fits(138357544)
    (1792, (64, 224, 224), True)
    """
    given = text.strip()
    plain = _plain(given)
    if plain is not None:
        return plain
    # the words of five languages around a number, which most answers do without
    from archcalc.homework.answers.meanings_in_full import in_full

    return in_full(given)


def _plain(given: str) -> Answer | None:
    """A number, with its unit or without, or a volume, and nothing else, as most answers are; None of any other."""
    if _SIDES_ALONE.fullmatch(given):
        return Answer(given, number(given), tuple(map(int, given.split("x"))))
    return Answer(given, number(given)) if _NUMBER_ALONE.fullmatch(given) else None
