"""Boxes in rows, with what each reads above it: few links cross, and chains are straight.

The method is Sugiyama's. A row for every step of the longest way; a link over several rows holds a place in each, and
many from one box, or to one, hold the same; places change order where fewer links cross (barycenters); along a row each
place is as near to what it is linked with as its neighbours let it (least squares under an order, by pooling adjacent
violators).
Source: Sugiyama, Tagawa, Toda 1981; Gansner et al. 1993, A Technique for Drawing Directed Graphs.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from archcalc.base.errors import ArchcalcError
from archcalc.base.named_tuples import NamedTuple
from archcalc.rendering.drawings.layout.bundled_links import Bundle, bundles
from archcalc.rendering.drawings.layout.crossings import fewest_crossings
from archcalc.rendering.drawings.layout.row_positions import LINK, across_rows, pulls_of
from archcalc.rendering.drawings.layout.sketch import Link, Sketch, pieces
from archcalc.rendering.drawings.layout.straight_runs import runs, straighten

MOST_PLACES = 150_000
ROW_GAP, END_GAP = 26.0, 12.0
_TIGHT = 17.0
"""The room above a row, above what leaves a frame, and above a row of a tight drawing."""

_SEARCH = 400
_SHORTEST = 0.05

Point = tuple[float, float]


class Route(NamedTuple):
    """A link's steps, as a path has them, and the direction in which it arrives."""

    steps: tuple[tuple[float, ...], ...]
    toward: Point

    def turned(self) -> Route:
        """The same way with x and y exchanged."""
        steps = (tuple(value for i in range(0, len(step), 2) for value in step[i:i + 2][::-1]) for step in self.steps)
        return Route(tuple(steps), self.toward[::-1])


class Arrangement(NamedTuple):
    """The middle and upper edge of every box; the way of every link; how much room all this takes."""

    places: list[Point]
    routes: list[Route]
    width: float
    height: float


def arrange(sketch: Sketch) -> Arrangement:
    """Places of all boxes and links. Raises ArchcalcError where there is too much to be drawn."""
    ranks, skips = _ranks(sketch)
    chains, places = _chains(sketch, ranks)
    rows = _rows(sketch, ranks, chains, places)
    held = {row for row, ends in ((0, sketch.top), (len(rows) - 1, sketch.bottom)) if ends and sketch.held}
    rows = fewest_crossings(rows, chains, held)
    steps = list({(step.upper, step.lower): step for step in pieces(sketch.links, chains, skips)}.values())
    pulls = pulls_of(steps, sketch.sizes, len(places))
    across = across_rows(pulls, rows)
    straighten(runs(steps, len(places)), pulls, rows, across)
    return _finished(sketch, chains, rows, across)


def row_gap(sketch: Sketch) -> float:
    """The room above a row of boxes."""
    return _TIGHT if sketch.is_tight else ROW_GAP


def turned(sketch: Sketch, arrangement: Arrangement) -> Arrangement:
    """What was laid out downwards, from left to right: a place stays the middle of an upper edge."""
    places = [(upper + width / 2, middle - height / 2)
              for (middle, upper), (width, height) in zip(arrangement.places, sketch.sizes, strict=True)]
    return Arrangement(places, [route.turned() for route in arrangement.routes], arrangement.height, arrangement.width)


def _ranks(sketch: Sketch) -> tuple[list[int], list[bool]]:
    """The row of every box, as late as what reads it allows; and for every link whether a longer way goes beside it.

    What stands at the very top or bottom has that row to itself.
    """
    earliest = [1 if sketch.top and box not in sketch.top else 0 for box in range(len(sketch.sizes))]
    for link in sorted(sketch.links, key=lambda link: link.target):
        earliest[link.target] = max(earliest[link.target], earliest[link.source] + 1)
    below = bool(sketch.bottom)
    last = max((rank + (below and box not in sketch.bottom) for box, rank in enumerate(earliest)), default=0)
    ranks = [last if box in sketch.bottom else rank for box, rank in enumerate(earliest)]
    readers: list[list[int]] = [[] for _ in sketch.sizes]
    for link in sketch.links:
        readers[link.source].append(link.target)
    for box in range(len(ranks) - 1, -1, -1):
        if readers[box] and box not in sketch.top:
            ranks[box] = min(ranks[reader] for reader in readers[box]) - 1
    return ranks, [earliest[link.target] - earliest[link.source] > 1 and _has_longer_way(link, readers)
                   for link in sketch.links]


def _has_longer_way(link: Link, readers: list[list[int]]) -> bool:
    """True where the target is also reached through other boxes; a long search is taken for a yes."""
    waiting, seen = [box for box in readers[link.source] if box < link.target], set[int]()
    while waiting and len(seen) < _SEARCH:
        box = waiting.pop()
        if link.target in readers[box]:
            return True
        fresh = {reader for reader in readers[box] if reader < link.target} - seen
        seen |= fresh
        waiting.extend(fresh)
    return bool(waiting)


def _chains(sketch: Sketch, ranks: list[int]) -> tuple[list[list[int]], list[int]]:
    """For every link the places that it goes through, from box to box; and the row of every place, boxes first.

    Links of one bundle go through the same places.
    """
    places = list(ranks)
    chains = []
    shared: dict[tuple[Bundle, int], int] = {}
    for number, (link, bundle) in enumerate(zip(sketch.links, bundles(sketch, ranks), strict=True)):
        between = []
        for row in range(ranks[link.source] + 1, ranks[link.target]):
            place = shared.setdefault((bundle or Bundle(number), row), len(places))
            if place == len(places):
                places.append(row)
            between.append(place)
        chains.append([link.source, *between, link.target])
        if len(places) > MOST_PLACES:
            raise ArchcalcError.of("too-large", "too many layers and links to draw",
                                   hint="fold the modules with --depth 1, or draw one of them with --part")
    return chains, places


