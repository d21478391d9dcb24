"""Diagram -> VolumeRow: the volumes one after the other, and the links that do not lead from each to the next.

A module that is a chain beside shortcuts is opened: what stands beside the chain becomes a link with a name (a
projection, a crop, squeeze-and-excitation). A module with branches is one volume, that in which they end.
"""

from __future__ import annotations

from collections.abc import Iterator

from archcalc.base.named_tuples import NamedTuple
from archcalc.operators.rule_results import Window
from archcalc.rendering.drawings.diagram_parts import Block, Diagram, DiagramFrame, Part, blocks_of, folded
from archcalc.rendering.drawings.palette import role
from archcalc.rendering.drawings.shapes import halves
from archcalc.rendering.drawings.volumes.main_way import main_way

BANDS = ("norm", "activation")
"""The quiet operators that are bands at the edge of a volume."""


class Station(NamedTuple):
    """A volume on the way: whose output it is, its shape for one image, and how it is drawn.

    `module` is the frame in which it stands close to others, by its name; `times` counts how often all of it is there;
    `sign` is that of a sum that is taken of it; `bands_before` and `bands_after` are the roles of what goes with it.
    A volume in two `streams` is two boxes of this shape.
    """

    nodes: tuple[int, ...]
    name: str
    shape: tuple[int, ...]
    role: str
    kind: str = ""
    hint: str = ""
    module: str = ""
    number: int = -1
    """The number of its frame, so that two of one name are told apart."""
    times: int = 1
    sign: str = ""
    bands_before: tuple[str, ...] = ()
    bands_after: tuple[str, ...] = ()
    window: Window | None = None
    seen: tuple[int, ...] = ()
    """The sides of what the window slides over."""
    groups: int = 1
    streams: int = 1
    holds: tuple[str, ...] = ()
    """The operators in it, the quiet ones left out."""

    @property
    def full_name(self) -> str:
        """Its name and that of its module."""
        return f"{self.module.partition(': ')[0]}/{self.name}" if self.module else self.name


class Skip(NamedTuple):
    """A link past others, from one station to another, by number; `via` says what stands on it.

    Where it leads to a sum or product, `sign` is that of it.
    """

    source: int
    target: int
    via: str = ""
    sign: str = ""


class VolumeRow(NamedTuple):
    """The stations in the order of execution; those that read the one before, and all other links."""

    title: str
    stations: tuple[Station, ...]
    chained: frozenset[int]
    skips: tuple[Skip, ...]
    crossed: frozenset[int] = frozenset()
    """The stations that read both streams of the one before."""
    folded: str = ""
    """What is said of stages that stand for several volumes."""


def row(diagram: Diagram) -> VolumeRow:
    """A network's volumes in a row."""
    made = _RowBuilder(halves.halved(diagram) if halves.fits(diagram) else diagram)
    for part in _inputs_moved(made.diagram):
        made.add(part)
    chained, skips = made.links()
    return VolumeRow(diagram.title, tuple(made.stations), frozenset(chained), tuple(skips), frozenset(made.crossed()))


def _inputs_moved(diagram: Diagram) -> list[Part]:
    """The parts of a network, each input before the first that reads it."""
    parts = list(diagram.root.parts)
    home = {block.nodes[0]: number for number, part in enumerate(parts) for block in blocks_of(part)}
    inputs = {part.nodes[0]: number for number, part in enumerate(parts)
              if isinstance(part, Block) and part.role == "input"}
    first: dict[int, int] = {}
    for a, b in diagram.links:
        if a in inputs:
            first[inputs[a]] = min(home[b], first.get(inputs[a], home[b]))
    return [parts[number] for number in sorted(range(len(parts)), key=lambda number: (
        first.get(number, number), number not in first, number))]


