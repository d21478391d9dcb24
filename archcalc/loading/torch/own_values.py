"""A module's own values as arrays of the layers that it has become: parameters, buffers, what is computed of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import prod
from typing import Any

from archcalc.base.errors import ArchcalcError, quoted
from archcalc.base.named_tuples import NamedTuple
from archcalc.loading.torch.fixed_values import FixedValues
from archcalc.loading.torch.module_values import FixedArray
from archcalc.network.graph import Graph, OwnValues
from archcalc.operators.operator import Shape


class Sources(NamedTuple):
    """Which arrays the layers of a translated program have.

    `weights` by full names; `parts`, those of arrays that are computed, by full names too, as the module calls them;
    `outputs` by the layers that give them.
    """

    weights: Mapping[str, FixedArray]
    parts: Mapping[str, str]
    outputs: Mapping[str, FixedArray]


class ModuleValues(NamedTuple):
    """What a program makes of a module's arrays, and those by their own names."""

    fixed: FixedValues
    held: Mapping[str, Any]


class HeldValues(OwnValues):
    """The values of a module, under the names of the layers that it has become."""

    def __init__(self, sources: Sources, values: Callable[[], ModuleValues], *, taken: bool) -> None:
        self.sources, self.values, self.taken = sources, values, taken

    def weights(self, graph: Graph) -> dict[str, dict[str, Any]]:
        """Every weight of every layer; one that another layer holds as it stands is there alone."""
        values = self.values()
        arrays: dict[str, dict[str, Any]] = {}
        for node in graph.nodes:
            inside, elsewhere = arrays.setdefault(node.name, {}), node.elsewhere
            for key, weight in node.op.weights(*node.input_shapes).items():
                array = self.weight(values, f"{node.name}.{key}", weight.shape)
                layer, _, other = elsewhere.get(key, "").rpartition(".")
                if not _equal(array, arrays.get(layer, {}).get(other)):
                    inside[key] = array
        return {layer: inside for layer, inside in arrays.items() if inside}

    def weight(self, values: ModuleValues, full: str, shape: Shape) -> Any:
        """The array of one weight."""
        if full in self.sources.parts:
            return _array(values.held[self.sources.parts[full]], shape, full)
        array = self.sources.weights.get(full)
        if array is None:
            raise _unknown(full)
        value = values.fixed.array(array.name)
        return _array(value if value is None or not array.order else value.permute(array.order), shape, full)

    def arrays(self, graph: Graph) -> dict[str, Any]:
        """The outputs of layers that give arrays, which no input decides."""
        values = self.values()
        return {node.name: _array(values.fixed.array(array.name), node.shape, node.name)
                for node in graph.nodes if (array := self.sources.outputs.get(node.name)) is not None}


def _equal(array: Any, other: Any) -> bool:
    """True of an array that another one is, value by value."""
    return other is not None and array.shape == other.shape and bool((array == other).all())


def _array(value: Any, shape: Shape, name: str) -> Any:
    """A value as an array of a shape; of one for each image, the first."""
    if value is None or value.is_meta or value.is_complex():
        raise _unknown(name)
    if value.numel() != prod(shape) and value.numel() == value.shape[0] * prod(shape):
        value = value[0]
    if value.numel() != prod(shape):
        raise _unknown(name)
    return value.detach().cpu().float().reshape(tuple(shape)).numpy()


def _unknown(name: str) -> ArchcalcError:
    return ArchcalcError.of("weights", f"the module's value of {quoted(name)} is not known",
                            hint="it is on the device meta, or how it is computed is not known")
