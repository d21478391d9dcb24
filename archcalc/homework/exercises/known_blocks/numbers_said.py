"""Numbers that a pattern finds once in a text, and what is left that nobody understood."""

from __future__ import annotations

import re

from archcalc.homework.exercises.sentence_words import blanked


def number_of(pattern: re.Pattern[str], rest: str) -> tuple[int, str] | None:
    """The number that is said, and the text without it; None where there is none, or there are two."""
    found = list(pattern.finditer(rest))
    values = {int(next(group for group in match.groups() if group).replace(",", "")) for match in found}
    if len(values) != 1:
        return None
    for match in found:
        rest = blanked(rest, *match.span())
    return values.pop(), rest


def left_of(rest: str, words: str) -> tuple[int, int] | None:
    """Where the first word stands that is none of some words; None where nothing is left but them."""
    known = re.compile(rf"(?:{words})", re.IGNORECASE)
    for match in re.finditer(r"[^\s,.;:?!¿¡()\-'\"\[\]]+", rest):
        if not known.fullmatch(match[0]):
            return match.span()
    return None
