"""A block of a diagram as shapes: a rectangle with its lines, or a sign in a circle."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from archcalc.base.named_tuples import NamedTuple
from archcalc.base.picture import Box, Path, Shape, Text
from archcalc.rendering.drawings.diagram import Block
from archcalc.rendering.drawings.font_widths import cut, width

WIDEST = 250.0
_PAD, _NARROWEST, _CIRCLE = 11.0, 96.0, 30.0


class Laid(NamedTuple):
    """A block or frame with its shapes, from its own upper left corner.

    `enters` and `leaves` tell how far right of its middle links enter and leave it, by the first node of the block that
    they come from; what is not told is in the middle.
    """

    width: float
    height: float
    shapes: tuple[Shape, ...]
    enters: Mapping[int, float] = {}
    leaves: Mapping[int, float] = {}


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
    for shape in shapes:
        if isinstance(shape, Path):
            yield shape._replace(steps=tuple(tuple(value + (x, y)[i % 2] for i, value in enumerate(step))
                                             for step in shape.steps))
        else:
            yield shape._replace(x=shape.x + x, y=shape.y + y)


def times(count: int) -> Line:
    """The number of like things that one stands for: ×3, or nothing for one."""
    return Line(f"×{count}" if count > 1 else "", 13, bold=True)


def block(block: Block) -> Laid:
    """A block's shapes."""
    if block.sign:
        return _circle(block)
    lines = [Line(cut(text, size, WIDEST, bold), size, bold, fill) for text, size, bold, fill in (
        (", ".join(block.before), 10, False, "muted"), (block.name, 12, True, "ink"), (block.kind, 11, False, "ink"),
        (block.volume, 11, False, "ink"), (", ".join(block.after), 10, False, "muted")) if text]
    badge = times(block.times)
    beside = 2 * (badge.width + 8) if badge.text else 0.0
    wide = max(_NARROWEST, lines[0].width + 2 * _PAD + beside, *(line.width + 2 * _PAD for line in lines))
    high = sum(line.height for line in lines) + 12
    behind = (6.0, 3.0) if badge.text else ()
    shapes: list[Shape] = [Box(gap, gap, wide, high, block.role, f"{block.role}-line", 5) for gap in behind]
    shapes.append(Box(0, 0, wide, high, block.role, f"{block.role}-line", 5, hint=block.hint))
    y = 6.0
    for line in lines:
        shapes.append(Text(wide / 2, y + line.size * 0.98, line.text, line.size, "middle", line.bold, line.fill))
        y += line.height
    if badge.text:
        shapes.append(Text(wide - 7, 17, badge.text, badge.size, "end", bold=True))
    return Laid(wide + max(behind, default=0), high + max(behind, default=0), tuple(shapes))


def _circle(block: Block) -> Laid:
    """A sum or product as a sign in a circle, what comes after it beside it."""
    after = Line(cut(", ".join(block.after), 10, WIDEST), 10, fill="muted")
    middle, half = _CIRCLE / 2 + (after.width + 6 if after.text else 0.0), _CIRCLE / 2
    strokes = (((-6.5, 0), (6.5, 0)), ((0, -6.5), (0, 6.5))) if block.sign == "+" else (
        ((-4.6, -4.6), (4.6, 4.6)), ((-4.6, 4.6), (4.6, -4.6)))
    shapes: list[Shape] = [Box(middle - half, 0, _CIRCLE, _CIRCLE, block.role, f"{block.role}-line", half,
                               hint=block.hint)]
    shapes += [Path(tuple((middle + x, half + y) for x, y in stroke), f"{block.role}-line", width=1.8)
               for stroke in strokes]
    if after.text:
        shapes.append(Text(middle + half + 3, _CIRCLE - 2, after.text, after.size, fill=after.fill))
    return Laid(2 * middle, _CIRCLE, tuple(shapes))
