"""Two networks paired by what their layers do and read, whatever these are called: a specification and a program.

A layer is paired with one that is the same and reads the same, and where there is none with what stands in its place.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from archcalc.base.named_tuples import NamedTuple
from archcalc.network.graph import Graph, Node
from archcalc.reports.compared_layers import ComparedLayer, compared_layers

_NEAR = 2
"""So many layers ahead are looked at where two could be taken for each other."""

class Pairing(NamedTuple):
    """Layers of two networks that belong together: alike, or with what differs; None where the other has none."""

    old: Node | None
    new: Node | None
    old_step: ComparedLayer | None = None
    new_step: ComparedLayer | None = None
    other_inputs: bool = False
    follows: bool = False
    """True where what it reads has another size in both already: its own sizes follow from that."""

    @property
    def is_alike(self) -> bool:
        """True where both are there and are the same."""
        one, other = self.old_step, self.new_step
        return one is not None and other is not None and one[1:3] == other[1:3] and not self.other_inputs


class _Side:
    """One network while it is paired: which steps can be paired now, and what comes after each."""

    def __init__(self, graph: Graph) -> None:
        self.steps = compared_layers(graph)
        self.ids: dict[int, int] = {}
        """The pair in which a step is; of one without a counterpart, that of what it reads."""
        self.readers: dict[int, list[int]] = defaultdict(list)
        for place, step in enumerate(self.steps):
            for read in step.reads:
                self.readers[read].append(place)
        self.moved: set[int] = set()
        """ComparedLayers whose output has another size than their counterpart's."""
        self.waiting = [len(set(step.reads)) for step in self.steps]
        self.ready = [place for place, count in enumerate(self.waiting) if count == 0]
        self.future = self.ahead(len(self.steps))
        self.near = self.ahead(_NEAR)

    def ahead(self, depth: int) -> list[int]:
        """A number for what comes after each step, so many steps far, alike in both networks where that is."""
        every = range(len(self.steps))
        known = [0 for _ in every]
        if depth < len(self.steps):
            for _ in range(depth):
                known = [self.coming(place, known) for place in every]
            return known
        for place in reversed(every):
            known[place] = self.coming(place, known)
        return known

    def coming(self, place: int, known: Sequence[int]) -> int:
        """A number for what reads a step, of each what it is but for its size, and what is known to come after it."""
        return hash(tuple(sorted(hash((self.steps[each].kind, self.steps[each].facts[1:], known[each]))
                                 for each in self.readers[place])))

    def key(self, place: int) -> tuple[int, ...]:
        """The pairs that a step reads."""
        step = self.steps[place]
        ids = tuple(self.ids[each] for each in step.reads)
        return ids if step.in_order else tuple(sorted(ids))

    def settle(self, place: int, pair: int) -> None:
        """A step is in a pair: those that wait for it alone are ready."""
        self.ids[place] = pair
        self.ready.remove(place)
        for reader in dict.fromkeys(self.readers[place]):
            self.waiting[reader] -= 1
            if not self.waiting[reader]:
                self.ready.append(reader)
        self.ready.sort()

    def holds(self, other: ComparedLayer) -> bool:
        """True where a step like another network's is still without a counterpart."""
        return any(place not in self.ids and step[1:3] == other[1:3] for place, step in enumerate(self.steps))

    def follows(self, place: int, other: ComparedLayer) -> bool:
        """True where a step like another network's comes right after a step."""
        return any(self.steps[each][1:3] == other[1:3] for each in self.readers[place])


def paired(old: Graph, new: Graph) -> list[Pairing]:
    """Pairs of layers in the order of the old network, those first that can be told first."""
    return list(_paired(_Side(old), _Side(new)))


def _paired(old: _Side, new: _Side) -> Iterable[Pairing]:
    number = 0
    while old.ready or new.ready:
        number += 1
        places = _alike(old, new)
        if places is None:
            yield _different(old, new, number)
            continue
        first, second = places
        yield Pairing(old.steps[first].node, new.steps[second].node, old.steps[first], new.steps[second])
        old.settle(first, number)
        new.settle(second, number)


def _alike(old: _Side, new: _Side) -> tuple[int, int] | None:
    """Two steps that are the same and read the same, those first after which the same comes."""
    for after in ("future", "near", ""):
        known: dict[Any, int] = {}
        for place in reversed(new.ready):
            known[_signature(new, place, after)] = place
        for place in old.ready:
            found = known.get(_signature(old, place, after))
            if found is not None:
                return place, found
    return None


def _signature(side: _Side, place: int, after: str) -> tuple[Any, ...]:
    step = side.steps[place]
    return step.kind, step.facts, side.key(place), getattr(side, after)[place] if after else 0


def _different(old: _Side, new: _Side, number: int) -> Pairing:
    """The first step that has no counterpart, with what stands in its place, if anything does."""
    if not old.ready:
        return _alone(new, new.ready[0], is_old=False)
    if not new.ready:
        return _alone(old, old.ready[0], is_old=True)
    first = old.ready[0]
    same = [place for place in new.ready if new.key(place) == old.key(first)]
    second = _likeliest(new, same or new.ready, old, first)
    one, other = old.steps[first], new.steps[second]
    if one.kind != other.kind:
        # the next step tells more than a later one
        added, removed = new.follows(second, one), old.follows(first, other)
        if other.reads and (added or (new.holds(one) and not removed)):
            return _alone(new, second, is_old=False)
        if one.reads and (removed or old.holds(other) or not same):
            return _alone(old, first, is_old=True)
    old.settle(first, number)
    new.settle(second, number)
    if one.facts[:1] != other.facts[:1]:
        old.moved.add(first)
    follows = not old.moved.isdisjoint(one.reads)
    return Pairing(one.node, other.node, one, other, other_inputs=not same, follows=follows)


def _likeliest(new: _Side, places: Sequence[int], old: _Side, first: int) -> int:
    """The step that is most like one of another network: of its kind, before the same, with the same attributes."""
    other = old.steps[first]

    def likeness(place: int) -> tuple[bool, bool, bool, int]:
        step = new.steps[place]
        return (step.kind == other.kind, new.future[place] == old.future[first], new.near[place] == old.near[first],
                len(set(step.facts) & set(other.facts)))

    return max(places, key=likeness)


def _alone(side: _Side, place: int, *, is_old: bool) -> Pairing:
    """A step without a counterpart: those after it read what it reads."""
    step = side.steps[place]
    side.settle(place, side.ids[step.reads[0]] if step.reads else -1 - place)
    return Pairing(step.node, None, step, None) if is_old else Pairing(None, step.node, None, step)
