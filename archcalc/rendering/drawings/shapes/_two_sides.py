"""Networks with two inputs: what follows from one of them alone, from the other alone, and from both."""

from __future__ import annotations

from archcalc.base.named_tuples import NamedTuple
from archcalc.rendering.drawings.diagram_parts import Block, Diagram, DiagramFrame, Part, blocks_of


class Sides(NamedTuple):
    """The root's parts that follow from the first input alone, from the second alone, and from both.

    The parts that follow from no input are `made` besides, and belong to the side that reads them.
    """

    first: tuple[Part, ...]
    second: tuple[Part, ...]
    both: tuple[Part, ...]
    made: tuple[Part, ...]


def sides(diagram: Diagram) -> Sides | None:
    """The two sides, or None where a network has not just two inputs."""
    parts = diagram.root.parts
    home = {block.nodes[0]: number for number, part in enumerate(parts) for block in blocks_of(part)}
    links = [(home[a], home[b]) for a, b in diagram.links if home[a] != home[b]]
    inputs = [number for number, part in enumerate(parts) if isinstance(part, Block) and part.role == "input"]
    given: list[set[int]] = [{number} & {*inputs} for number in range(len(parts))]
    for source, target in sorted(links, key=lambda link: link[1]):
        given[target] |= given[source]
    made = tuple(part for part, sources in zip(parts, given, strict=True) if not sources)
    for source, target in sorted(links, reverse=True):
        given[source] = given[source] or (given[target] if len(given[target]) == 1 else {*inputs[1:]})
    if len(inputs) != 2 or not all(given):
        return None
    first, second, both = (tuple(part for part, sources in zip(parts, given, strict=True) if sources == wanted)
                           for wanted in ({inputs[0]}, {inputs[1]}, {*inputs}))
    return Sides(first, second, both, made) if both else None


def seen(part: Part) -> bool:
    """True for a module with a frame of its own, or that is folded, and for a layer of many steps."""
    return isinstance(part, DiagramFrame) or part.role == "module" or part.steps > 1
