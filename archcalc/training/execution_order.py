"""The order of layers in which a forward pass holds least, with the same results.

Where a network narrows to one layer that everything before leads to and everything after comes from, every order passes
through it; so each stretch between two such layers has a best order of its own. In the stretch that holds most, all
sets of finished layers are looked at, those that hold least first (Dijkstra's algorithm, with the largest number met in
place of a sum); too wide a stretch is searched by a rule of thumb instead, and the answer says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from heapq import heappop, heappush

from archcalc.base.named_tuples import NamedTuple
from archcalc.counting.measures.in_place import Overwrites, activations
from archcalc.counting.measures.liveness import Lifetimes, lifetimes
from archcalc.network.graph import Graph

_MOST_STATES = 20_000
"""So many sets of finished layers are looked at in a stretch; a network with more is searched by a rule of thumb."""
_BEAM = 8
"""So many sets are kept by the rule of thumb after every layer."""


class Order(NamedTuple):
    """Layers in an order, by position; the most values, or bytes, alive in it; whether certainly none holds less."""

    layers: tuple[int, ...]
    values: int
    exact: bool


def best(graph: Graph, overwrites: Overwrites = activations, widths: Sequence[int] | None = None) -> Order:
    """The order that holds least, in values or in bytes of these widths; in too wide a stretch, the best met."""
    lives = lifetimes(graph, overwrites, widths=widths)
    during = lives.during()
    ends = list(_ends(graph))
    found = [Order(tuple(range(first, last + 1)), max(during[first:last + 1]), exact=False) for first, last in ends]
    searched: set[int] = set()
    while (worst := max(range(len(found)), key=lambda number: found[number].values)) not in searched:
        searched.add(worst)
        found[worst] = _Stretch(graph, lives, *ends[worst]).improved(found[worst])
    return Order(tuple(layer for order in found for layer in order.layers), found[worst].values, found[worst].exact)


def _ends(graph: Graph) -> Iterator[tuple[int, int]]:
    """The first and the last layer of every stretch; nothing passes by the last."""
    reach = list(range(len(graph.nodes)))
    for i, node in enumerate(graph.nodes):
        for position in node.inputs:
            reach[position] = i
    inputs = max(i for i, node in enumerate(graph.nodes) if node.is_entrance)
    first = farthest = 0
    for i in range(len(graph.nodes)):
        if i == len(graph.nodes) - 1 or (farthest <= i and inputs <= i <= graph.outputs[0]):
            yield first, i
            first = i + 1
        farthest = max(farthest, reach[i])


class _State(NamedTuple):
    """The most values alive on the way; those alive now; layers finished, as bits; layers that can be next."""

    most: int
    alive: int
    done: int
    ready: tuple[int, ...]


_Steps = dict[int, tuple[int, int]]
"""For layers finished, as bits, the layers finished before, and the last one."""


class _Stretch:
    """The layers from `first` to `last`, with what they wait for and the memory that they make and free."""

    def __init__(self, graph: Graph, lives: Lifetimes, first: int, last: int) -> None:
        nodes = graph.nodes[first:last + 1]
        self.first, self.everything, self.sizes = first, (1 << len(nodes)) - 1, lives.sizes[first:last + 1]
        waits = [{position - first for position in node.inputs if position >= first} for node in nodes]
        self.waits = [sum(1 << i for i in before) for before in waits]
        self.next: list[list[int]] = [[] for _ in nodes]
        for i, before in enumerate(waits):
            for j in before:
                self.next[j].append(i)
        reads = [{lives.owner[position] for position in node.inputs} for node in nodes]
        readers: dict[int, int] = {}
        for i, owners in enumerate(reads):
            for owner in owners:
                readers[owner] = readers.get(owner, 0) | 1 << i
        self.frees = [[(readers[owner], lives.sizes[owner]) for owner in owners if lives.last[owner] <= last]
                      for owners in reads]
        given = sum(size for owner, size in enumerate(lives.sizes[:first]) if lives.last[owner] >= first)
        least = max(size + sum(lives.sizes[owner] for owner in owners)
                    for size, owners in zip(self.sizes, reads, strict=True))
        self.start = _State(max(given, least), given, 0, tuple(i for i, bits in enumerate(self.waits) if not bits))

    def improved(self, written: Order) -> Order:
        """An order that holds less than the written one, if one is found; exact where all were looked through."""
        if written.values == self.start.most:
            return written._replace(exact=True)
        steps: _Steps = {}
        heap = [(self.start.most, 0, self.start, (0, 0))]
        while heap and len(steps) < _MOST_STATES:
            _, _, state, step = heappop(heap)
            if state.done in steps:
                continue
            steps[state.done] = step
            if state.done == self.everything:
                return Order(self.path(steps), state.most, exact=True)
            for i, after in self.following(state):
                if after.done not in steps and after.most < written.values:
                    heappush(heap, (after.most, -after.done.bit_count(), after, (state.done, i)))
        return self.by_rule(written) if heap else written._replace(exact=True)

    def by_rule(self, written: Order) -> Order:
        """The best order that is met when after every layer only the few sets that hold least are kept."""
        steps: _Steps = {}
        states = [self.start]
        while states and states[0].done != self.everything:
            met: dict[int, _State] = {}
            for state in states:
                for i, after in self.following(state):
                    if after.done not in met or after < met[after.done]:
                        met[after.done] = after
                        steps[after.done] = (state.done, i)
            states = sorted(met.values())[:_BEAM]
        better = states and states[0].most < written.values
        return Order(self.path(steps), states[0].most, exact=False) if better else written

    def following(self, state: _State) -> Iterator[tuple[int, _State]]:
        """The layers that can come next. One that raises neither number is taken at once: later it is no better."""
        states = [(i, self.after(state, i)) for i in state.ready]
        harmless = [(i, after) for i, after in states if after.most == state.most and after.alive <= state.alive]
        yield from harmless[:1] or states

    def after(self, state: _State, i: int) -> _State:
        """The state when one more layer is finished."""
        done = state.done | 1 << i
        during = state.alive + self.sizes[i]
        alive = during - sum(size for readers, size in self.frees[i] if not readers & ~done)
        new = (j for j in self.next[i] if not self.waits[j] & ~done)
        return _State(max(state.most, during), alive, done, (*(j for j in state.ready if j != i), *new))

    def path(self, steps: _Steps) -> tuple[int, ...]:
        """The layers in the order in which they were finished, by position."""
        layers, done = [], self.everything
        while done:
            done, i = steps[done]
            layers.append(self.first + i)
        return tuple(reversed(layers))
