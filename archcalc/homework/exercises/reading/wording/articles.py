"""Articles that count: an output neuron is one; elsewhere an article tells nothing."""

from __future__ import annotations

from collections.abc import Iterator

from archcalc.homework.exercises.reading.wording import roots
from archcalc.homework.exercises.reading.wording.said_term import SaidTerm

_COUNTED = frozenset({"units", "filters", "channels", "features", "heads", "bias"})
"""What is told with its number in any case."""
_ENDS = frozenset({"stop", "question"})


def counted(found: list[SaidTerm]) -> Iterator[SaidTerm]:
    """The terms with each article as the number one, or left out; an output after neurons is a neuron, too."""
    among = False
    for i, term in enumerate(found):
        among = term.sense not in _ENDS and (among or term.sense in {"units", "hidden"})
        if term.sense == "article":
            at = i - 1 if roots.is_arabic(term.text) else i + 1
            if _sense(found, at) in _COUNTED or (among and _is_output(found, i + 1)):
                yield term._replace(sense="count", data=1)
        elif among and i and found[i - 1].sense in {"article", "count"} and _is_output(found, i):
            yield term._replace(sense="units", data="output")
        else:
            yield term


def _sense(found: list[SaidTerm], i: int) -> str:
    return found[i].sense if 0 <= i < len(found) else "stop"


def _is_output(found: list[SaidTerm], i: int) -> bool:
    """True for an output of which nothing more is told."""
    return _sense(found, i) == "output" and _sense(found, i + 1) in {*_ENDS, "comma", "and", "is", "with bias"}
