"""Multiply-adds and FLOPs; every weight is used at every position."""

from __future__ import annotations

from collections.abc import Iterator
from math import prod

from archcalc.homework.misconceptions._base import OTHER, PRODUCTS, Case, Misconception, by_count, by_number
from archcalc.homework.questions.right_answers import FLOPS, MACS, Target, held
from archcalc.operators.shape_kinds import is_spatial


def _doubled(case: Case, target: Target) -> Iterator[int]:
    if target.unit == MACS:
        yield 2 * target.value


def _halved(case: Case, target: Target) -> Iterator[int]:
    if target.unit == FLOPS:
        yield target.value // 2


def _macs(case: Case) -> int:
    return int(next(case.question.figure.local(case.op, case.inputs, case.output)).value)


def _once(case: Case) -> int:
    return held(case.op, case.inputs)["weight"] * (2 if case.targets[0].unit == FLOPS else 1)


def _one_row(case: Case) -> int:
    """Only one side of the output is counted."""
    count = _macs(case)
    side = case.output[2] if is_spatial(case.output) else 1
    return count // max(1, side) * (2 if case.targets[0].unit == FLOPS else 1)


def _with_bias_adds(case: Case) -> int:
    count = _macs(case)
    adds = prod(case.output) if held(case.op, case.inputs)["bias"] else 0
    return count * (2 if case.targets[0].unit == FLOPS else 1) + adds


def _with_exact_adds(case: Case) -> int:
    """A sum of n products takes n - 1 adds."""
    count = _macs(case)
    return 2 * count - (prod(case.output) if count else 0)


ROWS = (
    Misconception("flops-for-macs", "multiplies and adds were counted apart", "one multiply with its add is one MAC",
                  PRODUCTS, by_number(_doubled)),
    Misconception("macs-for-flops", "a multiply with its add was counted as one", "a MAC is two FLOPs", PRODUCTS,
                  by_number(_halved)),
    Misconception("positions-forgotten", "every weight was used only once",
                  "a filter is applied at every position of the output", PRODUCTS, by_count(_once), rank=OTHER),
    Misconception("one-side-of-the-output", "the positions were counted along one side only",
                  "a filter is applied at height * width positions", PRODUCTS, by_count(_one_row), rank=OTHER),
    Misconception("bias-adds-counted", "the biases' adds were counted", "only multiplies with their adds count here",
                  PRODUCTS, by_count(_with_bias_adds), rank=OTHER),
    Misconception("adds-counted-exactly", "n - 1 adds were counted for n products",
                  "every multiply is counted with an add, the first with the bias", frozenset({"flops"}),
                  by_count(_with_exact_adds), rank=OTHER),
)
