"""Optimizers and the state that they keep of every parameter, one to a file, found by its name.

Counters of steps are left out: a number for each array, which lies in the processor's memory.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, Protocol

from archcalc.base.registry import Registry, canonical
from archcalc.operators.operator import Shape


class OptimizerFile(Protocol):
    """The memory of one optimizer."""

    SOURCE: str
    """Who describes it, and the class that does it."""
    WORDS: str
    """Its state in words."""

    def state(self, shape: Shape, size: int) -> int:
        """The bytes for one array of parameters, where a value of the state takes `size` bytes."""


NAMES = Registry[OptimizerFile](__name__, __file__, "optimizer", ("WORDS", "state"))


class Optimizer(NamedTuple):
    """An optimizer's name, the bytes that it holds for an array of some shape, what these are, and who says so."""

    name: str
    state: Callable[[Shape, int], int]
    words: str
    source: str


def load(name: str) -> Optimizer:
    """The optimizer called `name`; an unknown one is answered with the nearest."""
    module = NAMES.load(name)
    return Optimizer(canonical(name), module.state, module.WORDS, module.SOURCE)
