"""Convolutions in two groups as two streams, one above the other, that meet where a layer reads all channels.

A norm over neighbouring channels stands in both streams, as in the paper's figure; where its window reaches from one
half into the other, its block says so.
Source: Krizhevsky, Sutskever, Hinton 2012, ImageNet Classification with Deep Convolutional Neural Networks, figure 2.
"""

from __future__ import annotations

from collections.abc import Iterator

from archcalc.network.graph import Node
from archcalc.operators.reading import Moved
from archcalc.rendering.drawings.blocks import Laid
from archcalc.rendering.drawings.diagram_parts import Block, Diagram, DiagramFrame
from archcalc.rendering.drawings.layout.nested_frames import FrameLayer
from archcalc.rendering.drawings.shapes._folded_rows import in_rows

_GROUPS, _LEAST = 2, 2


def fits(diagram: Diagram) -> bool:
    """True for a plain row of layers in which two convolutions or more have two groups, and none another number."""
    blocks = [part for part in diagram.root.parts if isinstance(part, Block)]
    groups = [count for block in blocks if (count := _groups(diagram, block)) > 1]
    chain = len({target for _, target in diagram.links}) == len(diagram.links)
    return len(blocks) == len(diagram.root.parts) and chain and set(groups) == {_GROUPS} and len(groups) >= _LEAST


def laid(diagram: Diagram) -> Laid:
    """Both halves of every layer as far as the last that is cut, from left to right."""
    made = halved(diagram)
    return FrameLayer(made, across=True).laid(made.root, ())


def wrapped(diagram: Diagram, width: float) -> Laid | None:
    """The same in rows no wider than that, if there are such."""
    return in_rows(halved(diagram), width)


def halved(diagram: Diagram) -> Diagram:
    """The diagram with two blocks for each layer whose halves do not read each other, or that makes such halves."""
    blocks = [part for part in diagram.root.parts if isinstance(part, Block)]
    last = max(number for number, block in enumerate(blocks) if _groups(diagram, block) > 1)
    cut = {block.nodes[0] for number, block in enumerate(blocks)
           if _apart(diagram, block) or (number < last and "conv" in block.holds)}
    while (more := {b for a, b in diagram.links if a not in cut and b in cut and _groups(diagram, _at(blocks, b)) == 1
                    and "conv" not in _at(blocks, b).holds}):
        cut -= more
    parts = tuple(half for block in blocks for half in (_both(diagram, block) if block.nodes[0] in cut else (block,)))
    links = tuple(link for a, b in diagram.links for link in _links(a, b, cut, apart=_apart(diagram, _at(blocks, b))))
    return diagram._replace(root=DiagramFrame("", parts), links=links)


def _at(blocks: list[Block], node: int) -> Block:
    return next(block for block in blocks if block.nodes[0] == node)


def _groups(diagram: Diagram, block: Block) -> int:
    """The groups of a block's convolution; 1 where there are none."""
    counts = [diagram.layers[i].op.attributes.get("groups", 1) for i in block.nodes]
    return max((count for count in counts if isinstance(count, int)), default=1)


def _apart(diagram: Diagram, block: Block) -> bool:
    """True where each half of a block's output follows from the same half of its input."""
    layers = [diagram.layers[i] for i in block.nodes]
    return _groups(diagram, block) > 1 or all("by-channel" in layer.op.traits and layer.inputs for layer in layers)


def _both(diagram: Diagram, block: Block) -> Iterator[Block]:
    """The two halves of a block, each with half of the channels; the second one has its numbers below 0."""
    channels, *space = block.shape
    attributes = diagram.layers[block.nodes[0]].op.attributes
    kind = block.kind.replace(f", {_GROUPS} groups", "")
    reaches = any(_reaches_over(diagram.layers[i]) for i in block.nodes)
    if isinstance(filters := attributes.get("filters"), int):
        kind = kind.replace(f", {filters}", f", {filters // _GROUPS}")
    for number in (1, 2):
        nodes = block.nodes if number == 1 else tuple(-1 - i for i in block.nodes)
        after = (*block.after, *([f"reads some of [{_GROUPS + 1 - number}/{_GROUPS}]"] if reaches else ()))
        yield block._replace(nodes=nodes, name=f"{block.name} [{number}/{_GROUPS}]", kind=kind, after=after,
                             shape=(channels // _GROUPS, *space))


def _reaches_over(layer: Node) -> bool:
    """True where a value is made of neighbouring channels: at the border those of the other half are among them."""
    reads = layer.op.reads(layer.shape, *layer.input_shapes)
    return any(not isinstance(axes, Moved) and len(axes) > 1 and axes[1].taps is not None for axes in reads)


def _links(source: int, target: int, cut: set[int], *, apart: bool) -> Iterator[tuple[int, int]]:
    """The links between the halves of two blocks, or between a block and halves."""
    sources, targets = ((node, -1 - node) if node in cut else (node,) for node in (source, target))
    if len(sources) == len(targets) == _GROUPS and apart:
        yield from zip(sources, targets, strict=True)
    else:
        yield from ((a, b) for a in sources for b in targets)
