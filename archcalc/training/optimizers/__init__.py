"""Optimizers, the state that they keep of every parameter, and what their step takes, one to a file, found by name.

Counters of steps are left out: a number for each array, which lies in the processor's memory.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from archcalc.base.errors import ArchcalcError, quoted
from archcalc.base.named_tuples import NamedTuple
from archcalc.base.registry import Registry, canonical
from archcalc.base.suggestions import did_you_mean, one_of
from archcalc.operators.operator import Shape

Temporaries = Callable[[Sequence[Shape]], int]
"""The most values that a step makes for itself at once, of arrays of parameters in their order."""


class OptimizerFile(Protocol):
    """The memory of one optimizer; `TEMPORARIES`, by the ways to make a step, may be there besides."""

    SOURCE: str
    """Who describes it, and the class that does it."""
    WORDS: str
    """Its state in words."""

    def state(self, shape: Shape, size: int) -> int:
        """The bytes for one array of parameters, where a value of the state takes `size` bytes."""


NAMES = Registry[OptimizerFile](__name__, __file__, "optimizer", ("WORDS", "state"))

STEPS = {
    "loop": "one array after another",
    "foreach": "each operation on all arrays at once",
    "fused": "one kernel for everything",
}
"""Ways to make a step, as PyTorch calls them; of those that an optimizer has, it takes the first on a CPU."""
_ON_GPU = "foreach"


class Optimizer(NamedTuple):
    """An optimizer's name, the bytes that it holds for an array of some shape, what these are, and who says so.

    `temporaries` are what its step takes, by the way to make it; none where its file does not say.
    """

    name: str
    state: Callable[[Shape, int], int]
    words: str
    source: str
    temporaries: Mapping[str, Temporaries] = {}

    def step(self, asked: str | None, *, on_gpu: bool = False) -> str | None:
        """The way to make a step: the one asked for, or PyTorch's own choice. None where nothing is known of any.

        Raises ArchcalcError for one that this optimizer does not have.
        """
        if asked is not None and asked not in self.temporaries:
            raise self._without(asked)
        if asked is None and on_gpu and _ON_GPU in self.temporaries:
            return _ON_GPU
        return asked or next(iter(self.temporaries), None)

    def _without(self, asked: str) -> ArchcalcError:
        if asked not in STEPS:
            return ArchcalcError.of("usage", f"--step takes no {quoted(asked)}", hint=did_you_mean(asked, STEPS),
                                    expected=one_of(STEPS))
        if not self.temporaries:
            return ArchcalcError.of("usage", f"{self.name} does not say what its step takes",
                                    hint="leave out --step; or give its file TEMPORARIES")
        return ArchcalcError.of("usage", f"{self.name} makes no step by {quoted(asked)}",
                                expected=one_of(tuple(self.temporaries)))


def load(name: str) -> Optimizer:
    """The optimizer called `name`; an unknown one is answered with the nearest."""
    module = NAMES.load(name)
    return Optimizer(canonical(name), module.state, module.WORDS, module.SOURCE, getattr(module, "TEMPORARIES", {}))
