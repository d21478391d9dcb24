"""Pictures that go through a network, some at once, as far as one layer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from archcalc.base.named_tuples import NamedTuple
from archcalc.executor import budget, threads
from archcalc.executor.backends import Backend, backend
from archcalc.executor.images import preprocessing
from archcalc.executor.program import Program
from archcalc.executor.run import RunSettings, Tell, held, mode, positions
from archcalc.executor.weights import initializers
from archcalc.executor.weights.load import Loaded
from archcalc.network.graph import Graph, with_values
from archcalc.network.subgraph import up_to


class PictureStream(NamedTuple):
    """A network as far as one layer, for as many pictures at once as its batch."""

    at_once: int
    layer: str
    shape: tuple[int, ...]
    """The layer's volume for one picture."""
    notes: tuple[str, ...]
    """What is to be said of the weights."""
    of: Callable[[Sequence[Path]], Any]
    """The layer's values (n, ...) for a few pictures."""

    def batches(self, paths: Sequence[Path], first: int, tell: Tell) -> Iterator[tuple[Sequence[Path], Any]]:
        """Pictures from the first one on, some at once, with their values. Raises ArchcalcError."""
        for start in range(first, len(paths), self.at_once):
            some = paths[start:start + self.at_once]
            yield some, self.of(some)
            tell(start + len(some), len(paths), self.layer)


@contextmanager
def streaming(graph: Graph, device: Backend, settings: RunSettings, layer: str) -> Iterator[PictureStream]:
    """A network that runs as far as a layer only. Raises ArchcalcError."""
    part = up_to(with_values(graph, "run"), positions(graph, [layer]))
    recipe = preprocessing.Recipe.of(part)
    keeping = mode(device, settings, keep=True)
    budget.check(part, budget.need(part, keeping, (), settings.threads), device.free_bytes(), settings.most_bytes)
    (entrance,) = (node.name for node in part.nodes if node.is_entrance)
    with threads.using(settings.threads) as schedule:
        weights = _weights(graph, part, device, settings)
        program = Program(part, weights.arrays, device.namespace(), keeping, (), schedule)

        def of(paths: Sequence[Path]) -> Any:
            given = device.taken(preprocessing.batch(part, paths, recipe).astype(settings.dtype, copy=False))
            (values,) = program.outputs({entrance: given}).values()
            return backend("numpy").namespace().ascontiguousarray(device.fetched(values))

        yield PictureStream(graph.batch, layer, tuple(graph.node(layer).shape[1:]), weights.notes, of)


def _weights(graph: Graph, part: Graph, device: Backend, settings: RunSettings) -> Loaded:
    """The weights of a part; a file holds those of the whole network."""
    if settings.weights in initializers.NAMES:
        return held(part, device, settings)
    arrays, notes = held(graph, device, settings)
    return Loaded({node.name: arrays[node.name] for node in part.nodes if node.name in arrays}, notes)
