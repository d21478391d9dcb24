"""Batch normalisation learns a scale and a shift for every channel.

The mean and the variance that it keeps are measured, not learned.
"""

from __future__ import annotations

from archcalc.homework.misconceptions._base import LISTED, OTHER, Case, Misconception, by_count
from archcalc.homework.questions.right_answers import held


def _with_statistics(case: Case) -> int:
    return sum(held(case.op, case.inputs).values())


def _scale_alone(case: Case) -> int:
    counts = held(case.op, case.inputs)
    return counts["weight"] + counts["bias"] + counts["affine"] // 2


def _without(case: Case) -> int:
    counts = held(case.op, case.inputs)
    return counts["weight"] + counts["bias"]


_PARAMS = frozenset({"params", "affine"})
ROWS = (
    Misconception("batch-norm-statistics-counted", "the running statistics were counted",
                  "the mean and the variance are measured, not learned", _PARAMS, by_count(_with_statistics)),
    Misconception("scale-alone-counted", "only one value for each channel was counted",
                  "a normalisation learns a scale and a shift for every channel", _PARAMS,
                  by_count(_scale_alone), rank=LISTED + 8),
    Misconception("norms-forgotten", "the normalisations' scale and shift were forgotten",
                  "a normalisation learns a scale and a shift for every channel", _PARAMS,
                  by_count(_without), rank=OTHER),
)
