"""The frames of a diagram laid out, from the innermost outwards: each is a box for the one around it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from archcalc.base.named_tuples import NamedTuple
from archcalc.base.picture import Box, Path, Shape, Text
from archcalc.rendering.drawings.blocks import Laid, Line, Spot, block, line, moved, shifted, times
from archcalc.rendering.drawings.diagram_parts import Block, Diagram, DiagramFrame
from archcalc.rendering.drawings.layout import arcs
from archcalc.rendering.drawings.layout.layered import Arrangement, arrange, turned
from archcalc.rendering.drawings.layout.link_shapes import linked
from archcalc.rendering.drawings.layout.sketch import Link, Sketch

_POINT = (1.0, 0.0)
"""The room that a link takes on the edge of a frame."""
_HEADER, _FOOT, _SIDE = 24.0, 4.0, 14.0

_Place = tuple[int, ...]
"""Where a block or frame is: the numbers of the parts that lead to it, from the root."""


class FrameLayer:
    """A diagram whose parts can be laid out, each by its place: from top to bottom, or `across`, from left to right.

    `made` has the parts that are laid out already, by identity: where the same parts stand in other columns, they are
    not laid out anew.
    """

    def __init__(self, diagram: Diagram, *, across: bool = False, made: dict[int, Laid] | None = None) -> None:
        self.made = {} if made is None else made
        self.across, self.dashed, self.least, self.is_tight = across, diagram.dashed, diagram.least, diagram.is_tight
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
        if not part.name:
            return self.fresh(part, place)
        if id(part) not in self.made:
            self.made[id(part)] = self.fresh(part, place)
        return self.made[id(part)]

    def fresh(self, part: Block | DiagramFrame, place: _Place) -> Laid:
        if isinstance(part, Block):
            made = block(part, across=self.across, least=self.least)
            return made._replace(spots={part.nodes[0]: (0.0, 0.0, made.width, made.height)})
        links, depth = self.links.get(place, []), len(place)
        ports = _Ports([s for s, _ in links if self.places[s][:depth] != place], len(part.parts),
                       [s for s, t in links if self.places[t][:depth] != place])
        parts = [self.laid(each, (*place, number)) for number, each in enumerate(part.parts)]
        joined, solid = {}, set()
        for source, target in links:
            inside, stays = self.places[source][:depth] == place, self.places[target][:depth] == place
            start, end = self.places[source][depth] if inside else None, self.places[target][depth] if stays else None
            numbers = (ports.enters[source] if start is None else ports.first + start,
                       ports.leaves[source] if end is None else ports.first + end)
            joined[*numbers, source] = Link(*numbers, 0.0 if start is None else parts[start].leaves.get(source, 0.0),
                                            0.0 if end is None else parts[end].enters.get(source, 0.0))
            if (source, target) not in self.dashed:
                solid.add(joined[*numbers, source])
        sketch = _sketch(part, parts, ports, list(joined.values()), across=self.across)
        sketch = sketch._replace(is_tight=self.is_tight and not self.across)
        return _framed(part, parts, sketch, _arranged(sketch), ports, _Look(solid, self.least))


def _arranged(sketch: Sketch) -> Arrangement:
    """Everything in its place, downwards or across."""
    made = (arcs.arranged if sketch.arcs else arrange)(sketch.turned() if sketch.across else sketch)
    return turned(sketch, made) if sketch.across else made


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


def _sketch(frame: DiagramFrame, parts: Sequence[Laid], ports: _Ports, links: list[Link], *, across: bool) -> Sketch:
    signs = {ports.first + i: part.sign for i, part in enumerate(frame.parts) if isinstance(part, Block)}
    wide = [ports.first + i for i, part in enumerate(frame.parts) if isinstance(part, Block) and part.wide]
    boxes = [(part.width, part.height) for part in parts]
    point = _POINT[::-1] if across else _POINT
    sizes = [*[point] * len(ports.enters), *boxes, *[point] * len(ports.leaves)]
    return Sketch(sizes, links, set(ports.enters.values()), set(ports.leaves.values()),
                  [box for box in wide if not signs[box]], {box for box, sign in signs.items() if sign}, across,
                  arcs=frame.arcs)


class _Look(NamedTuple):
    """The links that are not dashed, and the smallest letters."""

    solid: Collection[Link]
    least: float


class _Words(NamedTuple):
    """The widths of a frame's name and its number; between them are the first and last link that enter from above."""

    name: float
    badge: float
    first: float
    last: float


