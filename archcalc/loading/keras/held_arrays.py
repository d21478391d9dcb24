"""Weights of archcalc's layers from arrays of Keras's, which has other orders of axes and of gates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from archcalc.base.errors import ArchcalcError, quoted
from archcalc.loading.keras.keras_values import Arrays
from archcalc.loading.keras.model_records import HeldVariable


class KerasArrays(Mapping[str, Any]):
    """The values of a layer's arrays by their paths within it, or by parts of these: query/kernel, kernel."""

    def __init__(self, variables: Mapping[str, HeldVariable]) -> None:
        self.variables = variables

    def __getitem__(self, path: str) -> Any:
        found = [name for name in self.variables if _ends_in(name.split("/"), path.split("/"))]
        if not found:
            raise ArchcalcError.of("weights", f"the model has no array {quoted(path)} where one is wanted",
                                   hint="this is a fault of archcalc: please report the model")
        return self.variables[found[0]].value()

    def __iter__(self) -> Iterator[str]:
        return iter(self.variables)

    def __len__(self) -> int:
        return len(self.variables)


def _ends_in(name: list[str], parts: list[str]) -> bool:
    """True where a path has the last part at its end, and those before it somewhere before.

    >>> _ends_in(["forward_lstm", "lstm_cell", "kernel"], ["forward_lstm", "kernel"])
    True
    """
    return name[-1] == parts[-1] and all(part in name[:-1] for part in parts[:-1])


def as_is(path: str) -> Arrays:
    """An array as Keras has it."""
    return lambda arrays: arrays[path]


def row(path: str) -> Arrays:
    """The values of an array one after another."""
    return lambda arrays: arrays[path].reshape(-1)


def moved(path: str, *axes: int) -> Arrays:
    """An array with its axes in another order."""
    return lambda arrays: arrays[path].transpose(axes)


def matrix(path: str, inputs: int) -> Arrays:
    """A matrix of units by inputs, from an array whose first axes, multiplied to `inputs`, are those of the inputs."""
    return lambda arrays: arrays[path].reshape(inputs, -1).T


def kernel(path: str, axes: int) -> Arrays:
    """Filters by channels by places, from places by channels by filters."""
    return moved(path, axes + 1, axes, *range(axes))
