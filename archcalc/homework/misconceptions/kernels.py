"""Kernels have two sides: a 3x3 kernel has nine places."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from math import prod

from archcalc.homework.misconceptions._base import (
    FILTERS,
    HELD,
    OTHER,
    PRODUCTS,
    Case,
    Misconception,
    Mistaken,
    Variation,
    at_a_layer,
    by_rule,
    in_units,
)
from archcalc.homework.questions.right_answers import MACS, Target, held


def _one_sided(case: Case) -> Iterator[Variation]:
    if "convolution" in case.op.traits and "kernel" in case.op.fields:
        kernel = case.op.attributes["kernel"]
        if len(kernel) > 1:
            for side in dict.fromkeys(kernel):
                yield _with_kernel(case, (side, *(1,) * (len(kernel) - 1)))


def _axis_left_out(case: Case) -> Iterator[Variation]:
    """A kernel of three axes is counted as one of two."""
    kernel = case.op.attributes.get("kernel", ()) if "convolution" in case.op.traits else ()
    if len(kernel) > 2:
        for sides in dict.fromkeys(combinations(kernel, len(kernel) - 1)):
            yield _with_kernel(case, (*sides, 1))


def _with_kernel(case: Case, kernel: tuple[int, ...]) -> Variation:
    return Variation(case.op.replace(kernel=kernel), case.inputs, case.output)


def _no_kernel(case: Case) -> Iterator[Variation]:
    if "convolution" in case.op.traits and "kernel" in case.op.fields:
        yield _with_kernel(case, (1,) * len(case.op.attributes["kernel"]))


def _sum_of_sides(case: Case) -> Iterator[Variation]:
    if "convolution" in case.op.traits and "kernel" in case.op.fields:
        first, *others = case.op.attributes["kernel"]
        if {first, *others} != {1}:
            yield _with_kernel(case, (first + sum(others), *(1,) * len(others)))


def _image_as_kernel(case: Case) -> Iterator[Variation]:
    if "plain-convolution" in case.op.traits:
        yield _with_kernel(case, tuple(case.inputs[0][2:]))


def _stride_as_side(case: Case) -> Iterator[Variation]:
    if "plain-convolution" in case.op.traits and len(case.op.attributes["kernel"]) > 1:
        first, *others = case.op.attributes["kernel"]
        yield _with_kernel(case, (first, *case.op.attributes["stride"][1:2], *others[1:]))


def _added(case: Case) -> int:
    """Factors that are added: a kernel's places and the channels, inputs and outputs, units and features."""
    if "recurrent" in case.op.traits and case.op.attributes["layers"] == 1:
        sums = getattr(case.op, "gates", 1) * (2 if case.op.attributes["bidirectional"] else 1)
        return int(sums * (case.inputs[0][-1] + case.op.attributes["units"]))
    if "entries" in case.op.fields:
        return int(case.op.attributes["entries"] + case.output[-1])
    if "plain-convolution" in case.op.traits and case.op.attributes["groups"] == 1:
        filters: int = case.op.attributes["filters"]
        places: int = prod(case.op.attributes["kernel"])
        return (places + case.inputs[0][1]) * filters
    connected = "linear" in case.op.traits and "units" in case.op.fields
    return int(case.inputs[0][-1] + case.output[-1]) if connected else 0


def _sum_of_factors(case: Case) -> Iterator[Mistaken]:
    """What somebody gets who adds where the figure is a product."""
    name = case.question.figure.name
    if case.whole:
        return
    if name in {"params", "weights"}:
        yield from _added_sides(case)
    elif name in PRODUCTS and "linear" in case.op.traits:
        yield from map(Mistaken, in_units(case, Target(_added(case), MACS)))
    elif name == "output" and "flatten" in case.op.names:
        yield Mistaken(Target((sum(case.inputs[0][1:]),)))
    elif name in HELD | {"neurons"} and len(case.output) > 2:
        yield from map(Mistaken, in_units(case, Target(sum(case.output[1:]))))


def _added_sides(case: Case) -> Iterator[Mistaken]:
    added = _added(case)
    biases = held(case.op, case.inputs)["bias"] if added and "linear" not in case.op.traits else 0
    yield from (Mistaken(Target(added + extra)) for extra in dict.fromkeys((0, biases)) if added)


ROWS = (
    Misconception("kernel-not-squared", "the kernel was counted along one side only",
                  "a kernel has a side along every axis: multiply all of them",
                  FILTERS, by_rule(_one_sided)),
    Misconception("added-for-multiplied", "numbers were added that are to be multiplied",
                  "these are factors: multiply, do not add",
                  frozenset({"params", "weights", "neurons", "output"}) | HELD | PRODUCTS, _sum_of_factors,
                  rank=OTHER + 2),
    Misconception("one-axis-left-out", "an axis of the kernel was left out",
                  "a kernel has a side along every axis: multiply all of them", FILTERS,
                  at_a_layer(by_rule(_axis_left_out)), rank=OTHER),
    Misconception("image-for-kernel", "the input's size was taken for the kernel's",
                  "a filter's weights are as many as its kernel has places: the image's size does not matter",
                  FILTERS, by_rule(_image_as_kernel), rank=OTHER + 2),
    Misconception("stride-for-kernel", "the stride was taken for a side of the kernel",
                  "the stride moves the kernel; it is none of its sides", FILTERS, by_rule(_stride_as_side),
                  rank=OTHER + 3),
    Misconception("kernel-forgotten", "the kernel was left out", "every place of the kernel has a weight", FILTERS,
                  by_rule(_no_kernel), rank=OTHER),
    Misconception("kernel-sides-added", "the kernel's sides were added",
                  "a kernel's places are the product of its sides",
                  FILTERS, by_rule(_sum_of_sides), rank=OTHER),
)
