"""Several of a network's parts as one block: what a shape does where all its parts have no room on a sheet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence

from archcalc.base.named_tuples import NamedTuple
from archcalc.rendering.drawings.block_text import figures_of
from archcalc.rendering.drawings.blocks import Laid
from archcalc.rendering.drawings.diagram_parts import Block, Diagram, DiagramFrame, Part, blocks_of, folded
from archcalc.rendering.tables.folding import contents


class CompactForm(NamedTuple):
    """A network with several parts in one block, and how it is laid out once its blocks have their last names."""

    diagram: Diagram
    laid: Callable[[Diagram], Laid]


def is_input(part: Part) -> bool:
    """True for what is given to the network, which no block hides."""
    return isinstance(part, Block) and part.role == "input"


def gathered(diagram: Diagram, groups: Sequence[Sequence[int]], *, opened: bool = False) -> Diagram | None:
    """The diagram with one block for each group of the root's parts, by number; every part is in one group.

    A module that is alone in its group is folded, or stays `opened`. None where two groups would read each other.
    """
    order = _in_order(diagram, groups)
    if order is None:
        return None
    kept = {number for number in order if opened and len(groups[number]) == 1}
    made = {number: diagram.root.parts[groups[number][0]] if number in kept else _one(diagram, groups[number])
            for number in order}
    stands = {block.nodes[0]: block.nodes[0] if number in kept else blocks_of(made[number])[0].nodes[0]
              for number in order for part in groups[number] for block in blocks_of(diagram.root.parts[part])}
    joined = {link: (stands[link[0]], stands[link[1]]) for link in diagram.links}
    links = dict.fromkeys((a, b) for a, b in joined.values() if a != b)
    solid = {joined[link] for link in diagram.links if link not in diagram.dashed}
    return diagram._replace(root=DiagramFrame("", tuple(made[number] for number in order)), links=tuple(links),
                            dashed=frozenset(links) - solid)


def _in_order(diagram: Diagram, groups: Sequence[Sequence[int]]) -> list[int] | None:
    """The groups, each after all that it reads; of those that could come next, the one that is first."""
    of_part = {part: number for number, group in enumerate(groups) for part in group}
    home = {block.nodes[0]: of_part[number] for number, part in enumerate(diagram.root.parts)
            for block in blocks_of(part)}
    reads: Mapping[int, set[int]] = defaultdict(set)
    for a, b in diagram.links:
        if home[a] != home[b]:
            reads[home[b]].add(home[a])
    order: list[int] = []
    waiting = sorted(range(len(groups)), key=lambda number: min(groups[number]))
    while waiting:
        free = next((number for number in waiting if reads[number] <= {*order}), None)
        if free is None:
            return None
        order.append(free)
        waiting.remove(free)
    return order


def _one(diagram: Diagram, group: Sequence[int]) -> Block:
    """A group as one block, with all layers that it stands for, those of repeats too."""
    parts = [diagram.root.parts[number] for number in sorted(group)]
    if len(parts) == 1:
        return folded(parts[0])
    blocks = [block for part in parts for block in blocks_of(part)]
    layers = tuple(sorted(node for number in group for node in layers_of(diagram, number)))
    nodes = [diagram.layers[node] for node in layers]
    holds = tuple(node.op.kind for node in nodes if "beside" not in node.op.traits)
    first, last = (_name(diagram, part).partition(" .. ") for part in (parts[0], parts[-1]))
    inside = {block.nodes[0] for block in blocks}
    goes_on = {a for a, b in diagram.links if a in inside and b in inside}
    ends = [block for block in blocks if block.nodes[0] not in goes_on]
    return Block(tuple(sorted(node for block in blocks for node in block.nodes)), f"{first[0]} .. {last[2] or last[0]}",
                 "module", ends[0].shape if len(ends) == 1 else (), contents(holds), hint=figures_of(nodes),
                 holds=holds, gathers=layers)


def _name(diagram: Diagram, part: Part) -> str:
    """The name of a part; of a module that holds a single layer, the module's alone."""
    path = diagram.layers[blocks_of(part)[0].nodes[0]].path[len(diagram.path):]
    return path[0] if path and part.name.startswith(f"{path[0]}/") else part.name


def layers_of(diagram: Diagram, number: int) -> Iterator[int]:
    """The layers of one of the root's parts, with those of the copies that it stands for.

    Copies follow the part that is drawn, before the next one begins.
    """
    firsts = [min(block.nodes[0] for block in blocks_of(part)) for part in diagram.root.parts]
    own = {node for block in blocks_of(diagram.root.parts[number]) for node in block.nodes}
    others = {node for part in diagram.root.parts for block in blocks_of(part) for node in block.nodes} - own
    after = min((first for first in firsts if first > firsts[number]), default=len(diagram.layers))
    yield from sorted(own | {*range(firsts[number], after)} - others)
