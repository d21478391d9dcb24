"""Kernels have two sides: a 3x3 kernel has nine places."""

from __future__ import annotations

from collections.abc import Iterator

from archcalc.homework.misconceptions._base import FILTERS, OTHER, Case, Misconception, Variation, by_rule


def _one_sided(case: Case) -> Iterator[Variation]:
    if "convolution" in case.op.traits and "kernel" in case.op.fields:
        for side in dict.fromkeys(case.op.attributes["kernel"]):
            yield Variation(case.op.replace(kernel=(side, 1)), case.inputs, case.output)


def _no_kernel(case: Case) -> Iterator[Variation]:
    if "convolution" in case.op.traits and "kernel" in case.op.fields:
        yield Variation(case.op.replace(kernel=(1, 1)), case.inputs, case.output)


def _sum_of_sides(case: Case) -> Iterator[Variation]:
    if "convolution" in case.op.traits and "kernel" in case.op.fields:
        yield Variation(case.op.replace(kernel=(sum(case.op.attributes["kernel"]), 1)), case.inputs, case.output)


ROWS = (
    Misconception("kernel-not-squared", "the kernel was counted along one side only",
                  "a kernel has a height and a width: kernel * kernel", FILTERS, by_rule(_one_sided)),
    Misconception("kernel-forgotten", "the kernel was left out", "every place of the kernel has a weight", FILTERS,
                  by_rule(_no_kernel), rank=OTHER),
    Misconception("kernel-sides-added", "the kernel's sides were added", "a kernel's places are height * width",
                  FILTERS, by_rule(_sum_of_sides), rank=OTHER),
)
