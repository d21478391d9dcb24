"""The program around a call that is translated: its values, the names and the module's arrays given out so far."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from math import prod
from typing import Any

from archcalc.base.errors import printable
from archcalc.language.flat_layers import HeldElsewhere, Layer
from archcalc.loading.onnx.layer_names import Names
from archcalc.loading.torch.exported_program import ExportedProgram, HeldArray, ProgramCall
from archcalc.loading.torch.module_values import FixedArray, LayerOutput, ModuleValue, NoWords
from archcalc.network.borrowing import COMPUTED
from archcalc.operators.operator import Shape

_STATISTICS = frozenset({"mean", "variance"})
"""Weights of archcalc's operators that are not trained."""
_LONGEST = 120

Place = tuple[str, tuple[str, ...]]
"""A layer's name, and the modules that it stands in."""


class ProgramContext:
    """One program while it is translated, call after call."""

    def __init__(self, program: ExportedProgram, volume: Callable[[str], Shape | None]) -> None:
        self.volume = volume
        """Tells the output shape of a layer that was given out before."""
        self.module: dict[str, HeldArray] = {array.name: array for array in program.module}
        self.booleans, self.integers = program.booleans, program.integers
        self.values: dict[str, ModuleValue] = {}
        self.holders: dict[str, str] = {}
        """The full name of the weight under which an array of the module stands, by the array's own."""
        self.weights: dict[str, FixedArray] = {}
        """The array of every layer's weight, by its full name."""
        self.arrays: dict[str, FixedArray] = {}
        """The arrays that layers give, by the layer."""
        self.told: dict[str, None] = {}
        """What is to be said of the network, each once."""
        self.made: list[Layer] = []
        self.parts = frozenset(f"{next(call.reads)}[{call.arguments['index']}]" for call in program.calls
                               if call.operator == "getitem")
        """The outputs of calls with several that are read."""
        self.readers = _readers(program.calls)
        """The operators of the calls that read a value."""
        self.read: set[str] = set()
        """Layers that others read."""
        self._names = Names(name for name, _ in program.inputs)
        self._calls = Counter(call.scope for call in program.calls)
        self._inner = {call.modules[:depth] for call in program.calls for depth in range(1, len(call.modules))}
        self._layers: dict[str, LayerOutput] = {}
        self._equal: dict[Any, dict[str, Any]] = {}
        self._added: list[tuple[dict[str, Any], str]] = []
        self._begun = 0

    def place(self, call: ProgramCall) -> Place:
        """What a call's first layer is called: a module that makes one call gives it its name."""
        modules = tuple([printable(part)[:_LONGEST] for part in call.modules])
        if modules and self._calls[call.scope] == 1 and call.modules not in self._inner:
            return "/".join(modules), modules[:-1]
        return "/".join([*modules, call.operator.rpartition(".")[2]]), modules

    def make(self, name: str, kind: str, reads: tuple[str, ...], path: tuple[str, ...],
             attributes: dict[str, Any] | None = None, shared: tuple[HeldElsewhere, ...] = ()) -> None:
        """One more layer."""
        self.read.update(reads)
        self.made.append(Layer(name, kind, self.equal(kind, attributes or {}), reads, path, shared=shared))

    def placed(self) -> list[Layer]:
        """The layers made since this was last asked."""
        made, self.made = self.made, []
        return made

    def new_name(self, wish: str, kind: str) -> str:
        """A name that no layer has yet: the one wished for, or one like it."""
        return self._names.new(wish, kind)

    @property
    def given(self) -> Iterable[str]:
        """The names of all layers so far."""
        return self._names.taken

    def begin(self) -> None:
        """Note that a rule begins, so that all it does can be taken back."""
        self._added.clear()
        self._begun = len(self.made)

    def take_back(self) -> None:
        """Undo what a rule did that found no words in the end."""
        del self.made[self._begun:]
        for known, key in self._added:
            known.pop(key, None)

    def equal(self, kind: str, attributes: dict[str, Any]) -> dict[str, Any]:
        """The attributes, as the same mapping for all layers that have them: what is made of them is made once."""
        try:
            return self._equal.setdefault((kind, *attributes.items()), attributes)
        except TypeError:
            return attributes

    def stands_for(self, array: FixedArray) -> HeldArray | None:
        """The one array of the module whose values these are, each once, or once for each image."""
        held = self.module.get(array.sources[0]) if array.whole and array.sources else None
        if held is None:
            return None
        own, values = prod(held.shape), prod(array.shape)
        return held if own == values or (array.shape[0] > 1 and own * array.shape[0] == values) else None

    def hold(self, layer: str, weight: str, array: FixedArray, call: ProgramCall) -> HeldElsewhere | None:
        """Note that a layer's weight is an array; of one that stands elsewhere, the weight and its name there."""
        held = self.stands_for(array)
        self.weights[f"{layer}.{weight}"] = array
        if held is not None and held.learned != (weight in _STATISTICS):
            if held.name in self.holders:
                there = self.weights.get(holder := self.holders[held.name])
                return weight, holder, there is not None and there.is_transposed != array.is_transposed
            self._holds(held.name, f"{layer}.{weight}")
            return None
        self.as_layer(array, call)
        owners = [self.holders[name] for name in array.sources]
        return weight, next(iter(owners), f"{self._layers[array.name].layer}.{COMPUTED}"), False

    def as_layer(self, array: FixedArray, call: ProgramCall) -> LayerOutput:
        """The layer that gives an array, made where it is first read; it holds those sources that stand nowhere yet."""
        if not prod(array.shape):
            raise NoWords("an array that it reads is empty")
        if array.name not in self._layers:
            held = self.stands_for(array)
            modules, last = (held.name.split(".")[:-1], held.name.split(".")[-1]) if held else (call.modules, "array")
            wish, path = "/".join([*modules, last]), tuple(modules)
            self._layers[array.name] = self.constant(wish, path, array, held) if held is not None else \
                self.holding(wish, path, array)
            self.arrays[self._layers[array.name].layer] = array
            self._added.append((self._layers, array.name))
        return self._layers[array.name]

    def constant(self, wish: str, path: tuple[str, ...], array: FixedArray, held: HeldArray) -> LayerOutput:
        """A layer whose values are those of one array of the module; it holds them, or another layer does."""
        elsewhere, shape = self.holders.get(held.name), array.shape or (1,)
        there = self.weights.get(elsewhere or "")
        if held.role == "bias" or prod(held.shape) != prod(array.shape) or (elsewhere and there is None):
            return self.holding(wish, path, array)
        if there is not None and (there.shape or (1,), there.order) != (shape, array.order):
            return self.holding(wish, path, array) if there.name not in self._layers or there.order else \
                self._regrouped(wish, path, self._layers[there.name], array)
        name = self.new_name(wish, "constant")
        self.weights[f"{name}.values"] = array
        if elsewhere is None:
            self._holds(held.name, f"{name}.values")
        shared = (("values", elsewhere, False),) if elsewhere is not None else ()
        self.make(name, "constant", (), path, {"shape": shape, "learned": held.learned}, shared)
        return LayerOutput(name, array.shape)

    def _regrouped(self, wish: str, path: tuple[str, ...], known: LayerOutput, array: FixedArray) -> LayerOutput:
        """The values of an array that is a layer already, under another shape."""
        name = self.new_name(f"{wish}/regroup", "regroup")
        self.make(name, "regroup", (known.layer,), path, {"shape": array.shape or (1,)})
        return LayerOutput(name, array.shape)

    def holding(self, wish: str, path: tuple[str, ...], array: FixedArray) -> LayerOutput:
        """A layer of an array's shape that holds those of its sources that stand nowhere yet."""
        name = self.new_name(wish, "module_array")
        self.make(name, "module_array", (), path, {"shape": array.shape or (1,), **self.given_out(name, array.sources)})
        return LayerOutput(name, array.shape)

    def given_out(self, layer: str, sources: tuple[str, ...]) -> dict[str, Any]:
        """Arrays of the module that stand nowhere yet, as a layer's own: their shapes, by what they are."""
        found: dict[str, Any] = {}
        for kind, stem in (("learned", "weight"), ("biases", "bias"), ("buffers", "buffer")):
            own = [name for name in sources if name not in self.holders and self.module[name].role == stem]
            for number, source in enumerate(own, 1):
                self._holds(source, f"{layer}.{stem}{number}")
            if own:
                found[kind] = tuple([self.module[source].shape or (1,) for source in own])
        return found

    def _holds(self, array: str, weight: str) -> None:
        self.holders[array] = weight
        self._added.append((self.holders, array))


def _readers(calls: Iterable[ProgramCall]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for call in calls:
        for name in call.reads:
            found.setdefault(name, set()).add(call.operator)
    return found
