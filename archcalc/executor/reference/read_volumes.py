"""Volumes whose values are read at some places: arrays, what operators compute of them, and several side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from archcalc.executor.backends import Backend
from archcalc.executor.reference.reference_values import At, Reference, Volume, numpy, worked_out
from archcalc.executor.reference.rules import rules
from archcalc.network.graph import Node
from archcalc.operators.operator import Shape


def read(array: Any, at: At, device: Backend) -> Any:
    """The values of an array at some places, in the type that they have."""
    if device.SHARES:
        return array[at]
    there = tuple(device.taken(index) if isinstance(index, numpy.ndarray) else index for index in at)
    return device.fetched(array[there])


class StoredVolume:
    """An array's values."""

    def __init__(self, array: Any, device: Backend) -> None:
        self.array, self.device, self.shape = array, device, array.shape

    def __getitem__(self, at: At) -> Reference:
        return Reference(read(self.array, at, self.device))


class AwaitedVolume:
    """A volume that is not there yet: what is asked for is written down, and is read later."""

    def __init__(self, shape: Shape) -> None:
        self.shape, self.asked = shape, list[Reference]()

    def __getitem__(self, at: At) -> Reference:
        self.asked.append(Reference(at))
        return self.asked[-1]


class ComputedVolume:
    """The values of an operator by its rule, from those of what it reads."""

    def __init__(self, node: Node, given: Sequence[Volume], weights: Mapping[str, Any]) -> None:
        self.node, self.given, self.weights, self.shape = node, given, weights, node.shape

    def __getitem__(self, at: At) -> Reference:
        rule = rules()[self.node.op.kind]
        return worked_out(rule(self.node.op, _open(at, self.shape), *self.given, **self.weights))


class StackedVolume:
    """Alike arrays, each with places of its own: every index has an axis in front that counts the arrays."""

    def __init__(self, arrays: Sequence[Any], device: Backend) -> None:
        self.arrays, self.device, self.shape = arrays, device, (len(arrays), *arrays[0].shape)

    def __getitem__(self, at: At) -> Reference:
        every = zip(self.arrays, zip(*at, strict=True), strict=True)
        return Reference(side_by_side([read(array, own, self.device) for array, own in every]))


class KnownVolume:
    """A volume of which no other values are asked for than those that are known."""

    def __init__(self, values: Any) -> None:
        self.found, self.shape = Reference(values), values.shape

    def __getitem__(self, at: At) -> Reference:
        return self.found


def side_by_side(arrays: Sequence[Any]) -> Any:
    """Arrays of one shape along a new axis in front."""
    return numpy.concatenate(arrays).reshape(len(arrays), *arrays[0].shape)


def _open(at: At, shape: tuple[int, ...]) -> At:
    """Places of which an axis is read whole, which then comes last, and those of leading axes alone, as indices."""
    if len(at) == len(shape) and slice not in map(type, at):
        return at
    at = (*at, *(slice(None),) * (len(shape) - len(at)))
    return tuple(numpy.arange(size) if isinstance(index, slice) else index[..., None]
                 for index, size in zip(at, shape, strict=True))
