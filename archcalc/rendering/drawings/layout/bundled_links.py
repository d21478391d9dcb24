"""Many long links from one box, or to one, as one line: skips into one sum, a style that every layer reads.

Each link to one box joins the line in the row below its own box; each from one box leaves it in the row above its goal.
"""

from __future__ import annotations

from collections.abc import Sequence

from archcalc.base.named_tuples import NamedTuple
from archcalc.rendering.drawings.layout.sketch import Sketch

_LEAST = 4
"""So many long links are drawn as one line; fewer can be followed side by side."""


class Bundle(NamedTuple):
    """What long links have in common: the box that they come from, or lead to, and how far right of its middle."""

    box: int
    leads_there: bool | None = None
    aside: float = 0.0


def bundles(sketch: Sketch, ranks: Sequence[int]) -> list[Bundle | None]:
    """The bundle of every link, if it is in one; what arrives at a box side by side is in none.

    `ranks` has the row of every box. Links within two rows are not long.
    """
    found: list[Bundle | None] = [None] * len(sketch.links)
    long = [number for number, link in enumerate(sketch.links) if ranks[link.target] - ranks[link.source] > 1]
    for leads_there in (True, False):
        together: dict[Bundle, list[int]] = {}
        for number in long:
            link = sketch.links[number]
            if found[number] is None and not (leads_there and link.target in sketch.spread):
                box, aside = (link.target, link.arrives) if leads_there else (link.source, link.leaves)
                together.setdefault(Bundle(box, leads_there, aside), []).append(number)
        for bundle, numbers in together.items():
            for number in numbers if len(numbers) >= _LEAST else ():
                found[number] = bundle
    return found