class _Inside(NamedTuple):
    """A frame's own size, and where what is in it begins and ends along the way of the links."""

    width: float
    height: float
    x: float
    y: float
    start: float
    end: float


def _inside(frame: DiagramFrame, arrangement: Arrangement, words: _Words, *, leaves: bool, across: bool) -> _Inside:
    """The room that a frame's name and edges take around what is in it."""
    if not frame.name:
        end = arrangement.width if across else arrangement.height
        return _Inside(arrangement.width, arrangement.height, 0.0, 0.0, 0.0, end)
    foot = _FOOT if leaves else _SIDE
    if across:
        width = max(arrangement.width + _SIDE + foot, words.name + words.badge + 32)
        x = (width - arrangement.width - _SIDE - foot) / 2 + _SIDE
        return _Inside(width, arrangement.height + _HEADER + _SIDE, x, _HEADER, x, x + arrangement.width)
    left = max(_SIDE, words.name + 16 - words.first)
    right = max(_SIDE, words.badge + 16 - arrangement.width + words.last)
    spare = max(0.0, words.name + words.badge + 32 - arrangement.width - left - right) / 2
    width, height = arrangement.width + left + right + 2 * spare, arrangement.height + _HEADER + foot
    return _Inside(width, height, left + spare, _HEADER, _HEADER, _HEADER + arrangement.height)


def _framed(frame: DiagramFrame, parts: Sequence[Laid], sketch: Sketch, arrangement: Arrangement,
            ports: _Ports, look: _Look) -> Laid:
    """The parts where the arrangement has them, their links, and the frame with its name, if it has one."""
    label, badge = line(frame.name, max(11.0, look.least), bold=True, fill="muted"), times(frame.times)
    entries = [arrangement.places[i][0] for i in ports.enters.values()] or [arrangement.width / 2]
    words = _Words(label.width, badge.width, min(entries), max(entries))
    inside = _inside(frame, arrangement, words, leaves=bool(ports.leaves), across=sketch.across)
    shapes = list(_frame(frame, inside, label, badge))
    for link, route in zip(sketch.links, arrangement.routes, strict=True):
        ends = ports.first <= link.target < ports.last and not parts[link.target - ports.first].enters
        shapes += moved(linked(route, ends=ends, dashed=link not in look.solid), inside.x, inside.y)
    middles = [y + inside.y + sketch.sizes[i][1] / 2 if sketch.across else x + inside.x
               for i, (x, y) in enumerate(arrangement.places)]
    shapes += _through(inside, middles, ports, across=sketch.across)
    spots: dict[int, Spot] = {}
    for i, part in enumerate(parts, ports.first):
        x, y = arrangement.places[i][0] + inside.x - part.width / 2, arrangement.places[i][1] + inside.y
        shapes += moved(part.shapes, x, y)
        spots |= shifted(part.spots, x, y)
    half = inside.height / 2 if sketch.across else inside.width / 2
    return Laid(inside.width, inside.height, tuple(shapes),
                {source: middles[i] - half for source, i in ports.enters.items()},
                {source: middles[i] - half for source, i in ports.leaves.items()}, spots)


def _frame(frame: DiagramFrame, inside: _Inside, label: Line, badge: Line) -> Iterator[Shape]:
    """The frame itself, its name and its number."""
    if frame.name:
        yield Box(0, 0, inside.width, inside.height, "frame", "frame-line", 8, hint=frame.name)
        yield Text(9, 15.5, label.text, label.size, bold=True, fill=label.fill)
    if badge.text:
        yield Text(inside.width - 9, 17, badge.text, badge.size, "end", bold=True)


def _through(inside: _Inside, middles: Sequence[float], ports: _Ports, *, across: bool) -> Iterator[Path]:
    """The links from a frame's edge to what is in it, and from there to the edge."""
    last = inside.width if across else inside.height
    for numbers, start, end in ((ports.enters, 0.0, inside.start), (ports.leaves, inside.end, last)):
        for i in numbers.values() if end > start else ():
            ends = ((start, middles[i]), (end, middles[i])) if across else ((middles[i], start), (middles[i], end))
            yield Path(ends, "edge")
