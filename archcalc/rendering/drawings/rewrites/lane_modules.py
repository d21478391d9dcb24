"""Modules within a lane as one block each: a lane is a row of what keeps its resolution."""

from __future__ import annotations

from archcalc.rendering.drawings.diagram_parts import Block, Diagram, Part, folded
from archcalc.rendering.drawings.shapes import lanes


def rewritten(diagram: Diagram) -> Diagram:
    """The diagram with its modules folded, but for those that lanes open, if it is drawn in lanes."""
    if not lanes.fits(diagram):
        return diagram
    kept = {id(part) for part in lanes.opened(diagram).diagram.root.parts}
    root = diagram.root._replace(parts=tuple(_folded(part, kept) for part in diagram.root.parts))
    home = {node: block.nodes[0] for block in root.blocks() for node in block.nodes}
    links = dict.fromkeys((home[a], home[b]) for a, b in diagram.links if home[a] != home[b])
    return diagram._replace(root=root, links=tuple(links))


def _folded(part: Part, kept: set[int]) -> Part:
    """A part of the root, folded; one that is opened, with its own parts folded."""
    if isinstance(part, Block) or id(part) in kept:
        return folded(part)
    return part._replace(parts=tuple(folded(each) for each in part.parts))
