"""Two networks in one picture, side by side or one above the other, with an outline around every block that differs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from archcalc.base.named_tuples import NamedTuple
from archcalc.base.picture import Picture, Shape, Text
from archcalc.network.graph import Graph
from archcalc.rendering.drawings import network_picture
from archcalc.rendering.drawings.blocks import Laid, Line, moved
from archcalc.rendering.drawings.diagram import MOST, diagram
from archcalc.rendering.drawings.diagram_parts import Block, Diagram, DiagramFrame, with_blocks
from archcalc.rendering.drawings.font_widths import cut
from archcalc.rendering.drawings.legend import legend
from archcalc.rendering.drawings.sheets import roles_in

_MARGIN, _TITLE, _GAP, _LINE, _TOLD = 24.0, 30.0, 40.0, 16.0, 12
"""The last is the number of differences that are told in words."""


class Differences(NamedTuple):
    """The blocks that differ in each of two diagrams, by their first nodes, and what differs in words."""

    first: frozenset[int]
    second: frozenset[int]
    lines: tuple[str, ...]


def picture(one: Graph, other: Graph, depth: str | None = None) -> Picture:
    """Both networks, folded alike, what differs outlined, and the differences in words below."""
    diagrams = _alike(one, other, depth)
    found = differences(*diagrams)
    laid = [network_picture.laid_out(_marked(made, nodes)) for made, nodes in
            zip(diagrams, (found.first, found.second), strict=True)]
    beside = sum(each.width for each in laid) < 1.6 * max(each.height for each in laid)
    shapes, wide, high = _together(diagrams, laid, beside=beside)
    lines = list(_words(found, max(wide, 320.0)))
    keys, height = legend(dict.fromkeys(role for each in laid for role in roles_in(each)), _MARGIN,
                          high + _GAP + _LINE * len(lines), max(wide, 320.0))
    shapes += [Text(_MARGIN, high + _GAP / 2 + _LINE * number, line.text, line.size, fill=line.fill)
               for number, line in enumerate(lines)]
    title = f"{one.title} and {other.title}"
    told = f"{title}: {len(found.first)} and {len(found.second)} blocks differ"
    return Picture(title, told, max(wide, 320.0) + 2 * _MARGIN,
                   high + _GAP + _LINE * len(lines) + height + _MARGIN, (*shapes, *keys))


def differences(one: Diagram, other: Diagram) -> Differences:
    """Blocks aligned in order: those that are not the same, and those that only one has."""
    first, second = list(one.root.blocks()), list(other.root.blocks())
    matcher = SequenceMatcher(None, [*map(_sign, first)], [*map(_sign, second)], autojunk=False)
    marked: tuple[set[int], set[int]] = (set(), set())
    lines: list[str] = []
    for word, start, end, begin, stop in matcher.get_opcodes():
        if word != "equal":
            marked[0].update(block.nodes[0] for block in first[start:end])
            marked[1].update(block.nodes[0] for block in second[begin:stop])
            lines += _changes(_named(one, first[start:end]), _named(other, second[begin:stop]))
    return Differences(frozenset(marked[0]), frozenset(marked[1]), tuple(lines))


def _sign(block: Block) -> tuple[object, ...]:
    """Everything that a block shows, and the figures of what is folded in it."""
    figures = block.hint.partition(": ")[2]
    return block.name, block.kind, block.volume, block.before, block.after, block.times, figures


def _named(made: Diagram, blocks: Sequence[Block]) -> list[Block]:
    """The blocks, with the modules around them in their names."""
    found = []
    for block in blocks:
        around = [name for name in made.layers[block.nodes[0]].path if name not in block.name.split("/")]
        found.append(block._replace(name="/".join([*(around[:-1] if block.role == "module" else around), block.name])))
    return found


def _changes(first: Sequence[Block], second: Sequence[Block]) -> Iterator[str]:
    """The differences of a stretch, by the names of its blocks."""
    names = {block.name: block for block in second}
    for block in first:
        mine, its = (_shown(each) for each in (block, names.get(block.name)))
        yield f"{block.name}: {mine} in the first, {its} in the second"
    known = {block.name for block in first}
    yield from (f"{block.name}: {_shown(block)} in the second alone" for block in second if block.name not in known)


def _shown(block: Block | None) -> str:
    if block is None:
        return "none"
    figures = block.hint.partition(": ")[2] if block.role == "module" else ""
    return " ".join(filter(None, (block.kind, block.volume, figures and f"({figures})")))


def _alike(one: Graph, other: Graph, depth: str | None) -> list[Diagram]:
    """The diagrams of both, as deep as both can be read, if no depth is asked for."""
    if depth is not None:
        return [diagram(graph, depth) for graph in (one, other)]
    deepest = max((len(node.path) for graph in (one, other) for node in graph.nodes), default=0)
    made: list[Diagram] = []
    for each in range(max(1, deepest), 0, -1):
        made = [diagram(graph, str(each)) for graph in (one, other)]
        if all(sum(1 for _ in part.root.blocks()) <= MOST for part in made):
            break
    return made


def _marked(made: Diagram, nodes: frozenset[int]) -> Diagram:
    root = with_blocks(made.root, lambda block: block._replace(marked=block.nodes[0] in nodes))
    assert isinstance(root, DiagramFrame)
    return made._replace(root=root)


def _together(diagrams: Sequence[Diagram], laid: Sequence[Laid], *, beside: bool) -> tuple[list[Shape], float, float]:
    """Two drawings with their titles, and the room that they take from the margin on."""
    shapes: list[Shape] = []
    x, y, wide, high = _MARGIN, _MARGIN, 0.0, 0.0
    for made, each in zip(diagrams, laid, strict=True):
        title = Line(cut(made.title, 16, max(each.width, 300.0), bold=True), 16, bold=True)
        shapes += [Text(x, y + 12, title.text, title.size, bold=True), *moved(each.shapes, x, y + _TITLE)]
        across, down = max(each.width, title.width), each.height + _TITLE
        wide, high = max(wide, x + across - _MARGIN), max(high, y + down)
        x, y = (x + across + _GAP, y) if beside else (x, y + down + _GAP)
    return shapes, wide, high


def _words(found: Differences, room: float) -> Iterator[Line]:
    """What differs, in lines no wider than the picture."""
    yield Line("outlined: what differs" if found.lines else "nothing differs", 12, fill="muted")
    for line in found.lines[:_TOLD]:
        yield Line(cut(line, 11, room), 11)
    if len(found.lines) > _TOLD:
        yield Line(f"and {len(found.lines) - _TOLD} more", 11, fill="muted")
