"""A drawing that is too large for a sheet, cut into stretches, a page each, that name what they read of the others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from archcalc.rendering.drawings.diagram_parts import Block, Diagram, DiagramFrame, Part, blocks_of
from archcalc.rendering.drawings.network_picture import ShapedLayout
from archcalc.rendering.drawings.sheets import PictureSheet, fits

_FAR = 12
"""So many sources of a stretch are named at most."""

Layouts = Callable[[Diagram], Iterable[ShapedLayout]]


def fitting(layouts: Iterable[ShapedLayout], sheet: PictureSheet) -> ShapedLayout | None:
    """The first layout that a sheet has room for, if there is one."""
    return next((each for each in layouts if fits(each.laid, sheet)), None)


def stretches(diagram: Diagram, layouts: Layouts, sheet: PictureSheet) -> Iterator[tuple[Diagram, ShapedLayout | None]]:
    """Stretches of the root's parts, each as long as the sheet allows; of a part that never fits, no layout."""
    parts, at = diagram.root.parts, 0
    while at < len(parts):
        length, found = _longest(diagram, at, layouts, sheet)
        yield stretch(diagram, parts[at:at + length], gathered=found is None), found
        at += length


def _longest(diagram: Diagram, at: int, layouts: Layouts, sheet: PictureSheet) -> tuple[int, ShapedLayout | None]:
    """The longest stretch from a part on that fits, found by doubling and halving; else a single part."""
    parts = diagram.root.parts
    best, least, most = None, 0, len(parts) - at + 1
    length = min(8, most - 1)
    while most - least > 1:
        made = layouts(stretch(diagram, parts[at:at + length]))
        found = fitting(made, sheet)
        if found is not None:
            best, least = (length, found), length
        else:
            most = length
        length = min(2 * least, most - 1) if found is not None and most > 2 * least else (least + most) // 2
    return best or (1, None)


def stretch(diagram: Diagram, parts: Sequence[Part], *, gathered: bool = False) -> Diagram:
    """Some of the root's parts, and blocks for what they read of others: one for all if `gathered`, or too many."""
    blocks = {block.nodes[0]: block for block in diagram.root.blocks()}
    inside = {block.nodes[0] for part in parts for block in blocks_of(part)}
    links = [link for link in diagram.links if link[1] in inside]
    outside = list(dict.fromkeys(a for a, _ in links if a not in inside))
    if outside and (gathered or len(outside) > _FAR):
        names = f"{len(outside)} of earlier pages" if len(outside) > 1 else blocks[outside[0]].name
        sources = [Block((outside[0],), names, "input")]
        links = list(dict.fromkeys((a if a in inside else outside[0], b) for a, b in links))
    else:
        sources = [Block((a,), blocks[a].name, "input", blocks[a].shape, "of an earlier page") for a in outside]
    dashed = diagram.dashed & {*links}
    return diagram._replace(root=DiagramFrame("", (*sources, *parts)), links=tuple(links), dashed=dashed)
