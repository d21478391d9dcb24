"""A drawing before it has places: boxes, the links between them, and the pieces of the links from row to row."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from archcalc.base.named_tuples import NamedTuple


class Link(NamedTuple):
    """A link between two boxes, by number; it leaves and arrives so far right of their middles."""

    source: int
    target: int
    leaves: float = 0.0
    arrives: float = 0.0


class Sketch(NamedTuple):
    """Rows to lay out: the boxes' sizes and the links.

    Boxes are numbered so that each comes after all that it reads. Some stand at the very `top` or `bottom`; some take
    their links `spread` side by side; some are `round`, so that a link may come from the side. Rows go from top to
    bottom, or `across`: from left to right, and then the very first and last row keep their order. With
    `arcs` all stand in one column. Rows of a drawing that `is_tight` stand closer to each other.
    """

    sizes: Sequence[tuple[float, float]]
    links: Sequence[Link]
    top: Collection[int] = ()
    bottom: Collection[int] = ()
    spread: Collection[int] = ()
    round: Collection[int] = ()
    across: bool = False
    held: bool = False
    arcs: bool = False
    is_tight: bool = False

    def turned(self) -> Sketch:
        """The same with widths and heights exchanged, from top to bottom; `held` tells that it is so."""
        return self._replace(sizes=[(height, width) for width, height in self.sizes], across=False, held=True)


class Piece(NamedTuple):
    """A link's piece between two rows, from the `upper` place to the `lower` one.

        [  source  ]
                |         the first piece `starts` at a box; it leaves 3 right of the middle
                |         a place that the link holds in a row that it passes: all of these stand in one column
             [  target  ] the last one `ends` at a box; it arrives 2 left of the middle

    It is upright where the middle of the lower place stands `aside` right of the upper one's: by 3 for the first piece
    here, by 2 for the last. `skips` is true where a longer way goes beside the link.
    """

    upper: int
    lower: int
    aside: float
    starts: bool
    ends: bool
    skips: bool


def pieces(links: Sequence[Link], chains: Sequence[Sequence[int]], skips: Sequence[bool]) -> Iterator[Piece]:
    """The pieces of all links; `chains` are the places that each goes through, one in every row from box to box."""
    for link, chain, skip in zip(links, chains, skips, strict=True):
        last = len(chain) - 2
        for step, (upper, lower) in enumerate(pairwise(chain)):
            aside = (link.leaves if step == 0 else 0.0) - (link.arrives if step == last else 0.0)
            yield Piece(upper, lower, aside, step == 0, step == last, skip)
