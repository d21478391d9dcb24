"""Weights made up, one way to a file; being there is being registered."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Protocol, runtime_checkable

from archcalc.base.named_tuples import NamedTuple
from archcalc.base.registry import Registry
from archcalc.operators.operator import Weight


class Context(NamedTuple):
    """The facts that a draw may depend on: seed, the weight's full name, additions in the network."""

    seed: int
    name: str
    additions: int


class Initializer(Protocol):
    """One way to draw weights."""

    RULE: str
    """The rule in words."""

    def draw(self, xp: Any, weight: Weight, key: str, context: Context) -> Any:
        """An array of the weight's shape, which goes by `key` in its layer, in the array namespace `xp`."""


NAMES = Registry[Initializer](__name__, __file__, "way to draw weights")


@runtime_checkable
class RowInitializer(Protocol):
    """One that can give the rows of a weight one after another."""

    def draw_rows(self, xp: Any, weight: Weight, key: str, context: Context, at_once: int) -> Iterator[Any]:
        """The same array as `draw` gives, some rows at a time, each time in the same memory."""
