"""Multiply-adds and FLOPs; every weight is used at every position."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import prod

from archcalc.homework.misconceptions._base import (
    LISTED,
    OTHER,
    PRODUCTS,
    Case,
    Misconception,
    Mistaken,
    at_a_layer,
    by_count,
    by_number,
)
from archcalc.homework.questions.right_answers import FLOPS, MACS, Target, held
from archcalc.operators.shape_kinds import is_spatial


def _doubled(case: Case, target: Target) -> Iterator[int]:
    if target.unit == MACS:
        yield 2 * target.value


def _halved(case: Case, target: Target) -> Iterator[int]:
    if target.unit == FLOPS:
        yield target.value // 2


def _halved_macs(case: Case, target: Target) -> Iterator[int]:
    if target.unit == MACS and target.value % 2 == 0:
        yield target.value // 2


def _macs(case: Case) -> int:
    return int(next(case.question.figure.local(case.op, case.inputs, case.output)).value)


def _once(case: Case) -> int:
    return held(case.op, case.inputs)["weight"] * (2 if case.targets[0].unit == FLOPS else 1)


def _along(place: int) -> Callable[[Case], int]:
    """Every side of the output is counted but one, the first or the last."""
    def count(case: Case) -> int:
        side = case.output[2:][place] if is_spatial(case.output) and len(case.output) > 3 else 1
        return _macs(case) // max(1, side) * (2 if case.targets[0].unit == FLOPS else 1)

    return count


def _without_a_side(case: Case) -> Iterator[Mistaken]:
    yield from (each for place in (0, -1) for each in by_count(_along(place))(case))


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
    Misconception("halved-once-more", "the multiply-adds were halved",
                  "FLOPs are halved to get MACs; a number of products is one of MACs already", PRODUCTS,
                  at_a_layer(by_number(_halved_macs)), rank=OTHER + 4),
    Misconception("positions-forgotten", "every weight was used only once",
                  "a filter is applied at every position of the output", PRODUCTS, by_count(_once), rank=OTHER),
    Misconception("one-side-of-the-output", "the positions were counted along one side only",
                  "a filter is applied at every position: multiply all sides of the output", PRODUCTS,
                  _without_a_side, rank=OTHER),
    Misconception("bias-adds-counted", "the biases' adds were counted", "only multiplies with their adds count here",
                  PRODUCTS, by_count(_with_bias_adds), rank=LISTED + 9),
    Misconception("adds-counted-exactly", "n - 1 adds were counted for n products",
                  "every multiply is counted with an add, the first with the bias", frozenset({"flops"}),
                  by_count(_with_exact_adds), rank=OTHER),
)
