"""Batch normalisation learns a scale and a shift for every channel.

The mean and the variance that it keeps are measured, not learned.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import prod

from archcalc.homework.misconceptions._base import LISTED, OTHER, Case, Misconception, Mistaken, by_count
from archcalc.homework.questions.right_answers import Target, held


def _with_statistics(case: Case) -> int:
    return sum(held(case.op, case.inputs).values())


def _scale_alone(case: Case) -> int:
    counts = held(case.op, case.inputs)
    return counts["weight"] + counts["bias"] + counts["affine"] // 2


def _without(case: Case) -> int:
    counts = held(case.op, case.inputs)
    return counts["weight"] + counts["bias"]


def _of_every_value(case: Case) -> Iterator[Mistaken]:
    """A scale and a shift for every value; for every token; and one of each for all."""
    if not case.whole and held(case.op, case.inputs)["affine"]:
        yield Mistaken(Target(2 * prod(case.inputs[0][1:])))


def _of_every_token(case: Case) -> Iterator[Mistaken]:
    if not case.whole and held(case.op, case.inputs)["affine"] and len(case.inputs[0]) == 3:
        yield from (Mistaken(Target(2 * axis)) for axis in case.inputs[0][1:])


def _one_of_each(case: Case) -> Iterator[Mistaken]:
    if not case.whole and held(case.op, case.inputs)["affine"]:
        yield Mistaken(Target(2))


_PARAMS = frozenset({"params", "affine"})
ROWS = (
    Misconception("batch-norm-statistics-counted", "the running statistics were counted",
                  "the mean and the variance are measured, not learned", _PARAMS, by_count(_with_statistics)),
    Misconception("scale-alone-counted", "only one value for each channel was counted",
                  "a normalisation learns a scale and a shift for every channel", _PARAMS,
                  by_count(_scale_alone), rank=LISTED + 8),
    Misconception("scale-of-every-value", "a scale and a shift were counted for every value",
                  "all places of a channel, or all tokens, share one scale and one shift", _PARAMS, _of_every_value,
                  rank=OTHER),
    Misconception("scale-of-another-axis", "a scale and a shift were counted along another axis",
                  "a batch normalisation has them for each channel, a layer normalisation for each feature", _PARAMS,
                  _of_every_token, rank=OTHER),
    Misconception("one-scale-for-all", "one scale and one shift were counted for the whole layer",
                  "a normalisation learns a scale and a shift for every channel", _PARAMS, _one_of_each, rank=OTHER),
    Misconception("norms-forgotten", "the normalisations' scale and shift were forgotten",
                  "a normalisation learns a scale and a shift for every channel", _PARAMS,
                  by_count(_without), rank=LISTED + 9),
)
