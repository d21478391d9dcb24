"""The least size of a network, counted from its steps before a single layer is made."""

from __future__ import annotations

import os
from collections.abc import Mapping

from archcalc.base.named_tuples import NamedTuple
from archcalc.language.steps import Call, Each, From, Group, Module, Repeat, Residual, Step, Steps

MOST_LAYERS = 200_000
MOST_ROUNDS = 1_000_000
"""Steps and rounds visited, so that loops around nothing end as well."""
LARGEST = 10_000_000
"""The bound on layers may be raised so far."""
RAISED = "ARCHCALC_MOST_LAYERS"
"""The environment's word for a bound on layers that was raised: processes that this one starts have it, too."""
MOST_NESTED = 64
_ENOUGH = 10**12
"""A count beyond which nobody cares."""


def most_layers() -> int:
    """The most layers of a network: the usual bound, or the one to which it was raised for files of one's own."""
    raised = os.environ.get(RAISED, "")
    return max(MOST_LAYERS, min(LARGEST, int(raised))) if raised.isdecimal() else MOST_LAYERS


def most_rounds() -> int:
    """The most steps and rounds, which grow with the layers."""
    return MOST_ROUNDS * most_layers() // MOST_LAYERS


class Least(NamedTuple):
    """So many layers and steps there are for certain."""

    layers: int = 0
    steps: int = 0

    def and_(self, other: Least) -> Least:
        """Both, one after the other."""
        return Least(self.layers + other.layers, self.steps + other.steps)

    def times(self, count: int) -> Least:
        """The same again and again."""
        return Least(min(_ENOUGH, self.layers * count), min(_ENOUGH, self.steps * count))


class Bounds:
    """The least that chains of steps come to. What a condition or an expression decides counts as nothing."""

    def __init__(self, modules: Mapping[str, Module]) -> None:
        self.modules = modules
        self.known: dict[int, Least] = {}
        self.inside = 0

    def chain(self, steps: Steps) -> Least:
        """Steps one after another; those of a module are counted once, however often it is used."""
        if id(steps) not in self.known:
            self.known[id(steps)] = Least()
            total = Least()
            for step in steps:
                total = total.and_(self.step(step))
            self.known[id(steps)] = total
        return self.known[id(steps)]

    def step(self, step: Step) -> Least:
        if isinstance(step, From):
            return Least(0, 1)
        return Least(0, 1).and_(self.body(step)) if step.condition is None else Least(0, 1)

    def body(self, step: Call | Residual | Repeat | Each | Group) -> Least:
        if isinstance(step, Call):
            return self.call(step)
        inner = self.chain(step.layers)
        if isinstance(step, Repeat):
            times = step.times.data
            is_known = type(times) is int and 0 < times <= most_layers()
            return inner.and_(Least(0, 1)).times(times) if is_known else Least()
        if isinstance(step, Each):
            return inner.and_(Least(0, 1)).times(len(step.rows.data)) if isinstance(step.rows.data, list) else Least()
        if isinstance(step, Residual) and step.skip is None:
            return inner.and_(self.chain(step.shortcut)).and_(Least(1))
        return inner

    def call(self, step: Call) -> Least:
        total = Least()
        for branch in step.branches or ():
            total = total.and_(self.chain(branch))
        module = self.modules.get(step.kind.text)
        if module is None:
            return total.and_(Least(1)) if "${" not in step.kind.text else total
        if self.inside >= MOST_NESTED:
            return total
        self.inside += 1
        total = total.and_(self.chain(module.layers))
        self.inside -= 1
        return total
