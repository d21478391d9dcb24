"""Names that a program gives by itself, conv2d_3, and bare numbers, as places: conv2d (2), row 3 of 8.

Keras counts on from one model to the next, and has begun at conv2d and at conv2d_1: which layer is meant follows where
the sheet has a conv2d too, or the whole model; else not at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from archcalc.operators import called_here
from archcalc.operators.foreign_names import bare

_NAME = re.compile(r"([A-Za-z]\w*?)(?:_([0-9]{1,4}))?", re.ASCII)


def places(names: Iterable[str], *, whole: bool = False) -> dict[str, str]:
    """The names that are known by their places; `whole` where all layers of a model are named.

    >>> places(["conv2d", "conv2d_1", "dense_4"]), places(["conv2d_3", "conv2d_4"]), places(["1", "2"])
    ({'conv2d': 'conv2d (1)', 'conv2d_1': 'conv2d (2)'}, {}, {'1': 'row 1 of 2', '2': 'row 2 of 2'})
    >>> places(["conv2d_3", "conv2d_4"], whole=True)
    {'conv2d_3': 'conv2d (1)', 'conv2d_4': 'conv2d (2)'}
    """
    several = list(dict.fromkeys(names))
    counted = [name for name in several if name.isdecimal()]
    if counted and counted == [str(i + 1) for i in range(len(counted))] and len(counted) == len(several):
        return {name: f"row {name} of {len(counted)}" for name in counted}
    found: dict[str, list[tuple[int, str]]] = {}
    for name in several:
        match = _NAME.fullmatch(name)
        if match and called_here(bare(match[1])):
            found.setdefault(match[1], []).append((int(match[2] or 0), name))
    return {name: f"{base} ({place})" for base, numbers in found.items() for place, name in _of_one(numbers, whole)}


def _of_one(numbers: list[tuple[int, str]], whole: bool) -> list[tuple[int, str]]:
    """The place of each name of one kind, where it follows from them."""
    if whole:
        return [(i + 1, name) for i, (_, name) in enumerate(sorted(numbers))]
    return [(number + 1, name) for number, name in numbers] if min(numbers)[0] == 0 else []
