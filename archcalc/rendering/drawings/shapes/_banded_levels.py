"""A network with a row for each resolution: cells by resolution and by phase, each laid out from left to right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from archcalc.base.named_tuples import NamedTuple
from archcalc.rendering.drawings.blocks import Laid
from archcalc.rendering.drawings.diagram_parts import Block, Diagram, DiagramFrame, Part, blocks_of
from archcalc.rendering.drawings.layout.banded_cells import TableCell, TableLink, banded
from archcalc.rendering.drawings.layout.nested_frames import FrameLayer
from archcalc.rendering.drawings.shapes._gathered_parts import CompactForm, gathered, is_input
from archcalc.rendering.drawings.shapes._resolutions import Levels

_MANY, _LEAST_ROWS = 4, 3
"""A vector that goes into so many cells is named in them, and not linked with each; so many rows are always left."""


class CellPlace(NamedTuple):
    """The row and the column of a part; it is `sized` where it is an image, and `free` where it follows from none."""

    row: int
    column: int
    sized: bool
    free: bool = False


def places(levels: Levels, columns: Sequence[int]) -> list[CellPlace]:
    """The place of every part: its resolution's row; `columns` has the column of each."""
    rows = _rows(levels)
    top = min((row for row, level in zip(rows, levels.parts, strict=True) if level.band is not None), default=0)
    return [CellPlace(row, column, level.band is not None, row < top)
            for row, column, level in zip(rows, columns, levels.parts, strict=True)]


def laid_in_rows(diagram: Diagram, at: Sequence[CellPlace]) -> Laid:
    """A row for each resolution; `at` has the place of every part.

    Links are sorted by rows, so that those from above enter a cell above those from its own row.
    """
    cells: dict[tuple[int, int], list[int]] = {}
    for number, place in enumerate(at):
        cells.setdefault((place.row, place.column), []).append(number)
    used = {kind: {value: i for i, value in enumerate(sorted({key[kind] for key in cells}))} for kind in (0, 1)}
    home = {block.nodes[0]: at for at, numbers in enumerate(cells.values()) for number in numbers
            for block in blocks_of(diagram.root.parts[number])}
    shown = _with_names(diagram, _named(diagram, at, home))
    parts = shown.root.parts
    frames = tuple(DiagramFrame("", tuple(parts[number] for number in numbers)) for numbers in cells.values())
    lines = [row for row, _ in cells]
    links = tuple(sorted(shown.links, key=lambda link: (lines[home[link[0]]], lines[home[link[1]]])))
    layer = FrameLayer(shown._replace(root=DiagramFrame("", frames), links=links), across=True)
    made = [TableCell(used[0][row], used[1][column], layer.laid(frame, (number,)))
            for number, ((row, column), frame) in enumerate(zip(cells, frames, strict=True))]
    return banded(made, [TableLink(*link) for link in dict.fromkeys(
        (home[a], home[b], a, True) for a, b in shown.links if home[a] != home[b])], is_tight=diagram.is_tight)


def compact_rows(diagram: Diagram, at: Sequence[CellPlace], *, from_below: bool = False) -> Iterator[CompactForm]:
    """The same with a block for each part, or for all in a cell, and one for all above the first link across.

    At last, `from_below`, with one block for more and more of the lowest rows.
    """
    moved = _without_stem(diagram, at)
    yield from _forms(diagram, at, at, is_whole=False)
    yield from _forms(diagram, at, moved, is_whole=False)
    yield from _forms(diagram, at, at, is_whole=True)
    yield from _forms(diagram, at, moved, is_whole=True)
    rows = sorted({place.row for place in moved if not place.free})
    for last in reversed(rows[_LEAST_ROWS - 1:-1] if from_below else ()):
        lifted = [place if place.free or place.row < last else CellPlace(last, 0, sized=True) for place in moved]
        yield from _forms(diagram, at, lifted, is_whole=True)


def _forms(diagram: Diagram, at: Sequence[CellPlace], chosen: Sequence[CellPlace], *,
           is_whole: bool) -> Iterator[CompactForm]:
    """The diagram with one block for all that was moved to one place; if `is_whole`, for all else in a place, too."""
    groups: dict[object, list[int]] = {}
    lower = {place[:2] for place, was in zip(chosen, at, strict=True) if place.row < was.row}
    for number, (part, place) in enumerate(zip(diagram.root.parts, chosen, strict=True)):
        is_stem = place.row > at[number].row
        alone = is_input(part) or place.free or not (is_whole or is_stem)
        groups.setdefault(number if alone else (*place[:2], is_stem and place[:2] not in lower), []).append(number)
    made = gathered(diagram, list(groups.values()))
    if made is not None:
        first = {min(block.nodes[0] for number in group for block in blocks_of(diagram.root.parts[number])):
                 chosen[group[0]] for group in groups.values()}
        yield CompactForm(made, _Rows(first).laid)


class _Rows(NamedTuple):
    """The places of blocks, by their first nodes."""

    at: Mapping[int, CellPlace]

    def laid(self, diagram: Diagram) -> Laid:
        """The diagram in these places."""
        return laid_in_rows(diagram, [self.at[min(block.nodes[0] for block in blocks_of(part))]
                                      for part in diagram.root.parts])


def _without_stem(diagram: Diagram, at: Sequence[CellPlace]) -> list[CellPlace]:
    """The places, those above the first row from which a link leads to another column moved down into that row."""
    home = {block.nodes[0]: number for number, part in enumerate(diagram.root.parts) for block in blocks_of(part)}
    across = [at[home[a]].row for a, b in diagram.links if at[home[a]].column != at[home[b]].column
              and at[home[a]].sized]
    first = min(across, default=0)
    return [place if place.free else place._replace(row=max(first, place.row)) for place in at]


def _rows(levels: Levels) -> list[int]:
    """The row of every part: its resolution's, or else that of what it reads; a row of their own for the others."""
    rows = [level.band for level in levels.parts]
    for source, target in levels.links:
        rows[target] = rows[source] if rows[target] is None else rows[target]
    first = min((row for row in rows if row is not None), default=0)
    return [first - 1 if row is None else row for row in rows]


def _named(diagram: Diagram, at: Sequence[CellPlace], home: Mapping[int, int]) -> set[int]:
    """The blocks without resolution that go into many cells."""
    goes = Counter(source for source, _ in dict.fromkeys((a, home[b]) for a, b in diagram.links))
    return {block.nodes[0] for part, place in zip(diagram.root.parts, at, strict=True) if not place.sized
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
