"""Laid-out diagram -> blocks that can be moved, with links that stay with them: what slides and documents take."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from archcalc.base.lecture import MovableBlock, MovableDrawing, MovableLink
from archcalc.base.picture import Box, Path, Shape, Text
from archcalc.rendering.drawings.blocks import Laid, Spot, line, moved
from archcalc.rendering.drawings.diagram_parts import Block, Diagram
from archcalc.rendering.drawings.joined_lines import DrawnLine, drawn_lines, joined, way
from archcalc.rendering.drawings.legend import legend
from archcalc.rendering.drawings.palette import ROLES
from archcalc.rendering.drawings.sheets import LETTER, PictureSheet, roles_in, scaled

_LARGEST, _GAP, _PAD = 20.0, 14.0, 2.0


def movable(diagram: Diagram, laid: Laid, sheet: PictureSheet) -> MovableDrawing:
    """The drawing as large as it can be on the sheet, with its legend; lengths in points."""
    wide = max(laid.width, min(sheet.room[0], 320.0))
    keys, below = legend(roles_in(laid), 0, laid.height + _GAP, wide, LETTER)
    wide, high = max(laid.width, *(_right(key) for key in keys)), laid.height + _GAP + below
    scale = min(sheet.width / (wide + 2 * _PAD), sheet.height / (high + 2 * _PAD), _LARGEST / LETTER)
    left = _PAD + (wide - laid.width) / 2
    shapes = scaled(moved(laid.shapes, left, _PAD), scale)
    spots = {node: ((x + left) * scale, (y + _PAD) * scale, w * scale, h * scale)
             for node, (x, y, w, h) in laid.spots.items()}
    made = _made(diagram, shapes, spots, scale)
    loose = (*made.loose, *scaled(moved(keys, _PAD, _PAD), scale))
    return made._replace(width=(wide + 2 * _PAD) * scale, height=(high + 2 * _PAD) * scale, loose=loose)


def _right(key: Shape) -> float:
    """The right end of a word or swatch of the legend."""
    from archcalc.rendering.drawings.font_widths import width

    return key.x + width(key.text, key.size) if isinstance(key, Text) else key.x + key.width if isinstance(
        key, Box) else 0.0


def _made(diagram: Diagram, shapes: Sequence[Shape], spots: Mapping[int, Spot], scale: float) -> MovableDrawing:
    pieces, others = drawn_lines(shapes)
    drawn = {block.nodes[0]: block for block in diagram.root.blocks()}
    fronts = {node: front for node, spot in spots.items() if node in drawn
              and (front := _front(others, spot, drawn[node])) is not None}
    frames, loose = _frames_and_rest(others, [spots[node] for node in fronts])
    numbers = {node: len(frames) + i for i, node in enumerate(fronts)}
    links, used = [], set[int]()
    for source, target in diagram.links:
        if source in fronts and target in fronts and (
                found := joined(pieces, fronts[source], fronts[target])) is not None:
            used |= {*found}
            dashed = (source, target) in diagram.dashed
            links.append(MovableLink(numbers[source], numbers[target], way(pieces, found), dashed))
    blocks = (*frames, *(_block(drawn[node], front, scale) for node, front in fronts.items()))
    rest = [shape for i, piece in enumerate(pieces) if i not in used for shape in _line(piece)]
    return MovableDrawing(0.0, 0.0, blocks, tuple(links), (*rest, *loose))


def _line(piece: DrawnLine) -> Iterator[Path]:
    """A piece that is part of no link from block to block."""
    yield Path(piece.corners, "edge", dashed=piece.dashed)


def _front(shapes: Sequence[Shape], spot: Spot, block: Block) -> Box | None:
    """A block's rectangle, as large as its spot, or its circle: the largest in it, with the colours of that."""
    found = None
    for shape in shapes:
        if isinstance(shape, Box) and shape.fill in ROLES and _within(shape, spot) and (
                found is None or shape.width * shape.height >= found.width * found.height):
            found = shape
    if found is None or block.sign:
        return found
    x, y, wide, high = spot
    return found._replace(x=x, y=y, width=wide, height=high)


def _within(shape: Shape, spot: Spot) -> bool:
    """True where a shape lies in a spot."""
    x, y, wide, high = spot
    points = [(shape.x, shape.y), (shape.x + shape.width, shape.y + shape.height)] if isinstance(shape, Box) else [
        (shape.x, shape.y)] if isinstance(shape, Text) else [(step[-2], step[-1]) for step in shape.steps]
    return all(x - 6 <= a <= x + wide + 6 and y - 6 <= b <= y + high + 6 for a, b in points)


def _frames_and_rest(shapes: Sequence[Shape], spots: Sequence[Spot]) -> tuple[list[MovableBlock], list[Shape]]:
    """The frames, each with the words in its head, and what belongs to no block and no frame."""
    outside = [shape for shape in shapes if not any(_within(shape, spot) for spot in spots)]
    frames = [shape for shape in outside if isinstance(shape, Box) and shape.fill == "frame"]
    words = [shape for shape in outside if isinstance(shape, Text)]
    made, taken = [], set[int]()
    for frame in frames:
        head = [i for i, text in enumerate(words) if i not in taken and _in_head(text, frame)]
        taken |= {*head}
        told = "  ".join(words[i].text for i in head)
        size = min((words[i].size for i in head), default=12.0)
        made.append(MovableBlock(frame.x, frame.y, frame.width, frame.height, frame.fill, frame.line,
                                 ((told, True),) if told else (), size, frame=True))
    rest = [shape for shape in outside if shape not in frames and not (
        isinstance(shape, Text) and any(shape is words[i] for i in taken))]
    return made, rest


def _in_head(text: Text, frame: Box) -> bool:
    """True for the name of a frame, at the left of its head, and for its number at the right."""
    from_top = text.y - frame.y
    ends = text.x - frame.x if text.anchor == "start" else frame.x + frame.width - text.x
    return 0 < from_top < 2 * text.size and 0 < ends < text.size and text.bold


def _block(block: Block, front: Box, scale: float) -> MovableBlock:
    """A block with its words; one that stands for several says how many in its first line."""
    size = LETTER * scale
    if block.sign:
        return MovableBlock(front.x, front.y, front.width, front.height, front.fill, front.line, ((block.sign, True),),
                            size * 1.25, round=True)
    count = f"  ×{block.times}" if block.times > 1 else ""
    words = [(", ".join(block.before), False), (block.name + count, True), (block.kind, False), (block.volume, False),
             (", ".join(block.after), False)]
    lines = tuple((line(text, LETTER, bold).text, bold) for text, bold in words if text)
    return MovableBlock(front.x, front.y, front.width, front.height, front.fill, front.line, lines, size)
