"""A call as the rules of translation see it: its arguments, values among them, and the layers that it becomes.

A rule is given a `CallView` and nothing else; what a call cannot tell by itself, it asks its `ProgramContext`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import prod
from typing import Any

from archcalc.loading.torch.exported_program import ProgramCall, ValueName, is_row
from archcalc.loading.torch.module_values import FixedArray, LayerOutput, ModuleValue, NoWords
from archcalc.loading.torch.program_context import ProgramContext
from archcalc.loading.torch.signals_and_tokens import is_for_signals, unsuited
from archcalc.operators.operator import Shape

CallRule = Callable[["CallView"], ModuleValue]
Weights = Mapping[str, FixedArray | None]


class CallView:
    """One call: its operands, its arguments, and the layers made for it so far."""

    def __init__(self, context: ProgramContext, call: ProgramCall) -> None:
        self.context, self.call = context, call
        self.operator = call.operator
        self.wish, self.path = context.place(call)
        self.named = False

    @property
    def shape(self) -> Shape:
        """The output's shape, every axis."""
        return output_shape(self.call.shape)

    def get(self, name: str, default: Any = None) -> Any:
        """An argument as it was written, or the default where it was not."""
        return self.call.arguments.get(name, default)

    def value(self, name: str) -> ModuleValue | float:
        """An argument that is a value of the program, or a number."""
        argument = self.get(name)
        if type(argument) is ValueName:
            return self.context.values.get(argument.name)
        return argument if isinstance(argument, (int, float)) else None

    def layer(self, name: str = "self") -> LayerOutput:
        """An argument as a layer's output; an array of the module's becomes a layer of its own.

        What ATen calls `self`, some of its operators call `input`.
        """
        return self.as_layer(self.value(name if name in self.call.arguments else "input"))

    def as_layer(self, value: Any) -> LayerOutput:
        """A value as a layer's output."""
        if isinstance(value, FixedArray):
            return self.context.as_layer(value, self.call)
        if not isinstance(value, LayerOutput):
            raise NoWords("what it reads is not known")
        return value

    def layers(self, name: str) -> list[LayerOutput]:
        """An argument that is a row of values, each as a layer's output; those that are empty are left out."""
        row = self.get(name)
        values = [self.context.values.get(each.name) for each in row if type(each) is ValueName] \
            if isinstance(row, tuple) else self.value(name)
        given = values if isinstance(values, (list, tuple)) else ()
        return [self.as_layer(value) for value in given if not isinstance(value, FixedArray) or 0 not in value.shape]

    def array(self, name: str) -> FixedArray | None:
        """An argument that depends on no input; None where it is left out."""
        value = self.value(name)
        if value is not None and not isinstance(value, FixedArray):
            raise NoWords(f"its {name} depends on the input")
        return value

    def read(self) -> list[LayerOutput]:
        """Every value that it reads, each as a layer's output."""
        found = [self.context.values.get(name) for name in self.call.reads]
        flat = [each for value in found for each in (value if type(value) is tuple else (value,))]
        values = [value for value in flat if isinstance(value, (LayerOutput, FixedArray)) and 0 not in value.shape]
        return [self.as_layer(value) for value in values]

    def is_read(self, number: int) -> bool:
        """True where an output is read, of several; the only one is."""
        return not is_row(self.call.shape) or f"{self.call.name}[{number}]" in self.context.parts

    def axis(self, name: str, rank: int, default: int = -1) -> int:
        """An argument that is an axis, counted from the front."""
        axis = self.get(name, default)
        if not isinstance(axis, int) or not -rank <= axis < max(rank, 1):
            raise NoWords(f"its axis {axis} is none of {rank}")
        return axis % max(rank, 1)

    def axes(self, name: str, rank: int) -> tuple[int, ...]:
        """An argument that is an axis or several; all of them where it is left out."""
        given = self.get(name)
        row = (given,) if isinstance(given, int) else given or tuple(range(rank))
        return tuple(sorted(axis % max(rank, 1) for axis in row))

    def sizes(self, name: str, count: int, default: int = 0) -> tuple[int, ...]:
        """An argument that is an integer for each of `count` axes, or one for all."""
        given = self.get(name)
        row = (given,) if isinstance(given, int) else given or (default,)
        if not all(type(each) is int for each in row):
            raise NoWords(f"its {name} depends on the input")
        return tuple(row) if len(row) == count else tuple(row) * count

    def channels_first(self, name: str = "self") -> LayerOutput:
        """An argument as a signal, an image or a volume."""
        x = self.layer(name)
        argument = self.get(name, self.get("input"))
        readers = self.context.readers.get(argument.name, set()) if type(argument) is ValueName else set()
        if len(x.shape) != 3 or is_for_signals(self.context.volume(x.layer), x.layer, readers):
            return x
        return self.renewed(x)

    def renewed(self, x: LayerOutput) -> LayerOutput:
        """The same values and axes, of which nothing is decided yet."""
        return self.aside("reshape", x, shape=x.shape[1:], gives=x.shape)

    def add(self, kind: str, *reads: LayerOutput, weights: Weights | None = None, gives: Shape | None = None,
            **attributes: Any) -> LayerOutput:
        """One more layer; the first is called as the call's module is, others by their kind behind it."""
        wish = self.wish if not self.named else f"{self.wish}/{kind}" if self.wish else ""
        self.named = True
        return self._made(wish, kind, reads, weights or {}, gives, attributes)

    def aside(self, kind: str, *reads: LayerOutput, weights: Weights | None = None, gives: Shape,
              **attributes: Any) -> LayerOutput:
        """A layer of a shape that only prepares for another one."""
        return self._made(f"{self.wish}/{kind}" if self.wish else "", kind, reads, weights or {}, gives, attributes)

    def _made(self, wish: str, kind: str, reads: tuple[LayerOutput, ...], weights: Weights, gives: Shape | None,
              attributes: dict[str, Any]) -> LayerOutput:
        volume = self.context.volume
        shapes = [volume(each.layer) if len(each.shape) == 3 else each.shape for each in reads]
        if places := unsuited(kind, shapes):
            reads = tuple([self.renewed(each) if place in places else each for place, each in enumerate(reads)])
        name = self.context.new_name(wish, kind)
        shared = tuple([pair for weight, array in weights.items() if array is not None
                        and (pair := self.context.hold(name, weight, array, self.call))])
        self.context.make(name, kind, tuple([each.layer for each in reads]), self.path, attributes, shared)
        return LayerOutput(name, self.shape if gives is None else gives)

    def reformed(self, x: LayerOutput, wanted: Shape, *, last: bool = False) -> LayerOutput:
        """The same values under another shape; nothing is made where the shape is that one."""
        if x.shape == wanted:
            return x
        attributes: dict[str, Any] = {"shape": axes_of(wanted)}
        kind = "regroup"
        if len(wanted) > 1 and x.shape[:1] == wanted[:1]:
            kind, attributes = ("flatten", {}) if len(x.shape) == 4 and len(wanted) == 2 else \
                ("reshape", {"shape": wanted[1:]})
        make = self.add if last else self.aside
        return make(kind, x, gives=wanted, **attributes)


def output_shape(shape: Any) -> Shape:
    """A shape that is known. Raises NoWords."""
    if not isinstance(shape, tuple) or not all(type(size) is int for size in shape):
        raise NoWords("the sizes of its output are not known")
    if not prod(shape):
        raise NoWords("its output is empty")
    return shape


def axes_of(shape: Shape) -> Shape:
    """A shape as layers have it: a number is an axis of one value."""
    return shape or (1,)
