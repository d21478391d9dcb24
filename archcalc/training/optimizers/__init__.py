"""Optimizers and the state that they keep of every parameter, one to a file, found by its name.

A file has the `SOURCE` of its rule, `WORDS` for what is remembered, and `state(shape, size)`: the bytes for one array
of parameters, where a value of the state takes `size` bytes. Counters of steps are left out: a number for each array,
which lies in the processor's memory.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from archcalc.base.registry import Registry
from archcalc.operators.operator import Shape

NAMES = Registry(__name__, __file__, "optimizer")


class Optimizer(NamedTuple):
    """An optimizer's name, the bytes that it holds for an array of some shape, what these are, and who says so."""

    name: str
    state: Callable[[Shape, int], int]
    words: str
    source: str


def load(name: str) -> Optimizer:
    """The optimizer called `name`; an unknown one is answered with the nearest."""
    module = NAMES.load(name)
    return Optimizer(name.lower().replace("_", "-"), module.state, module.WORDS, module.SOURCE)
