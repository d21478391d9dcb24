"""The frames of a diagram laid out, from the innermost outwards: each is a box for the one around it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from archcalc.base.picture import Box, Path, Shape, Text
from archcalc.rendering.drawings.blocks import WIDEST, Laid, Line, block, moved, times
from archcalc.rendering.drawings.diagram import Block, Diagram, DiagramFrame
from archcalc.rendering.drawings.font_widths import cut
from archcalc.rendering.drawings.layout.layered import Arrangement, Route, arrange
from archcalc.rendering.drawings.layout.sketch import Link, Sketch

_POINT = (1.0, 0.0)
"""The room that a link takes on the edge of a frame."""
_HEADER, _FOOT, _SIDE, _ARROW = 24.0, 4.0, 14.0, 6.0

_Place = tuple[int, ...]
"""Where a block or frame is: the numbers of the parts that lead to it, from the root."""


class FrameLayer:
    """A diagram whose parts can be laid out, each by its place."""

    def __init__(self, diagram: Diagram) -> None:
        self.places = dict(_places(diagram.root, ()))
        self.links: dict[_Place, list[tuple[int, int]]] = {}
        """The links that a frame has to draw, or a part of: those inside it, through its edge, or through a part's."""
        for source, target in diagram.links:
            start, end = self.places[source], self.places[target]
            shared = next(i for i, (a, b) in enumerate(zip(start, end, strict=False)) if a != b)
            for place in dict.fromkeys((*(start[:i] for i in range(shared, len(start))),
                                        *(end[:i] for i in range(shared, len(end))))):
                self.links.setdefault(place, []).append((source, target))

    def laid(self, part: Block | DiagramFrame, place: _Place) -> Laid:
        """A block or frame, with its shapes."""
        if isinstance(part, Block):
            return block(part)
        links, depth = self.links.get(place, []), len(place)
        ports = _Ports([s for s, _ in links if self.places[s][:depth] != place], len(part.parts),
                       [s for s, t in links if self.places[t][:depth] != place])
        parts = [self.laid(each, (*place, number)) for number, each in enumerate(part.parts)]
        made = {}
        for source, target in links:
            inside, stays = self.places[source][:depth] == place, self.places[target][:depth] == place
            start, end = self.places[source][depth] if inside else None, self.places[target][depth] if stays else None
            numbers = (ports.enters[source] if start is None else ports.first + start,
                       ports.leaves[source] if end is None else ports.first + end)
            made[*numbers, source] = Link(*numbers, 0.0 if start is None else parts[start].leaves.get(source, 0.0),
                                          0.0 if end is None else parts[end].enters.get(source, 0.0))
        sketch = _sketch(part, parts, ports, list(made.values()))
        return _framed(part, parts, sketch, arrange(sketch), ports)


def _places(part: Block | DiagramFrame, place: _Place) -> Iterator[tuple[int, _Place]]:
    """The place of every block, by its first node."""
    if isinstance(part, Block):
        yield part.nodes[0], place
    else:
        for number, each in enumerate(part.parts):
            yield from _places(each, (*place, number))


class _Ports:
    """The boxes of a frame by number: what enters it, its parts from `first` on, what leaves it."""

    def __init__(self, enters: Sequence[int], parts: int, leaves: Sequence[int]) -> None:
        self.enters = {source: number for number, source in enumerate(dict.fromkeys(enters))}
        self.first, self.last = len(self.enters), len(self.enters) + parts
        self.leaves = {source: self.last + number for number, source in enumerate(dict.fromkeys(leaves))}


def _sketch(frame: DiagramFrame, parts: Sequence[Laid], ports: _Ports, links: list[Link]) -> Sketch:
    signs = {ports.first + i: part.sign for i, part in enumerate(frame.parts) if isinstance(part, Block)}
    wide = [ports.first + i for i, part in enumerate(frame.parts) if isinstance(part, Block) and part.wide]
    boxes = [(part.width, part.height) for part in parts]
    sizes = [*[_POINT] * len(ports.enters), *boxes, *[_POINT] * len(ports.leaves)]
    return Sketch(sizes, links, set(ports.enters.values()), set(ports.leaves.values()),
                  [box for box in wide if not signs[box]], {box for box, sign in signs.items() if sign})


def _framed(frame: DiagramFrame, parts: Sequence[Laid], sketch: Sketch, arrangement: Arrangement,
            ports: _Ports) -> Laid:
    """The parts where the arrangement has them, their links, and the frame with its name, if it has one."""
    side, header, foot = (_SIDE, _HEADER, _FOOT if ports.leaves else _SIDE) if frame.name else (0.0, 0.0, 0.0)
    label, badge = Line(cut(frame.name, 11, WIDEST, bold=True), 11, bold=True, fill="muted"), times(frame.times)
    total = max(arrangement.width + 2 * side, 2 * (label.width + badge.width + 16) if frame.name else 0.0)
    shift, high = (total - arrangement.width) / 2, arrangement.height + header + foot
    shapes: list[Shape] = []
    if frame.name:
        shapes += [Box(0, 0, total, high, "frame", "frame-line", 8, hint=frame.name),
                   Text(9, 15.5, label.text, label.size, bold=True, fill=label.fill)]
    if badge.text:
        shapes.append(Text(total - 9, 17, badge.text, badge.size, "end", bold=True))
    across = [x + shift for x, _ in arrangement.places]
    for link, route in zip(sketch.links, arrangement.routes, strict=True):
        inside = ports.first <= link.target < ports.last
        shapes += moved(_linked(route, ends=inside and not parts[link.target - ports.first].enters), shift, header)
    shapes += [Path(((across[i], 0), (across[i], header)), "edge") for i in ports.enters.values() if header]
    shapes += [Path(((across[i], high - foot), (across[i], high)), "edge") for i in ports.leaves.values() if foot]
    for i, part in enumerate(parts, ports.first):
        shapes += moved(part.shapes, across[i] - part.width / 2, arrangement.places[i][1] + header)
    return Laid(total, high, tuple(shapes), {source: across[i] - total / 2 for source, i in ports.enters.items()},
                {source: across[i] - total / 2 for source, i in ports.leaves.items()})


def _linked(route: Route, *, ends: bool) -> list[Shape]:
    """A link, with an arrowhead where it `ends` at a block."""
    if not ends:
        return [Path(route.steps, "edge")]
    *steps, last = route.steps
    x, y = last[-2:]
    dx, dy = route.toward
    line = (*steps, (*last[:-2], x - dx * _ARROW, y - dy * _ARROW))
    head = ((x, y), *((x - dx * 7 + side * dy, y - dy * 7 + side * dx) for side in (3.6, -3.6)))
    return [Path(line, "edge"), Path(head, fill="edge", closed=True)]
