"""CNN codes: one layer's values for many images, written as they are made. Source: Razavian et al. 2014."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, BinaryIO

from archcalc.base.atomic_files import opened
from archcalc.base.errors import ArchcalcError
from archcalc.base.standard_output import STANDARD_OUTPUT
from archcalc.executor import budget, threads
from archcalc.executor.backends import Backend, backend
from archcalc.executor.images import preprocessing
from archcalc.executor.program import Program
from archcalc.executor.run import RunSettings, Tell, held, mode, positions, silent
from archcalc.executor.weights import initializers
from archcalc.executor.weights.load import Loaded
from archcalc.network.graph import Graph, with_values
from archcalc.network.subgraph import up_to


def write(graph: Graph, device: Backend, settings: RunSettings, layer: str, paths: Sequence[Path], file: Path,
          tell: Tell = silent) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """The values of `layer` for every picture into a .npy file; its shape, (images, ...), and what to say of weights.

    As many pictures as the graph's batch are run at once; the network is run as far as the layer only.
    """
    if file.suffix != ".npy" and file is not STANDARD_OUTPUT:
        raise ArchcalcError.of("usage", "features are written as NumPy's .npy", hint="name a file: -o codes.npy")
    part = up_to(with_values(graph, "run"), positions(graph, [layer]))
    shape = (len(paths), *graph.node(layer).shape[1:])
    recipe = preprocessing.Recipe.of(part)
    keeping = mode(device, settings, keep=True)
    budget.check(part, budget.need(part, keeping, (), settings.threads), device.free_bytes(), settings.most_bytes)
    (entrance,) = (node.name for node in part.nodes if node.is_entrance)
    with opened(file) as out, threads.using(settings.threads) as schedule:
        weights = _weights(graph, part, device, settings)
        program = Program(part, weights.arrays, device.namespace(), keeping, (), schedule, device.settle)
        _head(out, shape, settings.dtype)
        for start in range(0, len(paths), graph.batch):
            some = paths[start:start + graph.batch]
            given = device.taken(preprocessing.batch(part, some, recipe).astype(settings.dtype, copy=False))
            (codes,) = program.outputs({entrance: given}).values()
            out.write(backend("numpy").namespace().ascontiguousarray(device.fetched(codes)).tobytes())
            tell(start + len(some), len(paths), layer)
    return shape, weights.notes


def _weights(graph: Graph, part: Graph, device: Backend, settings: RunSettings) -> Loaded:
    """The weights of a part; a file holds those of the whole network."""
    if settings.weights in initializers.NAMES:
        return held(part, device, settings)
    arrays, notes = held(graph, device, settings)
    return Loaded({node.name: arrays[node.name] for node in part.nodes if node.name in arrays}, notes)


def _head(file: BinaryIO, shape: tuple[int, ...], dtype: str) -> None:
    """The head of a .npy file, whose values follow as they are made."""
    numpy: Any = backend("numpy").namespace()
    description = {"descr": numpy.lib.format.dtype_to_descr(numpy.dtype(dtype)), "fortran_order": False, "shape": shape}
    numpy.lib.format.write_array_header_1_0(file, description)
