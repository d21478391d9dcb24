"""A network with a row for each resolution: cells by resolution and by phase, each laid out from left to right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from archcalc.rendering.drawings.blocks import Laid
from archcalc.rendering.drawings.diagram_parts import Block, Diagram, DiagramFrame, Part, blocks_of
from archcalc.rendering.drawings.layout.banded_cells import TableCell, TableLink, banded
from archcalc.rendering.drawings.layout.nested_frames import FrameLayer
from archcalc.rendering.drawings.shapes._resolutions import Levels

_MANY = 4
"""A vector that goes into so many cells is named in them, and not linked with each."""


def laid_in_rows(diagram: Diagram, levels: Levels, columns: Sequence[int]) -> Laid:
    """A row for each resolution; `columns` has the column of every part.

    Links are sorted by rows, so that those from above enter a cell above those from its own row.
    """
    rows = _rows(levels)
    cells: dict[tuple[int, int], list[int]] = {}
    for number, column in enumerate(columns):
        cells.setdefault((rows[number], column), []).append(number)
    used = {kind: {value: i for i, value in enumerate(sorted({key[kind] for key in cells}))} for kind in (0, 1)}
    home = {block.nodes[0]: at for at, numbers in enumerate(cells.values()) for number in numbers
            for block in blocks_of(diagram.root.parts[number])}
    named = _named(diagram, levels, home)
    shown = _with_names(diagram, named)
    parts = shown.root.parts
    frames = tuple(DiagramFrame("", tuple(parts[number] for number in numbers)) for numbers in cells.values())
    lines = [row for row, _ in cells]
    links = tuple(sorted(shown.links, key=lambda link: (lines[home[link[0]]], lines[home[link[1]]])))
    layer = FrameLayer(shown._replace(root=DiagramFrame("", frames), links=links), across=True)
    made = [TableCell(used[0][row], used[1][column], layer.laid(frame, (number,)))
            for number, ((row, column), frame) in enumerate(zip(cells, frames, strict=True))]
    return banded(made, [TableLink(*link) for link in dict.fromkeys(
        (home[a], home[b], a, True) for a, b in shown.links if home[a] != home[b])], is_tight=diagram.is_tight)


def _rows(levels: Levels) -> list[int]:
    """The row of every part: its resolution's, or else that of what it reads; a row of their own for the others."""
    rows = [level.band for level in levels.parts]
    for source, target in levels.links:
        rows[target] = rows[source] if rows[target] is None else rows[target]
    first = min((row for row in rows if row is not None), default=0)
    return [first - 1 if row is None else row for row in rows]


def _named(diagram: Diagram, levels: Levels, home: dict[int, int]) -> set[int]:
    """The blocks without resolution that go into many cells."""
    goes = Counter(source for source, _ in dict.fromkeys((a, home[b]) for a, b in diagram.links))
    return {block.nodes[0] for number, part in enumerate(diagram.root.parts) if levels.parts[number].band is None
            for block in blocks_of(part) if goes[block.nodes[0]] >= _MANY}


def _with_names(diagram: Diagram, named: Iterable[int]) -> Diagram:
    """The diagram with the names of some blocks in those that read them, in place of the links."""
    names = {block.nodes[0]: block.name for block in diagram.root.blocks() if block.nodes[0] in {*named}}
    reads: dict[int, list[str]] = {}
    for source, target in diagram.links:
        if source in names:
            reads.setdefault(target, []).append(f"reads {names[source]}")
    root = _told(diagram.root, reads)
    assert isinstance(root, DiagramFrame)
    return diagram._replace(root=root, links=tuple(link for link in diagram.links if link[0] not in names))


def _told(part: Part, reads: dict[int, list[str]]) -> Part:
    if isinstance(part, Block):
        more = tuple(reads.get(part.nodes[0], ()))
        return part._replace(before=(*more, *part.before)) if more else part
    return part._replace(parts=tuple(_told(each, reads) for each in part.parts))
