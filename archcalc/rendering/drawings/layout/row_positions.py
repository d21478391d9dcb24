"""Positions of boxes along their rows: near to what they are linked with, as order and widths allow.

Least squares under an order, row by row, by pooling adjacent violators. A link that goes round a longer way pulls so
little that it does not bend that, and is straight itself.
Source: Gansner et al. 1993, A Technique for Drawing Directed Graphs; Robertson et al. 1988 (pooling).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from math import inf
from typing import NamedTuple

LINK, SIDE_GAP = 10.0, 22.0
"""The width that a link takes where it passes a row; the room between neighbours."""
_SWEEPS = 6
_SKIP, _STRAIGHT = 0.05, 8.0
"""How hard a link pulls that goes round a longer way, and how hard between the rows that it passes."""


Run = list[tuple[int, float]]
"""Places one under the other, each with how far right of the first it stands."""


class Link(NamedTuple):
    """A link between two boxes, by number; it leaves and arrives so far right of their middles."""

    source: int
    target: int
    leaves: float = 0.0
    arrives: float = 0.0


class Sketch(NamedTuple):
    """Rows to lay out: the boxes' sizes and the links.

    Boxes are numbered so that each comes after all that it reads. Some stand at the very `top` or `bottom`; some take
    their links `spread` side by side; some are `round`, so that a link may come from the side.
    """

    sizes: Sequence[tuple[float, float]]
    links: Sequence[Link]
    top: Collection[int] = ()
    bottom: Collection[int] = ()
    spread: Collection[int] = ()
    round: Collection[int] = ()


class Pull(NamedTuple):
    """A pull at a place: from another place, how hard, and how far aside."""

    other: int
    weight: float
    aside: float


class Pulls(NamedTuple):
    """The widths of all places, and what pulls at each from the row above and from the row below."""

    widths: list[float]
    above: list[list[Pull]]
    below: list[list[Pull]]


def across_rows(sketch: Sketch, chains: list[list[int]], skips: list[bool], rows: list[list[int]]) -> list[float]:
    """The middle of every place along its row."""
    pulls = _pulls(sketch, chains, skips, sum(map(len, rows)))
    across = [0.0] * len(pulls.widths)
    for row in rows:
        _settle(row, pulls.widths, across)
    for _ in range(_SWEEPS):
        for row in rows[1:]:
            _settle(row, pulls.widths, across, pulls.above)
        for row in reversed(rows[:-1]):
            _settle(row, pulls.widths, across, pulls.below)
    for row in rows:
        _settle(row, pulls.widths, across, pulls.above, pulls.below)
    straighten(runs(sketch, chains, skips, len(across)), pulls, rows, across)
    return across


def _pulls(sketch: Sketch, chains: list[list[int]], skips: list[bool], count: int) -> Pulls:
    above: list[list[Pull]] = [[] for _ in range(count)]
    below: list[list[Pull]] = [[] for _ in range(count)]
    for chain, link, skip in zip(chains, sketch.links, skips, strict=True):
        for step, (upper, lower) in enumerate(pairwise(chain)):
            ends = step == 0 or step == len(chain) - 2
            weight = (_SKIP if skip else 1.0) if ends else _STRAIGHT
            aside = (link.leaves if step == 0 else 0.0) - (link.arrives if step == len(chain) - 2 else 0.0)
            above[lower].append(Pull(upper, weight, aside))
            below[upper].append(Pull(lower, weight, -aside))
    return Pulls([width for width, _ in sketch.sizes] + [LINK] * (count - len(sketch.sizes)), above, below)


def _settle(row: list[int], widths: list[float], across: list[float], *pulls: list[list[Pull]]) -> None:
    """Put the places of a row as near to where they are pulled as their order and widths allow."""
    offset, offsets, blocks = 0.0, [], []
    for position, place in enumerate(row):
        if position:
            offset += apart(widths, row[position - 1], place)
        offsets.append(offset)
        mine = [pull for each in pulls for pull in each[place]]
        wanted, weight = _wanted(mine, across) if mine else (across[place], 1e-6)
        blocks.append((wanted - offset, weight, 1))
        while len(blocks) > 1 and blocks[-2][0] > blocks[-1][0]:
            (right, heavy, count), (left, light, more) = blocks.pop(), blocks.pop()
            both = heavy + light
            blocks.append(((right * heavy + left * light) / both, both, count + more))
    shifts = (shift for shift, _, count in blocks for _ in range(count))
    for place, offset, shift in zip(row, offsets, shifts, strict=True):
        across[place] = shift + offset


def apart(widths: list[float], left: int, right: int) -> float:
    """The least distance between the middles of two neighbours."""
    return (widths[left] + widths[right]) / 2 + SIDE_GAP


def _wanted(pulls: Iterable[Pull], across: list[float]) -> tuple[float, float]:
    """The place where some pulls balance, and how hard they pull together."""
    total = weight = 0.0
    for pull in pulls:
        weight += pull.weight
        total += pull.weight * (across[pull.other] + pull.aside)
    return total / weight, weight


def runs(sketch: Sketch, chains: list[list[int]], skips: list[bool], count: int) -> list[Run]:
    """Places that should stand in one column: a link between its ends, and boxes that only read each other."""
    leaving, arriving = [0] * count, [0] * count
    for chain, skip in zip(chains, skips, strict=True):
        leaving[chain[0]] += not skip
        arriving[chain[-1]] += not skip
    below: dict[int, tuple[int, float]] = {}
    for chain, link, skip in zip(chains, sketch.links, skips, strict=True):
        for step, (upper, lower) in enumerate(pairwise(chain)):
            starts, ends = step == 0, step == len(chain) - 2
            if not ((starts and (skip or leaving[upper] > 1)) or (ends and (skip or arriving[lower] > 1))):
                below[upper] = lower, link.leaves * starts - link.arrives * ends
    tops = set(range(count)) - {lower for lower, _ in below.values()}
    return [list(_down(top, below)) for top in sorted(tops)]


def _down(place: int, below: Mapping[int, tuple[int, float]]) -> Iterator[tuple[int, float]]:
    aside = 0.0
    yield place, aside
    while place in below:
        place, further = below[place]
        aside += further
        yield place, aside


def straighten(columns: Sequence[Run], pulls: Pulls, rows: list[list[int]], across: list[float]) -> None:
    """Put each run into one column, as near to where it is pulled as its neighbours on either side allow."""
    left: dict[int, int] = {}
    right: dict[int, int] = {}
    for row in rows:
        left.update(zip(row[1:], row, strict=False))
        right.update(pairwise(row))
    for sweep in range(2 * _SWEEPS):
        for column in columns if sweep % 2 == 0 else reversed(columns):
            inside = {p for p, _ in column}
            low = max((across[left[p]] + apart(pulls.widths, left[p], p) - aside
                       for p, aside in column if p in left), default=-inf)
            high = min((across[right[p]] - apart(pulls.widths, p, right[p]) - aside
                        for p, aside in column if p in right), default=inf)
            outside = [pull._replace(aside=pull.aside - aside) for p, aside in column
                       for pull in (*pulls.above[p], *pulls.below[p]) if pull.other not in inside]
            wanted = _wanted(outside, across)[0] if outside else \
                sum(across[p] - aside for p, aside in column) / len(column)
            if low <= high:
                for place, aside in column:
                    across[place] = min(max(wanted, low), high) + aside