def _rows(sketch: Sketch, ranks: list[int], chains: list[list[int]], places: list[int]) -> list[list[int]]:
    """The places of every row in the order of execution; a passing link stands as the box does that it leads to."""
    goal = list(range(len(ranks))) + [0] * (len(places) - len(ranks))
    for chain, link in zip(chains, sketch.links, strict=True):
        for place in chain[1:-1]:
            goal[place] = link.target
    rows: list[list[int]] = [[] for _ in range(max(places, default=0) + 1)]
    for place in sorted(range(len(places)), key=lambda place: (goal[place], place)):
        rows[places[place]].append(place)
    return rows


def _finished(sketch: Sketch, chains: list[list[int]], rows: list[list[int]], across: list[float]) -> Arrangement:
    """Everything moved into view, rows one under the other, and the links drawn."""
    half = [width / 2 for width, _ in sketch.sizes] + [LINK / 2] * (len(across) - len(sketch.sizes))
    left = min((x - room for x, room in zip(across, half, strict=True)), default=0.0)
    right = max((x + room for x, room in zip(across, half, strict=True)), default=0.0)
    grid = _grid(sketch, chains, rows, [x - left for x in across])
    places = []
    for box, (_, height) in enumerate(sketch.sizes):
        top, bottom = grid.edges[grid.rank[box]]
        places.append((grid.across[box], (top + bottom - height) / 2))
    alone = {row[0] for row in rows if len(row) == 1}
    routes = [_route(sketch, link, chain, places, grid, aside=link.target in alone)
              for link, chain in zip(_arrivals(sketch, chains, grid.across), chains, strict=True)]
    return Arrangement(places, routes, right - left, grid.edges[-1][1] if rows else 0.0)


class _Grid(NamedTuple):
    """The middle of every place, its row, and the upper and lower edge of every row."""

    across: list[float]
    rank: dict[int, int]
    edges: list[tuple[float, float]]


def _grid(sketch: Sketch, chains: list[list[int]], rows: list[list[int]], across: list[float]) -> _Grid:
    """Rows one under the other; links that go far aside get more room above them."""
    rank = {place: number for number, row in enumerate(rows) for place in row}
    aside = [0.0] * (len(rows) + 1)
    for chain in chains:
        for upper, lower in pairwise(chain):
            aside[rank[lower]] = max(aside[rank[lower]], abs(across[upper] - across[lower]))
    edges, y = [], 0.0
    for number, row in enumerate(rows):
        height = max((sketch.sizes[place][1] for place in row if place < len(sketch.sizes)), default=0.0)
        gap = row_gap(sketch) if height else END_GAP
        y += (gap + min(30.0, aside[number] * 0.06)) if number else 0.0
        edges.append((y, y + height))
        y += height
    return _Grid(across, rank, edges)


def _arrivals(sketch: Sketch, chains: list[list[int]], across: list[float]) -> list[Link]:
    """The links, with those into a box that takes them side by side spread over its upper edge."""
    links = list(sketch.links)
    for box in sketch.spread:
        mine = sorted((i for i, link in enumerate(links) if link.target == box),
                      key=lambda i: across[chains[i][-2]] + links[i].leaves * (len(chains[i]) == 2))
        step = min(26.0, (sketch.sizes[box][0] - 24) / max(1, len(mine) - 1))
        for number, i in enumerate(mine):
            links[i] = links[i]._replace(arrives=(number - (len(mine) - 1) / 2) * step)
    return links


def _route(sketch: Sketch, link: Link, chain: list[int], places: list[Point], grid: _Grid, *, aside: bool) -> Route:
    """From the lower edge of one box to the upper edge of the other, upright through every row between.

    It goes into the side of a round box that stands alone in its row.
    """
    x, y = places[link.source]
    x += link.leaves
    points = [(x, y + sketch.sizes[link.source][1]), (x, grid.edges[grid.rank[link.source]][1])]
    for place in chain[1:-1]:
        top, bottom = grid.edges[grid.rank[place]]
        points += [(grid.across[place], top), (grid.across[place], bottom)]
    (x, y), (width, height) = places[link.target], sketch.sizes[link.target]
    away = points[-1][0] - x
    if aside and link.target in sketch.round and abs(away) > width / 2 + 4:
        middle, side = y + height / 2, x + (height / 2 if away > 0 else -height / 2)
        steps = [*_steps(points), (points[-1][0], middle - min(14.0, height / 2)),
                 (points[-1][0], middle, points[-1][0], middle, points[-1][0] - (14.0 if away > 0 else -14.0), middle)]
        return Route((*steps, (side, middle)), (-1 if away > 0 else 1, 0))
    x += link.arrives
    return Route(tuple(_steps([*points, (x, grid.edges[grid.rank[link.target]][0]), (x, y)])), (0, 1))


def _steps(points: list[Point]) -> Iterator[tuple[float, ...]]:
    """Upright through rows, an S from row to row; straight steps in one column are one.

    A step too short to be seen is none of its own: the S before it goes that far, so that the link ends on its box.
    """
    steps: list[tuple[float, ...]] = [points[0]]
    for number, ((x0, y0), (x1, y1)) in enumerate(pairwise(points)):
        half = (y0 + y1) / 2
        if number % 2 and abs(x1 - x0) > 0.5:
            steps.append((x0, half, x1, half, x1, y1))
        elif len(steps) > 1 and len(steps[-1]) == 2:
            steps[-1] = (x1, y1)
        elif y1 - y0 > _SHORTEST:
            steps.append((x1, y1))
        elif len(steps) > 1:
            steps[-1] = (*steps[-1][:-1], y1)
    return iter(steps)
