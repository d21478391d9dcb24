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
from archcalc.executor.convolution.fused_convolution import FusedConvolution, activation_of, along_rows
from archcalc.executor.convolution.fused_operators import Epilogue, Prologue
from archcalc.executor.convolution.geometry import Geometry
from archcalc.executor.convolution.method_choice import Method, Rounding, chosen
from archcalc.executor.convolution.tiles import Scheduler
from archcalc.executor.fusion import FusedStep
from archcalc.network.graph import Graph, Node
from archcalc.operators.kernels.interleaved_convolutions import divides_evenly
from archcalc.operators.sliding_window import rounded_up

FASTER = ("winograd", "winograd_signal")
"""The methods that take less than columns of all phases."""


class Phases(NamedTuple):
    """The convolution of all phases of an image, and the part of what they give, put together, that is the output."""

    geometry: Geometry
    stride: tuple[int, int]
    cut: tuple[int, int]
    size: tuple[int, int]

    @classmethod
    def of(cls, node: Node) -> Phases | None:
        """The phases of a transposed convolution of images or signals; None where they are no faster."""
        op, x, sizes = node.op.attributes, node.input_shapes[0], node.shape[2:]
        told = op["kernel"], op["stride"], op["dilation"]
        if len(sizes) > 2 or op["groups"] > 1 or not divides_evenly(*told):
            return None
        before = node.op.window(x).padding
        axes = [_Axis.of(*axis) for axis in zip(x[2:], sizes, *told, before, strict=True)]
        down, across = (*axes, _NO_AXIS)[:2]
        geometry = Geometry(x[1], node.shape[1] * prod(op["stride"]), (down.places, across.places),
                            (down.taps, across.taps), (1, 1), (down.spread, across.spread), 1,
                            (*down.sides, *across.sides))
        if min(geometry.sides) < 0 or chosen(geometry).name not in FASTER:
            return None
        return cls(geometry, (down.stride, across.stride), (down.cut, across.cut), (down.size, across.size))


class _Axis(NamedTuple):
    """An axis: places of each phase, taps, how far those are apart, sides of the input, then what is of the output."""

    places: int
    taps: int
    spread: int
    sides: tuple[int, int]
    stride: int
    cut: int
    size: int

    @classmethod
    def of(cls, seen: int, size: int, kernel: int, stride: int, dilation: int, before: int) -> _Axis:
        first, taps, spread = before // stride, kernel // stride, 1 if stride > 1 else dilation
        places = rounded_up(before + size, stride) - first
        sides = (taps - 1) * spread - first, places + first - seen
        return cls(places, taps, spread, sides, stride, before - first * stride, size)


_NO_AXIS = _Axis(1, 1, 1, (0, 0), 1, 0, 1)


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
        laid_out = method.prepare(xp, _by_phase(xp, own["weight"], phases), geometry)
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
        """(n, c, h, w) to (n, filters, h', w'), or signals.

        Written into `destination`, (n, h', w', filters), where one is given.
        """
        (down, across), (top, left), (h, w) = self.phases.stride, self.phases.cut, self.phases.size
        if down == across == 1:
            return self.convolution.run(xp, arrays, destination, schedule)
        made = self.convolution.run(xp, arrays, None, schedule)
        image = made if len(made.shape) == 4 else made[..., None]
        n, _, high, wide = image.shape
        parts = image.transpose(0, 2, 3, 1).reshape(n, high, wide, down, across, -1).transpose(0, 1, 3, 2, 4, 5)
        y = xp.empty(parts.shape, dtype=made.dtype)
        y[...] = parts
        y = y.reshape(n, high * down, wide * across, -1)[:, top:top + h, left:left + w]
        if destination is not None:
            destination[...] = y
            y = destination
        return y.transpose(0, 3, 1, 2) if image is made else y[:, :, 0].transpose(0, 2, 1)


def _by_phase(xp: Any, weight: Any, phases: Phases) -> Any:
    """(c, filters, kernel, kernel) as (stride * stride * filters, c, taps, taps), the last tap first."""
    c, filters = weight.shape[:2]
    (down, across), (high, wide) = phases.stride, phases.geometry.kernel
    parts = weight.reshape(c, filters, high, down, wide, across)[:, :, ::-1, :, ::-1]
    return xp.ascontiguousarray(parts.transpose(3, 5, 1, 0, 2, 4)).reshape(-1, c, high, wide)
