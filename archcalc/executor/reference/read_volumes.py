"""Volumes whose values are read at some places: arrays, what operators compute of them, and several side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from archcalc.executor.backends import Backend
from archcalc.executor.reference.reference_values import At, Reference, Volume, numpy, worked_out
from archcalc.executor.reference.rules import rules
from archcalc.network.graph import Node
from archcalc.operators.operator import Shape


class StoredVolume:
    """The values of a NumPy array."""

    def __init__(self, array: Any) -> None:
        self.array, self.shape = array, array.shape

    def __getitem__(self, at: At) -> Reference:
        return Reference(self.array[at])


class DistantVolume:
    """The values of an array on a device that is waited for, each time."""

    def __init__(self, array: Any, device: Backend) -> None:
        self.array, self.device, self.shape = array, device, array.shape

    def __getitem__(self, at: At) -> Reference:
        there = tuple(self.device.taken(index) if isinstance(index, numpy.ndarray) else index for index in at)
        return Reference(self.device.fetched(self.array[there]))


def at_once(array: Any, device: Backend) -> Volume:
    """An array of which values are had as they are asked for."""
    return StoredVolume(array) if device.SHARES else DistantVolume(array, device)


class AwaitedVolume:
    """A volume that is not there yet: what is asked for is written down, and is read later."""

    def __init__(self, shape: Shape) -> None:
        self.shape, self.asked = shape, list[Reference]()

    def __getitem__(self, at: At) -> Reference:
        self.asked.append(Reference(at))
        return self.asked[-1]


class RecordedVolume(AwaitedVolume):
    """A volume that is not there yet: what a rule asks for is written down, and the rule goes on with zeros."""

    def __getitem__(self, at: At) -> Reference:
        super().__getitem__(at)
        return Reference(numpy.broadcast_to(0.0, self.shape)[at])


class RecalledVolume:
    """A volume of which is asked what was asked before, in that order."""

    def __init__(self, recorded: AwaitedVolume) -> None:
        self.shape, self.found = recorded.shape, iter(recorded.asked)

    def __getitem__(self, at: At) -> Reference:
        return next(self.found)


class ComputedVolume:
    """The values of an operator by its rule, from those of what it reads."""

    def __init__(self, node: Node, given: Sequence[Volume], weights: Mapping[str, Any]) -> None:
        self.node, self.given, self.weights, self.shape = node, given, weights, node.shape

    def __getitem__(self, at: At) -> Reference:
        rule = rules()[self.node.op.kind]
        return worked_out(rule(self.node.op, _open(at, self.shape), *self.given, **self.weights))


class StackedVolume:
    """Alike NumPy arrays, each with places of its own: every index has an axis in front that counts the arrays."""

    def __init__(self, arrays: Sequence[Any]) -> None:
        self.arrays, self.shape = arrays, (len(arrays), *arrays[0].shape)

    def __getitem__(self, at: At) -> Reference:
        every = zip(self.arrays, zip(*at, strict=True), strict=True)
        return Reference(side_by_side([array[own] for array, own in every]))


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
