"""A drawing that is too large for a sheet, cut into stretches, a page each, that name what they read of the others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from archcalc.rendering.drawings.blocks import Laid
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
    for parts, found in _cut(diagram, diagram.root.parts, (), layouts, sheet):
        yield stretch(diagram, parts, gathered=found is None), found


def forced(diagram: Diagram, layouts: Layouts, sheet: PictureSheet) -> Iterator[tuple[Diagram, Laid]]:
    """The same, but a part that never fits stands closer, or is cut itself; the first layout of a block that cannot."""
    yield from _forced(diagram, diagram.root.parts, (), layouts, sheet)


def _forced(diagram: Diagram, parts: Sequence[Part], around: Sequence[DiagramFrame], layouts: Layouts,
            sheet: PictureSheet) -> Iterator[tuple[Diagram, Laid]]:
    for some, found in _cut(diagram, parts, around, layouts, sheet):
        made = stretch(diagram, some, around, gathered=found is None)
        tight = made._replace(is_tight=True)
        chosen = found or fitting(layouts(made), sheet) or fitting(layouts(tight), sheet)
        if chosen is None and isinstance(some[0], DiagramFrame):
            yield from _forced(diagram, some[0].parts, (*around, some[0]), layouts, sheet)
        else:
            yield made, (chosen or next(iter(layouts(tight)))).laid


def _cut(diagram: Diagram, parts: Sequence[Part], around: Sequence[DiagramFrame], layouts: Layouts,
         sheet: PictureSheet) -> Iterator[tuple[Sequence[Part], ShapedLayout | None]]:
    """Parts in stretches, each as long as the sheet allows."""
    at = 0
    while at < len(parts):
        length, found = _longest(lambda some: layouts(stretch(diagram, some, around)), parts[at:], sheet)
        yield parts[at:at + length], found
        at += length


def _longest(layouts: Callable[[Sequence[Part]], Iterable[ShapedLayout]], parts: Sequence[Part],
             sheet: PictureSheet) -> tuple[int, ShapedLayout | None]:
    """The longest stretch from the first part on that fits, found by doubling and halving; else a single part."""
    best, least, most = None, 0, len(parts) + 1
    length = min(8, most - 1)
    while most - least > 1:
        made = layouts(parts[:length])
        found = fitting(made, sheet)
        if found is not None:
            best, least = (length, found), length
        else:
            most = length
        length = min(2 * least, most - 1) if found is not None and most > 2 * least else (least + most) // 2
    return best or (1, None)


def stretch(diagram: Diagram, parts: Sequence[Part], around: Sequence[DiagramFrame] = (), *,
            gathered: bool = False) -> Diagram:
    """Some parts of the root, or of the frames `around` them, the outermost first; and blocks for what they read.

    Of others it reads one block that stands for all if `gathered`, or too many.
    """
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
    dashed, shown = diagram.dashed & {*links}, tuple(parts)
    for frame in reversed(around):
        shown = (frame._replace(parts=shown),)
    return diagram._replace(root=DiagramFrame("", (*sources, *shown)), links=tuple(links), dashed=dashed)
