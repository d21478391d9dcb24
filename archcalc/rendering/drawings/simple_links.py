"""Links that turn often, led anew with one bend or two where no block is in the way: so they stay when one is moved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from archcalc.base.lecture import Corner, MovableBlock, MovableDrawing, MovableLink
from archcalc.rendering.drawings.joined_lines import simplified

_FEW = 4
"""A way of so many corners bends twice: programs draw it alike."""
_CLEAR, _LANES, _AT_LEAST = 4.0, (0.5, 0.3, 0.7, 0.2, 0.8), 8.0
"""Between a link and a block; where between two blocks it turns; the least way before it does, in points."""


def with_simple_links(drawing: MovableDrawing) -> MovableDrawing:
    """The drawing with every link that bends more than twice led with fewer bends, if it crosses no block then."""
    kept = [link for link in drawing.links if len(link.corners) <= _FEW]
    for link in drawing.links:
        if len(link.corners) > _FEW:
            ways = _ways(drawing.blocks[link.source], drawing.blocks[link.target])
            found = next((way for way in ways if _is_free(way, link, drawing.blocks, kept)), link.corners)
            kept.append(link._replace(corners=found))
    order = {(link.source, link.target): link for link in kept}
    return drawing._replace(links=tuple(order[link.source, link.target] for link in drawing.links))


def _ways(source: MovableBlock, target: MovableBlock) -> Iterator[tuple[Corner, ...]]:
    """Ways from side to side with two bends, or one; downwards, to the right, then around a corner."""
    x0, y0 = source.x + source.width / 2, source.y + source.height / 2
    x1, y1 = target.x + target.width / 2, target.y + target.height / 2
    below, right = source.y + source.height, source.x + source.width
    if target.y - below > _AT_LEAST:
        for share in _LANES:
            turn = below + share * (target.y - below)
            yield simplified([(x0, below), (x0, turn), (x1, turn), (x1, target.y)])
    if target.x - right > _AT_LEAST:
        for share in _LANES:
            turn = right + share * (target.x - right)
            yield simplified([(right, y0), (turn, y0), (turn, y1), (target.x, y1)])
    if source.y - target.y - target.height > _AT_LEAST:
        for share in _LANES:
            turn = source.y - share * (source.y - target.y - target.height)
            yield simplified([(x0, source.y), (x0, turn), (x1, turn), (x1, target.y + target.height)])
    if target.y - y0 > _AT_LEAST and target.x > right - source.width:
        yield (right, y0), (x1, y0), (x1, target.y)


def _is_free(way: Sequence[Corner], link: MovableLink, blocks: Sequence[MovableBlock],
             links: Sequence[MovableLink]) -> bool:
    """True where a way crosses no other block, nor runs along another link that it shares no end with."""
    others = [block for i, block in enumerate(blocks) if i not in {link.source, link.target} and not block.frame]
    steps = list(pairwise(way))
    if any(_crosses(step, block) for step in steps for block in others):
        return False
    own = blocks[link.source], blocks[link.target]
    if any(_crosses(step, block, -1.0) for step in steps for block in own):
        return False
    strangers = [other for other in links if other.source != link.source and other.target != link.target]
    return not any(_along(step, other) for step in steps for link in strangers for other in pairwise(link.corners))


def _crosses(step: tuple[Corner, Corner], block: MovableBlock, clear: float = _CLEAR) -> bool:
    """True where an upright or level step comes too near to a block."""
    (x0, y0), (x1, y1) = step
    return (max(x0, x1) > block.x - clear and min(x0, x1) < block.x + block.width + clear
            and max(y0, y1) > block.y - clear and min(y0, y1) < block.y + block.height + clear)


def _along(one: tuple[Corner, Corner], other: tuple[Corner, Corner]) -> bool:
    """True where two steps lie on each other."""
    for i in (0, 1):
        if all(abs(corner[i] - one[0][i]) < 2.0 for corner in (one[1], *other)):
            a, b = sorted(corner[1 - i] for corner in one)
            c, d = sorted(corner[1 - i] for corner in other)
            return min(b, d) - max(a, c) > 2.0
    return False
