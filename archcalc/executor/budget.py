"""The most that a run will hold, found by running it on outlines; nothing is allocated before.

Memory is promised by the system before it is there: several arrays of 20 GiB can be made on a machine of 24, and the
process dies when they are written to. So a run is refused here, by its plan.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import partial
from itertools import islice
from typing import Any

from archcalc.base import units
from archcalc.base.errors import ArchcalcError, Mistake, quoted
from archcalc.base.named_tuples import NamedTuple
from archcalc.executor.convolution.tiles import Scheduler, Tile, spread
from archcalc.executor.outlines.dtypes import DTYPES
from archcalc.executor.outlines.memory import Meter
from archcalc.executor.outlines.namespace import Outlines, Shared
from archcalc.executor.program import Mode, Program
from archcalc.executor.weights.drawn_rows import ALL_WHOLE, DrawnRows, Rows
from archcalc.executor.weights.names import declared
from archcalc.network.graph import Graph, Node

SHARE = 0.8
"""Of the memory that is free, so much is taken; other programs take some at any moment."""
TOLERANCE = 0.1
"""By this share the memory of a run may be off: NumPy makes small arrays of its own within its functions."""
FIXED = 2**16
"""And by so many bytes: the meter sees Python's own objects, too, which are no arrays and weigh on small networks.

In the collection the largest difference of all is 1.4 %.
"""
AS_PREDICTED, DIFFERS, NOT_MEASURED = "as predicted", "differs", "not measured"
_MOST_TILES = 16
"""So many tiles of a convolution are looked at: all but an image's first and last are alike, and so are images."""


class RunMemory(NamedTuple):
    """The most bytes that a run holds at once, those of the weights, and the layer at which it holds the most."""

    peak: int
    weights: int
    layer: Node


def need(graph: Graph, mode: Mode, kept: Collection[int] = (), threads: int = 1,
         arrays: Mapping[str, Mapping[str, Any]] | None = None, rows: Rows = ALL_WHOLE) -> RunMemory:
    """What a run will hold, in bytes; every thread holds a tile of a convolution.

    `arrays` are the weights where they are known: some may be computed besides those that the layers declare. Others
    may be drawn when they are used, some `rows` at a time.
    """
    meter = Meter(mode.block)
    xp = Outlines(meter) if mode.fast else Shared(meter)
    dtype = DTYPES[mode.dtype]
    weights: dict[str, dict[str, object]] = {}
    for name, key, weight in declared(graph) if arrays is None else _each(arrays):
        shape = tuple(weight.shape)
        at_once = rows.get((name, key))
        weights.setdefault(name, {})[key] = xp.empty(shape, dtype) if at_once is None else \
            DrawnRows(shape, partial(_first_rows, xp, (min(at_once, shape[0]), *shape[1:]), dtype))
    held = meter.held
    program = Program(graph, weights, xp, mode, kept, _crowded(meter, threads))
    given = {node.name: xp.empty(node.shape, dtype) for node in graph.nodes
             if node.is_handed_over}
    peak, layer = meter.peak, graph.nodes[0]
    values = {}
    for made in program.steps(given):
        if made.step.last in program.kept:
            values[made.step.last] = made.array
        if meter.peak > peak:
            peak, layer = meter.peak, graph.nodes[made.step.last]
    return RunMemory(peak, held, layer)


def _first_rows(xp: Any, shape: tuple[int, ...], dtype: Any) -> Iterator[Any]:
    """Those that are drawn at first; all others take their place."""
    yield xp.empty(shape, dtype)


def _each(arrays: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[str, str, Any]]:
    """Every array: its layer, the weight's name, the array."""
    return ((name, key, array) for name, inside in arrays.items() for key, array in inside.items())


def judged(held: int, predicted: int, threads: int) -> str:
    """The verdict on the bytes that a run held: as predicted, differs, or not measured by a meter that reads 0.

    With several threads less may be held than was predicted, which is as if all of them held the most at once.
    """
    if held <= 0:
        return NOT_MEASURED
    allowed = TOLERANCE * predicted + FIXED
    return AS_PREDICTED if held - predicted <= allowed and (threads > 1 or predicted - held <= allowed) else DIFFERS


def _crowded(meter: Meter, threads: int) -> Scheduler:
    """Do tiles one by one, and count each as if other threads did as much at the same time."""
    def schedule(tiles: Iterable[Tile]) -> None:
        every = spread(islice(tiles, max(threads, _MOST_TILES)), threads)
        for tile in every:
            held, before, meter.peak = meter.held, meter.peak, meter.held
            tile()
            meter.peak = max(before, held + (meter.peak - held) * min(threads, len(every)))

    return schedule


def check(graph: Graph, needed: RunMemory, free: int | None, most: int | None = None) -> None:
    """Refuse a run that does not fit into the free memory, or into `most` bytes."""
    limit = min((number for number in (most, None if free is None else int(SHARE * free)) if number is not None),
                default=None)
    if limit is None or needed.peak <= limit:
        return
    allowed = "are allowed" if limit == most else f"are free for it (four fifths of {units.megabytes(free or 0)})"
    images = f" of {graph.batch} images" if graph.batch > 1 else ""
    where = (f"{units.megabytes(needed.weights)} are weights; the most is held at layer {quoted(needed.layer.name)} "
             f"({units.volume(needed.layer.volume)}{images})")
    message = (f"{graph.about.name} would hold {units.megabytes(needed.peak)} at once, and {units.megabytes(limit)} "
               f"{allowed}")
    raise ArchcalcError([Mistake("memory", message, None, _way_out(graph, needed, limit), also=(where,))])


def _way_out(graph: Graph, needed: RunMemory, limit: int) -> str:
    volumes = needed.peak - needed.weights
    fitting = graph.batch * (limit - needed.weights) // max(1, volumes)
    if 1 <= fitting < graph.batch:
        return f"--batch {fitting} would fit"
    return "a smaller --input or a smaller --dtype would do" if needed.weights < limit else "a smaller --dtype might do"
