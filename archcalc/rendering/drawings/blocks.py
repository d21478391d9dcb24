"""A block of a diagram as shapes: a rectangle with its lines, or a sign in a circle."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from archcalc.base.named_tuples import NamedTuple
from archcalc.base.picture import Box, Path, Shape, Text
from archcalc.rendering.drawings.diagram_parts import Block
from archcalc.rendering.drawings.font_widths import cut, width
from archcalc.rendering.drawings.signs import signed

WIDEST = 250.0
_PAD, _NARROWEST, _CIRCLE = 11.0, 96.0, 30.0
_STRIP, _UNROLLED, _CELL = 26.0, 186.0, 40.0
"""The height and width of the steps of a recurrent layer, and the width of each."""


Spot = tuple[float, float, float, float]


class Laid(NamedTuple):
    """A block or frame with its shapes, from its own upper left corner.

    `enters` and `leaves` tell how far right of its middle links enter and leave it, by the first node of the block that
    they come from; what is not told is in the middle. `spots` has the left and upper edge, the width and the height of
    every block in it.
    """

    width: float
    height: float
    shapes: tuple[Shape, ...]
    enters: Mapping[int, float] = {}
    leaves: Mapping[int, float] = {}
    spots: Mapping[int, Spot] = {}


def shifted(spots: Mapping[int, Spot], x: float, y: float) -> dict[int, Spot]:
    """The spots, further right and down."""
    return {node: (left + x, top + y, wide, high) for node, (left, top, wide, high) in spots.items()}


class Line(NamedTuple):
    """One line of a block's text."""

    text: str
    size: float
    bold: bool = False
    fill: str = "ink"

    @property
    def width(self) -> float:
        """The width of the line."""
        return width(self.text, self.size, self.bold)

    @property
    def height(self) -> float:
        """The height of the line."""
        return round(self.size * 1.28, 1)


def moved(shapes: Iterable[Shape], x: float, y: float) -> Iterator[Shape]:
    """The shapes, further right and down."""
    # every frame moves all that is in it: fields by their place take half the time of fields by name
    for shape in shapes:
        if isinstance(shape, Path):
            yield Path(tuple([_moved_step(step, x, y) for step in shape.steps]), *shape[1:])
        elif isinstance(shape, Box):
            yield Box(shape.x + x, shape.y + y, *shape[2:])
        else:
            yield Text(shape.x + x, shape.y + y, *shape[2:])


def _moved_step(step: tuple[float, ...], x: float, y: float) -> tuple[float, ...]:
    if len(step) == 2:
        return step[0] + x, step[1] + y
    a, b, c, d, e, f = step
    return a + x, b + y, c + x, d + y, e + x, f + y


def line(text: str, size: float, bold: bool = False, fill: str = "ink") -> Line:
    """A line of text, cut where it would make a block too wide."""
    return Line(cut(text, size, WIDEST, bold), size, bold, fill)


def times(count: int) -> Line:
    """The number of like things that one stands for: ×3, or nothing for one."""
    return Line(f"×{count}" if count > 1 else "", 13, bold=True)


def block(block: Block, *, across: bool = False, least: float = 0.0) -> Laid:
    """A block's shapes, with no letters smaller than `least`; links enter it from above, or `across`, from the left."""
    if block.sign:
        return _circle_across(block, least) if across else _circle(block, least)
    lines = [line(text, max(size, least), bold, fill) for text, size, bold, fill in (
        (", ".join(block.before), 10, False, "muted"), (block.name, 12, True, "ink"), (block.kind, 11, False, "ink"),
        (block.volume, 11, False, "ink"), (", ".join(block.after), 10, False, "muted")) if text]
    badge = times(block.times)
    beside = 2 * (badge.width + 8) if badge.text else 0.0
    wide = max(_NARROWEST, lines[0].width + 2 * _PAD + beside, *(each.width + 2 * _PAD for each in lines))
    high = sum(each.height for each in lines) + 12 + (_STRIP if block.steps > 1 else 0.0)
    wide = max(wide, _UNROLLED if block.steps > 1 else 0.0)
    behind = (6.0, 3.0) if badge.text else ()
    shapes: list[Shape] = [Box(gap, gap, wide, high, block.role, f"{block.role}-line", 5) for gap in behind]
    front = Box(0, 0, wide, high, block.role, f"{block.role}-line", 5, hint=block.hint)
    shapes += [*_outline(block, front), front, *signed(front)]
    y = 6.0
    for each in lines:
        shapes.append(Text(wide / 2, y + each.size * 0.98, each.text, each.size, "middle", each.bold, each.fill))
        y += each.height
    shapes += _unrolled(block, wide / 2, y + 4, least) if block.steps > 1 else ()
    if badge.text:
        shapes.append(Text(wide - 7, 17, badge.text, badge.size, "end", bold=True))
    return Laid(wide + max(behind, default=0), high + max(behind, default=0), tuple(shapes))


