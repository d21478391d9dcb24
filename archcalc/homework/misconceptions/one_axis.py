"""Axes apart: what is done along one of them, and what is done along all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations
from math import prod

from archcalc.homework.misconceptions._base import (
    OTHER,
    SIZES,
    Case,
    Misconception,
    Mistaken,
    Variation,
    by_rule,
)
from archcalc.homework.questions.right_answers import Target, held
from archcalc.operators.shape_kinds import is_spatial


def _strides(case: Case) -> tuple[int, ...]:
    """The strides of a window along several axes."""
    slides = {"kernel", "stride"} <= case.op.fields.keys() and is_spatial(case.inputs[0]) and len(case.inputs[0]) > 3
    return case.op.attributes["stride"] if slides else ()


def _stride_along_some(case: Case) -> Iterator[Variation]:
    """The stride is taken along some axes, and 1 along the others."""
    strides = _strides(case)
    for several in range(1, len(strides)):
        for moved in combinations(range(len(strides)), several):
            stride = tuple(step if i in moved else 1 for i, step in enumerate(strides))
            yield Variation(case.op.replace(stride=stride), case.inputs)
            halved = [case.output[2 + i] if i in moved else size for i, size in enumerate(case.inputs[0][2:])]
            if "pooling" in case.op.traits:  # an axis that is not pooled at all
                yield Variation(case.op, case.inputs, type(case.output)((*case.output[:2], *halved)))


def _one_stride_for_all(case: Case) -> Iterator[Variation]:
    strides = _strides(case)
    for step in sorted(set(strides)) if len(set(strides)) > 1 else ():
        yield Variation(case.op.replace(stride=(step,) * len(strides)), case.inputs)


def _squared(case: Case) -> int:
    """A kernel of one axis, squared."""
    if "plain-convolution" not in case.op.traits or len(case.op.attributes["kernel"]) > 1:
        return 0
    counts = held(case.op, case.inputs)
    return int(counts["weight"] * case.op.attributes["kernel"][0])


def _spanned(case: Case) -> int:
    """The places that a dilated kernel spans, for those that it has."""
    dilation, kernel = (case.op.attributes.get(name) or () for name in ("dilation", "kernel"))
    if "plain-convolution" not in case.op.traits or set(dilation) <= {1}:
        return 0
    span = prod(step * (side - 1) + 1 for step, side in zip(dilation, kernel, strict=True))
    return int(held(case.op, case.inputs)["weight"] // prod(kernel) * span)


def _with_and_without_biases(weights: Callable[[Case], int]) -> Callable[[Case], Iterator[Mistaken]]:
    """The answers of those who count a layer's weights so, with its biases and without."""
    def answers(case: Case) -> Iterator[Mistaken]:
        counted = 0 if case.whole else weights(case)
        extra = held(case.op, case.inputs)["bias"] if counted and case.question.figure.name == "params" else 0
        if counted:
            yield Mistaken(Target(counted, convention="weights"))
            yield Mistaken(Target(counted + extra, convention="exact"))

    return answers


_WEIGHTS = frozenset({"params", "weights"})

ROWS = (
    Misconception("stride-along-some-axes", "the stride was taken along some axes only",
                  "the window moves by its stride along every axis", SIZES, by_rule(_stride_along_some),
                  rank=OTHER + 1),
    Misconception("one-stride-for-all", "the stride of one axis was taken for all axes",
                  "each axis has a stride of its own here", SIZES, by_rule(_one_stride_for_all), rank=OTHER + 1),
    Misconception("kernel-squared", "a kernel of one axis was squared",
                  "along one axis a kernel has as many places as it is long", _WEIGHTS,
                  _with_and_without_biases(_squared), rank=OTHER),
    Misconception("dilated-span-counted", "the places between the weights of a dilated kernel were counted",
                  "dilation moves the weights apart, and adds none", _WEIGHTS, _with_and_without_biases(_spanned)),
)
