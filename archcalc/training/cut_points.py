"""Places between layers at which a network may be cut, what passes through them, and what parts between them keep."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from archcalc.counting.measures.autograd import readings
from archcalc.counting.measures.liveness import Lifetimes, lifetimes
from archcalc.network.graph import Graph
from archcalc.training.memory import Choices, kept
from archcalc.training.partition import Table

_MOST = 64
"""Networks with more places are cut where less passes than at the next, if there are such, at no more than these."""


class Cuttable(NamedTuple):
    """A network in training, with the lifetimes of its volumes, and what each layer reads and keeps, in bytes."""

    graph: Graph
    lives: Lifetimes
    sizes: list[int]
    reads: list[frozenset[int]]
    besides: list[int]

    @property
    def start(self) -> int:
        """The last of the inputs at the beginning, by position: before it nothing is cut."""
        return next(i for i, node in enumerate(self.graph.nodes) if node.inputs) - 1

    @property
    def end(self) -> int:
        """The last layer, by position."""
        return len(self.graph.nodes) - 1

    def passing(self, after: int, since: int = -1) -> list[int]:
        """The layers up to `after` whose outputs are needed later on, of those made after layer `since`."""
        return [i for i in range(since + 1, after + 1) if self.sizes[i] and self.lives.last[i] > after]

    def passed(self, after: int, since: int = -1) -> int:
        """The bytes of these."""
        return sum(self.sizes[i] for i in self.passing(after, since))

    def kept(self, since: int, until: int, *, received: bool) -> int:
        """The bytes that the layers after `since` save, up to `until`; of what they received, too, or not."""
        return next(islice(self.keeping(since, received=received), until - since - 1, None))

    def keeping(self, since: int, *, received: bool) -> Iterator[int]:
        """The same, up to each layer in turn."""
        known, total = set[int](), 0
        for layer in range(since + 1, self.end + 1):
            new = {owner for owner in self.reads[layer] - known if received or owner > since}
            known |= new
            total += self.besides[layer] + sum(self.sizes[owner] for owner in new)
            yield total

    def places(self) -> tuple[int, ...]:
        """The layers after which to cut, with the last input before them and the last layer behind.

        What passes is not written over on the other side: there it would no longer be what was kept.
        """
        written = {place for i, owner in enumerate(self.lives.owner)
                   if self.lives.owner[i] != i and "activation" in self.graph.nodes[i].op.traits
                   for place in range(owner, i)}
        free = [i for i in range(self.start + 1, self.end) if i not in written]
        if len(free) > _MOST:
            passed = self.lives.crossing()
            free = [i for before, i, after in zip(free, free[1:], free[2:], strict=False)
                    if passed[before] >= passed[i] < passed[after]] or free
            width = -(-len(free) // _MOST)
            free = [min(free[i:i + width], key=passed.__getitem__) for i in range(0, len(free), width)]
        return self.start, *free, self.end

    def tables(self, places: Sequence[int], *, received: bool) -> tuple[Table, Table]:
        """For every part between places: the bytes that it keeps; those made in it that pass on, of the last none."""
        loads, prices = [], []
        passing = [self.passing(place) if place < self.end else [] for place in places]
        for i, since in enumerate(places):
            sums, none = list(self.keeping(since, received=received)), [0] * (i + 1)
            loads.append(none + [sums[place - since - 1] for place in places[i + 1:]])
            prices.append(none + [sum(self.sizes[layer] for layer in layers if layer > since)
                                  for layers in passing[i + 1:]])
        return loads, prices


def cuttable(graph: Graph, choices: Choices) -> Cuttable:
    """A network in training, ready to be cut."""
    saving, each = choices.saving, choices.precision.activation
    lives = lifetimes(graph, saving.overwrites, training=saving.training)
    return Cuttable(graph, lives, [each * size for size in lives.sizes], readings(graph, choices.saving),
                    [sum(row) for row in kept(graph, choices, outputs=False)])