def _outline(block: Block, front: Box) -> Iterator[Path]:
    """A thick line around a block that is marked."""
    if block.marked:
        left, top, right, bottom = front.x - 4, front.y - 4, front.x + front.width + 4, front.y + front.height + 4
        yield Path(((left, top), (right, top), (right, bottom), (left, bottom)), "mark", width=2.6, closed=True)


def _unrolled(block: Block, middle: float, top: float, least: float) -> Iterator[Shape]:
    """The first two steps of a recurrent layer and its last one, the state handed on from each to the next."""
    shown = [1, 2, block.steps] if block.steps > 2 else [1, 2]
    edge, gap = f"{block.role}-line", _UNROLLED / 3
    half = _CELL / 2
    for number, step in enumerate(shown):
        x = middle + (number - (len(shown) - 1) / 2) * gap
        yield Box(x - half, top, _CELL, 18.0, "paper", edge, 3)
        size = max(10.0, least)
        yield Text(x, top + 9 + 0.35 * size, cut(f"t={step}", size, _CELL - 2), size, "middle")
        if number:
            start, end = x - gap + half, x - half
            far = step > 2 < block.steps - 1
            for y, tip, tail in ((top + 6, end, start), (top + 12, start, end))[:1 + block.reversed]:
                side = 1 if tip > tail else -1
                yield Path(((tail, y), (tip - 4 * side, y)), edge, dashed=far)
                yield Path(((tip, y), (tip - 5 * side, y - 2.6), (tip - 5 * side, y + 2.6)), fill=edge, closed=True)


def _circle(block: Block, least: float) -> Laid:
    """A sum or product as a sign in a circle, what comes after it beside it."""
    after = line(", ".join(block.after), max(10.0, least), fill="muted")
    half = _CIRCLE / 2
    middle = half + (after.width + 6 if after.text else 0.0)
    shapes = _signed(block, middle, half)
    if after.text:
        shapes.append(Text(middle + half + 3, _CIRCLE - 2, after.text, after.size, fill=after.fill))
    return Laid(2 * middle, _CIRCLE, tuple(shapes))


def _circle_across(block: Block, least: float) -> Laid:
    """The same, what comes after it above it; the links, which come to its edges, are led on to the circle."""
    after = line(", ".join(block.after), max(10.0, least), fill="muted")
    half = _CIRCLE / 2
    wide, high = max(_CIRCLE, after.width), _CIRCLE + 2 * (after.height if after.text else 0.0)
    ends = ((0.0, wide / 2 - half), (wide / 2 + half, wide)) if wide > _CIRCLE else ()
    shapes: list[Shape] = [Path(((start, high / 2), (end, high / 2)), "edge") for start, end in ends]
    shapes += _signed(block, wide / 2, high / 2)
    if after.text:
        shapes.append(Text(wide / 2, high / 2 - half - 4, after.text, after.size, "middle", fill=after.fill))
    return Laid(wide, high, tuple(shapes))


def _signed(block: Block, x: float, y: float) -> list[Shape]:
    """A sign in a circle around a middle."""
    half = _CIRCLE / 2
    strokes = (((-6.5, 0), (6.5, 0)), ((0, -6.5), (0, 6.5))) if block.sign == "+" else (
        ((-4.6, -4.6), (4.6, 4.6)), ((-4.6, 4.6), (4.6, -4.6)))
    circle = Box(x - half, y - half, _CIRCLE, _CIRCLE, block.role, f"{block.role}-line", half, hint=block.hint)
    lines = (Path(tuple((x + dx, y + dy) for dx, dy in stroke), f"{block.role}-line", width=1.8) for stroke in strokes)
    return [*_outline(block, circle), circle, *lines]
