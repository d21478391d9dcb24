"""Positions of a window, miscounted in rarer ways: each leads to sizes of its own along every axis."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations

from archcalc.base.named_tuples import NamedTuple
from archcalc.counting.derivations.traced_integers import text, traced
from archcalc.homework.misconceptions._base import (
    FILTERS,
    OTHER,
    SIZES,
    Case,
    Misconception,
    Variation,
    Vary,
    at_a_layer,
    by_rule,
    with_sides,
)
from archcalc.operators.shape_kinds import is_spatial
from archcalc.operators.sliding_window import pairs


class _Axis(NamedTuple):
    """One axis of a sliding window: the size that comes in, the kernel's places and what they span."""

    size: int
    places: int
    span: int
    stride: int
    padding: int
    rounds_up: bool

    def positions(self, room: int) -> int:
        """The positions in so much room beside the window."""
        return (-(-room // self.stride) if self.rounds_up else room // self.stride) + 1

    @property
    def dilation(self) -> int:
        """The step from one place of the kernel to the next."""
        return (self.span - 1) // (self.places - 1) if self.places > 1 else 1


def _axes(case: Case) -> list[_Axis]:
    """The axes of a window that slides over numbers of places; none of other layers."""
    if not {"kernel", "stride", "padding"} <= case.op.fields.keys() or not is_spatial(case.inputs[0]):
        return []
    kernel, stride, padding = (case.op.attributes[name] for name in ("kernel", "stride", "padding"))
    if isinstance(padding, str) or "conv_transpose" in case.op.names:
        return []
    dilation = case.op.attributes.get("dilation", (1,) * len(kernel))
    ceil = case.op.attributes.get("ceil", False)
    return [_Axis(size, places, step * (places - 1) + 1, moved, sum(sides), ceil) for size, places, step, moved, sides
            in zip(case.inputs[0][2:], kernel, dilation, stride, pairs(padding), strict=True)]


def _sized(formula: Callable[[_Axis], tuple[str, int]], where: Callable[[_Axis], int]) -> Vary:
    """A layer whose sizes come from another formula, `where` it matters: its arithmetic along an axis, its result."""
    def vary(case: Case) -> Iterator[Variation]:
        axes = _axes(case)
        found = [formula(axis) for axis in axes] if any(map(where, axes)) else []
        if found and min(side for _, side in found) > 0:
            arithmetic, first = found[0]
            yield Variation(case.op, case.inputs, with_sides(case, (side for _, side in found)),
                            f"{arithmetic} = {first}")

    return vary


def _padding_subtracted(axis: _Axis) -> tuple[str, int]:
    return (f"({axis.size} - {axis.padding} - {axis.span})/{axis.stride} + 1",
            axis.positions(axis.size - axis.padding - axis.span))


def _kernel_added(axis: _Axis) -> tuple[str, int]:
    return (f"({axis.size} + {axis.padding} + {axis.span})/{axis.stride} + 1",
            axis.positions(axis.size + axis.padding + axis.span))


def _span_too_wide(axis: _Axis) -> tuple[str, int]:
    """A dilated kernel is thought to span dilation * kernel places."""
    wide = axis.dilation * axis.places
    return (f"({axis.size} + {axis.padding} - {wide})/{axis.stride} + 1",
            axis.positions(axis.size + axis.padding - wide))


def _halved(axis: _Axis) -> tuple[str, int]:
    return f"{axis.size}/2", axis.size // 2


def _pooling_halved(case: Case) -> Iterator[Variation]:
    if "pooling" in case.op.traits:
        yield from _sized(_halved, lambda axis: axis.stride)(case)


def _one_more(case: Case) -> Iterator[Variation]:
    if _axes(case):
        along = text(traced(case.op).output(*map(traced, case.inputs))[2])
        yield Variation(case.op, case.inputs, with_sides(case, (side + 1 for side in case.output[2:])),
                        f"{along} + 1 = {case.output[2] + 1}")


def _axis_as_it_is(case: Case) -> Iterator[Variation]:
    """Some axes keep their size: the time of a clip, of which height and width alone are thought to shrink."""
    sizes = case.inputs[0][2:] if _axes(case) else ()
    for several in range(1, len(sizes)):
        for kept in combinations(range(len(sizes)), several):
            sides = tuple(size if i in kept else case.output[2 + i] for i, size in enumerate(sizes))
            yield Variation(case.op, case.inputs, with_sides(case, sides), "x".join(map(str, sides)))


def _kernel_of_one_axis(case: Case) -> Iterator[Variation]:
    """One side of the kernel is taken for all: for the size, for the weights, and for both."""
    kernel = case.op.attributes.get("kernel", ()) if _axes(case) else ()
    for side in dict.fromkeys(kernel) if len(set(kernel)) > 1 else ():
        changed = case.op.replace(kernel=(side,) * len(kernel))
        yield Variation(changed, case.inputs, case.output)
        yield Variation(changed, case.inputs)
        if all(axis.size + axis.padding >= side for axis in _axes(case)):
            yield Variation(case.op, case.inputs, changed.output(*case.inputs))


ROWS = (
    Misconception("plus-one-twice", "1 was added once too often",
                  "(size + 2*padding - kernel)/stride counts the steps; there is one position more, and no more",
                  SIZES, at_a_layer(by_rule(_one_more)), rank=OTHER + 1),
    Misconception("padding-subtracted", "the padding was subtracted", "padding makes the input larger: add it",
                  SIZES, at_a_layer(by_rule(_sized(_padding_subtracted, lambda axis: axis.padding))), rank=OTHER + 3),
    Misconception("kernel-added", "the kernel was added", "a window has to fit in: subtract the kernel",
                  SIZES, at_a_layer(by_rule(_sized(_kernel_added, lambda axis: axis.span))), rank=OTHER + 3),
    Misconception("dilated-kernel-too-wide", "a dilated kernel was taken to span dilation * kernel values",
                  "between the first and the last of its places lie dilation*(kernel - 1) steps", SIZES,
                  at_a_layer(by_rule(_sized(_span_too_wide, lambda axis: axis.dilation > 1))), rank=OTHER + 1),
    Misconception("always-halved", "the pooling was taken to halve the size",
                  "a pooling halves only at stride 2: use its window and its stride", SIZES,
                  at_a_layer(by_rule(_pooling_halved)), rank=OTHER + 3),
    Misconception("axis-left-as-it-is", "one axis was taken to keep its size",
                  "the window moves along every axis: work out each of them", SIZES,
                  at_a_layer(by_rule(_axis_as_it_is)), rank=OTHER + 3),
    Misconception("kernel-of-one-axis", "one side of the kernel was taken for all",
                  "this kernel has sides of its own along each axis", SIZES | FILTERS,
                  at_a_layer(by_rule(_kernel_of_one_axis)), rank=OTHER),
)
