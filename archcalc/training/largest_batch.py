"""Other batches of the same network, and the largest that fits."""

from __future__ import annotations

from collections.abc import Callable

from archcalc.network.graph import Graph
from archcalc.operators.shape_kinds import like

MOST = 2**31 - 1
"""So many images are the most that is asked about."""
_MANY = 2**20
"""So many images are certainly more than fit, or take what each of them takes."""


def rebatched(graph: Graph, images: int) -> Graph:
    """The same network on so many images at once: the first axis of every shape."""
    nodes = tuple(node._replace(shape=like(node.shape, (images, *node.shape[1:])),
                                input_shapes=tuple(like(shape, (images, *shape[1:])) for shape in node.input_shapes))
                  for node in graph.nodes)
    return graph._replace(nodes=nodes, batch=images)


def largest(size: Callable[[int], int], limit: int) -> int:
    """The most images whose `size`, which grows with them, is at most `limit`; 0 where not even one fits.

    Two sizes of many images tell about where to look, since few may take no more than one; the answer is proved by its
    own size and the next one's.

    >>> largest(lambda images: 700 + 30 * images, 1000)
    10
    """
    if size(1) > limit:
        return 0
    many, more = size(_MANY), size(2 * _MANY)
    guess = max(1, min(MOST, _MANY + (limit - many) * _MANY // max(1, more - many)))
    low, high = _around(guess, size, limit)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if size(middle) <= limit else (low, middle)
    return low


def _around(guess: int, size: Callable[[int], int], limit: int) -> tuple[int, int]:
    """A number that fits and a larger one that does not, or is past `MOST`, not far from a guess; 1 fits."""
    step, up = 1, size(guess) <= limit
    low, high = (guess, guess + step) if up else (guess - step, guess)
    while up and high <= MOST and size(high) <= limit:
        step *= 2
        low, high = high, min(high + step, MOST + 1)
    while not up and low > 1 and size(low) > limit:
        step *= 2
        low, high = max(1, low - step), low
    return low, high
