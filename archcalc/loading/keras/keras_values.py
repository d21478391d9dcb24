"""The values between a model's layers: which layer of ours gives each, and in which order its axes lie there.

Keras has channels last, archcalc first. A value's axes are not turned before a layer wants them so: what convolutions
give stays as they give it, and `order` says which of Keras's axes each axis of ours is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from archcalc.base.named_tuples import NamedTuple
from archcalc.operators.operator import Shape

Arrays = Callable[[Mapping[str, Any]], Any]
"""A weight of archcalc's layer, from the values of the arrays of Keras's, by their paths."""


class KerasValue(NamedTuple):
    """An output of a layer: axis i of what archcalc's `layer` gives is Keras's axis order[i]; the batch is axis 0.

    `is_signal` tells, of two axes beside the batch, that the first of archcalc's is that of channels.
    """

    layer: str
    shape: Shape
    """Every axis in Keras's order."""
    order: tuple[int, ...]
    is_signal: bool = False

    @property
    def rank(self) -> int:
        """The number of axes, with the batch."""
        return len(self.shape)

    @property
    def own_shape(self) -> Shape:
        """Every axis as archcalc's layer has them."""
        return tuple([self.shape[axis] for axis in self.order])


def flat(given: Any) -> Iterator[KerasValue]:
    """The values among arguments, one after another."""
    if isinstance(given, KerasValue):
        yield given
    elif isinstance(given, (list, tuple)):
        for each in given:
            yield from flat(each)
    elif isinstance(given, Mapping):
        yield from flat(list(given.values()))


def plain_order(rank: int) -> tuple[int, ...]:
    """The axes as Keras has them."""
    return tuple(range(rank))


def channels_first(rank: int, axis: int) -> tuple[int, ...]:
    """The axes with one of Keras's behind the batch.

    >>> channels_first(4, 3)
    (0, 3, 1, 2)
    """
    return (0, axis, *(each for each in range(1, rank) if each != axis))


class Untranslatable(Exception):
    """A layer, or a choice of its configuration, for which archcalc's operators have no words, and why.

    `holds_nothing` says that it has no arrays, whatever it is.
    """

    def __init__(self, reason: str, *, holds_nothing: bool = False) -> None:
        super().__init__(reason)
        self.holds_nothing = holds_nothing


class LayerPlace(NamedTuple):
    """The place of a layer: its name, with those of the models that it is in, and these models; whose layer it is.

    `owner` is the same for all calls of a layer.
    """

    name: str
    path: tuple[str, ...]
    owner: tuple[object, ...]
