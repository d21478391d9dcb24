"""Shortcuts with a layer of their own, dashed, as those that change the size are in ResNet's figure.

Source: He et al. 2016, Deep Residual Learning for Image Recognition, figure 3.
"""

from __future__ import annotations

from collections import Counter, defaultdict

from archcalc.rendering.drawings.diagram_parts import Diagram

_LONGEST = 12
"""So many blocks may stand in the way beside a shortcut."""


def rewritten(diagram: Diagram) -> Diagram:
    """The links to and from a block that leads past others to a sum, dashed."""
    sources: dict[int, list[int]] = defaultdict(list)
    for source, target in diagram.links:
        sources[target].append(source)
    given = Counter(source for source, _ in diagram.links)
    dashed = set(diagram.dashed)
    for total in (block.nodes[0] for block in diagram.root.blocks() if block.sign == "+"):
        for short in sources[total]:
            others = [other for other in sources[total] if other != short]
            if given[short] == 1 == len(sources[short]) and any(
                    _beside(diagram, total, _way(sources[short][0], other, sources)) for other in others):
                dashed |= {(sources[short][0], short), (short, total)}
    return diagram._replace(dashed=frozenset(dashed))


def _way(start: int, end: int, sources: dict[int, list[int]]) -> list[int]:
    """The blocks of a plain way from one block to another, which is in it; none where there is no such way."""
    way = [end]
    while len(way) < _LONGEST and len(sources[way[-1]]) == 1:
        if sources[way[-1]] == [start]:
            return way
        way += sources[way[-1]]
    return []


def _beside(diagram: Diagram, total: int, way: list[int]) -> bool:
    """True for two blocks or more in the module in which they are added up."""
    path = diagram.layers[total].path
    return len(way) > 1 and all(diagram.layers[block].path[:len(path)] == path for block in way)
