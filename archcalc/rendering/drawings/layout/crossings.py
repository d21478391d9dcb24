"""Places in rows sorted so that few links cross: sweeps of barycenters, and the count of what crosses.

`chains` are the links, each as the places that it goes through, one in every row from its first to its last.
Source: Sugiyama, Tagawa, Toda 1981.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Collection, Iterable
from itertools import pairwise

_SWEEPS = 8


def fewest_crossings(rows: list[list[int]], chains: Iterable[list[int]],
                     held: Collection[int] = ()) -> list[list[int]]:
    """The rows in the best order that sweeps down and up come upon, or as they were if none is better.

    Rows that are `held` keep theirs.
    """
    above, below = _neighbours(chains, sum(map(len, rows)))
    best, fewest = rows, _crossings(rows, below)
    current = rows
    for sweep in range(_SWEEPS if fewest else 0):
        down = sweep % 2 == 0
        current = _swept(current, above if down else below, held, down=down)
        crossings = _crossings(current, below)
        if crossings < fewest:
            best, fewest = current, crossings
        if not fewest:
            break
    return best


def _neighbours(chains: Iterable[list[int]], count: int) -> tuple[list[list[int]], list[list[int]]]:
    """For every place, those that it is linked with in the row above, and in the row below."""
    above: list[list[int]] = [[] for _ in range(count)]
    below: list[list[int]] = [[] for _ in range(count)]
    for upper, lower in dict.fromkeys(pair for chain in chains for pair in pairwise(chain)):
        above[lower].append(upper)
        below[upper].append(lower)
    return above, below


def _swept(rows: list[list[int]], linked: list[list[int]], held: Collection[int], *, down: bool) -> list[list[int]]:
    """Each row sorted by where its links come from, row by row."""
    swept = list(rows)
    numbers = range(1, len(rows)) if down else range(len(rows) - 2, -1, -1)
    for number in numbers:
        if number in held:
            continue
        fixed = {place: i for i, place in enumerate(swept[number - 1 if down else number + 1])}
        at = {place: i for i, place in enumerate(swept[number])}
        middle = {place: sum(fixed[other] for other in linked[place]) / len(linked[place])
                  if linked[place] else at[place] for place in swept[number]}
        swept[number] = sorted(swept[number], key=lambda place: (middle[place], at[place]))
    return swept


def _crossings(rows: list[list[int]], below: list[list[int]]) -> int:
    """The number of crossings of links."""
    total = 0
    for upper, lower in pairwise(rows):
        at = {place: i for i, place in enumerate(lower)}
        seen: list[int] = []
        for place in upper:
            ends = sorted(at[other] for other in below[place])
            total += sum(len(seen) - bisect_right(seen, end) for end in ends)
            for end in ends:
                insort(seen, end)
    return total
