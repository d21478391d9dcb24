"""Dense blocks: three layers, the others in one, and a link from every layer to all after it, as in DenseNet's figure.

Source: Huang et al. 2017, Densely Connected Convolutional Networks, figure 1.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations, pairwise

from archcalc.base.named_tuples import NamedTuple
from archcalc.rendering.drawings.diagram_parts import Block, Diagram, DiagramFrame, Part, blocks_of
from archcalc.rendering.tables.folding import contents

_SHOWN, _LEAST = 3, 5


class DenseLayers(NamedTuple):
    """A frame drawn as a dense block: its parts, and the links that there are in it in place of those of its layers."""

    frame: DiagramFrame
    links: tuple[tuple[int, int], ...]
    stands: Mapping[int, int]
    """The block that now stands for each of the frame's blocks."""


def rewritten(diagram: Diagram) -> Diagram:
    """The diagram with its dense blocks drawn so, if its depth was not asked for."""
    if diagram.as_asked:
        return diagram
    found: list[DenseLayers] = []
    root = _rewritten(diagram, _own(diagram), found)
    assert isinstance(root, DiagramFrame)
    stands = {node: other for dense in found for node, other in dense.stands.items()}
    kept = ((stands.get(a, a), stands.get(b, b)) for a, b in diagram.links if not (a in stands and b in stands))
    made = dict.fromkeys((*kept, *(link for dense in found for link in dense.links)))
    return diagram._replace(root=root, links=tuple(made))


def _own(diagram: Diagram) -> DiagramFrame:
    """The root; where a module is drawn alone, with a frame around what is its own."""
    inside = [part for part in diagram.root.parts
              if diagram.layers[blocks_of(part)[0].nodes[0]].path[:len(diagram.path)] == diagram.path]
    others = tuple(part for part in diagram.root.parts if part not in inside)
    frame = DiagramFrame(diagram.path[-1], tuple(inside)) if diagram.path else None
    return diagram.root._replace(parts=(*others, frame)) if frame and _dense(diagram, frame) else diagram.root


def _rewritten(diagram: Diagram, part: Part, found: list[DenseLayers]) -> Part:
    if isinstance(part, Block):
        return part
    dense = _dense(diagram, part)
    if dense:
        found.append(dense)
        return dense.frame
    return part._replace(parts=tuple(_rewritten(diagram, each, found) for each in part.parts))


def _dense(diagram: Diagram, frame: DiagramFrame) -> DenseLayers | None:
    """A frame as a dense block, or None where its layers do not all add as many channels to all that came before."""
    groups = [blocks_of(part) for part in frame.parts]
    holds = [[kind for block in group for kind in block.holds] for group in groups]
    channels = [group[-1].shape[0] if group[-1].shape else 0 for group in groups]
    growth = {after - before for before, after in pairwise(channels)}
    if len(groups) < _LEAST or len(growth) != 1 or min(growth) <= 0 or any(
            kinds != holds[0] or kinds[-1:] != ["concat"] for kinds in holds) or frame.times > 1:
        return None
    return _made(diagram, frame, groups, min(growth))


def _made(diagram: Diagram, frame: DiagramFrame, groups: list[list[Block]], growth: int) -> DenseLayers:
    kinds = contents([kind for block in groups[0] for kind in block.holds][:-1])
    blocks = [_layer(part.name, group, f"{kinds}: +{growth} channels")
              for part, group in zip(frame.parts[:_SHOWN], groups, strict=False)]
    rest = groups[_SHOWN:]
    name = f"{frame.parts[_SHOWN].name} .. {frame.parts[-1].name}"
    blocks.append(_layer(name, [block for group in rest[:-1] for block in group], f"· · ·  {len(rest)} more"))
    last = rest[-1]
    blocks.append(Block((last[-1].nodes[-1],), "concat", "merge", last[-1].shape, "all of these", wide=True))
    numbers = [block.nodes[0] for block in blocks]
    stands = {block.nodes[0]: number for group, number in zip(groups, numbers, strict=False) for block in group}
    stands |= {block.nodes[0]: numbers[_SHOWN] for group in rest[:-1] for block in group}
    stands |= {block.nodes[0]: numbers[-1] for block in last}
    entries = dict.fromkeys(a for a, b in diagram.links if b in stands and a not in stands)
    links = (*((entry, number) for entry in entries for number in numbers), *combinations(numbers, 2))
    title = f"{frame.name}: {len(groups)} layers, growth {growth}"
    return DenseLayers(frame._replace(name=title, parts=tuple(blocks), arcs=True), links, stands)


def _layer(name: str, group: list[Block], kind: str) -> Block:
    """A layer of a dense block, or several, as one block."""
    return Block(tuple(i for block in group for i in block.nodes), name, "module", group[-1].shape, kind,
                 hint=group[-1].hint, holds=tuple(held for block in group for held in block.holds))
