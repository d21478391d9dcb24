"""A drawing from left to right, broken into rows one below the other, so that it fits a sheet."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from archcalc.rendering.drawings.blocks import Laid
from archcalc.rendering.drawings.diagram_parts import Diagram, DiagramFrame, Part, blocks_of
from archcalc.rendering.drawings.layout.banded_cells import TableCell, TableLink, banded
from archcalc.rendering.drawings.layout.nested_frames import FrameLayer

_MOST_ROWS, _ASIDE = 4, 2
"""A break is looked for so many steps around where rows would be of one width."""


def in_rows(diagram: Diagram, width: float) -> Laid | None:
    """The parts of the root in the fewest rows that are no wider, or None where they are always wider.

    A row breaks where the fewest volumes go on to the next.
    """
    parts, home = diagram.root.parts, _home(diagram)
    steps = _steps(diagram, home)
    layer = FrameLayer(diagram, across=True)
    widths = [max(layer.laid(parts[number], (number,)).width for number in step) for step in steps]
    at_step = {number: at for at, step in enumerate(steps) for number in step}
    crossing = [len({a for a, b in diagram.links if at_step[home[a]] < at <= at_step[home[b]]})
                for at in range(len(steps))]
    for count, aside in product(range(2, _MOST_ROWS + 1), (_ASIDE, 0)):
        breaks = _breaks(widths, crossing, count, aside)
        rows = [[parts[number] for step in steps[start:end] for number in step]
                for start, end in zip([0, *breaks], [*breaks, len(steps)], strict=True)]
        laid = _laid(diagram, rows)
        if laid.width <= width:
            return laid
    return None


def _home(diagram: Diagram) -> dict[int, int]:
    return {block.nodes[0]: number for number, part in enumerate(diagram.root.parts) for block in blocks_of(part)}


def _steps(diagram: Diagram, home: dict[int, int]) -> list[list[int]]:
    """The parts by how many others stand before them on the longest way; what reads nothing, just before its reader."""
    count = len(diagram.root.parts)
    links = {(home[a], home[b]) for a, b in diagram.links if home[a] != home[b]}
    ranks = [0] * count
    for number in range(count):
        ranks[number] = max((ranks[a] + 1 for a, b in links if b == number), default=0)
    for number in range(count):
        if all(b != number for _, b in links):
            ranks[number] = max(0, min((ranks[b] for a, b in links if a == number), default=1) - 1)
    return [[number for number in range(count) if ranks[number] == rank] for rank in range(max(ranks) + 1)]


def _breaks(widths: Sequence[float], crossing: Sequence[int], count: int, aside: int) -> list[int]:
    """The steps with which the rows after the first begin."""
    found: list[int] = []
    for row in range(1, count):
        goal, sums = sum(widths) * row / count, [sum(widths[:at]) for at in range(len(widths))]
        even = min(range(len(widths)), key=lambda at: abs(sums[at] - goal))
        near = [at for at in range(even - aside, even + aside + 1) if max([0, *found]) < at < len(widths)]
        found += [min(near, key=lambda at: (crossing[at], abs(at - even)))] if near else []
    return found


def _laid(diagram: Diagram, rows: Sequence[Sequence[Part]]) -> Laid:
    frames = tuple(DiagramFrame("", tuple(row)) for row in rows)
    shown = diagram._replace(root=DiagramFrame("", frames))
    layer, home = FrameLayer(shown, across=True), _home(shown)
    cells = [TableCell(number, 0, layer.laid(frame, (number,))) for number, frame in enumerate(frames)]
    links = dict.fromkeys((home[a], home[b], a, True) for a, b in shown.links if home[a] != home[b])
    return banded(cells, [TableLink(*link) for link in links], is_tight=diagram.is_tight)
