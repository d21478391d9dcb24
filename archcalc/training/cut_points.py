"""Places between layers at which a network may be cut, what passes through them, and what parts between them keep.

A place is named by the layer before it. Here `since` is 1 and `after` 3, and the part between holds layers 2 and 3:

    layer       0     1  |  2     3  |  4     5
    reads             0  |  1     2  |  3,1   4

After 3 pass the outputs of 3 and, for layer 4 reads it, of 1; of those made in the part, that of 3 alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from archcalc.base.named_tuples import NamedTuple
from archcalc.counting.measures.autograd import readings
from archcalc.counting.measures.liveness import Lifetimes, lifetimes
from archcalc.network.graph import Graph
from archcalc.training.memory import Choices, kept, widths
from archcalc.training.partition import PartCosts

_MOST = 64
"""Networks with more places are cut where less passes than at the next, if there are such, at no more than these."""


class Cuttable(NamedTuple):
    """A network in training, layer by layer.

    That is the lifetimes of the outputs, with their sizes in bytes (0 where one lies in the memory of another), the
    layers whose outputs each one saves, and the bytes that it saves besides.
    """

    graph: Graph
    lives: Lifetimes
    reads: list[frozenset[int]]
    besides: list[int]

    @property
    def sizes(self) -> list[int]:
        """The bytes of each output, as its lifetime has them."""
        return self.lives.sizes

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

    def free(self) -> list[int]:
        """The layers after which a network may be cut.

        What passes is not written over on the other side: there it would no longer be what was kept.
        """
        written_over = self._written_over()
        return [place for place in range(self.start + 1, self.end) if place not in written_over]

    def places(self) -> tuple[int, ...]:
        """The layers after which to look for the best cuts, with the last input before them and the last layer behind.

        Of many only the narrower ones.
        """
        free = self.free()
        if len(free) > _MOST:
            free = _narrowest(free, self.lives.crossing())
        return self.start, *free, self.end

    def _written_over(self) -> set[int]:
        """The places that a volume passes before an activation writes over it: from the layer that owns it on."""
        return {place for layer, owner in enumerate(self.lives.owner)
                if owner != layer and "activation" in self.graph.nodes[layer].op.traits
                for place in range(owner, layer)}

    def part_costs(self, places: Sequence[int], *, received: bool) -> PartCosts:
        """Of every part between places: the bytes that it keeps; those made in it that pass on, of the last none."""
        passing = [self.passing(place) if place < self.end else [] for place in places]
        return PartCosts([self._kept_from(i, places, received=received) for i in range(len(places))],
                         [self._passed_from(i, places, passing) for i in range(len(places))])

    def _kept_from(self, i: int, places: Sequence[int], *, received: bool) -> list[int]:
        """The bytes that the part from place `i` to each place keeps; to places that are not behind it, none."""
        since, sums = places[i], list(self.keeping(places[i], received=received))
        return [0] * (i + 1) + [sums[place - since - 1] for place in places[i + 1:]]

    def _passed_from(self, i: int, places: Sequence[int], passing: Sequence[Sequence[int]]) -> list[int]:
        """The bytes made in the part from place `i` to each place that pass it; `passing` are all layers that do."""
        return [0] * (i + 1) + [sum(self.sizes[layer] for layer in layers if layer > places[i])
                                for layers in passing[i + 1:]]


def _narrowest(places: Sequence[int], passed: Sequence[int]) -> list[int]:
    """Those of many places where less passes than at the next, if there are such: of each stretch of them the best.

        passed    9  7  7  8  6  9  9
        narrow          7     6
    At a narrow place no more passes than at the one before, and less than at the next.
    """
    narrow = [place for before, place, after in zip(places, places[1:], places[2:], strict=False)
              if passed[before] >= passed[place] < passed[after]] or places
    width = -(-len(narrow) // _MOST)
    return [min(narrow[i:i + width], key=passed.__getitem__) for i in range(0, len(narrow), width)]


def cuttable(graph: Graph, choices: Choices) -> Cuttable:
    """A network in training, ready to be cut."""
    saving = choices.saving
    lives = lifetimes(graph, saving.overwrites, training=saving.training, widths=widths(graph, choices))
    return Cuttable(graph, lives, readings(graph, choices.saving),
                    [sum(row) for row in kept(graph, choices, outputs=False)])
