"""A transposed convolution by a fast convolution of its phases, whose outputs are then put side by side.

Places a stride apart see the input through the same taps, the last one first, as `interleaved_convolutions` has it:
each phase is a convolution with a kernel of kernel/stride, and all of them one with stride * stride times the filters.
Where Winograd's method multiplies that, it takes half of what columns and their product do. Channels lie last, so that
the phases of a row are stretches of memory.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import prod
from typing import Any

from archcalc.base.named_tuples import NamedTuple
from archcalc.executor.convolution.fused_convolution import FusedConvolution, activation_of, along_rows, of_images
from archcalc.executor.convolution.fused_operators import Epilogue, Prologue
from archcalc.executor.convolution.geometry import DepthWindow, Geometry
from archcalc.executor.convolution.method_choice import FEW_PLACES, Method, Rounding, chosen
from archcalc.executor.convolution.tiles import Scheduler
from archcalc.executor.fusion import FusedStep
from archcalc.network.graph import Graph, Node
from archcalc.operators.kernels.interleaved_convolutions import divides_evenly
from archcalc.operators.sliding_window import rounded_up

FASTER = ("winograd", "winograd_signal")
"""The methods that take less than columns of all phases."""


class Phases(NamedTuple):
    """The convolution of all phases, and the part of what they give, put together, that is the output."""

    geometry: Geometry
    stride: tuple[int, ...]
    cut: tuple[slice, ...]

    @classmethod
    def of(cls, node: Node) -> Phases | None:
        """The phases of a transposed convolution of signals, images or volumes; None where they are no faster."""
        op, x, sizes = node.op.attributes, node.input_shapes[0], node.shape[2:]
        told = op["kernel"], op["stride"], op["dilation"]
        if op["groups"] > 1 or not divides_evenly(*told):
            return None
        before = node.op.window(x).padding
        axes = [_Axis.of(*axis) for axis in zip(x[2:], sizes, *told, before, strict=True)]
        if any(side < 0 for axis in axes for side in axis.sides):
            return None
        *deep, down, across = axes if len(axes) > 1 else (*axes, _NO_AXIS)
        depth = next((DepthWindow(axis.places, axis.taps, 1, axis.spread, axis.sides[0]) for axis in deep), None)
        geometry = Geometry(x[1] * prod(axis.taps for axis in deep), node.shape[1] * prod(op["stride"]),
                            (down.places, across.places), (down.taps, across.taps), (1, 1),
                            (down.spread, across.spread), 1, (*down.sides, *across.sides), depth)
        if chosen(geometry).name not in FASTER or prod(geometry.size) < FEW_PLACES:
            return None
        return cls(geometry, op["stride"], tuple(slice(axis.cut, axis.cut + axis.size) for axis in axes))


class _Axis(NamedTuple):
    """An axis: places of each phase, taps, how far those are apart, sides of the input, then what is of the output."""

    places: int
    taps: int
    spread: int
    sides: tuple[int, int]
    cut: int
    size: int

    @classmethod
    def of(cls, seen: int, size: int, kernel: int, stride: int, dilation: int, before: int) -> _Axis:
        first, taps, spread = before // stride, kernel // stride, 1 if stride > 1 else dilation
        places = rounded_up(before + size, stride) - first
        sides = (taps - 1) * spread - first, places + first - seen
        return cls(places, taps, spread, sides, before - first * stride, size)


_NO_AXIS = _Axis(1, 1, 1, (0, 0), 0, 1)


class PhasedTransposed(NamedTuple):
    """A transposed convolution, ready to run."""

    phases: Phases
    convolution: FusedConvolution

    @classmethod
    def of(cls, xp: Any, graph: Graph, step: FusedStep, weights: Mapping[int, Mapping[str, Any]],
           phases: Phases) -> PhasedTransposed:
        """The transposed convolution of a step, with the activation after it."""
        geometry, own, many = phases.geometry, weights[step.main], prod(phases.stride)
        method, bias = chosen(geometry), own.get("bias")
        if bias is not None:
            every = xp.broadcast_to(bias, (many, *bias.shape)).reshape(-1)
            bias = along_rows(xp, every, geometry.size[1])
        epilogue = Epilogue(bias, None, activation_of(graph, step.activation))
        laid_out = method.prepare(xp, of_images(_by_phase(xp, own["weight"], phases)), geometry)
        return cls(phases, FusedConvolution(geometry, method, laid_out, Prologue(), epilogue))

    @property
    def method(self) -> Method:
        """The method of the convolution."""
        return self.convolution.method

    @property
    def rounding(self) -> Rounding:
        """As its convolution rounds."""
        return self.method.rounding

    def run(self, xp: Any, arrays: list[Any], destination: Any, schedule: Scheduler) -> Any:
        """(n, c, h, w) to (n, filters, h', w'), or signals, or volumes.

        Written into `destination`, (n, h', w', filters), where one is given.
        """
        if max(self.phases.stride) == 1:
            return self.convolution.run(xp, arrays, destination, schedule)
        made = self.convolution.run(xp, arrays, None, schedule)
        n, _, *sizes = made.shape
        axes = range(1, len(sizes) + 1)
        parts = made.transpose(0, *(axis + 1 for axis in axes), 1).reshape(n, *sizes, *self.phases.stride, -1)
        parts = parts.transpose(0, *(each for axis in axes for each in (axis, axis + len(sizes))), -1)
        y = xp.empty(parts.shape, dtype=made.dtype)
        y[...] = parts
        y = y.reshape(n, *(size * step for size, step in zip(sizes, self.phases.stride, strict=True)), -1)
        y = y[(slice(None), *self.phases.cut)]
        if destination is not None:
            destination[...] = y
            y = destination
        return y.transpose(0, -1, *axes)


def _by_phase(xp: Any, weight: Any, phases: Phases) -> Any:
    """(c, filters, kernel, ...) as (stride * ... * filters, c, taps, ...), the last tap first."""
    c, filters, *kernel = weight.shape
    axes = len(kernel)
    taps = [size // step for size, step in zip(kernel, phases.stride, strict=True)]
    parts = weight.reshape(c, filters, *(each for pair in zip(taps, phases.stride, strict=True) for each in pair))
    parts = parts[(slice(None),) * 2 + (slice(None, None, -1), slice(None)) * axes]
    parts = parts.transpose(*range(3, 3 + 2 * axes, 2), 1, 0, *range(2, 2 + 2 * axes, 2))
    return xp.ascontiguousarray(parts).reshape(-1, c, *taps)
