"""An encoder beside a decoder that reads what it made: cross attention between two stacks.

Source: Vaswani et al. 2017, Attention Is All You Need, figure 1.
"""

from __future__ import annotations

from archcalc.rendering.drawings.blocks import Laid, Spot, moved, shifted
from archcalc.rendering.drawings.diagram_parts import Diagram, DiagramFrame, Part, blocks_of
from archcalc.rendering.drawings.layout.layered import Point
from archcalc.rendering.drawings.layout.link_shapes import cornered, linked
from archcalc.rendering.drawings.layout.nested_frames import FrameLayer
from archcalc.rendering.drawings.shapes._two_sides import seen, sides

_GAP, _TRACK, _BELOW = 34.0, 10.0, 9.0
"""Between the stacks and the links between them; between those; below and above blocks that a link goes to upright."""


def fits(diagram: Diagram) -> bool:
    """True where a module goes on from one layer of the second side, and reads the first, which has a module, too."""
    made = sides(diagram)
    if made is None or not any(map(seen, made.both)) or not any(map(seen, made.first)):
        return False
    second, both = ({block.nodes[0] for part in parts if part not in made.made for block in blocks_of(part)}
                    for parts in (made.second, made.both))
    return len({a for a, b in diagram.links if a in second and b in both}) == 1


def laid(diagram: Diagram) -> Laid:
    """The first side on the left; on the right the second one, and below it what reads both."""
    made = sides(diagram)
    assert made is not None
    left = {block.nodes[0] for part in made.first for block in blocks_of(part)}
    links = {inside: [link for link in diagram.links if {end in left for end in link} == {inside}]
             for inside in (True, False)}
    first = _stack(diagram, made.first, links[True])
    second = _stack(diagram, (*made.second, *made.both), links[False])
    return _joined(first, second, [link for link in diagram.links if link[0] in left and link[1] not in left])


def _stack(diagram: Diagram, parts: tuple[Part, ...], links: list[tuple[int, int]]) -> Laid:
    root = DiagramFrame("", parts)
    return FrameLayer(diagram._replace(root=root, links=tuple(links))).laid(root, ())


def _joined(one: Laid, other: Laid, links: list[tuple[int, int]]) -> Laid:
    """Two stacks side by side, the first as low as the blocks that read it allow, and the links between them."""
    tracks = {source: number for number, source in enumerate(dict.fromkeys(source for source, _ in links))}
    x = one.width + 2 * _GAP + _TRACK * (len(tracks) - 1)
    spots = {**one.spots, **shifted(other.spots, x, 0.0)}
    shapes = [*one.shapes, *moved(other.shapes, x, 0.0)]
    high = max(one.height, other.height)
    for source, target in links:
        turn = one.width + _GAP + _TRACK * tracks[source]
        shapes += linked(cornered(_way(spots, spots[source], spots[target], turn)))
    return Laid(x + other.width, high, tuple(shapes), spots=spots)


def _way(spots: dict[int, Spot], source: Spot, target: Spot, turn: float) -> list[Point]:
    """From the right of a block to the left of another; from below it, and from above, where others are beside them."""
    left, top, wide, high = source
    out = _free(spots, top, high, left + wide, turn)
    below, aside = top + high + _BELOW, left + 0.75 * wide
    leaves = [(aside, top + high), (aside, below), (turn, below)] if out is None else [(left + wide, out), (turn, out)]
    left, top, wide, high = target
    to = _free(spots, top, high, turn, left)
    above, aside = top - _BELOW, left + 0.25 * wide
    return [*leaves, *([(turn, above), (aside, above), (aside, top)] if to is None else [(turn, to), (left, to)])]


def _free(spots: dict[int, Spot], top: float, high: float, start: float, end: float) -> float | None:
    """A height within a block at which a level link from there, or to there, meets no other; None if there is none."""
    tries = sorted((top + high * share / 20 for share in range(2, 19)), key=lambda y: abs(y - top - high / 2))
    met = [(up - 2, up + tall + 2) for x, up, wide, tall in spots.values() if x < end - 1 and x + wide > start + 1]
    return next((y for y in tries if not any(up < y < down for up, down in met)), None)
