"""Terms in the order in which most languages have them: Chinese asks, and points, behind the noun."""

from __future__ import annotations

from archcalc.homework.exercises.reading.wording.said_term import SaidTerm
from archcalc.homework.exercises.reading.wording.tongue import tongue

_BEHIND = {
    "before": frozenset({"layer", "ordinal"}),
    "after": frozenset({"layer", "ordinal"}),
    "ask": frozenset({"features", "filters", "channels", "units", "attribute"}),
    "many": frozenset({"features", "filters", "channels", "units", "attribute"}),
}
"""What stands behind its noun, and which nouns those are: 池化之前, 输入通道数是多少."""


def in_order(text: str, found: list[SaidTerm]) -> list[SaidTerm]:
    """The terms of a text, with each word of these before its noun."""
    if tongue(text) != "chinese":
        return found
    made: list[SaidTerm] = []
    for term in found:
        at = len(made)
        while at and made[at - 1].sense in _BEHIND.get(term.sense, ()):
            at -= 1
        made.insert(at, term)
    return made