class _RowBuilder:
    """A row while it is made: the station of every block by its first node, and the blocks that are links."""

    def __init__(self, diagram: Diagram) -> None:
        self.diagram = diagram
        self.stations: list[Station] = []
        self.home: dict[int, int] = {}
        self.aside: dict[int, str] = {}
        self.summed: dict[int, str] = {}
        self.frames = 0
        self.sources: dict[int, list[int]] = {}
        for source, target in diagram.links:
            self.sources.setdefault(target, []).append(source)

    def add(self, part: Part, module: str = "", number: int = -1, times: int = 1, *, joined: bool = False) -> None:
        """A block as a station, a frame as those in it; the only one of a frame is `joined` with what is around it."""
        if isinstance(part, Block):
            self.put(part, module, number, times)
            return
        way = main_way(self.diagram, part)
        if way is None:
            self.put_folded(part, module, number, times)
            return
        only = sum(isinstance(each, DiagramFrame) for each in part.parts) == 1
        if not joined:
            self.frames += 1
            module, number = part.name, self.frames
        for each in part.parts:
            if id(each) in way.aside:
                self.aside |= {block.nodes[0]: way.aside[id(each)] for block in blocks_of(each)}
            else:
                self.add(each, module, number, times * part.times, joined=only and each.times == 1)

    def put_folded(self, part: DiagramFrame, module: str, number: int, times: int) -> None:
        """A module with branches as one station."""
        block = folded(part)
        self.put(block._replace(times=1), module, number, times * part.times)
        self.home |= {each.nodes[0]: len(self.stations) - 1 for each in part.blocks()}

    def put(self, block: Block, module: str, number: int, times: int) -> None:
        first = block.nodes[0]
        if first < 0 and -1 - first in self.home:
            self.home[first] = self.home[-1 - first]
            station = self.stations[-1]
            self.stations[-1] = station._replace(name=station.name.rpartition(" [")[0], streams=2)
            return
        if self.is_sum(block):
            last = self.stations[-1]
            self.stations[-1] = last._replace(nodes=last.nodes + block.nodes, sign=block.sign,
                                              bands_after=last.bands_after + _bands(self.diagram, block)[1])
            self.summed[first] = block.sign
        else:
            self.stations.append(_station(self.diagram, block, module, number, times * block.times))
        self.home[first] = len(self.stations) - 1

    def is_sum(self, block: Block) -> bool:
        """True for a sum or product of the station before with others, which is no volume of another size."""
        last = self.stations[-1] if self.stations else None
        if last is None or not block.sign or block.times > 1 or last.sign or last.role == "input":
            return False
        reads = {self.home.get(a) for a in self.sources.get(block.nodes[0], ())}
        return len(self.stations) - 1 in reads and last.shape == block.shape

    def links(self) -> tuple[set[int], list[Skip]]:
        """The stations that read the one before, and the links past others."""
        chained: set[int] = set()
        skips: dict[tuple[int, int, str], str] = {}
        for a, b, via in self.direct():
            source, target = self.home.get(a, -1), self.home.get(b, -1)
            sign = self.summed.get(b, "")
            if source < 0 or target <= source:
                continue
            if target == source + 1 and not sign and not via:
                chained.add(target)
            else:
                skips.setdefault((source, target, sign), via)
        return chained, [Skip(*key[:2], via, key[2]) for key, via in skips.items()]

    def direct(self) -> Iterator[tuple[int, int, str]]:
        """The links between blocks of stations, those through blocks beside the way led on."""
        readers: dict[int, list[int]] = {}
        for a, b in self.diagram.links:
            readers.setdefault(a, []).append(b)
        for a, b in self.diagram.links:
            if a in self.aside:
                continue
            yield from self.led_on(a, b, "", readers)

    def led_on(self, a: int, b: int, via: str, readers: dict[int, list[int]]) -> Iterator[tuple[int, int, str]]:
        if b not in self.aside:
            yield a, b, via
            return
        for after in readers.get(b, ()):
            yield from self.led_on(a, after, self.aside[b], readers)

    def crossed(self) -> Iterator[int]:
        """The stations in two streams each of which reads both before it."""
        for a, b in self.diagram.links:
            if (a < 0) != (b < 0) and all(self.stations[self.home[each]].streams == 2 for each in (a, b)):
                yield self.home[b]


def _station(diagram: Diagram, block: Block, module: str, number: int, times: int) -> Station:
    window, groups = None, 1
    seen: tuple[int, ...] = ()
    for i in block.nodes if block.role != "module" else ():
        node = diagram.layers[i if i >= 0 else -1 - i]
        if node.inputs and "sliding" in node.op.traits:
            window, seen = node.op.window(*node.input_shapes), tuple(node.input_shapes[0][2:])
            told = node.op.attributes.get("groups", 1)
            groups = told if isinstance(told, int) else 1
    before, after = _bands(diagram, block)
    return Station(block.nodes, block.name, block.shape, block.role, block.kind, block.hint, module, number, times, "",
                   before, after, window, seen, groups, holds=block.holds)


def _bands(diagram: Diagram, block: Block) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The roles of the norms and activations before a block's own layer, and after it; none of what it only names."""
    if block.role == "module":
        return (), ()
    ops = [diagram.layers[i].op for i in block.nodes if i >= 0]
    own = next((number for number, op in enumerate(ops) if role(op) == block.role), None)
    if own is None:
        return (), ()
    bands = [next((band for band in BANDS if band in op.traits), "") for op in ops]
    return tuple(filter(None, bands[:own])), tuple(filter(None, bands[own + 1:]))


